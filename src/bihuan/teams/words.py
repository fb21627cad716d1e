"""An explanation as a document, and as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bihuan.domain.pool import Group, Round
from bihuan.teams.conflict import Conflict
from bihuan.teams.waiving import WayOut
from bihuan.teams.waterfall import Waterfall, waterfalls

LONGEST = 12  # names on a line


def explained(
    given: Round, groups: Sequence[Group], conflict: Conflict | None, way_out: WayOut | None
) -> dict[str, Any]:
    """Return the document of `staff explain`."""
    return {
        "round": given.name,
        "possible": conflict is None,
        "groups": [{"id": group.id, "roles": [told(one) for one in waterfalls(given, group)]} for group in groups],
        "conflict": conflict and told_conflict(conflict),
        "relaxation": way_out and told_way_out(way_out),
    }


def told(one: Waterfall) -> dict[str, Any]:
    return {
        "role": one.seat.value,
        "pool": one.pool,
        "authorised": one.authorised,
        "eligible": len(one.eligible),
        "excluded": [
            {"rule": excluded.rule, "count": len(excluded.inspectors), "inspectors": list(excluded.inspectors)}
            for excluded in one.excluded
        ],
    }


def told_conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "rules": [rule.value for rule in conflict.rules],
        "rows": list(conflict.rows),
        "groups": list(conflict.groups),
        "minimal": conflict.minimal,
    }


def told_way_out(way_out: WayOut) -> dict[str, Any]:
    return {
        "waive": [
            {
                "inspector": waiver.inspector,
                "group": waiver.group,
                "role": waiver.role,
                "rules": [rule.value for rule in waiver.rules],
            }
            for waiver in way_out.waivers
        ],
        "lacking": [{"row": row, "count": count} for row, count in way_out.lacking],
        "proven": way_out.proven,
    }


def in_words(document: dict[str, Any]) -> str:
    """Return the document as lines to read."""
    return "\n".join([*waterfall_lines(document), *conflict_lines(document)])


def waterfall_lines(document: dict[str, Any]) -> Iterator[str]:
    for group in document["groups"]:
        yield group["id"]
        for role in group["roles"]:
            yield f"  {role['role']}: {role['eligible']} of {role['authorised']} authorised, {role['pool']} in the pool"
            for excluded in role["excluded"]:
                yield f"    {excluded['count']:>5} {excluded['rule']}  {listed(excluded['inspectors'])}"


def conflict_lines(document: dict[str, Any]) -> Iterator[str]:
    conflict, way_out = document["conflict"], document["relaxation"]
    if conflict is None:
        yield "nothing contradicts itself: every group can have what it must have"
        return
    items = [*conflict["rules"], *conflict["rows"]]
    yield f"in conflict, none of them can be left away: {listed(items)}"
    for waiver in way_out["waive"]:
        yield f"  waive {', '.join(waiver['rules'])} for {waiver['inspector']} as {waiver['role']} of {waiver['group']}"
    for lacking in way_out["lacking"]:
        yield f"  go without {lacking['count']} of {lacking['row']}"
    yield "no lawful way out asks less" if way_out["proven"] else "there may be a way out that asks less"


def listed(names: Sequence[str]) -> str:
    more = len(names) - LONGEST
    return ", ".join(names[:LONGEST]) + (f" and {more} more" if more > 0 else "")
