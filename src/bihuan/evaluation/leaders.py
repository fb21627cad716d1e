"""What the leader in charge of a unit is told at once: each round's result, and each evaluation."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bihuan.domain.evaluation import PartMissing
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.domain.sequence import OutOfOrder, refuse_future
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import inspection_for, note_of
from bihuan.evaluation.actions import NotCombined
from bihuan.evaluation.consequence_models import EVALUATION, ROUND_RESULT, TOLD_OF
from bihuan.evaluation.facts import stands_whole
from bihuan.evaluation.forms import LEADER_DAYS, surrounding_rules, weights_of_parts
from bihuan.evaluation.judging import taking
from bihuan.evaluation.models import Evaluation, LeaderTold
from bihuan.evaluation.three_in_one import lacking_of, to_combine
from bihuan.feedback.models import CopyNotice
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.rectification.measures import TextMissing
from bihuan.supervision.actions import WordUnknown


class NothingToTellOf(ValueError):
    """There is no such result yet."""

    def __init__(self, told_of: str) -> None:
        self.told_of = told_of
        super().__init__(f"{told_of}: there is nothing of it that the leader was not told; nothing is left to do")


@dataclass(frozen=True)
class Owed:
    """Something the leader in charge is still to be told, from which day it is known, and by when."""

    told_of: str
    evaluation: Evaluation | None
    since: date
    due_on: date

    @property
    def moment(self) -> str:
        """Return what made it known."""
        if self.evaluation is None:
            return "give_feedback"
        return "record_evaluation" if self.evaluation.combined_on is None else "combine_scores"


def days_within(inspection: Inspection, today: date) -> int:
    """Return within how many days "at once" is."""
    return surrounding_rules(inspection, today).need(LEADER_DAYS).value_as(int)


def told_leaders(inspection: Inspection) -> list[LeaderTold]:
    """Return what the leader in charge was told, by number."""
    rows = LeaderTold.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.select_related("paper", "evaluation").order_by("number"))


def owed_to_leader(inspection: Inspection, today: date) -> list[Owed]:
    """Return what the leader in charge is still to be told: the round's result, and each evaluation that is whole."""
    return [owed for _row, owed in owed_of([inspection], today)]


def owed_by_dossier(rows: Iterable[Inspection], actor: Actor) -> list[tuple[Inspection, Owed]]:
    """Return what is still to be told of many dossiers, in their order."""
    return list(owed_of(list(rows), actor.today))


def owed_of(rows: Sequence[Inspection], today: date) -> Iterator[tuple[Inspection, Owed]]:
    """Yield each dossier with what is owed of it; as many questions for many as for one."""
    if not rows:
        return
    own: dict[str, Any] = {"authority_id": rows[0].authority_id, "inspection__in": [row.id for row in rows]}
    there = LeaderTold.objects.filter(**own)
    rounds = set(there.filter(told_of=ROUND_RESULT).values_list("inspection_id", flat=True))
    told = dict(there.order_by("on").values_list("evaluation_id", "on"))
    evaluations: dict[uuid.UUID, list[Evaluation]] = defaultdict(list)
    for one in Evaluation.objects.filter(**own, withdrawn_on=None).order_by("on", "number"):
        evaluations[one.inspection_id].append(one)
    for row in rows:
        within = timedelta(days=days_within(row, today))
        if row.feedback_on is not None and row.taken_over_on is None and row.id not in rounds:
            yield row, Owed(ROUND_RESULT, None, row.feedback_on, row.feedback_on + within)
        for one in evaluations[row.id]:
            since = one.combined_on or one.on
            if stands_whole(one, row) and is_untold(one, told.get(one.id)):
                yield row, Owed(EVALUATION, one, since, since + within)


def is_untold(one: Evaluation, told_on: date | None) -> bool:
    """True where the leader does not know the score: it was never told, or before it was combined."""
    return told_on is None or (one.combined_on is not None and told_on < one.combined_on)


def bar_to_tell_leader(inspection: Inspection, today: date) -> PartMissing | NotCombined | None:
    """Return why an evaluation that stands is not told yet: it lacks parts, or they wait to be combined."""
    row = to_combine(inspection, today)
    combining = weights_of_parts(inspection, today)
    if row is None or combining is None:
        return None
    missing = lacking_of(inspection, row, today)
    return PartMissing(list(missing)) if missing else NotCombined(combining.basis)


def leader_of(inspection: Inspection) -> str:
    """Return who the leader in charge was at the feedback, as the copy notice names him."""
    rows = CopyNotice.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    last = rows.filter(to=Role.LEADER_IN_CHARGE).order_by("-on").first()
    return last.addressee if last else ""


@deed
def tell_leader(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    told_of: str,
    addressee: str,
    on: date,
    receipt: str,
    paper_name: str,
    paper: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter that the leader in charge was told, on which day, with receipt and paper; late is marked."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "tell_leader", inspection)
    if told_of not in TOLD_OF:
        raise WordUnknown("told_of", told_of, TOLD_OF)
    if not addressee.strip():
        raise TextMissing("addressee")
    owed = next((one for one in owed_to_leader(inspection, actor.today) if one.told_of == told_of), None)
    if owed is None:
        bar = bar_to_tell_leader(inspection, actor.today) if told_of == EVALUATION else None
        raise bar or NothingToTellOf(told_of)
    refuse_future("on", on, actor.today)
    if on < owed.since:
        raise OutOfOrder("tell_leader", on, owed.moment, owed.since)
    scan = receive(authority_id=actor.authority_id, name=paper_name, content=paper) if paper else None
    row = LeaderTold(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=len(told_leaders(inspection)) + 1,
        told_of=told_of,
        evaluation=owed.evaluation,
        addressee=addressee.strip(),
        on=on,
        due_on=owed.due_on,
        receipt=receipt.strip(),
        paper=scan,
    )
    told = {"told_of": told_of, "late": row.is_late}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=with_new_file([row], scan))
