"""Deeds of whoever drafts: a working paper, its words, its files, and what was asked, visited and read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from bihuan.domain.field_guides import TickResult
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, may_take, note_of, refuse_unseen
from bihuan.fieldwork.citing import cite
from bihuan.fieldwork.guiding import tick_on
from bihuan.fieldwork.hands import Underway, hand_on, with_hand
from bihuan.fieldwork.models import Inquiry, PaperEvidence, WorkingPaper
from bihuan.intake.lexicon import load
from bihuan.ledger.custody import refuse_lent
from bihuan.ledger.door import Receipt, commit, deed, wait_for
from bihuan.ledger.models import Kept

INTERVIEW = "interview"


@dataclass(frozen=True)
class PaperWords:
    """What a working paper says."""

    title: str
    area: str = ""
    secrecy: str = "internal"
    phenomenon: str = ""
    nature: str = ""
    responsibility: str = ""
    basis: str = ""
    found_on: date | None = None
    found_how: str = ""
    amount_fen: int = 0
    person_matter: bool = False
    article: str = ""  # one of the library, by the name under which it is picked

    def columns(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "article"}


class TitleMissing(ValueError):
    """A working paper is about one matter, which has a title."""

    def __init__(self) -> None:
        super().__init__("title is empty; say in one line which problem this paper is about")


class AreaUnknown(ValueError):
    """Not one of the areas under which problems are told."""

    def __init__(self, area: str) -> None:
        self.area = area
        super().__init__(f"area: {area!r} is unknown; use one of {', '.join(areas())}")


class OneInterviewer(ValueError):
    """Nobody hears somebody alone."""

    def __init__(self) -> None:
        super().__init__("an interview has one interviewer only; name a second one, somebody else")


class FileThereAlready(ValueError):
    """The same file twice shows nothing more."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"this file is evidence {number} of the paper already; choose another one")


def areas() -> dict[str, str]:
    """Return the areas under which problems are told, by code."""
    return {str(code): str(words) for code, words in load("taxonomy")["areas"].items()}


def refuse_unusable(words: PaperWords, today: date) -> None:
    """Raise where a paper would be about nothing, or found tomorrow."""
    if not words.title.strip():
        raise TitleMissing
    if words.area and words.area not in areas():
        raise AreaUnknown(words.area)
    refuse_future("found_on", words.found_on, today)


def next_number(inspection: Inspection) -> str:
    """Return the next number of the team in the round; one team may inspect several organizations.

    Raises HeldElsewhere while a laptop holds another dossier of the team.
    """
    own = {
        "authority_id": inspection.authority_id,
        "round_id": inspection.round_id,
        "team_name": inspection.team_name,
    }
    wait_for(f"working-papers:{inspection.round_id}:{inspection.team_name}")
    of_team = Inspection.objects.filter(**own).exclude(pk=inspection.pk)
    refuse_lent(inspection.authority_id, [one.stream for one in of_team])  # they go on where one of them is
    return f"{WorkingPaper.objects.filter(**own).count() + 1:02d}"


@deed
def write_working_paper(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    words: PaperWords,
    of_point: str = "",
    now: datetime,
    key: str,
) -> Receipt:
    """Begin a working paper of one matter; what it still lacks is asked when it is submitted.

    Begun from a point of the guide (number of the guide / code of the point), it ticks that point by itself.
    """
    inspection = inspection_for(actor, inspection_id)
    taken = may_take(
        actor=actor,
        step=STEPS["write_working_paper"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
    )
    refuse_unusable(words, actor.today)
    paper = WorkingPaper(
        authority_id=actor.authority_id,
        inspection=inspection,
        round_id=inspection.round_id,
        team_name=inspection.team_name,
        number=next_number(inspection),
        hands=with_hand([], actor.account_id),
        **words.columns(),
    )
    cite(paper, words.article, actor.today)
    told = {"working_paper": paper.id, "number": paper.number}
    rows: list[Kept] = [paper, hand_on(paper, inspection, actor, taken)]
    if of_point:
        rows.append(tick_on(actor, inspection, taken.role, of_point, TickResult.PAPER, paper))
        told["point"] = of_point
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=paper.number, told=told)
    return commit(note=note, rows=rows)


