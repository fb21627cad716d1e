"""Reminders of what falls due: the daily list, what stands in the head of a page, and the mails."""
