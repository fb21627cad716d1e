"""The lives of an inspection and of a finding: steps as tables, gates as functions, one judge.

Read inspection.py first.
"""
