"""The right of reply: facts put to the unit before the feedback, its replies, and what follows from an objection.

What is put shows no source and no person: of a working paper only its title and how the problem shows.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import DROPPED
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import NoSuchStep
from bihuan.domain.lifecycle.reply import NEEDS_WORDS, FactStage, Outcome, fits
from bihuan.domain.lifecycle.separation import refuse_one_hand_twice
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.domain.naming import names_in
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import Taken, next_number, note_of, numbered, taking_on
from bihuan.feedback.models import PutFact
from bihuan.fieldwork.advice import name_words
from bihuan.fieldwork.facts import RESTRICTED, hands_of
from bihuan.fieldwork.fixing import kept, received, refuse_past
from bihuan.fieldwork.hands import hand_on
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept


class NothingToPut(ValueError):
    """Every fact that can be put to the unit has been."""

    def __init__(self) -> None:
        super().__init__("no signed working paper and no finding waits to be put to the unit; sign a paper first")


class NamesInFacts(ValueError):
    """What is put to the unit names no person; words that look like a name are looked at first."""

    def __init__(self, titles: Sequence[str], names: Sequence[str]) -> None:
        self.titles, self.names = tuple(titles), tuple(names)
        super().__init__(
            f"{', '.join(titles)}: this looks like the name of a person: {', '.join(names)}; "
            "return the paper and write the post, or confirm that nobody is named"
        )


class WordsMissing(ValueError):
    """Whoever explains or objects says what; whoever answers an objection gives reasons."""

    def __init__(self, sort: str) -> None:
        self.sort = sort
        super().__init__(f"{sort}: no words are told; write what you want to be considered")


class ConfirmedAlready(ValueError):
    """The words of a confirmed finding are not changed without saying how they read now."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"finding {number} is confirmed; state its new words, drop it, or let it stand with reasons")


@dataclass(frozen=True)
class ToPut:
    """A fact as it would be put to the unit."""

    title: str
    words: str
    paper: WorkingPaper | None
    finding: Finding | None


def facts_to_put(inspection: Inspection) -> list[ToPut]:
    """Return what waits to be put: signed papers that are not restricted, and findings, each once while it stands."""
    own = {"authority_id": inspection.authority_id, "inspection": inspection}
    standing = list(PutFact.objects.filter(**own).exclude(outcome__in=[Outcome.CHANGED, Outcome.DROPPED]))
    put = {row.paper_id for row in standing} | {row.finding_id for row in standing}
    papers = WorkingPaper.objects.filter(**own).order_by("number")
    signed = [row for row in papers if row.stage == PaperStage.SIGNED and row.secrecy != RESTRICTED]
    told = {row.finding_id: row for row in papers if row.finding_id}
    changed = set(PutFact.objects.filter(**own, outcome=Outcome.CHANGED).values_list("finding_id", flat=True))
    waiting = [ToPut(row.title, row.phenomenon, row, None) for row in signed if row.id not in put]
    for finding in Finding.objects.filter(**own).order_by("place"):
        paper = told.get(finding.id)
        if finding.id in put or finding.id in changed or (paper is not None and paper.id in put):
            continue
        waiting.append(ToPut(finding.title, paper.phenomenon if paper else finding.text, paper, finding))
    return waiting


def refuse_names(waiting: Iterable[ToPut]) -> None:
    """Raise NamesInFacts where something that looks like a person's name stands in what would be put."""
    found = [(one.title, names_in(f"{one.title}\n{one.words}", name_words())) for one in waiting]
    named = [(title, names) for title, names in found if names]
    if named:
        raise NamesInFacts([title for title, _ in named], [name for _, names in named for name in names])


