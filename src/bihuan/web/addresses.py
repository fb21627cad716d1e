"""Addresses of pages, as `reverse` gives them: a page names dozens that differ in nothing but an id.

Django goes through the patterns of a name each time and quotes what it puts in; here an address is found once with
stand-ins for its ids.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from uuid import UUID

from django.urls import get_script_prefix, reverse

STAND_IN = UUID("ffffffff-ffff-4fff-bfff-ffffffffff00").int  # and those that follow it: nobody's ids


def address(name: str, *args: UUID | str | int) -> str:
    """Return the address of a page by its name and what it is about; raise NoReverseMatch where there is none."""
    apart = tuple(None if isinstance(one, UUID) else one for one in args)
    return known(get_script_prefix(), name, apart).format(*(one for one in args if isinstance(one, UUID)))


def addresses(name: str) -> Callable[[UUID], str]:
    """Return what gives the address of a page about one thing, for the many rows of one list."""
    return known(get_script_prefix(), name, (None,)).format


@lru_cache(maxsize=2048)
def known(_prefix: str, name: str, apart: tuple[str | int | None, ...]) -> str:
    """Return an address with places for its ids."""
    stand_ins = [UUID(int=STAND_IN + place) for place in range(len(apart))]
    told = [stand_in if one is None else one for one, stand_in in zip(apart, stand_ins, strict=True)]
    found = reverse(name, args=told).replace("{", "{{").replace("}", "}}")
    for stand_in in stand_ins:
        found = found.replace(str(stand_in), "{}")
    return found
