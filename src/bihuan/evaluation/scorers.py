"""Who can score a dossier, what was handed in, and when it may be seen: after both have handed in, never before."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from bihuan.access.models import Account, Assignment
from bihuan.access.name_order import by_sound
from bihuan.domain.evaluation import Compared, OnOtherForms, compared
from bihuan.domain.jurisdiction import Actor, Duty, covers, roles_on
from bihuan.domain.lifecycle.inspection import CHECKERS
from bihuan.domain.roles import UNIT, Role
from bihuan.domain.scoring_bodies import (
    Bodies,
    BodySettles,
    NobodyOfTheBody,
    Unsettled,
    bar_of_settling,
    bodies_of,
    needs_own_scorer,
)
from bihuan.domain.sequence import OutOfOrder
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.models import ScoreSlip, Scoring
from bihuan.evaluation.self_assessment import self_assessments
from bihuan.evaluation.sheets import form_of_sheet

NONE: Bodies = frozenset()


class OthersStillScore(ValueError):
    """A sheet is settled once both have handed in."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(f"{waiting} of the two scorers has not handed in; wait for both")


class SettlesForBoth(ValueError):
    """What two scorers were far apart on is not settled by one of them."""

    def __init__(self, first_name: str, second_name: str, body: str) -> None:
        self.first_name, self.second_name, self.body = first_name, second_name, body
        super().__init__(
            f"{first_name} and {second_name} are far apart and neither settles for both; "
            f"let somebody else of {body} enter what they agreed on"
        )


class NotAScorer(PermissionError):
    """A sheet is filled in by the two who were named (403)."""

    def __init__(self) -> None:
        super().__init__("you are not one of the two scorers of this sheet; the office names them")


@dataclass(frozen=True)
class Able:
    """Somebody who may score a dossier, and the bodies he is of there."""

    id: uuid.UUID
    name: str
    bodies: Bodies


def duties_on(inspection: Inspection) -> list[tuple[Account, Duty]]:
    """Return who was ever given a duty of supervision, or of the unit, that reaches a dossier."""
    rows = Assignment.objects.filter(authority_id=inspection.authority_id, role__in=[*CHECKERS, *UNIT])
    found = (
        (row.account, Duty(Role(row.role), row.path, row.dossier_id, row.from_on, row.until_on))
        for row in rows.select_related("account")
    )
    return [(account, duty) for account, duty in found if covers(duty, inspection.thing)]


def able_to_score(inspection: Inspection, today: date) -> list[Able]:
    """Return who supervises a dossier today and is not of its unit, by name."""
    roles: dict[Account, set[Role]] = {}
    for account, duty in duties_on(inspection):
        if duty.runs_on(today) and account.is_active:
            roles.setdefault(account, set()).add(duty.role)
    able = [
        Able(account.id, account.name, bodies_of(held))
        for account, held in roles.items()
        if held & CHECKERS and not held & UNIT
    ]
    return by_sound(sorted(able, key=lambda one: str(one.id)), attrgetter("name"))


# --- what stands -------------------------------------------------------------------------------------------


def slips_of(scoring: Scoring) -> dict[uuid.UUID, ScoreSlip]:
    """Return what was handed in, by scorer. Whoever shows marks asks `seen_slips` instead."""
    return slips_of_sheets([scoring])[scoring.id]


def slips_of_sheets(sheets: Sequence[Scoring]) -> dict[uuid.UUID, dict[uuid.UUID, ScoreSlip]]:
    """Return what was handed in, by sheet and scorer."""
    found: dict[uuid.UUID, dict[uuid.UUID, ScoreSlip]] = {sheet.id: {} for sheet in sheets}
    if sheets:
        for row in ScoreSlip.objects.filter(authority_id=sheets[0].authority_id, scoring__in=sheets):
            found[row.scoring_id][row.scorer_id] = row
    return found


