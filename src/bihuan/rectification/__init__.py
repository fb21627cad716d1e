"""The unit's work after feedback: plan, measures, the five lists, sign-off, the report."""
