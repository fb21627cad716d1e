"""Rounds, inspections, findings and their evidence: what every later room works on."""
