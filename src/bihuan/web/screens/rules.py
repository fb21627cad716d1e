"""The rule packs to look clauses up: open to everybody who is signed in, since rules are nobody's secret."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.rulebook import Pack
from bihuan.dossiers.rulebooks import chosen_packs
from bihuan.organizations.own_packs import choosable, pack_named, release_named
from bihuan.rules.packs import PackUnknown, available
from bihuan.rules.releases import ReleaseMissing
from bihuan.web.forms import Crumb
from bihuan.web.pack_choice import pack_title
from bihuan.web.pack_releases import standing_of
from bihuan.web.pages.regulation import LibraryLinks
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.rule_pages import method_lines, pack_lines

SHA256 = re.compile(r"[0-9a-f]{64}")


def rules(request: SignedRequest) -> HttpResponse:
    """List the packs, which of them bind new dossiers, and what the method itself asks."""
    chosen = chosen_packs(request.actor.authority_id)
    packs = choosable(request.actor.authority_id)
    context = {
        "may_choose": may_open("packs_choose", request.actor),
        "packs": [(pack, pack_title(pack), unverified_in(pack)) for pack in packs],
        "chosen": chosen,
        "method": method_lines(),
    }
    return render(request, "web/rules.html", context)


def unverified_in(pack: Pack) -> int:
    return sum(not rule.rulings[-1].verified for rule in pack.rules)


def rule_pack(request: SignedRequest, pack_id: str) -> HttpResponse:
    """Show a pack with its rulings, citations and days; `release` names one that a dossier is bound to."""
    at = request.actor.authority_id
    try:
        present = pack_named(at, pack_id)
        pack = release_of(at, present, request.GET.get("release", ""))
    except (PackUnknown, ReleaseMissing) as gone:
        raise Http404 from gone
    title = pack_title(present)
    context = {
        "pack": pack,
        "title": title,
        "lines": list(pack_lines(pack, LibraryLinks(at).url_of)),
        "is_present": pack.sha256 == present.sha256,
        "standing": None if pack_id in available() else standing_of(at, pack_id),
        "may_write": may_open("pack_write", request.actor),
        "may_choose": may_open("packs_choose", request.actor),
        "crumbs": [Crumb(_("Rules"), reverse("rules")), Crumb(title)],
    }
    return render(request, "web/rule_pack.html", context)


def release_of(authority_id: UUID, present: Pack, sha256: str) -> Pack:
    """Return the release asked for, the present one where none is; 404 where it is not here."""
    if not sha256:
        return present
    if not SHA256.fullmatch(sha256):
        raise Http404
    return release_named(authority_id, present.id, sha256)
