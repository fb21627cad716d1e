"""Three-party evaluation: competent department, resident discipline office and team, told to the unit and its superior.

Each party speaks by its own account; where it has none the office enters its paper. What is withdrawn takes with it
what was told: the three parties are told anew.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import FedBack, InspectionFacts, SignedOn
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.local_gates import EVALUATING, FED_BACK_TO
from bihuan.domain.roles import Role
from bihuan.domain.sequence import Moment
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.dossiers.steps import NoSuchThing, Taken, inspection_for, may_take, note_of
from bihuan.evaluation.models import RATINGS, PartyEvaluation, PartyFeedback
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.prepared import read_rows
from bihuan.rectification.filed import PartyUnknown, absent_of
from bihuan.rectification.measures import TextMissing
from bihuan.supervision.actions import NotYourEntry, WordUnknown, author_of


class PartyHasSpoken(ValueError):
    """A party evaluates once; what was entered wrongly is withdrawn."""

    def __init__(self, party: str) -> None:
        self.party = party
        super().__init__(f"the evaluation by {party} stands already; withdraw it first where it was wrong")


class PartiesToldAlready(ValueError):
    """The three-party evaluation is told once."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"the unit and its superior were told on {on} already; nothing is left to do")


def party_evaluations(inspection: Inspection) -> list[PartyEvaluation]:
    """Return what the parties hold, as far as it stands."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return read_rows(PartyEvaluation, own, "on", "number", related=("paper",), empty=("withdrawn_on",))


def party_feedback(inspection: Inspection) -> list[PartyFeedback]:
    """Return to whom it was told, as far as that stands."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return read_rows(PartyFeedback, own, "on", "id", empty=("withdrawn_on",))


def with_parties(facts: InspectionFacts, inspection: Inspection) -> InspectionFacts:
    """Return facts with the three-party evaluation, and the parties that do not exist."""
    return replace(
        facts,
        three_party=tuple(SignedOn(row.party, row.on) for row in party_evaluations(inspection)),
        three_party_fed_back=tuple(FedBack(row.to, row.on) for row in party_feedback(inspection)),
        not_applicable=absent_of(inspection),
    )


@deed
def evaluate_as_party(
    *, actor: Actor, inspection_id: uuid.UUID, on: date, rating: str, opinion: str, now: datetime, key: str
) -> Receipt:
    """Say what one's own party holds of the rectification."""
    inspection = inspection_for(actor, inspection_id)
    taken = _taking(actor, "evaluate_as_party", inspection)
    party = author_of(taken.role, inspection)[0]
    return _spoken(actor, taken, inspection, party, on, rating, opinion, None, now)


@deed
def enter_party_evaluation(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    party: str,
    on: date,
    rating: str,
    opinion: str,
    paper_name: str,
    paper: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter what a party without an account holds, with its paper."""
    inspection = inspection_for(actor, inspection_id)
    taken = _taking(actor, "enter_party_evaluation", inspection)
    scan = receive(authority_id=actor.authority_id, name=paper_name, content=paper)
    return _spoken(actor, taken, inspection, party, on, rating, opinion, scan, now)


def _taking(actor: Actor, name: str, inspection: Inspection, reason: str = "") -> Taken:
    return may_take(
        actor=actor,
        step=STEPS[name],
        inspection=inspection,
        stage=inspection.stage,
        facts=with_parties(bare_facts(inspection, actor.today), inspection),
        reason=reason,
    )


def _spoken(
    actor: Actor,
    taken: Taken,
    inspection: Inspection,
    party: str,
    on: date,
    rating: str,
    opinion: str,
    scan: StoredFile | None,
    now: datetime,
) -> Receipt:
    refuse_impossible_day(Moment.PARTY_EVALUATION, on, inspection, actor.today)
    if party not in EVALUATING:
        raise PartyUnknown(party)
    if rating not in RATINGS:
        raise WordUnknown("rating", rating, RATINGS)
    if not opinion.strip():
        raise TextMissing("opinion")
    if any(row.party == party for row in party_evaluations(inspection)):
        raise PartyHasSpoken(party)
    mine = PartyEvaluation.objects.filter(authority_id=actor.authority_id, inspection=inspection)
    row = PartyEvaluation(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=mine.count() + 1,
        party=party,
        on=on,
        rating=rating,
        opinion=opinion.strip(),
        by_role=taken.role.value,
        paper=scan,
    )
    late = mark_of_lateness(Moment.PARTY_EVALUATION, on, inspection, actor.today)
    told = {"party_evaluation": row.id, "party": party, "rating": rating, **late}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=party, told=told)
    return commit(note=note, rows=with_new_file([row], scan))


@deed
def withdraw_party_evaluation(
    *, actor: Actor, inspection_id: uuid.UUID, party: str, reason: str, now: datetime, key: str
) -> Receipt:
    """Withdraw what was entered wrongly for a party; what was told of it is void, too."""
    inspection = inspection_for(actor, inspection_id)
    taken = _taking(actor, "withdraw_party_evaluation", inspection, reason)
    if taken.role is not Role.OFFICE and author_of(taken.role, inspection)[0] != party:
        raise NotYourEntry(party)
    row = next((one for one in party_evaluations(inspection) if one.party == party), None)
    if row is None:
        raise NoSuchThing("party evaluation", party)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    told = party_feedback(inspection)
    for one in told:
        one.withdrawn_on = actor.today
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=party, reason=reason)
    return commit(note=note, rows=[row, *told])


@deed
def feed_back_three_party(
    *, actor: Actor, inspection_id: uuid.UUID, on: date, superior: str, now: datetime, key: str
) -> Receipt:
    """Enter that the unit and its superior were told what the three parties hold; from then on the unit reads it."""
    inspection = inspection_for(actor, inspection_id)
    taken = _taking(actor, "feed_back_three_party", inspection)
    given = {Moment.PARTY_EVALUATION: max(row.on for row in party_evaluations(inspection))}
    refuse_impossible_day(Moment.PARTIES_TOLD, on, inspection, actor.today, known=given)
    told = party_feedback(inspection)
    if told:
        raise PartiesToldAlready(told[0].on)
    if not superior.strip():
        raise TextMissing("superior")
    addressees = dict(zip(FED_BACK_TO, (inspection.organization_name, superior.strip()), strict=True))
    rows = [
        PartyFeedback(authority_id=actor.authority_id, inspection=inspection, to=to, addressee=addressee, on=on)
        for to, addressee in addressees.items()
    ]
    late = mark_of_lateness(Moment.PARTIES_TOLD, on, inspection, actor.today)
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told={"to": list(FED_BACK_TO), **late})
    return commit(note=note, rows=rows)
