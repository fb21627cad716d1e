"""Deeds on many rows at once: what is told once for all, the rows of a finding it is done to, what changes in each."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from pydantic import Field

from bihuan.desk import forms as f
from bihuan.desk.fitting import finds_its_measure, is_offered
from bihuan.desk.offers import OFFERS, Target
from bihuan.desk.sight import findings_seen, measures_seen
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.finding import returned_to
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding
from bihuan.rectification.models import Extension, Measure

Value = str | bool | date | None


class ManyMeasuresForm(f.Form):
    """What many measures get alike; what is left empty stays as it is in each."""

    owner: f.Line = Field(default="", title="Responsible leader")
    department: f.Line = Field(default="", title="Responsible department")
    due_on: date | None = Field(default=None, title="Due")
    reason: f.Text = Field(default="", title="Reason (needed once the plan is accepted)")


class ManyProgressForm(f.Form):
    """How far many measures are alike; what is left empty stays as it is in each."""

    progress: f.Text = Field(default="", title="Progress")
    done_on: date | None = Field(default=None, title="Done on")


@dataclass(frozen=True)
class Subject:
    """One row that a deed is done to: a finding, or a measure with the time asked for it."""

    finding: Finding
    measure: Measure | None = None
    extension: Extension | None = None

    @property
    def row(self) -> Finding | Measure:
        return self.measure or self.finding

    @property
    def number(self) -> str:
        return self.row.number


@dataclass(frozen=True)
class Difference:
    """One thing that a deed changes in a row: its name, what it is, what it will be."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True)
class Many:
    """A deed that can be done on many rows.

    `told` makes the deed's own form of what was told once and of the row; `changes` says what the row will be;
    `of_running` leaves measures out that are done.
    """

    name: str
    form: type[f.Form]
    told: Callable[[Subject, Mapping[str, Any]], Mapping[str, Any]]
    changes: Callable[[Subject, Mapping[str, Any], date], list[Difference]]
    of_running: bool = False
    can_undo: bool = False

    @property
    def target(self) -> Target:
        return OFFERS[self.name].target

    def fits(self, measure: Measure, waiting: Extension | None) -> bool:
        """True for a measure that the deed is done to."""
        is_meant = measure.done_on is None or not self.of_running
        return is_meant and finds_its_measure(self.name, measure, waiting)


# --- what stands after the deed -------------------------------------------------------------------


def moved(subject: Subject, given: Mapping[str, Any], today: date) -> list[Difference]:
    """Return the stage that sign-off steps lead to."""
    finding = subject.finding
    name = given["deed"]
    target = OFFERS[name].step.target
    if name == "return_sign_off":
        target = returned_to(handed_over=finding.handed_over_to_id is not None)
    found = [Difference("stage", finding.stage, str(target))]
    if name == "grant_sign_off":
        found.append(Difference("signed_off_on", finding.signed_off_on, today))
    return found


def edited(subject: Subject, given: Mapping[str, Any], _today: date) -> list[Difference]:
    """Return what was filled in and differs."""
    row = subject.row
    return [
        Difference(name, getattr(row, name), value)
        for name, value in given.items()
        if name not in ("deed", "reason") and value not in ("", None) and getattr(row, name) != value
    ]


def marked(subject: Subject, given: Mapping[str, Any], _today: date) -> list[Difference]:
    before, after = subject.finding.person_matter, bool(given["person_matter"])
    return [Difference("person_matter", before, after)] if before != after else []


def asked(subject: Subject, given: Mapping[str, Any], _today: date) -> list[Difference]:
    assert subject.measure is not None
    return [Difference("asked_until_on", subject.measure.due_on, given["until_on"])]


def granted(subject: Subject, _given: Mapping[str, Any], _today: date) -> list[Difference]:
    """Return the day that an extension waiting for its answer moves; nothing where it was answered meanwhile."""
    if subject.measure is None or subject.extension is None:
        return []
    return [Difference("due_on", subject.measure.due_on, subject.extension.until_on)]


def denied(subject: Subject, _given: Mapping[str, Any], _today: date) -> list[Difference]:
    return [Difference("asked_until_on", subject.extension.until_on, None)] if subject.extension else []


# --- what each row's deed is told -----------------------------------------------------------------


def alike(_subject: Subject, given: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in given.items() if name != "deed"}


