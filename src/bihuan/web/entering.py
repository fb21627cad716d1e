"""Entering what was confirmed: at once, or for a large draft by a job, by the same deed under the same key.

The rows and the draft's new state are written together: a worker that is killed leaves nothing half-written, and
whoever takes the job up again enters everything, or finds it entered.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.desk.forms import DraftImport, DraftTakeOver, Form, Upload
from bihuan.desk.performing import checked, offer_named, perform
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.files import receive
from bihuan.intake import drafts
from bihuan.intake.entered import findings_to_enter
from bihuan.intake.models import IMPORT, Draft
from bihuan.intake.proposals import Proposal, planned_of
from bihuan.ledger.door import batch
from bihuan.web import clock
from bihuan.web.pages.draft import rows_of
from bihuan.web.refusals import Refusal, refusal_of


@dataclass(frozen=True)
class Answers:
    """What a confirmation tells besides the rows; without a paper the document itself is the paper."""

    feedback_on: date | None = None
    reason: str = ""
    paper: Upload | None = None

    def kept(self, actor: Actor) -> dict[str, Any]:
        """Return the answers and who gave them as the draft keeps them for a job; the paper is put on the disk."""
        told: dict[str, Any] = {
            "account": str(actor.account_id),
            "language": translation.get_language(),
            "feedback_on": self.feedback_on and self.feedback_on.isoformat(),
            "reason": self.reason,
        }
        if self.paper is not None:
            file = receive(authority_id=actor.authority_id, name=self.paper.name, content=self.paper.content)
            told["paper"] = [self.paper.name, file.sha256]
        return told

    @classmethod
    def from_kept(cls, told: Mapping[str, Any]) -> Answers:
        """Return the answers that a draft keeps; raise Lost where the paper is gone."""
        day = told["feedback_on"]
        paper = None
        if "paper" in told:
            name, sha256 = told["paper"]
            paper = Upload.model_construct(name=name, content=drafts.kept_bytes(sha256, name))
        return cls(day and date.fromisoformat(day), told["reason"], paper)


def rows_to_enter(one: Draft) -> list[Proposal]:
    """Return the rows of a draft that confirming it enters."""
    return [row for row in rows_of(one) if row.comes_in] if one.is_read or one.is_entering else []


def told_for(one: Draft, rows: Sequence[Proposal], answers: Answers) -> Form:
    """Return what the deed is told; raise FormRefused."""
    own = Upload.model_construct(name=one.name, content=drafts.content_of(one))
    offer = offer_named(one.purpose)
    with_lines = one.purpose == IMPORT or answers.paper is None  # lines are those of the paper that is kept
    findings = findings_to_enter(rows, planned_of(one), with_lines=with_lines)
    if one.purpose == IMPORT:
        return checked(offer, {"document": own, "findings": findings}, DraftImport)
    told = {
        "feedback_on": answers.feedback_on,
        "reason": answers.reason,
        "paper": answers.paper or own,
        "findings": findings,
    }
    return checked(offer, told, DraftTakeOver)


def enter(one: Draft, rows: Sequence[Proposal], *, actor: Actor, told: Form) -> None:
    """Do the deed and mark the draft, together."""
    now = clock.now()
    with batch():
        receipt = perform(
            one.purpose,
            actor=actor,
            target_id=one.inspection_id,
            told=told,
            now=now,
            key=f"draft-{one.id}-{one.revision}",
        )
        if not receipt.repeated:
            drafts.mark_imported(one, count=len(rows), now=now)


def enter_asked(authority_id: uuid.UUID, draft_id: uuid.UUID) -> None:
    """Enter a draft as it was confirmed, or keep why that was refused. Doing it twice changes nothing."""
    one = drafts.begun_to_enter(authority_id, draft_id, clock.now())
    if one is None:
        return
    account = Account.objects.get(authority_id=authority_id, pk=one.asked["account"])
    actor = actor_of(account, clock.today())
    with translation.override(one.asked["language"]), drafts.unswept():
        try:
            enter_rows(one, actor)
        except Exception as error:
            refusal = refusal_of(error, actor)
            drafts.leave_unentered(one, failure=failure_of(refusal), now=clock.now())
            if refusal is None:
                raise


def enter_rows(one: Draft, actor: Actor) -> None:
    """Enter the rows of a draft that was confirmed; what has come in by another way meanwhile is left as it is."""
    rows = rows_to_enter(one)
    if not rows or any(row.faults for row in rows):
        said = _("Some rows cannot be entered yet; they are marked. Nothing was changed.")
        if not rows:
            said = _("Everything in this document stands in the dossier already. Nothing was changed.")
        drafts.leave_unentered(one, failure={"kind": drafts.UNENTERED, "what": said, "remedy": ""}, now=clock.now())
        return
    form = told_for(one, rows, Answers.from_kept(one.asked))
    drafts.note_progress(one, 2)
    enter(one, rows, actor=actor, told=form)


def failure_of(refusal: Refusal | None) -> dict[str, Any]:
    """Return why nothing was entered as the draft keeps it; a fault of the program is told by the page."""
    if refusal is None:
        return {"kind": drafts.UNENTERED}
    missing = [one.what for one in refusal.missing]
    return {"kind": drafts.UNENTERED, "what": refusal.what, "remedy": refusal.remedy, "missing": missing}
