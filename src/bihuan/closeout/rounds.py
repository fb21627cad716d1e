"""The end of a round: one deed for all its dossiers, past the gates that the packs of any of them set for it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import QuerySet

from bihuan.access.actions import authority_stream
from bihuan.closeout.facts import whole_facts
from bihuan.domain.filings import FilingKind
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import Assessment as AssessmentFacts
from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.inspection import STEPS, InspectionStage
from bihuan.domain.lifecycle.machine import StepRefused, Verdict, ask_gates
from bihuan.dossiers.models import Inspection, Round
from bihuan.dossiers.rulebooks import packs_of, pins_for, rulebook_of
from bihuan.dossiers.steps import inspection_for, locked, may_take, note_of
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.prepared import Prepared, Slot, read_rows
from bihuan.planning.records import Filing
from bihuan.teams.assessing import TEAM_OF_HOST
from bihuan.teams.models import Assessment, Tour

END = STEPS["end_round"]
GATES = f"gate/{END.name}/"


class RoundOver(ValueError):
    """A round ends once."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the round {name} has ended already; there is nothing left to do")


class RoundNotBegun(ValueError):
    """A round does not end before it begins."""

    def __init__(self, name: str, begins: date, today: date) -> None:
        self.name, self.begins, self.today = name, begins, today
        super().__init__(f"{name} begins on {begins} only, and today is {today}; correct its days, or wait")


class DossiersNotBegun(ValueError):
    """A round does not end while dossiers of it wait for their team."""

    def __init__(self, name: str, count: int) -> None:
        self.name, self.count = name, count
        super().__init__(f"{count} dossiers of {name} wait for their team; let it enter there first")


def refuse_unbegun(row: Round, today: date) -> None:
    """Refuse to end a round that has not begun, or of which dossiers have not."""
    if row.from_on > today:
        raise RoundNotBegun(row.name, row.from_on, today)
    waiting = Inspection.objects.filter(authority_id=row.authority_id, round=row, stage=InspectionStage.PLANNED)
    if count := waiting.count():
        raise DossiersNotBegun(row.name, count)


def verdict_on_round(inspection: Inspection, actor: Actor) -> Verdict:
    """Return what the round of a dossier still lacks: every gate that the packs of any of its dossiers set.

    Where no pack sets one, no fact is gathered and nothing is asked.
    """
    at, round_id = inspection.authority_id, inspection.round_id
    bound = {json.dumps(pins): pins for pins in PACKS.ask(authority_id=at, round_id=round_id)}.values()
    if not any(asks(inspection, pins or pins_for(inspection)) for pins in bound):
        return Verdict(END.name)
    own = {"authority_id": at, "round_id": round_id}
    dossiers = read_rows(Inspection, own, "number", related=("supervision_office",))
    verdicts = [_of_one(row, actor) for row in dossiers]
    return Verdict(
        END.name,
        tuple(dict.fromkeys(b for verdict in verdicts for b in verdict.blockers)),
        tuple(dict.fromkeys(b for verdict in verdicts for b in verdict.waived)),
    )


def _in_a_round() -> QuerySet[Inspection]:
    return Inspection.objects.filter(authority_id=Slot("authority_id"), round_id=Slot("round_id"))


PACKS = Prepared(lambda: _in_a_round().values_list("packs", flat=True))


def asks(inspection: Inspection, pins: Sequence[Sequence[str]]) -> bool:
    """True where one of the packs has a gate for the end of a round."""
    packs = packs_of(inspection.authority_id, pins)
    return bool(END.gates) or any(rule.id.startswith(GATES) for pack in packs for rule in pack.rules)


def _of_one(row: Inspection, actor: Actor) -> Verdict:
    return ask_gates(END, facts_at_the_end(row, actor.today), rulebook_of(row, actor.today))


def facts_at_the_end(inspection: Inspection, on: date) -> InspectionFacts:
    """Return a dossier's facts with those of its round: who was assessed, and whether the report went up."""
    return replace(
        whole_facts(inspection, on),
        assessments=assessments_of(inspection),
        round_report_filed_on=report_filed_on(inspection),
    )


def report_filed_on(inspection: Inspection) -> date | None:
    """Return the day on which the report of a dossier's round went up."""
    at = {"authority_id": inspection.authority_id}
    filed = Filing.objects.filter(**at, kind=FilingKind.ROUND_REPORT, about=str(inspection.round_id))
    return filed.exclude(sent_on=None).values_list("sent_on", flat=True).first()


def assessments_of(inspection: Inspection) -> tuple[AssessmentFacts, ...]:
    """Return the scores of the two-way assessment that are about a dossier's team or by it, as gates ask them."""
    return assessments_of_many([inspection])[inspection.id]


def assessments_of_many(rows: Sequence[Inspection]) -> dict[uuid.UUID, tuple[AssessmentFacts, ...]]:
    """Return the scores that are about the teams of dossiers of one round, or by them, by dossier."""
    at = {"authority_id": rows[0].authority_id, "round_id": rows[0].round_id}
    tours = list(Tour.objects.filter(**at).values_list("team", "organizations"))
    made = Assessment.objects.filter(**at).order_by("made_on", "id")
    scores = list(made.values_list("kind", "made_on", "team", "tour__team"))
    found: dict[uuid.UUID, tuple[AssessmentFacts, ...]] = {}
    for row in rows:
        teams = {team for team, visited in tours if str(row.organization_id) in visited}
        found[row.id] = tuple(
            AssessmentFacts("host" if kind == TEAM_OF_HOST else "team", on)
            for kind, on, team, of_tour in scores
            if team in teams or of_tour in teams
        )
    return found


@deed
def end_round(*, actor: Actor, inspection_id: uuid.UUID, remark: str, now: datetime, key: str) -> Receipt:
    """End the round of a dossier: from today no dossier is opened in it. The dossiers themselves go on."""
    inspection = inspection_for(actor, inspection_id)
    taken = may_take(
        actor=actor,
        step=END,
        inspection=inspection,
        stage=inspection.stage,
        facts=facts_at_the_end(inspection, actor.today),
    )
    row = locked(type(inspection.round).objects.filter(authority_id=actor.authority_id, pk=inspection.round_id)).get()
    if row.ended_on is not None:
        raise RoundOver(row.name)
    refuse_unbegun(row, actor.today)
    verdict = verdict_on_round(inspection, actor)
    if not verdict.allowed:
        raise StepRefused(verdict)
    row.ended_on = actor.today
    told = {"round": row.id}
    note = note_of(
        actor=actor,
        taken=replace(taken, verdict=verdict),
        inspection=inspection,
        now=now,
        subject=row.name,
        reason=remark,
        told=told,
    )
    return commit(note=note.on_stream(authority_stream(actor.authority_id)), rows=[row])
