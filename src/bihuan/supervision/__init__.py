"""Checks on the spot: what was looked at, by whom, and what was seen of each finding."""
