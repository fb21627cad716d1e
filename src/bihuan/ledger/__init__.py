"""The append-only record of every deed, and the one door for writing.

`deed` wraps a verb (one transaction, one idempotency key), `commit` writes its rows and its entry. Read door.py first.
"""
