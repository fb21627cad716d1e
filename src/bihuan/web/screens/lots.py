"""The seed that decides between equally good teams: committed to, opened, run again by whomever is appointed."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bihuan.teams.lots import commit_seed, draw_of, files_of, hand_out_round, open_seed
from bihuan.web import clock, keys
from bihuan.web.forms import deed_page, posted
from bihuan.web.forms.composer import SeedForm
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.composer import composition_of, hand_over, way
from bihuan.web.screens.placing import round_of
from bihuan.web.serving.downloads import download

SEED_BYTES = 16


def seed_commit(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Commit to a seed."""
    at = round_of(request, round_id)
    form, back = SeedForm(posted(request), initial={"seed": secrets.token_hex(SEED_BYTES)}), composer_of(at.pk)
    title, said = _("Commit to a seed"), _("The commitment is public. Open the seed once all data are in.")
    note = _(
        "Do this before the data are frozen. Only the commitment (sha256 of the seed) is shown until it is opened;"
        " it decides between teams that cost the same."
    )

    def told() -> dict[str, Any]:
        return {"round_id": at.id, **form.cleaned_data}

    shown = {"title": title, "back": back, "said": said, "note": note}
    return deed_page(request, form, commit_seed, told, crumbs=way(at, title), **shown)


@require_POST
def seed_open(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Open the seed, and have the teams composed by it."""
    at = round_of(request, round_id)
    open_seed(actor=request.actor, round_id=at.id, now=clock.now(), key=keys.key_of(request))
    draw = draw_of(at)
    assert draw is not None
    hand_over(request, at, manner={"seed": draw.seed})
    messages.success(request, _("The seed is open; it decides between the best teams now."))
    return redirect("composer", round_id=at.id)


@require_POST
def composition_files(request: SignedRequest, composition_id: uuid.UUID) -> HttpResponse:
    """Hand the files of a composition to whomever the leading group appoints."""
    row = composition_of(request, composition_id)
    hand_out_round(actor=request.actor, composition_id=row.pk, now=clock.now(), key=keys.key_of(request))
    draw = draw_of(row.round)
    seed = f' --seed "{draw.seed}"' if draw is not None and draw.opened_at else ""
    wishes = " --wishes wishes.json" if "under" in row.manner else ""
    lines = (
        _("round.json names relatives: keep it to yourself and destroy it when you are done."),
        _("sha256 of round.json: %(fingerprint)s") % {"fingerprint": row.fingerprint},
        "",
        _("Judge the teams and recompute the bound:"),
        "python3 dev staff check round.json teams.json",
        _("Compose them again and compare:"),
        f"python3 dev staff solve round.json -o again.json{seed}{wishes}",
    )
    readme = "\n".join(lines) + "\n"
    return download(files_of(row, readme), "application/zip", f"teams-{row.number}.zip")


def composer_of(round_id: uuid.UUID) -> str:
    return reverse("composer", args=[round_id])
