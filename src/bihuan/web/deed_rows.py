"""Deeds that are told row by row, or choose from rows: a check, an evaluation, a filing, a hand-over, an exception."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bihuan.desk.notices import notices_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.rulebook import GateTerms
from bihuan.dossiers.models import Finding
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.dossiers.supervisors import supervision_offices
from bihuan.feedback.models import CopyNotice
from bihuan.fieldwork.drafting import areas
from bihuan.fieldwork.keeping import aspects_of_papers
from bihuan.fieldwork.models import PaperEvidence
from bihuan.intake.lexicon import words
from bihuan.organizations.models import Organization
from bihuan.supervision.models import CONCLUSIONS
from bihuan.web.control_sheets import pressed_fields
from bihuan.web.forms import choices
from bihuan.web.forms.deed import Choices
from bihuan.web.forms.panel_choices import panel_choices
from bihuan.web.forms.site_choices import choices_on_site
from bihuan.web.places import RECEIPT, RECEIVED, filing_fields, place_choices, told_filings
from bihuan.web.score_rows import (
    Row,
    alone_fields,
    beginning,
    panel_fields,
    score_rows,
    settle_fields,
    settle_rows,
    told_scores,
    told_settled,
)
from bihuan.web.things import Aim
from bihuan.web.words import blocker_words, word

CLOSE_GATES = "gate/close/"


def choices_of(actor: Actor, deed: str, aim: Aim) -> Mapping[str, Choices]:
    """Return what the fields of a deed are chosen from."""
    if deed == "hand_over":
        return {"receiver_id": bodies(actor)}
    if deed == "change_supervision_office":
        return {"supervision_office_id": other_offices(actor, aim)}
    if deed == "waive":
        return {"code": waivable(actor, aim)}
    if deed == "issue_copy_notice":
        return {"notice_id": notices(aim)}
    if deed == "answer_copy_notice":
        return {"notice_id": open_notices(actor, aim)}
    if deed == "issue_card":
        return {"finding_id": [(str(row.id), f"{row.number} {row.title}") for row in findings_of(aim)]}
    if deed in ("write_working_paper", "revise_working_paper"):
        return {"area": areas_for(aim)}
    if deed == "remove_paper_evidence":
        return {"number": paper_files(aim)}
    return {
        **place_choices(deed, aim.inspection),
        **panel_choices(actor, deed, aim),
        **choices_on_site(actor, deed, aim),
    }


def other_offices(actor: Actor, aim: Aim) -> Choices:
    now = aim.inspection.supervision_office_id
    return choices.by_id(row for row in supervision_offices(actor) if row.id != now)


def areas_for(aim: Aim) -> Choices:
    """Return the areas under which a problem is told: those of towns and villages, or those of everybody else."""
    is_grassroots = aim.inspection.organization.category in words("taxonomy", "grassroots")
    return [(code, title) for code, title in areas().items() if code.startswith("B") == is_grassroots]


def paper_files(aim: Aim) -> Choices:
    """Return the files of a working paper that stand."""
    rows = PaperEvidence.objects.filter(authority_id=aim.row.authority_id, paper_id=aim.row.id, removed_on=None)
    return [(str(row.number), f"{row.number} {row.label}") for row in rows.order_by("number")]


def notices(aim: Aim) -> Choices:
    """Return the copy notices of a dossier, by day."""
    rows = CopyNotice.objects.filter(authority_id=aim.inspection.authority_id, inspection=aim.inspection)
    return [(str(row.id), f"{row.on} {word('role', row.to)} {row.addressee}") for row in rows.order_by("on", "id")]


def open_notices(actor: Actor, aim: Aim) -> Choices:
    """Return the notices that the reader may answer, or enter the answer to."""
    rows = [row for row in notices_seen(actor, aim.inspection) if row.answered_on is None]
    return [(str(row.id), f"{row.on} {word('role', row.to)} {row.addressee}") for row in rows]


def bodies(actor: Actor) -> Choices:
    """Return the bodies that may follow a long-term finding."""
    rows = Organization.objects.filter(authority_id=actor.authority_id, category__in=SUPERVISING, until_on=None)
    return choices.by_id(rows.order_by("path"))


def waivable(actor: Actor, aim: Aim) -> Choices:
    """Return the gates of the close-out that the rules of this dossier let somebody waive."""
    rules = rulebook_of(aim.inspection, actor.today).under(CLOSE_GATES)
    codes = [one.rule_id.removeprefix(CLOSE_GATES) for one in rules if one.value_as(GateTerms).waivable_by]
    return [(code, blocker_words(code, "inspection")) for code in codes]


# --- a check: finding by finding ------------------------------------------------------------------


def seen_fields(aim: Aim) -> dict[str, forms.Field]:
    """Return conclusion and remark for each finding of the dossier."""
    offered = [("", _("not looked at")), *choices.terms("conclusion", CONCLUSIONS)]
    fields: dict[str, forms.Field] = {}
    for finding in findings_of(aim):
        label = f"{finding.number} {finding.title}"
        fields[f"conclusion-{finding.id}"] = forms.ChoiceField(label=label, required=False, choices=offered)
        remark = _("Remark on finding %(number)s") % {"number": finding.number}
        fields[f"remark-{finding.id}"] = forms.CharField(label=remark, required=False, max_length=2000)
    return fields


def findings_of(aim: Aim) -> list[Finding]:
    rows = Finding.objects.filter(authority_id=aim.inspection.authority_id, inspection=aim.inspection)
    return list(rows.order_by("place"))


def seen_rows(form: forms.Form) -> list[Row]:
    names = [name.removeprefix("conclusion-") for name in form.fields if name.startswith("conclusion-")]
    return [
        Row(str(form[f"conclusion-{name}"].label), "", form[f"conclusion-{name}"], form[f"remark-{name}"])
        for name in names
    ]


def told_seen(given: dict[str, Any]) -> dict[str, Any]:
    """Return a check as the desk takes it: what was not looked at is left out."""
    rest = {name: value for name, value in given.items() if not name.startswith(("conclusion-", "remark-"))}
    looked_at = {name.removeprefix("conclusion-"): value for name, value in given.items() if value}
    seen = [
        {"finding_id": name, "conclusion": value, "remark": given.get(f"remark-{name}", "")}
        for name, value in looked_at.items()
        if f"conclusion-{name}" in given
    ]
    return {**rest, "seen": seen}


# --- a filing: party by party -------------------------------------------------------------------------


def filing_rows(form: forms.Form) -> list[Row]:
    parties = [name.removeprefix(RECEIVED) for name in form.fields if name.startswith(RECEIVED)]
    return [
        Row(str(form[RECEIVED + party].label), "", form[RECEIVED + party], form[RECEIPT + party]) for party in parties
    ]


# --- a colleague's marks of a working paper -----------------------------------------------------------


def peer_fields(_aim: Aim, _today: date) -> dict[str, forms.Field]:
    """Return a mark for each aspect of a working paper."""
    return {
        f"mark-{code}": forms.DecimalField(
            label=_("%(aspect)s (up to %(most)s)") % {"aspect": words, "most": most},
            min_value=0,
            max_value=Decimal(most),
            decimal_places=1,
        )
        for code, (words, most) in aspects_of_papers().items()
    }


def told_peer_marks(given: dict[str, Any]) -> dict[str, Any]:
    """Return a colleague's review as the desk takes it."""
    rest = {name: value for name, value in given.items() if not name.startswith("mark-")}
    return {**rest, "marks": beginning(given, "mark-")}


# --- the deeds that need it -----------------------------------------------------------------------

EXTRA_FIELDS: Mapping[str, Callable[[Aim, date], dict[str, forms.Field]]] = {
    "record_check": lambda aim, _today: seen_fields(aim),
    "record_evaluation": alone_fields,
    "hand_in_scores": panel_fields,
    "assess_self": panel_fields,
    "settle_scores": settle_fields,
    "file_with_parties": lambda aim, today: filing_fields(aim.inspection, today),
    "review_as_peer": peer_fields,
    "issue_control_sheet": pressed_fields,
}
ROWS: Mapping[str, Callable[[forms.Form], list[Row]]] = {
    "record_check": seen_rows,
    "record_evaluation": score_rows,
    "hand_in_scores": score_rows,
    "assess_self": score_rows,
    "settle_scores": settle_rows,
    "file_with_parties": filing_rows,
}
TOLD: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "record_check": told_seen,
    "record_evaluation": told_scores,
    "hand_in_scores": told_scores,
    "assess_self": told_scores,
    "settle_scores": told_settled,
    "file_with_parties": told_filings,
    "review_as_peer": told_peer_marks,
}
