"""Who can score a dossier, what was handed in, and when it may be seen: after both have handed in, never before."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bihuan.access.models import Account, Assignment
from bihuan.domain.evaluation import Compared, compared
from bihuan.domain.jurisdiction import Actor, Duty, covers
from bihuan.domain.lifecycle.inspection import CHECKERS
from bihuan.domain.roles import UNIT, Role
from bihuan.domain.sequence import OutOfOrder
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.forms import form_of
from bihuan.evaluation.models import ScoreSlip, Scoring
from bihuan.evaluation.self_assessment import self_assessments


class OthersStillScore(ValueError):
    """A sheet is settled once both have handed in."""

    def __init__(self, waiting: int) -> None:
        self.waiting = waiting
        super().__init__(f"{waiting} of the two scorers has not handed in; wait for both")


class SettlesForBoth(ValueError):
    """What two scorers were far apart on is not settled by one of them."""

    def __init__(self, first_name: str, second_name: str) -> None:
        self.first_name, self.second_name = first_name, second_name
        super().__init__(
            f"{first_name} and {second_name} are far apart and neither settles for both; "
            "let somebody else of the office enter what they agreed on"
        )


def able_to_score(inspection: Inspection, today: date) -> list[Account]:
    """Return who supervises a dossier today and is not of its unit, by name."""
    rows = Assignment.objects.filter(authority_id=inspection.authority_id, role__in=[*CHECKERS, *UNIT])
    able: dict[uuid.UUID, Account] = {}
    barred: set[uuid.UUID] = set()
    for row in rows.select_related("account"):
        duty = Duty(Role(row.role), row.path, row.dossier_id, row.from_on, row.until_on)
        if not duty.runs_on(today) or not covers(duty, inspection.thing):
            continue
        if duty.role in UNIT:
            barred.add(row.account.id)
        elif row.account.is_active:
            able[row.account.id] = row.account
    return sorted((one for key, one in able.items() if key not in barred), key=lambda one: (one.name, str(one.id)))


# --- what stands -------------------------------------------------------------------------------------------


def open_scoring(inspection: Inspection) -> Scoring | None:
    """Return the sheet that is being scored, None where none is."""
    rows = Scoring.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return rows.filter(settled_on=None, cancelled_on=None).first()


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
    """Return both scorers' marks beside each other; raise OthersStillScore before both are in."""
    both = seen_slips(scoring)
    if both is None:
        raise OthersStillScore(2 - len(slips_of(scoring)))
    form = form_of(inspection, today).form
    return compared(form, numbers(both[0].marks), numbers(both[1].marks), scoring.percent)


def bar_to_settle(
    actor: Actor, scoring: Scoring, inspection: Inspection, slips: Collection[uuid.UUID] | None = None
) -> OthersStillScore | SettlesForBoth | None:
    """Return why somebody cannot settle a sheet: one has not handed in, or he is one of two who are far apart.

    `slips` are the scorers who have handed in, where they are known.
    """
    both = (scoring.first_id, scoring.second_id)
    waiting = len(set(both) - set(slips_of(scoring) if slips is None else slips))
    if waiting:
        return OthersStillScore(waiting)
    if actor.account_id in both and any(one.is_wide for one in comparison_of(scoring, inspection, actor.today)):
        return SettlesForBoth(scoring.first_name, scoring.second_name)
    return None


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
