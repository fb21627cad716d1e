"""What a choice of packs asks before a dossier is closed, and what it leaves out.

The packs that a new installation begins with hold the whole close-out chain. Whoever chooses others may: but a choice
that lets dossiers be closed on little has to say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.domain.lifecycle.gates import ORDER
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.rulebook import Governing, Pack, in_force
from bihuan.rules.packs import load, rulebook

CLOSE = STEPS["close"]
PREFIX = f"gate/{CLOSE.name}/"
# a later pack prevails: the law first, then what offices commonly do, then the committee's own chain
FIRST_CHOICE = ("national-2024", "office-practice", "closing-loop-2018")


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
