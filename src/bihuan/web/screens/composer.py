"""The composer: have a round's teams solved, look at them, change seats by hand, adopt them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bihuan.dossiers.models import Round
from bihuan.teams.bundling import TooFewGroups
from bihuan.teams.changing import reseat
from bihuan.teams.closed import LASTING, Standing, TeamsFixed, refuse_fixed, standing_of
from bihuan.teams.composing import adopt_composition, keep_composition, set_terms
from bihuan.teams.instances import PoolEmpty, RoundEmpty, instance_of, terms_of
from bihuan.teams.lots import draw_of
from bihuan.teams.models import ADOPTED, BROKEN, CONFLICT, PROPOSED, TEAMS, Composition, Solve
from bihuan.teams.solves import ask_to_stop, begin_solve, last_solve, mark_kept
from bihuan.web import clock, jobs, keys
from bihuan.web.composing.conflict import uncallable
from bihuan.web.composing.gaps import gap_words, gap_words_in_bands, gap_words_under
from bihuan.web.composing.page import Composed
from bihuan.web.composing.proposed import proposed_by
from bihuan.web.composing.under import refusals
from bihuan.web.composing.wishes import wishes_told
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, attempt, form_page, posted
from bihuan.web.forms.composer import RecheckForm, SeatForm, TermsForm
from bihuan.web.permissions import may_open
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.placing import round_of, way_to

UNSTAFFABLE = (RoundEmpty, PoolEmpty, TooFewGroups, TeamsFixed)


def way(at: Round, title: str = "") -> list[Crumb]:
    """Return the crumbs that lead to a round's teams, or to a page of them."""
    home = Crumb(_("Teams"), reverse("composer", args=[at.pk]) if title else "")
    return [*way_to(at, "-")[:-1], home, *([Crumb(title)] if title else [])]


def on_the_table(at: Round) -> Composition | None:
    """Return the composition that a round has: the proposal, else what was adopted."""
    rows = Composition.objects.filter(authority_id=at.authority_id, round=at, state__in=(PROPOSED, ADOPTED))
    return rows.select_related("round").order_by("-number").first()


