"""What a choice of packs asks before a dossier is closed, and what it leaves out.

The packs that a new installation begins with hold the whole close-out chain. Whoever chooses others may: but a choice
that lets dossiers be closed on little has to say so. And a pack that asks for what no deed can record would hold
every dossier for good: it can be judged by, but not be chosen until the deed is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.domain.lifecycle.gates import ORDER
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.rulebook import Governing, Pack, in_force
from bihuan.rules.documents import PackError
from bihuan.rules.packs import load, rulebook

CLOSE = STEPS["close"]
PREFIX = f"gate/{CLOSE.name}/"
# a later pack prevails: the law first, then what offices commonly do, then the committee's own chain
FIRST_CHOICE = ("national-2024", "office-practice", "closing-loop-2018")
GATE = "gate/"
# gates whose facts no deed of the product records yet; a room that brings the deed takes its codes out
WITHOUT_DEED: frozenset[str] = frozenset()


class DeedsMissing(PackError):
    """Packs are chosen that ask for what no deed can record: no dossier bound to them could ever go on."""

    def __init__(self, asked: Sequence[tuple[str, str]]) -> None:
        self.asked = tuple(asked)
        told = "; ".join(f"{pack_id}: {code}" for pack_id, code in asked)
        super().__init__(
            f"no deed can record yet what these gates ask, and a dossier could never pass them ({told}); "
            "choose packs without them"
        )


def without_deed(pack_ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the gates of packs, as pack and code, whose facts no deed records, in the order of blockers."""
    return without_deed_of(map(load, pack_ids))


def without_deed_of(packs: Iterable[Pack]) -> tuple[tuple[str, str], ...]:
    """Return the same of packs that are at hand."""
    asked = ((pack.id, rule.id.rpartition("/")[2]) for pack in packs for rule in pack.rules if rule.id.startswith(GATE))
    return tuple(sorted((one for one in asked if one[1] in WITHOUT_DEED), key=lambda one: ORDER[one[1]]))


def refuse_without_deed(packs: Iterable[Pack]) -> None:
    """Raise DeedsMissing where packs are about to bind new dossiers to gates that nobody could pass."""
    asked = without_deed_of(packs)
    if asked:
        raise DeedsMissing(asked)


@dataclass(frozen=True)
class CloseOut:
    """The gates of packs at the close: those that are asked, and those of the first choice that are not."""

    asked: tuple[Governing, ...]
    absent: tuple[Governing, ...]


def close_out(pack_ids: Sequence[str], day: date) -> CloseOut:
    """Return what the packs ask at the close on a day, in the order in which blockers are told."""
    rulebook(pack_ids, day)  # refuses what is unknown or named twice
    return close_out_of([load(pack_id) for pack_id in pack_ids], day)


def close_out_of(packs: Iterable[Pack], day: date) -> CloseOut:
    """Return the same of packs that are at hand."""
    asked = {one.rule_id: one for one in in_force(packs, day).under(PREFIX)}
    usual = rulebook(FIRST_CHOICE, day).under(PREFIX)
    absent = [one for one in usual if one.rule_id not in asked]
    return CloseOut(tuple(sorted(asked.values(), key=place_of)), tuple(sorted(absent, key=place_of)))


def place_of(one: Governing) -> int:
    return ORDER[one.rule_id.removeprefix(PREFIX)]
