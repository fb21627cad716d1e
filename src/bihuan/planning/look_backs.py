"""Look-backs of a term as the product proposes them: whom, why, and the first round ahead that the rules allow."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bihuan.domain.coverage import Line
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.look_backs import LookBack, look_backs_of
from bihuan.domain.planning import LOOKS_BACK
from bihuan.dossiers.models import Inspection, Round
from bihuan.dossiers.rulebooks import end_of_concentration, rulebook_of
from bihuan.planning.asking import rounds_ahead
from bihuan.planning.facts import in_order, number_of, planning_rules
from bihuan.planning.heritage import came_from
from bihuan.planning.models import Placement, Term

MOST = 10  # proposals shown; the rest is in the coverage map


@dataclass(frozen=True)
class Proposed:
    """A look-back proposed, and the first round ahead in which it may be; None where there is none."""

    one: LookBack
    at: Round | None


def look_backs_proposed(
    term: Term, lines: tuple[Line, ...], today: date, decided: Mapping[str, str] | None = None
) -> tuple[Proposed, ...]:
    """Return the look-backs that a term should plan next; `decided` ones (organization → form) first."""
    at = term.authority_id
    planned = Placement.objects.filter(authority_id=at, removed_on=None, form__in=LOOKS_BACK, round__term=term.name)
    done = Inspection.objects.filter(authority_id=at, kind__in=LOOKS_BACK, round__term=term.name)
    had = {*planned.values_list("organization_id", "form"), *done.values_list("organization_id", "kind")}
    taken = {(str(organization), form) for organization, form in had}
    owed = {key: form for key, form in (decided or {}).items() if (key, form) not in taken}
    former = came_from(at)
    rectifying = rectifying_until(term, lines, former, today)
    found = look_backs_of(lines, {key for key, _form in taken}, owed, rectifying)[:MOST]
    if not found:
        return ()
    gap = number_of(planning_rules(at, today), "look_back_rounds")
    place = {row.id: number for number, row in enumerate(in_order(at))}
    wanted = [uuid.UUID(one.line.body.key) for one in found]
    last: dict[str, int] = {}
    units = {*wanted, *(old for one in former.values() for old in one)}
    seen = Inspection.objects.filter(authority_id=at, organization_id__in=units)
    rounds: dict[uuid.UUID, list[int]] = {}
    for organization, round_id in seen.values_list("organization_id", "round_id"):
        rounds.setdefault(organization, []).append(place[round_id])
    for one in wanted:
        last[str(one)] = max((p for key in (one, *former.get(one, ())) for p in rounds.get(key, ())), default=0)
    ahead = rounds_ahead(term, today)
    return tuple(
        Proposed(one, next((row for row in ahead if place[row.id] >= last.get(one.line.body.key, 0) + gap), None))
        for one in found
    )


def rectifying_until(
    term: Term, lines: Iterable[Line], former: Mapping[uuid.UUID, Collection[uuid.UUID]], today: date
) -> Mapping[str, date]:
    """Return, by organization, the last day of concentrated rectification where it runs in all its open dossiers.

    Those of the organizations from which it came (`former`) are its own.
    """
    ends: dict[uuid.UUID, list[date | None]] = {}
    rows = Inspection.objects.filter(authority_id=term.authority_id, round__term=term.name, stage__in=RUNNING)
    for row in rows:
        ends.setdefault(row.organization_id, []).append(end_of_concentration(row, rulebook_of(row, today)))
    found: dict[str, date] = {}
    for line in lines:
        unit = uuid.UUID(line.body.key)
        own = [end for key in (unit, *former.get(unit, ())) for end in ends.get(key, ())]
        running = [end for end in own if end is not None and end >= today]
        if own and len(running) == len(own):
            found[line.body.key] = max(running)
    return found
