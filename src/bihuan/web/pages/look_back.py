"""From a look-back that was decided to its opened dossier: everything known is filled in, nothing is typed twice."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import DROPPED, SIGNED_OFF
from bihuan.domain.planning import LOOKS_BACK
from bihuan.dossiers.facts import owner_of
from bihuan.dossiers.models import Finding, Inspection, Round
from bihuan.evaluation.consequence_models import ADOPTED
from bihuan.evaluation.look_backs import LOOK_BACKS, NotAsDecided, decided_look_back, dossier_of
from bihuan.evaluation.models import Consequence
from bihuan.evaluation.recurrence import old_findings
from bihuan.planning.models import Placement
from bihuan.web.forms import offer_choices
from bihuan.web.refusals import in_words
from bihuan.web.words import word

SETTLED = (SIGNED_OFF, DROPPED)


@dataclass(frozen=True)
class Opening:
    """Where a decided look-back stands: its dossier, or the address that opens it with everything filled in."""

    dossier: Inspection | None
    url: str

    @property
    def record(self) -> str:
        """Say what was done of it, as its record takes it over."""
        if self.dossier is None:
            return ""
        told = {"kind": word("inspection_kind", self.dossier.kind), "round": self.dossier.round.name}
        return _("%(round)s: dossier of the %(kind)s opened") % told


def opening_of(row: Consequence, today: date) -> Opening | None:
    """Return where an adopted look-back stands; None for anything else."""
    if row.kind not in LOOK_BACKS or row.decision != ADOPTED:
        return None
    return Opening(dossier_of(row, today), f"{reverse('dossier_open')}?after={row.id}")


def still_to_open(rows: Iterable[Consequence], today: date) -> Iterable[tuple[Consequence, Opening]]:
    """Yield the decided look-backs that have no dossier yet."""
    for row in rows:
        opening = opening_of(row, today)
        if opening is not None and opening.dossier is None:
            yield row, opening


def way_to_record(row: Consequence, today: date) -> str:
    """Return what the address of a record carries besides the number: what was done, where the dossier tells it."""
    opening = opening_of(row, today)
    return f"&{urlencode({'record': opening.record})}" if opening is not None and opening.dossier is not None else ""


def decided(actor: Actor, asked: str) -> Consequence | None:
    """Return the adopted look-back that an address names; None where it names none."""
    try:
        wanted = uuid.UUID(asked)
    except ValueError:
        return None
    return decided_look_back(actor.authority_id, wanted)


def start_of(row: Consequence, today: date) -> dict[str, Any]:
    """Return what the form of the new dossier starts with: the unit, the kind, the round, who supervised it last."""
    old = row.inspection
    at = round_for(row, today)
    return {
        "round_id": str(at.id) if at else "",
        "organization_id": str(owner_of(old, today).id),
        "kind": row.kind,
        "supervision_office_id": str(old.supervision_office_id or ""),
        "responsible_department_needed": old.responsible_department_needed,
    }


def hold_to(form: forms.Form, row: Consequence, today: date) -> None:
    """Let a form offer only the unit and the kind that were decided, and say so to whoever sends something else."""
    unit = owner_of(row.inspection, today)
    offered = {"organization_id": (str(unit.id), unit.name), "kind": (row.kind, word("inspection_kind", row.kind))}
    for name, only in offered.items():
        offer_choices(form, name, [only])
        form.fields[name].error_messages["invalid_choice"] = in_words(NotAsDecided(unit.name, row.kind))


def round_for(row: Consequence, today: date) -> Round | None:
    """Return the round that takes the look-back: where the plan has put it, else the next one that is not over."""
    at, old = row.authority_id, row.inspection
    running = Round.objects.filter(authority_id=at, ended_on=None).exclude(pk=old.round_id)
    placed = Placement.objects.filter(
        authority_id=at, organization_id=old.organization_id, removed_on=None, form__in=LOOKS_BACK
    )
    planned = running.filter(pk__in=placed.values("round_id")).order_by("from_on", "id").first()
    later = running.filter(from_on__gte=old.round.from_on).order_by("from_on", "id")
    not_over = later.filter(Q(until_on=None) | Q(until_on__gte=today)).first()
    return planned or not_over or later.last()


def said_of(row: Consequence, today: date) -> str:
    """Say above the form what was decided, and what of the earlier inspection will stand beside the new one."""
    old = row.inspection
    mine = Finding.objects.filter(authority_id=row.authority_id, inspection=old)
    told = {
        "kind": word("consequence", row.kind),
        "day": row.decided_on.isoformat() if row.decided_on else "",
        "round": old.round.name,
        "count": mine.count(),
        "open": mine.exclude(stage__in=SETTLED).count(),
    }
    words = _(
        "%(kind)s, decided on %(day)s after the inspection of %(round)s: its %(count)s findings, %(open)s of them "
        "open, stand beside the new ones."
    )
    if round_for(row, today) is not None:
        return words % told
    first = _("No round runs after that one; open one first, it is chosen then.")
    url = f"{reverse('round_open')}?after={row.id}"
    return format_html('{} {} <a href="{}">{}</a>', words % told, first, url, _("Open a round"))


@dataclass(frozen=True)
class Looked:
    """What a look-back looks back at: how many findings of earlier inspections, how many of them open."""

    count: int
    open: int


def looked_back_at(inspection: Inspection) -> Looked | None:
    """Return what the dossier of a look-back looks back at; None for any other kind."""
    if inspection.kind not in LOOKS_BACK:
        return None
    rows = old_findings(inspection)
    return Looked(len(rows), sum(row.stage not in SETTLED for row in rows))
