"""The pool: the list, one inspector, and the deeds that enter, correct and follow him."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk import course
from bihuan.domain.inspectors import held_in, relatives_in
from bihuan.ledger.door import Receipt
from bihuan.teams.growth import record_growth, standing_growth, state_availability
from bihuan.teams.inspectors import correct_inspector, enter_inspector, leave_pool
from bihuan.teams.linking import link_account
from bihuan.teams.models import Inspector
from bihuan.teams.preparing import commit_release, vouch_inspector
from bihuan.web import keys
from bihuan.web.course import happenings
from bihuan.web.forms import Crumb, deed_page, posted
from bihuan.web.forms.pool import (
    AccountOfPersonForm,
    AwayForm,
    CorrectionForm,
    GrowthForm,
    InspectorForm,
    LeaveForm,
    ReleaseForm,
    VouchForm,
    start_of,
)
from bihuan.web.lists.kept_views import beside_a_list, opened
from bihuan.web.lists.paging import Pages
from bihuan.web.lists.pool import counted, pool_asked, state_of
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest

ROWS_A_PAGE = 50
MOST_DEEDS = 30  # of a person, the latest


def pool(request: SignedRequest) -> HttpResponse:
    """List the pool."""
    shown = opened(request.actor, "pool", request.GET)
    asked, found = pool_asked(request.actor, shown.query)
    context = {
        "page": Pages(found, ROWS_A_PAGE).asked(request.GET),
        "counts": counted(found),
        **beside_a_list(request.actor, shown, asked, request.path),
        "may_keep": may_open("inspector_add", request.actor),
    }
    return render(request, "web/pool.html", context)


def inspector_of(request: SignedRequest, inspector_id: uuid.UUID) -> Inspector:
    """Return somebody of the actor's own authority."""
    return get_object_or_404(Inspector, authority_id=request.actor.authority_id, pk=inspector_id)


def way_to(row: Inspector | None, title: str = "") -> list[Crumb]:
    """Return the crumbs that lead to an inspector, or to a page of one."""
    here = [Crumb(row.name, reverse("inspector", args=[row.pk]) if title else "")] if row else []
    return [Crumb(_("Pool"), reverse("pool")), *here, *([Crumb(title)] if title else [])]


def inspector(request: SignedRequest, inspector_id: uuid.UUID) -> HttpResponse:
    """Show one inspector with what follows him."""
    row = inspector_of(request, inspector_id)
    grown = standing_growth(row.authority_id).filter(inspector=row).select_related("mentor")
    entries = list(course.read(course.course_of_inspector(row))[:MOST_DEEDS])
    context = {
        "row": row,
        "happenings": happenings(row.authority_id, entries, row_id=row.id),
        "held": list(held_in(row.posts_held)),
        "relatives": list(relatives_in(row.kin)),
        "growth": grown.order_by("-from_on", "-id"),
        "state": state_of(row, request.actor.today),
        "may_keep": may_open("inspector_add", request.actor) and row.left_on is None,
        "crumbs": way_to(row),
    }
    return render(request, "web/inspector.html", context)


def inspector_add(request: SignedRequest) -> HttpResponse:
    """Enter somebody into the pool."""
    form = InspectorForm(posted(request), actor=request.actor)

    def told() -> dict[str, Any]:
        return {"inspector_id": keys.id_of(request), **form.told()}

    def then(_done: Receipt) -> str:
        return reverse("inspector", args=[keys.id_of(request)])

    title, note = _("Enter an inspector"), _("What is about the person is kept sealed and shown to the office only.")
    shown = {"title": title, "back": reverse("pool"), "said": _("The inspector stands in the pool."), "note": note}
    return deed_page(request, form, enter_inspector, told, then=then, crumbs=way_to(None, title), **shown)


def do(
    request: SignedRequest,
    row: Inspector,
    form: forms.Form,
    deed: Callable[..., Receipt],
    told: Callable[[], dict[str, Any]],
    *,
    title: str,
    said: str,
    note: str = "",
) -> HttpResponse:
    """Show a form of an inspector, or do its deed and go back to him."""

    def told_of_inspector() -> dict[str, Any]:
        return {"inspector_id": row.id} | told()

    back, way = reverse("inspector", args=[row.pk]), way_to(row, title)
    return deed_page(request, form, deed, told_of_inspector, title=title, back=back, said=said, crumbs=way, note=note)


