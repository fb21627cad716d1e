"""What can be done with a dossier, by name: one form a deed, used alike by page, API, bulk and command line.

offers.py lists the deeds, chances.py says which are open to somebody now, performing.py does one.
"""
