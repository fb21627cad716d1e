"""Opening the house for a command that needs its tables: first the ground is looked at, then Django is set up."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bihuan.cli.main import UnusableInput

if TYPE_CHECKING:
    from bihuan.installation.soundness import Found


class UnsoundHouse(UnusableInput):
    """The installation cannot be used as it is: one line a fault, each with its remedy."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(faults))

    @property
    def lines(self) -> list[str]:
        return self.faults


def open_house(*, founded: bool = False) -> None:
    """Set Django up with the installation's settings, once; raise UnsoundHouse where its folder cannot be used.

    `founded` asks for a database that is there: settings make a secret, and a connection an empty file, in any folder.
    """
    import django
    from django.apps import apps

    if apps.ready:
        return
    from bihuan.installation.start_up import before_the_house, look_at_founding

    heed(before_the_house())
    if founded:
        heed(look_at_founding())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
    django.setup()


def open_sound_house(*, current: bool = True) -> None:
    """Open the house for serving: the store is looked at, too; `current` asks for tables of this version."""
    open_house(founded=current)
    from bihuan.installation.start_up import with_the_house

    heed(with_the_house(current=current))


def heed_connection() -> None:
    """Raise UnsoundHouse where PostgreSQL is named so that it cannot be found; no other setting hinders a backup."""
    from bihuan.installation.environment import POSTGRES, look_at_settings

    heed(look_at_settings({POSTGRES: os.environ.get(POSTGRES, "")}))


def heed(found: Sequence[Found]) -> None:
    """Print warnings; raise UnsoundHouse where something fails."""
    faults = [str(one) for one in found if one.state == "fail"]
    if faults:
        raise UnsoundHouse(faults)
    for one in found:
        if one.state == "warn":
            print(f"warning: {one}", file=sys.stderr)
