"""The accounts of an authority: list, one account, open, new first password, end."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.access.actions import end_account, open_account, reset_password
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Inspection
from bihuan.organizations.models import Organization
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, DayField, attempt, choices, form_page, offer_choices
from bihuan.web.lists.accounts import accounts_asked, organization_names, roles_of
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest

ROWS_A_PAGE = 50
# no letters or digits that are taken for one another when a password is read out
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PASSWORD_GROUPS = 3
PASSWORD_GROUP_LENGTH = 4


def first_password() -> str:
    """Return a password to hand over, such as k7wp-m3xa-v9td."""
    groups = (
        "".join(secrets.choice(PASSWORD_LETTERS) for _letter in range(PASSWORD_GROUP_LENGTH))
        for _group in range(PASSWORD_GROUPS)
    )
    return "-".join(groups)


class AccountForm(forms.Form):
    """A new account."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=40)
    login_name = forms.RegexField(
        r"^[\w.-]+\Z",
        label=gettext_lazy("Sign-in name"),
        max_length=40,
        help_text=gettext_lazy(
            "Letters, digits, dot, hyphen and underscore; capitals make no difference; it cannot be changed later."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    organization_id = forms.ChoiceField(label=gettext_lazy("Works at"), required=False)
    password = forms.CharField(
        label=gettext_lazy("First password"),
        max_length=200,
        strip=False,
        help_text=gettext_lazy("Tell it in person; it has to be changed at the first sign-in. It is not shown again."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = choices.living_organizations(actor.authority_id, actor.today)
        offer_choices(self, "organization_id", [("", "–"), *choices.by_id(living)])


class FirstPasswordForm(forms.Form):
    """A new first password."""

    password = forms.CharField(
        label=gettext_lazy("First password"),
        max_length=200,
        strip=False,
        help_text=gettext_lazy("Tell it in person; it has to be changed at the first sign-in. It is not shown again."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class EndForm(forms.Form):
    """From when on something is over, and why."""

    on = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


def accounts(request: SignedRequest) -> HttpResponse:
    """List the accounts with their roles of today."""
    rows = accounts_asked(request.actor, request.GET)
    page = Paginator(rows.order_by("name", "id"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    held = roles_of([account.id for account in page], request.actor)
    names = organization_names(request.actor)
    listed = [
        {"account": one, "roles": held.get(one.id, []), "works_at": names.get(one.organization_id or uuid.UUID(int=0))}
        for one in page
    ]
    context = {
        "page": page,
        "listed": listed,
        "wanted": request.GET.get("q", "").strip(),
        "show_ended": request.GET.get("ended") == "1",
        "may_add": may_open("account_open", request.actor),
    }
    return render(request, "web/accounts.html", context)


def account_of(request: SignedRequest, account_id: uuid.UUID) -> Account:
    """Return an account of the actor's own authority."""
    return get_object_or_404(Account, authority_id=request.actor.authority_id, pk=account_id)


def way_to(one: Account) -> list[Crumb]:
    """Return the crumbs that lead to an account."""
    return [Crumb(_("Accounts"), reverse("accounts")), Crumb(one.name, reverse("account", args=[one.pk]))]


def account(request: SignedRequest, account_id: uuid.UUID) -> HttpResponse:
    """Show one account with the roles it holds and held."""
    one = account_of(request, account_id)
    rows = Assignment.objects.filter(authority_id=one.authority_id, account=one).order_by("-from_on", "-id")
    places = dict(Organization.objects.filter(authority_id=one.authority_id).values_list("path", "name"))
    dossiers = Inspection.objects.filter(authority_id=one.authority_id, pk__in=[r.dossier_id for r in rows])
    dossier_names = dict(dossiers.values_list("id", "organization_name"))
    sees_dossiers = may_open("accounts", request.actor) and not may_open("account_open", request.actor)
    held = []
    for row in rows:
        where = places.get(row.path, row.path)
        if row.dossier_id is not None:
            where = dossier_names.get(row.dossier_id, "") if sees_dossiers else _("one dossier")
        held.append({"row": row, "where": where, "runs": row.until_on is None or row.until_on >= request.actor.today})
    context = {
        "account": one,
        "held": held,
        "works_at": organization_names(request.actor).get(one.organization_id or uuid.UUID(int=0)),
        "may_keep": may_open("account_reset", request.actor),
        "crumbs": [Crumb(_("Accounts"), reverse("accounts")), Crumb(one.name)],
    }
    return render(request, "web/account.html", context)


def account_open(request: SignedRequest) -> HttpResponse:
    """Open an account."""
    form = AccountForm(request.POST or None, actor=request.actor, initial={"password": first_password()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            open_account,
            actor=request.actor,
            account_id=keys.id_of(request),
            login_name=given["login_name"],
            name=given["name"],
            password=given["password"],
            organization_id=uuid.UUID(given["organization_id"]) if given["organization_id"] else None,
            now=clock.now(),
            key=keys.key_of(request),
        )
        if done is not None:
            messages.success(request, _("The account is open. Give it a role: without one it reaches nothing."))
            return redirect("account", account_id=keys.id_of(request))
    back = reverse("accounts")
    crumbs = [Crumb(_("Accounts"), back), Crumb(_("Open an account"))]
    return form_page(request, form, title=_("Open an account"), submit=_("Open"), back=back, crumbs=crumbs)


def account_reset(request: SignedRequest, account_id: uuid.UUID) -> HttpResponse:
    """Give an account a new first password."""
    one = account_of(request, account_id)
    form = FirstPasswordForm(request.POST or None, initial={"password": first_password()})
    if request.method == "POST" and form.is_valid():
        password, key = form.cleaned_data["password"], keys.key_of(request)
        done = attempt(
            form,
            reset_password,
            actor=request.actor,
            account_id=one.pk,
            password=password,
            now=clock.now(),
            key=key,
        )
        if done is not None:
            messages.success(request, _("The new first password holds; sessions of this account have ended."))
            return redirect("account", account_id=one.pk)
    title = _("New first password")
    back = reverse("account", args=[one.pk])
    crumbs = [*way_to(one), Crumb(title)]
    return form_page(request, form, title=title, submit=_("Set the password"), back=back, crumbs=crumbs)


def account_end(request: SignedRequest, account_id: uuid.UUID) -> HttpResponse:
    """End an account; what it did stays under its name."""
    one = account_of(request, account_id)
    form = EndForm(request.POST or None, initial={"on": request.actor.today})
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            end_account,
            actor=request.actor,
            account_id=one.pk,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            now=clock.now(),
            key=keys.key_of(request),
        )
        if done is not None:
            messages.success(request, _("The account has ended; nobody signs in with it any more."))
            return redirect("account", account_id=one.pk)
    title = _("End the account")
    note = _("Signing in is over at once, whatever the day. What the account did stays under its name.")
    back = reverse("account", args=[one.pk])
    return form_page(
        request, form, title=title, submit=title, back=back, crumbs=[*way_to(one), Crumb(title)], note=note
    )
