"""Recommendation letters: of several findings, across dossiers, sent to one body, counted with what they led to.

What shows, why it is so and what is advised are written once; the paper, its number and the errand follow from them.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet

from bihuan.access.actions import note, require
from bihuan.domain.answers import Answerable, LetterCounts, letters_counted
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Finding, StoredFile
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.feedback.errands import KEEPERS, body_named, errand_to
from bihuan.feedback.sent import Errand, Letter, LetterFinding, RuleMade
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.papers.compose import title_of
from bihuan.papers.filling import both_files, filled
from bihuan.papers.kinds import kind_of
from bihuan.papers.numbers import drawn
from bihuan.papers.words import words
from bihuan.rules.public import least_findings


class TooFewFindings(ValueError):
    """A letter rests on several findings."""

    def __init__(self, least: int) -> None:
        self.least = least
        super().__init__(f"a letter is about what several findings have in common; choose {least} or more")


class LetterGone(ValueError):
    """A letter that was sent or withdrawn is not sent or withdrawn again."""

    def __init__(self, matter: str) -> None:
        self.matter = matter
        super().__init__(f"the letter on {matter} was sent or withdrawn already; write a new one")


def findings_named(actor: Actor, ids: Sequence[uuid.UUID], least: int) -> list[Finding]:
    """Return findings of the authority, as told; raise TooFewFindings, or NoSuchThing for one that is not there."""
    wanted = list(dict.fromkeys(ids))
    if len(wanted) < least:
        raise TooFewFindings(least)
    rows = Finding.objects.filter(authority_id=actor.authority_id, pk__in=wanted).select_related("inspection__round")
    found = {row.id: row for row in rows}
    missing = next((one for one in wanted if one not in found), None)
    if missing is not None:
        raise NoSuchThing("finding", missing)
    return [found[one] for one in wanted]


@deed
def write_letter(
    *,
    actor: Actor,
    why: str,
    matter: str,
    finding_ids: Sequence[uuid.UUID],
    receiver_id: uuid.UUID,
    symptoms: str,
    causes: str,
    advice: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Write a letter on what several findings have in common; it is sent by a deed of its own."""
    role = require(actor, KEEPERS, "write_letter")
    findings = findings_named(actor, finding_ids, least_findings(actor.today))
    last: int = Letter.objects.filter(authority_id=actor.authority_id).aggregate(last=Max("number"))["last"] or 0
    row = Letter(
        authority_id=actor.authority_id,
        number=last + 1,
        why=why,
        matter=matter.strip(),
        receiver=body_named(actor, receiver_id),
        symptoms=symptoms.strip(),
        causes=causes.strip(),
        advice=advice.strip(),
        written_on=actor.today,
    )
    joined = [
        LetterFinding(authority_id=actor.authority_id, letter=row, finding=one, inspection=one.inspection)
        for one in findings
    ]
    rows: list[Kept] = [row, *joined]
    return commit(note=note(actor, "write_letter", role, now, row.matter[:120], told={"letter": row.id}), rows=rows)


def letter_for(actor: Actor, letter_id: uuid.UUID) -> Letter:
    """Return a letter that is neither sent nor withdrawn, locked; raise NoSuchThing or LetterGone."""
    rows = locked(Letter.objects.filter(authority_id=actor.authority_id, pk=letter_id).select_related("receiver"))
    row: Letter | None = rows.first()
    if row is None:
        raise NoSuchThing("letter", letter_id)
    if row.sent_on is not None or row.withdrawn_on is not None:
        raise LetterGone(row.matter)
    return row


@deed
def withdraw_letter(*, actor: Actor, letter_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Withdraw a letter before it is sent; it stays with the reason."""
    role = require(actor, KEEPERS, "withdraw_letter")
    if not reason.strip():
        raise ReasonMissing("withdraw_letter")
    row = letter_for(actor, letter_id)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    said = note(actor, "withdraw_letter", role, now, row.matter[:120], reason=reason.strip(), told={"letter": row.id})
    return commit(note=said, rows=[row])


@deed
def send_letter(
    *,
    actor: Actor,
    letter_id: uuid.UUID,
    issuer: str,
    series: str,
    on: date,
    due_on: date | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Send a letter: numbered, as Word and PDF, with the day of its answer, to the body that owes it."""
    role = require(actor, KEEPERS, "send_letter")
    refuse_future("on", on, actor.today)
    row = letter_for(actor, letter_id)
    errand = errand_to(actor, Answerable.RECOMMENDATION, row.receiver, due_on, on, matter=row.matter, letter=row)
    kind = kind_of("recommendation")
    told = {**letter_values(row, errand), "issuer": issuer, "date": on}
    title = title_of(kind, told)[:200]
    number = drawn(authority_id=actor.authority_id, series=series, on=on, kind=kind.name, title=title)
    made = both_files(kind, filled(kind, told | {"number": str(number)}, row.matter), actor.authority_id)
    files = [file_of(actor, f"{title}.docx", made.word), file_of(actor, f"{title}.pdf", made.pdf)]
    row.paper_number, row.word_file, row.pdf_file, row.sent_on = number, files[0], files[1], on
    said = {"letter": row.id, "errand": errand.id, "number": str(number)}
    said |= {"word": files[0].sha256, "pdf": files[1].sha256}
    rows: list[Kept] = [*files, number, row, errand]
    return commit(note=note(actor, "send_letter", role, now, title[:120], told=said), rows=rows)


def file_of(actor: Actor, name: str, content: bytes) -> StoredFile:
    return receive(authority_id=actor.authority_id, name=name, content=content)


def letter_values(row: Letter, errand: Errand) -> dict[str, Any]:
    """Return what the paper of a letter tells."""
    held = sorted((one.inspection.round for one in findings_of(row)), key=lambda one: (one.from_on, one.number))
    rounds = dict.fromkeys(one.name for one in held)
    return {
        "round": str(words()["joint"]).join(rounds),
        "matter": row.matter,
        "why": row.why,
        "addressee": row.receiver.name,
        "symptoms": lines(row.symptoms),
        "causes": lines(row.causes),
        "advice": lines(row.advice),
        "answer_due": errand.due_on,
    }


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def findings_of(row: Letter) -> list[Finding]:
    """Return the findings that a letter rests on, by dossier."""
    joined = LetterFinding.objects.filter(authority_id=row.authority_id, letter=row)
    joined = joined.select_related("finding", "inspection__round").order_by("inspection__organization_name", "id")
    found = []
    for one in joined:
        one.finding.inspection = one.inspection
        found.append(one.finding)
    return found


def counts_of(authority_id: uuid.UUID, letters: QuerySet[Letter]) -> LetterCounts:
    """Count letters that were sent, with their suggestions, answers and the rules made upon them."""
    sent = dict(letters.filter(sent_on__isnull=False).values_list("id", "advice"))
    answered = Errand.objects.filter(authority_id=authority_id, letter_id__in=sent, answered_on__isnull=False).count()
    rules = RuleMade.objects.filter(authority_id=authority_id, errand__letter_id__in=sent).count()
    return letters_counted(sent.values(), answered, rules)