def revised(subject: Subject, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a measure as it is, with what was filled in."""
    assert subject.measure is not None
    names = ("text", "owner", "department", "due_on", "expected_result")
    told = {name: given.get(name) or getattr(subject.measure, name) for name in names}
    return {**told, "reason": given.get("reason", "")}


def progressed(subject: Subject, given: Mapping[str, Any]) -> Mapping[str, Any]:
    assert subject.measure is not None
    return {name: given.get(name) or getattr(subject.measure, name) for name in ("progress", "done_on")}


_ALL = (
    Many("revise_measure", ManyMeasuresForm, revised, edited, of_running=True, can_undo=True),
    Many("report_progress", ManyProgressForm, progressed, edited, of_running=True, can_undo=True),
    Many("request_extension", f.ExtensionForm, alike, asked),
    Many("request_sign_off", f.NothingToTell, alike, moved),
    Many("grant_sign_off", f.WithRemark, alike, moved),
    Many("return_sign_off", f.WithReason, alike, moved),
    Many("approve_extension", f.WithAnswer, alike, granted),
    Many("refuse_extension", f.WithReason, alike, denied),
    Many("mark_person_matter", f.PersonMatterForm, alike, marked),
)
MANY: Mapping[str, Many] = {many.name: many for many in _ALL}


def many_for(actor: Actor) -> list[Many]:
    """Return the deeds that somebody may do on many rows."""
    return [many for many in _ALL if OFFERS[many.name].step.roles & actor.roles]


def many_on(actor: Actor, findings: Iterable[Finding]) -> Mapping[uuid.UUID, frozenset[str]]:
    """Return, for each finding, which of the deeds on many rows somebody may be offered on it."""
    found: dict[uuid.UUID, frozenset[str]] = {}
    own = many_for(actor)
    held: dict[uuid.UUID, frozenset[Role]] = {}
    for finding in findings if own else ():
        one = finding.inspection
        roles = held.setdefault(one.id, roles_on(actor, one.thing))
        found[finding.id] = frozenset(m.name for m in own if is_offered(OFFERS[m.name], roles, one, finding))
    return found


# --- rows -------------------------------------------------------------------------------------------


def subjects(actor: Actor, many: Many, findings: Sequence[Finding]) -> list[Subject]:
    """Return the rows of findings that a deed is done to, in their order: the findings, or measures that fit."""
    if many.target is Target.FINDING:
        return [Subject(finding) for finding in findings]
    measures = measures_of(actor, [finding.id for finding in findings])
    waiting = extensions_of(actor, measures)
    told: dict[uuid.UUID, list[Subject]] = {}
    by_id = {finding.id: finding for finding in findings}
    for measure in measures:
        if many.fits(measure, waiting.get(measure.id)):
            subject = Subject(by_id[measure.finding_id], measure, waiting.get(measure.id))
            told.setdefault(measure.finding_id, []).append(subject)
    return [subject for finding in findings for subject in told.get(finding.id, ())]


def subjects_named(actor: Actor, many: Many, ids: Collection[uuid.UUID]) -> list[Subject]:
    """Return rows by their ids, as far as they are within reach, whether they still fit or not."""
    if many.target is Target.FINDING:
        findings = with_dossiers(findings_seen(actor).filter(pk__in=ids))
        return [Subject(finding) for finding in findings]
    measures = list(measures_seen(actor).select_related(None).filter(pk__in=ids).order_by("id"))
    waiting = extensions_of(actor, measures)
    findings = with_dossiers(findings_seen(actor).filter(pk__in={measure.finding_id for measure in measures}))
    by_id = {finding.id: finding for finding in findings}
    order = {finding.id: place for place, finding in enumerate(findings)}
    found = [Subject(by_id[m.finding_id], m, waiting.get(m.id)) for m in measures if m.finding_id in by_id]
    return sorted(found, key=lambda subject: order[subject.finding.id])


def with_dossiers(rows: QuerySet[Finding]) -> list[Finding]:
    """Return findings with what their verdicts ask, dossier by dossier."""
    joined = rows.select_related("inspection__organization", "inspection__supervision_office", "handed_over_to")
    return list(joined.order_by("organization_path", "inspection_id", "place"))


def measures_of(actor: Actor, finding_ids: Iterable[uuid.UUID]) -> list[Measure]:
    rows = Measure.objects.filter(authority_id=actor.authority_id, finding_id__in=list(finding_ids), removed_on=None)
    return list(rows.order_by("id"))


def extensions_of(actor: Actor, measures: Iterable[Measure]) -> Mapping[uuid.UUID, Extension]:
    """Return the time asked for measures that awaits its answer."""
    ids = [measure.id for measure in measures]
    rows = Extension.objects.filter(authority_id=actor.authority_id, measure_id__in=ids)
    return {row.measure_id: row for row in rows.filter(approved_on=None, refused_on=None)}