def composer(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show the teams of a round, or how far the solver is."""
    at = round_of(request, round_id)
    row, solve = on_the_table(at), last_solve(at)
    may_keep, standing = may_open("compose", request.actor), standing_of(at, request.actor.today)
    is_open, is_lasting = standing is Standing.OPEN, standing in LASTING
    may_compose = may_keep and is_open
    context: dict[str, Any] = {
        "at": at,
        "row": row,
        "standing": standing.value,
        "is_lasting": is_lasting,
        "solve": solve if may_compose and solve is not None and not solve.is_kept else None,
        "may_compose": may_compose,
        "may_change": may_keep and not is_lasting and row is not None,
        "draw": draw_of(at),
        "may_draw": may_open("seed_commit", request.actor) and is_open,
        "may_hand_out": row is not None and may_open("composition_files", request.actor),
        "may_adopt": may_adopt(request, row) and not is_lasting,
        "crumbs": way(at),
    }
    if solve is not None and "cost" in solve.best:
        context |= {"solve_words": words_of_best(solve.best), "proposed_bands": bands_told(solve.best)}
        context["is_broken"] = solve.state == BROKEN
    try:
        context |= shown(request, row, solve, as_kept=is_lasting) if row else {"counts": counted(at)}
        if context["solve"] is not None and solve is not None and not solve.is_under_way:
            context["proposed"] = proposed_by(solve, instance_of(at).teams)
    except UNSTAFFABLE as refused:
        context["refusal"] = refusal_of(refused)
        context |= way_out(request, at, refused)
    return render(request, "web/composer.html", context)


def way_out(request: SignedRequest, at: Round, refused: Exception) -> dict[str, str]:
    """Return where it is mended that a round cannot be staffed, for whoever may."""
    ways = {
        RoundEmpty: ("placement_add", [at.pk], _("Put an organization into the round")),
        PoolEmpty: ("pool_import", [], _("Bring in a workbook")),
        TooFewGroups: ("terms_set", [at.pk], _("What the teams must have")),
    }
    name, told, words = ways.get(type(refused), ("", [], ""))
    if not name or not may_open(name, request.actor):
        return {}
    return {"remedy_url": reverse(name, args=told), "remedy_words": words}


def counted(at: Round) -> dict[str, Any]:
    found = instance_of(at)
    return {
        "quality": found.quality,
        "teams": len(found.teams),
        "people": len(found.people),
        "there": len(found.people) - len(found.unavailable),
        "seats": sum(group["size"] for group in found.document["groups"]),
        "uncallable": list(uncallable(found)),
    }


def may_adopt(request: SignedRequest, row: Composition | None) -> bool:
    return may_open("composition_adopt", request.actor) and row is not None and row.state == PROPOSED


def shown(request: SignedRequest, row: Composition, solve: Solve | None, *, as_kept: bool) -> dict[str, Any]:
    """Return what the page shows of a composition, as it stands today or as it was kept."""
    composed = Composed.of(row, as_kept=as_kept)
    keys_of_teams = [team.key for team in composed.fresh.teams]
    chosen = request.GET.get("group", "")
    chosen = chosen if chosen in keys_of_teams else keys_of_teams[0]
    judgement = composed.judgement
    picking = request.GET.get("swap", "")
    picking = picking if any(picking == name for team in composed.teams for _seat, name in team.seats) else ""
    return {
        "picking": composed.fresh.people.get(picking),
        "picking_key": picking,
        "wishes": list(wishes_told(composed)),
        "composed": composed,
        "columns": list(composed.columns()),
        "absent": composed.absent(chosen),
        "chosen": next(team for team in composed.fresh.teams if team.key == chosen),
        "gap": how_good(row, judgement.levels.missing) if composed.is_as_composed else "",
        "under": row.manner.get("under"),
        "wish_refusals": list(refusals(composed, solve)) if solve is not None else [],
        "bands": bands_told(row.manner),
        "drawn": row.manner.get("draw"),
        "quality": composed.fresh.quality,
        "levels": judgement.levels,
        "cost": judgement.cost,
        "broken": len(judgement.violations),
    }


def words_of_best(best: Mapping[str, Any]) -> str:
    """Say how good the teams are that the solver found last."""
    cost, bound, missing = best["cost"], best["lower_bound"], best["levels"]["missing"]
    if "under" in best and not best["proven"]:
        return gap_words_under(cost, best["under"], missing=missing)
    if "bands" in best and not best["proven"]:
        return gap_words_in_bands(cost, bound, missing=missing)
    return gap_words(cost, bound, proven=best["proven"], missing=missing)


def bands_told(manner: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return how each level came out where the priorities were bands."""
    return [(band["level"], band) for band in manner.get("bands", ())]


def how_good(row: Composition, missing: int) -> str:
    """Say how good a composition is: among all there are, or all that keep to what it was composed under."""
    if "under" in row.manner and not row.proven:
        return gap_words_under(row.cost, row.manner["under"], missing=missing)
    if "bands" in row.manner and not row.proven and not row.by_hand:
        return gap_words_in_bands(row.cost, row.lower_bound, missing=missing)
    return gap_words(row.cost, row.lower_bound, proven=row.proven, missing=missing)


def terms_set(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Say what a round asks of its teams."""
    at = round_of(request, round_id)
    form = TermsForm(posted(request), initial=terms_of(at))
    back = reverse("composer", args=[at.pk])
    if request.method == "POST" and form.is_valid():
        told, key = form.cleaned_data, keys.key_of(request)
        if attempt(form, set_terms, actor=request.actor, round_id=at.id, terms=told, now=clock.now(), key=key):
            messages.success(request, _("It is entered. Compose the teams again to have it count."))
            return redirect(back)
    title = _("What the teams must have")
    note = _("What stands here at first comes from the rule pack and is to be verified; it holds for this round only.")
    return form_page(request, form, title=title, submit=_("Save"), back=back, crumbs=way(at, title), note=note)


@require_POST
def compose(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Have the teams of a round composed; the round stays as it is."""
    at = round_of(request, round_id)
    draw = draw_of(at)
    manner: dict[str, Any] = {"seed": draw.seed} if draw is not None and draw.opened_at else {}
    if request.POST.get("manner") == "bands":
        manner = {"bands": True}
    row = on_the_table(at)
    if request.POST.get("keep") and row is not None and row.wishes:
        manner["wishes"] = row.wishes
    hand_over(request, at, manner=manner)
    return redirect("composer", round_id=at.id)


def hand_over(request: SignedRequest, at: Round, **asked: Any) -> None:
    """Hand a round over to the solver; where there is nothing to be composed, say what to do."""
    try:
        refuse_fixed(at, request.actor.today)
        one = begin_solve(request.actor, at, clock.now(), **asked)
    except UNSTAFFABLE as refused:
        refusal = refusal_of(refused)
        assert refusal is not None
        messages.warning(request, f"{refusal.what} {refusal.remedy}")
    else:
        jobs.compose_teams.enqueue(str(one.authority_id), str(one.id))


@require_POST
def compose_stop(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Stop the solver or the explanation; the best so far is kept."""
    at = round_of(request, round_id)
    kind = CONFLICT if request.POST.get("kind") == CONFLICT else TEAMS
    one = last_solve(at, kind)
    if one is not None and one.is_under_way:
        ask_to_stop(one)
        messages.success(request, _("The solver stops; the best so far stays."))
    return redirect("conflict" if kind == CONFLICT else "composer", round_id=at.id)


@require_POST
def composition_keep(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Keep what the solver found as the proposal."""
    at = round_of(request, round_id)
    one = last_solve(at)
    if one is None:
        raise Http404
    keep_composition(actor=request.actor, solve_id=one.id, now=clock.now(), key=keys.key_of(request))
    mark_kept(one)
    messages.success(request, _("The proposal is kept. Change seats where needed; the leading group adopts."))
    return redirect("composer", round_id=at.id)


def composition_of(request: SignedRequest, composition_id: uuid.UUID) -> Composition:
    rows = Composition.objects.select_related("round")
    return get_object_or_404(rows, authority_id=request.actor.authority_id, pk=composition_id)


def seat_change(request: SignedRequest, composition_id: uuid.UUID) -> HttpResponse:
    """Change a seat: everybody who could take it, with what that would cost and break."""
    row = composition_of(request, composition_id)
    composed = Composed.of(row)
    group, seat, out = (request.GET.get(name, "") for name in ("group", "seat", "who"))
    team = next((team for team in composed.fresh.teams if team.key == group), None)
    if team is None or seat not in ("leader", "deputy", "member"):
        raise Http404
    form = SeatForm(posted(request))
    back = reverse("composer", args=[row.round_id])
    if request.method == "POST" and form.is_valid():
        into = request.POST.get("into", "")
        if not into:
            form.add_error(None, _("Choose who takes the seat, or that it stays empty."))
        elif attempt(
            form,
            reseat,
            actor=request.actor,
            composition_id=row.id,
            group=group,
            seat=seat,
            out=out or None,
            into=None if into == "nobody" else into,
            reason=form.cleaned_data["reason"],
            now=clock.now(),
            key=keys.key_of(request),
        ):
            messages.success(request, _("The seat is changed."))
            return redirect(back)
    names = {one.key: one.name for one in composed.fresh.teams}
    found = [(one, names.get(one.now_in or "", "")) for one in composed.candidates(group, seat, out or None)]
    title = _("Change a seat")
    context = {
        "form": form,
        "row": row,
        "team": team,
        "seat": seat,
        "sitting": composed.fresh.people.get(out),
        "candidates": found,
        "chosen": request.POST.get("into", ""),
        "title": title,
        "back": back,
        "crumbs": way(row.round, title),
    }
    return render(request, "web/seat_change.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def composition_adopt(request: SignedRequest, composition_id: uuid.UUID) -> HttpResponse:
    """Adopt the teams of a round."""
    row = composition_of(request, composition_id)
    form, back = RecheckForm(posted(request)), reverse("composer", args=[row.round_id])
    if request.method == "POST" and form.is_valid():
        told, key = form.cleaned_data, keys.key_of(request)
        done = attempt(
            form, adopt_composition, actor=request.actor, composition_id=row.id, **told, now=clock.now(), key=key
        )
        if done is not None:
            messages.success(request, _("The teams are adopted. The host committee authorises them now."))
            return redirect(back)
    title = _("Adopt the teams")
    note = _("Everybody is checked again as things stand today; teams that break a rule are refused.")
    return form_page(request, form, title=title, submit=title, back=back, crumbs=way(row.round, title), note=note)
