"""Another SQLite store behind the same product, for as long as somebody measures on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def opened(file: Path, *, synchronous: str = "FULL") -> Iterator[None]:
    """Let the default connection speak to this store; afterwards to the one before."""
    from django.db import connection

    settings, options = connection.settings_dict, connection.settings_dict["OPTIONS"]
    before = settings["NAME"], options["init_command"]
    connection.close()
    settings["NAME"] = file
    options["init_command"] = options["init_command"].replace("synchronous=FULL", f"synchronous={synchronous}")
    try:
        yield
    finally:
        connection.close()
        settings["NAME"], options["init_command"] = before