def inspector_correct(request: SignedRequest, inspector_id: uuid.UUID) -> HttpResponse:
    """Correct what is told of somebody."""
    row = inspector_of(request, inspector_id)
    form = CorrectionForm(posted(request), actor=request.actor, initial=start_of(row))
    return do(
        request,
        row,
        form,
        correct_inspector,
        lambda: form.told() | {"reason": form.cleaned_data["reason"]},
        title=_("Correct"),
        said=_("It is corrected."),
    )


def inspector_account(request: SignedRequest, inspector_id: uuid.UUID) -> HttpResponse:
    """Link an account that is there to its person; a new one is opened by the security administrator."""
    row = inspector_of(request, inspector_id)
    form = AccountOfPersonForm(posted(request), actor=request.actor)
    note = _("An account that is not there yet is opened by the security administrator, who chooses the person there.")
    title, said = _("Link an account"), _("The account is linked; the roles of the team come with its announcement.")
    return do(request, row, form, link_account, form.told, title=title, said=said, note=note)


def inspector_leave(request: SignedRequest, inspector_id: uuid.UUID) -> HttpResponse:
    """Take somebody out of the pool."""
    row, form = inspector_of(request, inspector_id), LeaveForm(posted(request), initial={"on": request.actor.today})
    title, note = _("Take out of the pool"), _("The record stays; the person is called no more.")
    said = _("The person has left the pool.")
    return do(request, row, form, leave_pool, lambda: form.cleaned_data, title=title, said=said, note=note)


def growth_add(request: SignedRequest, inspector_id: uuid.UUID) -> HttpResponse:
    """Record a training, a mentor, a recognition or a rotation."""
    row = inspector_of(request, inspector_id)
    form = GrowthForm(posted(request), actor=request.actor, row=row)
    title = _("Record training, mentor or recognition")
    return do(request, row, form, record_growth, form.told, title=title, said=_("It is entered."))


def release_add(request: SignedRequest, inspector_id: uuid.UUID) -> HttpResponse:
    """Record the home unit's commitment."""
    row = inspector_of(request, inspector_id)
    start = {"released_by": row.released_by or row.unit, "on": request.actor.today}
    form = ReleaseForm(posted(request), initial=start)
    title = _("Record the home unit's commitment")
    note = _("The home unit commits itself in writing to keep the person free of other duties.")
    said = _("It is entered.")
    return do(request, row, form, of_one(commit_release), lambda: form.cleaned_data, title=title, said=said, note=note)


def of_one(deed: Callable[..., Receipt]) -> Callable[..., Receipt]:
    """Let a deed on several people be done on one."""
    return lambda **told: deed(people=[told.pop("inspector_id")], **told)


def inspector_vouch(request: SignedRequest, inspector_id: uuid.UUID) -> HttpResponse:
    """Record what the recommending unit vouches for."""
    row = inspector_of(request, inspector_id)
    start = {"recommended_by": row.recommended_by, "vouched": row.vouched, "on": row.vouched_on or request.actor.today}
    form = VouchForm(posted(request), initial=start | {"paper": row.vouch_paper})
    title = _("Record what the recommending unit vouches for")
    note = _("The recommending unit vouches for conduct, ability and discipline; without it nobody is authorised.")
    said = _("It is entered.")
    return do(request, row, form, vouch_inspector, lambda: form.cleaned_data, title=title, said=said, note=note)


def availability_set(request: SignedRequest, inspector_id: uuid.UUID) -> HttpResponse:
    """Say when somebody cannot be called."""
    row = inspector_of(request, inspector_id)
    start = {"from_on": row.away_from, "until_on": row.away_until, "reason": row.away_reason}
    form = AwayForm(posted(request), initial=start)
    title, said = _("Say when not available"), _("It is entered.")
    return do(request, row, form, state_availability, lambda: form.cleaned_data, title=title, said=said)
