"""The composer of teams as its pages show it: drafts, conflicts, wishes and what-if."""
