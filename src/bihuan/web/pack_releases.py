"""Where a pack of one's own goes from its page: chosen, taken out of the choice, its releases beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from bihuan.dossiers.rulebooks import chosen_packs
from bihuan.organizations.models import OwnPack
from bihuan.web.pack_order import PLACE


@dataclass(frozen=True)
class Release:
    """One release: its number and day, its page, and where it stands beside the one before."""

    number: int
    on: date
    url: str
    comparison: str  # empty for the first


@dataclass(frozen=True)
class Standing:
    """How a pack stands: whether it binds new dossiers, where it is chosen or left out, its releases."""

    is_chosen: bool
    choice: str
    releases: tuple[Release, ...]


def standing_of(authority_id: UUID, pack_id: str) -> Standing:
    """Return how a pack of an office's own stands: to choose it last, or to choose without it."""
    chosen = chosen_packs(authority_id)
    others = [one for one in chosen if one != pack_id]
    ids = others if pack_id in chosen else [*others, pack_id]
    rows = list(OwnPack.objects.filter(authority_id=authority_id, pack_id=pack_id).order_by("number"))
    return Standing(pack_id in chosen, choice_url(ids), releases_of(rows))


def choice_url(ids: Sequence[str]) -> str:
    """Return where a choice of packs is shown, in this order."""
    told = {f"{PLACE}{pack_id}": place for place, pack_id in enumerate(ids, start=1)}
    return f"{reverse('packs_choose')}?{urlencode(told)}" if told else reverse("packs_choose")


def releases_of(rows: Sequence[OwnPack]) -> tuple[Release, ...]:
    """Return releases, the latest first."""
    found = []
    for before, row in zip([None, *rows], rows, strict=False):
        page = f"{reverse('rule_pack', args=[row.pack_id])}?release={row.sha256}"
        sides = {"left": f"{row.pack_id}@{before.sha256}", "right": f"{row.pack_id}@{row.sha256}"} if before else {}
        beside = f"{reverse('rules_compare')}?{urlencode(sides)}" if sides else ""
        found.append(Release(row.number, row.released_on, page, beside))
    return tuple(reversed(found))
