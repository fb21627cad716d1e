"""What a control sheet presses for, as its form offers it: by how things stand, the late ones ticked beforehand."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.closeout.control_sheets import due_of, late_by, open_findings, sheet_drafted
from bihuan.desk.fitting import is_offered
from bihuan.desk.offers import OFFERS
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.papers.paper import Paper
from bihuan.web.forms import NOT_OFFERED, attempt
from bihuan.web.forms.deed import told_by
from bihuan.web.lamps import days_words
from bihuan.web.things import Aim
from bihuan.web.words import day_words, word

DEED = "issue_control_sheet"
SHOWN = 60  # signs of a title in a choice
Grouped = list[tuple[str, list[tuple[str, str]]]]


def pressable(inspection: Inspection, today: date) -> Grouped:
    """Return the open findings of a dossier to be ticked: the late ones first, long-term ones last."""
    groups: Mapping[str, list[tuple[str, str]]] = {name: [] for name in headings()}
    for one in open_findings(inspection):
        groups[group_of(one, today)].append((str(one.id), said_of(one, today)))
    return [(words, groups[name]) for name, words in headings().items() if groups[name]]


def headings() -> dict[str, str]:
    return {
        "late": _("Late"),
        "running": _("Not due yet, or without a day"),
        FindingStage.SIGN_OFF_REQUESTED: word("finding_stage", FindingStage.SIGN_OFF_REQUESTED),
        FindingStage.LONG_TERM: word("finding_stage", FindingStage.LONG_TERM),
    }


def group_of(one: Finding, today: date) -> str:
    if one.stage != FindingStage.RECTIFYING:
        return one.stage
    return "late" if late_by(one, today) else "running"


def said_of(one: Finding, today: date) -> str:
    """Say a finding with its day and how far it is."""
    title = f"{one.number} {one.title[:SHOWN]}"
    due = due_of(one)
    if due is None:
        return title
    far = f" · {days_words(due, today)}" if one.stage != FindingStage.SIGN_OFF_REQUESTED else ""
    return f"{title} · {day_words(due)}{far}"


def late_ids(inspection: Inspection, today: date) -> list[str]:
    """Return what is late and not followed as long-term, ticked beforehand."""
    return [str(one.id) for one in open_findings(inspection) if group_of(one, today) == "late"]


def pressed_on(actor: Actor, findings: Sequence[Finding]) -> frozenset[uuid.UUID]:
    """Return which findings of a list somebody may press for by a control sheet."""
    offer, may = OFFERS[DEED], dict[uuid.UUID, bool]()
    if not offer.step.roles & actor.roles:
        return frozenset()
    for one in findings:
        if one.inspection_id not in may:
            held = roles_on(actor, one.inspection.thing)
            may[one.inspection_id] = is_offered(offer, held, one.inspection)
    return frozenset(one.id for one in findings if may[one.inspection_id] and one.stage != FindingStage.SIGNED_OFF)


@dataclass(frozen=True)
class Sheet:
    """The form of a control sheet of one dossier, with what was ticked of it in a list."""

    inspection: Inspection
    findings: tuple[Finding, ...]

    @property
    def url(self) -> str:
        chosen = urlencode([("finding_ids", str(one.id)) for one in self.findings])
        return f"{reverse('dossier_do', args=[self.inspection.id, DEED])}?{chosen}"


def sheets_of(actor: Actor, findings: Sequence[Finding]) -> list[Sheet]:
    """Return the sheets that press for findings ticked in a list: one for each dossier, in the order of the list."""
    fit = pressed_on(actor, findings)
    by_dossier: dict[uuid.UUID, list[Finding]] = {}
    for one in findings:
        if one.id in fit:
            by_dossier.setdefault(one.inspection_id, []).append(one)
    return [Sheet(rows[0].inspection, tuple(rows)) for rows in by_dossier.values()]


def pressed_fields(aim: Aim, today: date) -> dict[str, forms.Field]:
    """Return the choice of findings, of which a page wants at least one; other callers may name none for all."""
    return {
        "finding_ids": forms.MultipleChoiceField(
            label=_("Findings pressed for"),
            choices=pressable(aim.inspection, today),
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Ticked: what you ticked in the list, else what is late. What is long-term has a table of its own."
            ),
            error_messages={"invalid_choice": NOT_OFFERED},
        )
    }


def look_at(form: forms.Form, aim: Aim) -> Paper | None:
    """Return the paper that a form would make, to be read before it draws a number; None where it makes none."""
    told = OFFERS[DEED].form.model_validate(told_by(form)).arguments()
    if not is_offered(OFFERS[DEED], aim.held, aim.inspection):
        raise NoSuchThing("paper", aim.inspection.id)
    return attempt(form, sheet_drafted, inspection=aim.inspection, **told)