@deed
def revise_working_paper(
    *,
    actor: Actor,
    working_paper_id: uuid.UUID,
    words: PaperWords,
    seen_version: int,
    now: datetime,
    key: str,
) -> Receipt:
    """Write over the words of a draft; whoever does so has his hand in it."""
    underway = Underway(actor, working_paper_id, "revise_working_paper")
    paper = underway.paper
    refuse_unseen(underway.taken, paper, underway.inspection, seen_version)
    refuse_unusable(words, actor.today)
    for name, value in words.columns().items():
        setattr(paper, name, value)
    cite(paper, words.article, actor.today)
    paper.hands = with_hand(paper.hands, actor.account_id)
    return underway.done(now)


@deed
def attach_paper_evidence(
    *,
    actor: Actor,
    working_paper_id: uuid.UUID,
    file_name: str,
    content: bytes,
    label: str,
    pages: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Add a file that shows something of the matter, under the next number of the paper."""
    underway = Underway(actor, working_paper_id, "attach_paper_evidence")
    paper, inspection = underway.paper, underway.inspection
    file = receive(authority_id=actor.authority_id, name=file_name, content=content)
    rows = PaperEvidence.objects.filter(authority_id=actor.authority_id, paper=paper)
    there = rows.filter(file_id=file.id, removed_on=None).first()
    if there is not None:
        raise FileThereAlready(there.number)
    row = PaperEvidence(
        authority_id=actor.authority_id,
        paper=paper,
        inspection=inspection,
        number=rows.count() + 1,
        file=file,
        label=label.strip() or file.name,
        pages=pages.strip(),
        added_on=actor.today,
    )
    paper.hands = with_hand(paper.hands, actor.account_id)
    told = {"evidence": row.id, "number": row.number, "sha256": file.sha256}
    new: list[Any] = with_new_file([row], file)
    return underway.done(now, new, told=told, is_hand=False)


@deed
def remove_paper_evidence(
    *, actor: Actor, working_paper_id: uuid.UUID, number: int, reason: str, now: datetime, key: str
) -> Receipt:
    """Take a file down from a paper; it keeps its number, with the reason."""
    underway = Underway(actor, working_paper_id, "remove_paper_evidence", reason)
    rows = PaperEvidence.objects.filter(authority_id=actor.authority_id, paper=underway.paper, removed_on=None)
    row = rows.filter(number=number).first()
    if row is None:
        raise NoSuchThing("evidence", number)
    row.removed_on, row.removed_reason = actor.today, reason.strip()
    underway.paper.hands = with_hand(underway.paper.hands, actor.account_id)
    return underway.done(now, [row], told={"evidence": row.id, "number": number}, is_hand=False)


@deed
def add_inquiry(
    *,
    actor: Actor,
    working_paper_id: uuid.UUID,
    sort: str,
    on: date,
    place: str,
    met_with: str,
    first_asker: str,
    second_asker: str,
    heard: str,
    checked_by_partner: bool,
    now: datetime,
    key: str,
) -> Receipt:
    """Note an interview, a visit, records consulted or questionnaires; nobody is interviewed by one person alone."""
    underway = Underway(actor, working_paper_id, "add_inquiry")
    refuse_future("on", on, actor.today)
    if sort == INTERVIEW and second_asker.strip() in ("", first_asker.strip()):
        raise OneInterviewer
    paper = underway.paper
    row = Inquiry(
        authority_id=actor.authority_id,
        paper=paper,
        inspection=underway.inspection,
        number=Inquiry.objects.filter(authority_id=actor.authority_id, paper=paper).count() + 1,
        sort=sort,
        on=on,
        place=place.strip(),
        met_with=met_with.strip(),
        first_asker=first_asker.strip(),
        second_asker=second_asker.strip(),
        heard=heard.strip(),
        checked_by_partner=checked_by_partner,
    )
    paper.hands = with_hand(paper.hands, actor.account_id)
    rows: list[Kept] = [row]
    return underway.done(now, rows, told={"inquiry": row.id, "sort": sort}, is_hand=False)
