"""What is asked for of a reorganisation, and how it is kept until its day."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bihuan.supervision.models import Reorganisation


@dataclass(frozen=True)
class NewUnit:
    """A unit that the reorganisation founds."""

    name: str
    category: str
    parent_id: uuid.UUID | None = None
    credit_code: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is asked for. `heirs` and `carried` name a successor by its place: existing ones first, then founded."""

    sort: str
    on: date
    paper: str
    old_ids: tuple[uuid.UUID, ...]
    new_ids: tuple[uuid.UUID, ...] = ()
    founded: tuple[NewUnit, ...] = ()
    heirs: Mapping[uuid.UUID, int] = field(default_factory=dict)
    carried: Mapping[uuid.UUID, int] = field(default_factory=dict)


def kept(wanted: Wanted) -> dict[str, Any]:
    """Return what a reorganisation keeps of what was asked until its day; sort, day and decision are its columns."""
    return {
        "olds": [str(one) for one in wanted.old_ids],
        "news": [str(one) for one in wanted.new_ids],
        "founded": [
            {
                "name": one.name,
                "category": one.category,
                "parent": str(one.parent_id) if one.parent_id else "",
                "credit_code": one.credit_code,
            }
            for one in wanted.founded
        ],
        "heirs": {str(one): place for one, place in wanted.heirs.items()},
        "carried": {str(one): place for one, place in wanted.carried.items()},
    }


def wanted_of(row: Reorganisation) -> Wanted:
    """Return what was asked of a reorganisation that waits for its day."""
    told: dict[str, Any] = row.wanted
    return Wanted(
        sort=row.sort,
        on=row.on,
        paper=row.paper,
        old_ids=tuple(map(uuid.UUID, told["olds"])),
        new_ids=tuple(map(uuid.UUID, told["news"])),
        founded=founded_of(row),
        heirs={uuid.UUID(one): place for one, place in told["heirs"].items()},
        carried={uuid.UUID(one): place for one, place in told["carried"].items()},
    )


def founded_of(row: Reorganisation) -> tuple[NewUnit, ...]:
    """Return the units that are to be founded; none of a reorganisation that never waited."""
    return tuple(
        NewUnit(
            one["name"],
            one["category"],
            uuid.UUID(one["parent"]) if one["parent"] else None,
            one["credit_code"],
        )
        for one in row.wanted.get("founded", ())
    )
