"""Deeds on a questionnaire: opened, slips printed, ballots carried in, counted once, called off. All the office's."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bihuan.domain.glossary import AUDIENCES
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.page_address import refuse_no_page
from bihuan.domain.questionnaires import ASKED_AT, QuestionnaireKind
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, locked
from bihuan.ledger.door import Note, Receipt, commit, deed
from bihuan.questionnaires.ballots import bag_in, tally_of
from bihuan.questionnaires.models import Questionnaire
from bihuan.rules.questionnaires import form_on, latest_day
from bihuan.tips import doors
from bihuan.tips.boxes import new_keys

MOST_SLIPS = 500


class AskedTooEarly(ValueError):
    """A questionnaire about something that has not happened yet, or is over."""

    def __init__(self, kind: str, stage: str) -> None:
        self.kind, self.stage = kind, stage
        super().__init__(f"{kind} is not asked while the dossier is {stage}; open it at its own time")


class DossierClosed(ValueError):
    """A dossier that is closed takes no more ballots and no more counting."""

    def __init__(self) -> None:
        super().__init__("the dossier is closed; its questionnaires stay as they are")


class QuestionnaireOver(ValueError):
    """A run that was counted or called off."""

    def __init__(self) -> None:
        super().__init__("the questionnaire was counted or called off; open another one")


class BallotsAreIn(ValueError):
    """New slips would make ballots void that are here."""

    def __init__(self) -> None:
        super().__init__("ballots were carried in; the slips cannot be printed anew")


class SlipsMissing(ValueError):
    """Nothing to hand out yet."""

    def __init__(self) -> None:
        super().__init__("no slip has been printed; print the slips first")


class SlipsTooMany(ValueError):
    """So many slips are not printed at once."""

    def __init__(self) -> None:
        self.most = MOST_SLIPS
        super().__init__(f"from 1 to {MOST_SLIPS} slips are printed; open another questionnaire for more")


class LastDayOver(ValueError):
    """A last day that is over."""

    def __init__(self, until_on: date) -> None:
        self.until_on = until_on
        super().__init__(f"the last day {until_on} is over; choose a later one")


class LastDayFar(ValueError):
    """A last day that is too far ahead."""

    def __init__(self, until_on: date, latest: date) -> None:
        self.until_on, self.latest = until_on, latest
        super().__init__(f"the last day {until_on} is after {latest}; choose that day or an earlier one")


class RunsAlready(ValueError):
    """One run at a time asks the same of the same people about a dossier: nobody chooses which one counts."""

    def __init__(self, number: int, opened_on: date) -> None:
        self.number, self.opened_on = number, opened_on
        super().__init__(f"number {number} of {opened_on} asks the same and is open; count it or call it off first")


class StillRunning(ValueError):
    """A run whose last day is not over: counting ends it."""

    def __init__(self, until_on: date) -> None:
        self.until_on = until_on
        super().__init__(f"it runs until {until_on} and slips are left; count it after that day")


class AudienceUnknown(ValueError):
    """Not one of those who are asked."""

    def __init__(self, audience: str) -> None:
        self.audience = audience
        super().__init__(f"{audience} is none of those who are asked; choose one of the list")


def kept_by_office(actor: Actor, inspection: Inspection) -> None:
    if Role.OFFICE not in roles_on(actor, inspection.thing):
        raise NoSuchThing("questionnaires", inspection.id)


def run_for(actor: Actor, run_id: uuid.UUID) -> Questionnaire:
    """Return a run that goes on, locked, for the office; raise NoSuchThing, DossierClosed or QuestionnaireOver."""
    rows = Questionnaire.objects.select_related("inspection").filter(authority_id=actor.authority_id, pk=run_id)
    run: Questionnaire | None = locked(rows).first()
    if run is None:
        raise NoSuchThing("questionnaire", run_id)
    kept_by_office(actor, run.inspection)
    if run.inspection.stage == InspectionStage.CLOSED:
        raise DossierClosed
    if run.is_over:
        raise QuestionnaireOver
    return run


def note_on(inspection: Inspection, action: str, actor: Actor, now: datetime, reason: str = "") -> Note:
    return Note(
        stream=inspection.stream,
        action=action,
        author=actor,
        now=now,
        subject=inspection.organization_name,
        role=Role.OFFICE.value,
        reason=reason,
    )


@deed
def open_questionnaire(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    kind: QuestionnaireKind,
    audience: str,
    title: str,
    address: str,
    until_on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Open a run: its questions are those of today and stay; its key is made here."""
    inspection = inspection_for(actor, inspection_id)
    kept_by_office(actor, inspection)
    if inspection.stage == InspectionStage.CLOSED:
        raise DossierClosed
    if inspection.stage not in ASKED_AT[kind]:
        raise AskedTooEarly(kind.value, inspection.stage)
    if until_on < actor.today:
        raise LastDayOver(until_on)
    if audience not in AUDIENCES:
        raise AudienceUnknown(audience)
    latest = latest_day(actor.today)
    if until_on > latest:
        raise LastDayFar(until_on, latest)
    refuse_no_page(address.strip())
    refuse_second(inspection, kind, audience)
    form, (private, public) = form_on(kind, actor.today), new_keys()
    run = Questionnaire(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=Questionnaire.objects.filter(authority_id=actor.authority_id, inspection=inspection).count() + 1,
        kind=kind.value,
        audience=audience,
        release=form.release,
        asked=form.content,
        name=doors.new_name(),
        title=title.strip(),
        address=address.strip(),
        public=public,
        private=private,
        opened_on=actor.today,
        until_on=until_on,
    )
    return commit(note=note_on(inspection, "open_questionnaire", actor, now), rows=[run])


