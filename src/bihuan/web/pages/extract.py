"""An extract for others as its readers see it: where it stands, and what it tells, in words."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bihuan.domain.extracts import ExtractTerms, Part, Purpose
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import NoSuchThing
from bihuan.rules.extracts import extract_rules
from bihuan.supervision import extracting
from bihuan.supervision.models import Extract
from bihuan.web.words import word

COUNTS = frozenset({Part.RETURNED, Part.REOPENED, Part.RULES_MADE})


def state_of(row: Extract) -> str:
    """Return where an extract stands, as the glossary calls it."""
    if row.refused_on is not None:
        return "refused"
    if row.given_on is None:
        return "asked"
    return "received" if row.received_on is not None else "given"


def extracts_seen(actor: Actor) -> list[Extract]:
    """Return the extracts that somebody may know of, the newest first."""
    rows = Extract.objects.filter(authority_id=actor.authority_id).select_related("unit").order_by("-number")
    return [row for row in rows if extracting.may_know(actor, row)]


def extract_seen(actor: Actor, extract_id: uuid.UUID) -> Extract:
    """Return an extract that somebody may know of; 404 otherwise."""
    rows = Extract.objects.filter(authority_id=actor.authority_id, pk=extract_id).select_related("unit")
    row = rows.first()
    if row is None or not extracting.may_know(actor, row):
        raise NoSuchThing("extract", extract_id)
    return row


def called(row: Extract) -> str:
    return _("Extract no. %(number)s") % {"number": row.number}


def terms_of(row: Extract, today: date) -> ExtractTerms:
    """Return what the purpose of an extract gets: by the rule of the day it was given, or of today."""
    return extract_rules(row.given_on or today).terms[Purpose(row.purpose)]


def shown_of(row: Extract, actor: Actor) -> tuple[tuple[Part, ...], list[tuple[str, list[str]]]]:
    """Return the parts of an extract and its lines in words: as it was given, or as it would be given today."""
    terms = terms_of(row, actor.today)
    told = row.content if row.given_on else extracting.told_of(row, terms, actor.today)
    return terms.parts, [(unit, [said(part, values.get(part.value)) for part in terms.parts]) for unit, values in told]


def said(part: Part, value: Any) -> str:
    """Say one value of an extract."""
    if part is Part.STAGE:
        return word("finding_stage", value)
    if part is Part.OVERDUE:
        return _("overdue") if value else "–"
    if part is Part.SEEN:
        return word("conclusion", value) if value else "–"
    if isinstance(value, list):
        return _("; ").join(value) or "–"
    return str(value) if value or (part in COUNTS and value == 0) else "–"
