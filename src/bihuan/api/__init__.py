"""The API: JSON over the same desk, the same verdicts and the same refusals as the pages. Read house.py first."""
