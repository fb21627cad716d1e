"""The order of packs as it is typed on the page of the choice: a number beside each, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

PLACE = "at-"  # the fields that say in which place a pack stands in the choice
LAST = 99


@dataclass(frozen=True)
class PackOrder:
    """What was typed beside each pack, the packs in that order, and what is wrong: by pack, and on the whole."""

    typed: Mapping[str, str]
    ids: tuple[str, ...] = ()
    faults: Mapping[str, str] | None = None
    on_the_whole: str = ""

    @property
    def is_faulty(self) -> bool:
        return bool(self.faults or self.on_the_whole)


def order_asked(told: QueryDict, titles: Mapping[str, str]) -> PackOrder | None:
    """Return the order that an address asks for, judged; None where it asks for none."""
    typed = {name.removeprefix(PLACE): str(told[name]).strip() for name in told if name.startswith(PLACE)}
    if not typed:
        return None
    numbered = {pack_id: value for pack_id, value in typed.items() if value}
    faults: dict[str, str] = {}
    holders: dict[int, str] = {}
    for pack_id, value in numbered.items():
        fault = fault_of(pack_id, value, holders, titles)
        if fault:
            faults[pack_id] = fault
        else:
            holders[int(value)] = pack_id
    if faults:
        return PackOrder(typed, faults=faults, on_the_whole=_("The order is not clear yet; correct what is marked."))
    if not numbered:
        return PackOrder(
            typed, on_the_whole=_("No pack bears a number; write 1 beside the first one, 2 beside the next.")
        )
    return PackOrder(typed, tuple(holders[place] for place in sorted(holders)))


def fault_of(pack_id: str, value: str, holders: Mapping[int, str], titles: Mapping[str, str]) -> str:
    """Say what is wrong with the number of one pack; nothing where it is right."""
    if pack_id not in titles:
        return _("There is no pack “%(pack)s”; choose among those of the list.") % {"pack": pack_id}
    if not (value.isascii() and value.isdecimal()) or not 1 <= int(value[:3]) <= LAST or len(value) > len(str(LAST)):
        told = {"value": value, "last": LAST}
        return _("“%(value)s” is no place; write a whole number from 1 to %(last)s, or leave it empty.") % told
    other = holders.get(int(value))
    if other is not None:
        told = {"value": value, "pack": titles[other]}
        return _("%(value)s is the number of “%(pack)s”, too; give each pack a number of its own.") % told
    return ""


def order_of(ids: list[str]) -> PackOrder:
    """Return the order in which packs stand already."""
    return PackOrder({pack_id: str(place) for place, pack_id in enumerate(ids, start=1)}, tuple(ids))
