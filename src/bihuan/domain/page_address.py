"""What stands on posters and slips as the address of a page, to which telephones go."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

PAGE = re.compile(r"https?://[^\s?#]+")  # with nothing behind the path, where codes are added


class NoPageAddress(ValueError):
    """An address that no telephone opens."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"{address} is no address of a page; begin it with https:// and the name of the host")


def refuse_no_page(address: str) -> None:
    """Raise NoPageAddress where an address names no host, or holds blanks, a query or a fragment."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host or not PAGE.fullmatch(address):
        raise NoPageAddress(address)