def seen_slips(scoring: Scoring) -> tuple[ScoreSlip, ScoreSlip] | None:
    """Return both slips once both are in, and none of them before."""
    slips = slips_of(scoring)
    if scoring.first_id in slips and scoring.second_id in slips:
        return slips[scoring.first_id], slips[scoring.second_id]
    return None


def numbers(marks: Mapping[str, str]) -> dict[str, Decimal]:
    return {key: Decimal(mark) for key, mark in marks.items()}


def comparison_of(scoring: Scoring, inspection: Inspection, today: date) -> tuple[Compared, ...]:
    """Return both scorers' marks beside each other; raise OthersStillScore before both are in, or OnOtherForms."""
    both = seen_slips(scoring)
    if both is None:
        raise OthersStillScore(2 - len(slips_of(scoring)))
    form = form_of_sheet(scoring, inspection, today).form
    return compared(form, numbers(both[0].marks), numbers(both[1].marks), scoring.percent)


def bar_to_settle(
    actor: Actor, scoring: Scoring, inspection: Inspection, slips: Collection[uuid.UUID] | None = None
) -> OthersStillScore | OnOtherForms | SettlesForBoth | NotAScorer | NobodyOfTheBody | BodySettles | None:
    """Return why somebody cannot settle a sheet: one has not handed in, or it is for others to settle it.

    `slips` are the scorers who have handed in, where they are known.
    """
    both = (scoring.first_id, scoring.second_id)
    waiting = len(set(both) - set(slips_of(scoring) if slips is None else slips))
    if waiting:
        return OthersStillScore(waiting)
    try:
        lines = comparison_of(scoring, inspection, actor.today)
    except OnOtherForms as bar:
        return bar
    body = scoring.by_role
    scored_by, has_others = taking_part(scoring, inspection, actor.today) if needs_own_scorer(body) else (NONE, True)
    unsettled = bar_of_settling(
        body,
        by=bodies_of(roles_on(actor, inspection.thing)),
        is_scorer=actor.account_id in both,
        scored_by=scored_by,
        is_wide=any(one.is_wide for one in lines),
        has_others=has_others,
    )
    return said_of(unsettled, scoring) if unsettled is not None else None


def taking_part(scoring: Scoring, inspection: Inspection, today: date) -> tuple[Bodies, bool]:
    """Return the bodies the two were of when they handed in, and whether anybody else of the sheet's body is there."""
    slips, duties = slips_of(scoring), duties_on(inspection)
    scored_by = bodies_of(
        duty.role for account, duty in duties if account.id in slips and duty.runs_on(slips[account.id].handed_in_on)
    )
    others = (
        duty.role for account, duty in duties if account.id not in slips and account.is_active and duty.runs_on(today)
    )
    return scored_by, scoring.by_role in bodies_of(role for role in others if role in CHECKERS)


def said_of(bar: Unsettled, scoring: Scoring) -> SettlesForBoth | NotAScorer | NobodyOfTheBody | BodySettles:
    """Return the refusal that a bar is told with."""
    if bar is Unsettled.NOT_CONCERNED:
        return NotAScorer()
    if bar is Unsettled.NOBODY_OF_THE_BODY:
        return NobodyOfTheBody(scoring.by_role)
    if bar is Unsettled.BODY_SETTLES:
        return BodySettles(scoring.by_role)
    return SettlesForBoth(scoring.first_name, scoring.second_name, scoring.by_role)


def refuse_before_the_marks(scoring: Scoring, inspection: Inspection, on: date) -> None:
    """Refuse a day of a settlement that lies before the sheet, the marks handed in, or the unit's self-assessment."""
    own = [row.on for row in self_assessments(inspection)]
    rests_on = {
        "begin_scoring": scoring.opened_on,
        "hand_in_scores": max(row.handed_in_on for row in slips_of(scoring).values()),
        "assess_self": max(own, default=scoring.opened_on),
    }
    earlier, latest = max(rests_on.items(), key=lambda one: one[1])
    if on < latest:
        raise OutOfOrder("settle_scores", on, earlier, latest)
