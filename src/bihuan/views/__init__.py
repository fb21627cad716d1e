"""Kept views of lists: a name, the query of an address, the columns; they never show more than may be seen anyway."""
