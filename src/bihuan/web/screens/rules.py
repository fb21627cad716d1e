"""The rule packs to look clauses up: open to everybody who is signed in, since rules are nobody's secret."""

from __future__ import annotations

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.rulebook import Pack
from bihuan.dossiers.rulebooks import chosen_packs
from bihuan.rules.packs import available, load
from bihuan.rules.releases import ReleaseMissing, pinned
from bihuan.web.forms import Crumb
from bihuan.web.requests import SignedRequest
from bihuan.web.rule_pages import method_lines, pack_lines
from bihuan.web.words import pack_words

SHA256 = re.compile(r"[0-9a-f]{64}")


def rules(request: SignedRequest) -> HttpResponse:
    """List the packs, which of them bind new dossiers, and what the method itself asks."""
    chosen = chosen_packs(request.actor.authority_id)
    packs = [load(name) for name in available()]
    context = {
        "packs": [(pack, pack_words(pack.id), unverified_in(pack)) for pack in packs],
        "chosen": chosen,
        "method": method_lines(),
    }
    return render(request, "web/rules.html", context)


def unverified_in(pack: Pack) -> int:
    return sum(not rule.rulings[-1].verified for rule in pack.rules)


def rule_pack(request: SignedRequest, pack_id: str) -> HttpResponse:
    """Show a pack with its rulings, citations and days; `release` names one that a dossier is bound to."""
    if pack_id not in available():
        raise Http404
    pack = release_of(pack_id, request.GET.get("release", ""))
    title = pack_words(pack_id)
    context = {
        "pack": pack,
        "title": title,
        "lines": list(pack_lines(pack)),
        "is_present": pack.sha256 == load(pack_id).sha256,
        "crumbs": [Crumb(_("Rules"), reverse("rules")), Crumb(title)],
    }
    return render(request, "web/rule_pack.html", context)


def release_of(pack_id: str, sha256: str) -> Pack:
    """Return the release asked for, the present one where none is; 404 where it is not here."""
    if not sha256:
        return load(pack_id)
    if not SHA256.fullmatch(sha256):
        raise Http404
    try:
        return pinned(pack_id, sha256)
    except ReleaseMissing as gone:
        raise Http404 from gone