@deed
def put_facts(
    *, actor: Actor, inspection_id: uuid.UUID, due_on: date, nobody_named: bool, now: datetime, key: str
) -> Receipt:
    """Put every fact that waits to the unit, which has until a day to reply."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["put_facts"], bare_facts)
    refuse_past(due_on, actor.today)
    waiting = facts_to_put(inspection)
    if not waiting:
        raise NothingToPut
    if not nobody_named:
        refuse_names(waiting)
    first = next_number(PutFact, inspection)
    rows: list[Kept] = [
        PutFact(
            authority_id=actor.authority_id,
            inspection=inspection,
            number=number,
            paper=one.paper,
            finding=one.finding,
            title=one.title,
            words=one.words or one.title,
            put_on=actor.today,
            due_on=due_on,
        )
        for number, one in enumerate(waiting, start=first)
    ]
    told = {"first": first, "count": len(rows), "due_on": due_on}
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told), rows=rows)


def fact_at(inspection: Inspection, number: int, name: str) -> PutFact:
    """Return a fact where it knows the deed; raise NoSuchThing or NoSuchStep."""
    row = numbered(PutFact, inspection, number)
    if not fits(name, row.stage):
        raise NoSuchStep(name, row.stage)
    return row


@deed
def reply_to_fact(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    sort: str,
    reply: str,
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Accept a fact, explain it, or object to it with what shows the contrary."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["reply_to_fact"], bare_facts)
    row = fact_at(inspection, number, "reply_to_fact")
    if sort in NEEDS_WORDS and not reply.strip():
        raise WordsMissing(sort)
    file = received(actor, file_name, content)
    row.stage, row.reply, row.file = FactStage(sort), reply.strip(), file
    row.replied_on, row.replied_by_role = actor.today, taken.role.value
    return kept(actor, inspection, taken, now, row, file)


@deed
def answer_objection(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    follows: str,
    reasons: str,
    new_title: str,
    new_text: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Say with reasons what follows from an objection: not as one of those who drafted the matter.

    A signed paper that is changed goes back to its drafter, one that is dropped is withdrawn; a confirmed finding gets
    its new words here, or is dropped: it stays with its number and its reasons, and no paper tells it any more.
    """
    inspection, taken = taking_on(actor, inspection_id, STEPS["answer_objection"], bare_facts)
    row = fact_at(inspection, number, "answer_objection")
    if row.paper is not None:
        refuse_one_hand_twice("answer_objection", row.paper.number, actor.account_id, hands_of(row.paper))
    row.stage, row.outcome, row.reasons = FactStage.SETTLED, Outcome(follows), reasons.strip()
    row.settled_on, row.settled_by_role = actor.today, taken.role.value
    rows: list[Kept] = [row]
    if row.outcome != Outcome.STANDS:
        rows += followed(row, inspection, actor, taken, (new_title.strip(), new_text.strip()))
    told = {"putfact": row.id, "number": row.number, "outcome": row.outcome}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=str(number), told=told)
    return commit(note=note, rows=rows)


def dropped(fact: PutFact, finding: Finding, inspection: Inspection, actor: Actor, taken: Taken) -> list[Kept]:
    """Return the rows that change because a confirmed finding is dropped: itself, and the paper it came from."""
    finding.stage, fact.finding = DROPPED, finding
    papers = WorkingPaper.objects.filter(authority_id=inspection.authority_id, inspection=inspection, finding=finding)
    rows: list[Kept] = [finding]
    for paper in papers:
        paper.stage, paper.finding = PaperStage.WITHDRAWN, None
        rows += [paper, hand_on(paper, inspection, actor, taken, fact.reasons)]
    return rows


def dropped_facts(inspection: Inspection) -> list[PutFact]:
    """Return the facts by which confirmed findings of a dossier were dropped, by the number of the finding."""
    rows = PutFact.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.filter(finding__stage=DROPPED).select_related("finding").order_by("finding__place"))


def followed(
    fact: PutFact, inspection: Inspection, actor: Actor, taken: Taken, new_words: tuple[str, str]
) -> list[Kept]:
    """Return the rows that change because an objection was right."""
    paper = fact.paper
    finding = fact.finding or (paper.finding if paper is not None else None)
    if finding is not None and fact.outcome == Outcome.DROPPED:
        return dropped(fact, finding, inspection, actor, taken)
    if finding is not None:
        told = (new_words[0] or finding.title, new_words[1] or finding.text)
        if told == (finding.title, finding.text):
            raise ConfirmedAlready(finding.number)
        finding.title, finding.text = told
        return [finding]
    if paper is None or paper.stage != PaperStage.SIGNED:
        return []
    paper.stage = PaperStage.WITHDRAWN if fact.outcome == Outcome.DROPPED else PaperStage.DRAFT
    paper.reviewed_by = None
    return [paper, hand_on(paper, inspection, actor, taken)]