def refuse_second(inspection: Inspection, kind: QuestionnaireKind, audience: str) -> None:
    """Refuse a run while another one asks the same of the same people."""
    rows = Questionnaire.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    going_on = rows.filter(kind=kind.value, audience=audience, counted_on=None, called_off_on=None)
    first = going_on.order_by("number").first()
    if first is not None:
        raise RunsAlready(first.number, first.opened_on)


@deed
def print_slips(*, actor: Actor, run_id: uuid.UUID, marks: Sequence[str], now: datetime, key: str) -> Receipt:
    """Note the marks of the slips that are printed now; earlier ones are void. The codes are kept nowhere.

    A new key comes with new slips: ballots that came by earlier ones meanwhile open no more, and are so left out.
    """
    run = run_for(actor, run_id)
    if run.carried_on is not None:
        raise BallotsAreIn
    if not 1 <= len(set(marks)) <= MOST_SLIPS:
        raise SlipsTooMany
    if run.slips:
        run.replaced = sorted({*run.replaced, *run.slips})
        run.private, run.public = new_keys()
    run.slips, run.printed = sorted(set(marks)), len(set(marks))
    return commit(note=note_on(run.inspection, "print_slips", actor, now), rows=[run])


@deed
def carry_ballots(*, actor: Actor, run_id: uuid.UUID, content: bytes, now: datetime, key: str) -> Receipt:
    """Take the ballots of a package; nothing is counted before the end, so that no two counts show one ballot."""
    run = run_for(actor, run_id)
    bag = bag_in(run, content)
    run.boxes, run.ballots, run.carried_on = bag.lines(), len(bag.boxes), actor.today
    note = replace(note_on(run.inspection, "carry_ballots", actor, now), told={"left_out": bag.left_out})
    return commit(note=note, rows=[run])


def refuse_running(run: Questionnaire, today: date) -> None:
    """Refuse to count while slips can still be used, unless all were."""
    if today <= run.until_on and run.ballots < run.printed:
        raise StillRunning(run.until_on)


@deed
def count_questionnaire(*, actor: Actor, run_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Count a run, once and for all."""
    run = run_for(actor, run_id)
    if not run.printed:
        raise SlipsMissing
    refuse_running(run, actor.today)
    run.tally, run.counted_on = {code: dict(counts) for code, counts in tally_of(run).items()}, actor.today
    return commit(note=note_on(run.inspection, "count_questionnaire", actor, now), rows=[run])


@deed
def call_off_questionnaire(*, actor: Actor, run_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Call a run off, with the reason; it is never counted."""
    run = run_for(actor, run_id)
    run.called_off_on, run.reason = actor.today, reason.strip()
    return commit(note=note_on(run.inspection, "call_off_questionnaire", actor, now, reason.strip()), rows=[run])
