"""Which rules bind a dossier: the packs pinned at its feedback, before that those the authority has chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from bihuan.domain.deadlines import DeadlineName, due_day
from bihuan.domain.rulebook import Event, Pack, Rulebook, governing_day, in_force, refuse_holes
from bihuan.dossiers.models import Inspection
from bihuan.organizations.own_packs import pack_named, release_named
from bihuan.organizations.queries import authority_of
from bihuan.rules.calendar import working_calendar


def chosen_packs(authority_id: UUID) -> list[str]:
    """Return the packs an authority has chosen for new dossiers."""
    packs: list[str] = authority_of(authority_id).packs
    return packs


def pins_for(inspection: Inspection) -> list[list[str]]:
    """Return the pins that a dossier would get today: id and sha256 of each chosen pack."""
    return pins_of(inspection.authority_id)


def pins_of(authority_id: UUID) -> list[list[str]]:
    """Return id and sha256 of each pack that an authority has chosen, as it stands released today."""
    return [[pack_id, pack_named(authority_id, pack_id).sha256] for pack_id in chosen_packs(authority_id)]


def has_other_packs(inspection: Inspection) -> bool:
    """True for a dossier that was fed back under other packs than are chosen now."""
    return inspection.feedback_on is not None and pins_for(inspection) != inspection.packs


def rulebook_of(inspection: Inspection, today: date) -> Rulebook:
    """Return the rules that bind a dossier."""
    pins: Sequence[Sequence[str]] = inspection.packs or pins_for(inspection)
    day = governing_day(feedback_on=inspection.feedback_on, asked_on=today)
    return _bound(inspection.authority_id, tuple((pack_id, sha256) for pack_id, sha256 in pins), day)


@lru_cache(maxsize=512)
def _bound(authority_id: UUID, pins: tuple[tuple[str, str], ...], day: date) -> Rulebook:
    return in_force(packs_of(authority_id, pins), day)  # a release never changes, so neither does what it rules


def end_of_concentration(inspection: Inspection, rules: Rulebook) -> date | None:
    """Return the last day of concentrated rectification; None before the feedback, and where the packs set none."""
    if inspection.feedback_on is None:
        return None
    end = DeadlineName.CONCENTRATED_RECTIFICATION_END
    return due_day(end, Event.FEEDBACK, inspection.feedback_on, rules, working_calendar())


def packs_of(authority_id: UUID, pins: Sequence[Sequence[str]]) -> list[Pack]:
    """Return the very releases that pins name."""
    return [release_named(authority_id, pack_id, sha256) for pack_id, sha256 in pins]


def bind(inspection: Inspection, feedback_on: date) -> None:
    """Pin the chosen packs to a dossier from the day of its feedback; raise PacksMissing or PackSilent."""
    pins = pins_for(inspection)
    refuse_holes(packs_of(inspection.authority_id, pins), feedback_on)
    inspection.packs, inspection.feedback_on = pins, feedback_on


def asks(inspection: Inspection, rule_id: str) -> bool:
    """True where the packs pinned to a dossier rule something; before its feedback none is pinned."""
    if not inspection.packs or inspection.feedback_on is None:
        return False
    pins = tuple((pack_id, sha256) for pack_id, sha256 in inspection.packs)
    return rule_id in _bound(inspection.authority_id, pins, inspection.feedback_on).governing
