"""What the public sends (tips): a page of its own, on a host of its own, that seals what it gets and can open nothing.

No Django, no database, no address, no fine time. Only the command line imports this room; it knows none of the others.
"""
