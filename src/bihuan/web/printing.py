"""A list on paper: whole where its address asks so, page by page else."""

from __future__ import annotations

from django.http import QueryDict

PRINT, ALL = "print", "all"
MOST_PRINTED = 2_000  # rows of one print; some seventy sheets, which nobody reads through


def prints_all(query: QueryDict) -> bool:
    """True where an address asks for a list to be printed whole."""
    return query.get(PRINT) == ALL
