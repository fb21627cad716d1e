"""What the public sends (tips): a page of its own, on a host of its own, that seals what it gets and can open nothing.

No Django, no database, no address, no fine time; it knows none of the other rooms.
The inside uses its boxes and packages.
"""
