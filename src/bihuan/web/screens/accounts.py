"""The accounts of an authority: list, one account, open, new first password, end."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.access.actions import end_account, reset_password
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.door import Receipt
from bihuan.teams.linking import open_account_of, seated_without_account
from bihuan.web import keys
from bihuan.web.forms import Crumb, DayField, choices, deed_page, offer_choices, posted
from bihuan.web.leaving import LeftOpen, left_open, names_dossiers, places_held
from bihuan.web.lists.accounts import Asked, accounts_asked, in_order, of_page, organization_names, roles_of
from bihuan.web.lists.kept_views import beside_a_list, opened
from bihuan.web.lists.paging import Pages
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.seated import people_offered

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
    """A new account; of whoever sits in a team it is linked to the person at once."""

    inspector_id = forms.ChoiceField(
        label=gettext_lazy("Person in a team"),
        required=False,
        help_text=gettext_lazy(
            "Whoever sits in a team and has no account. Chosen here, the account is linked to the person, "
            "and its roles come with the announcement of the team."
        ),
    )
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
        people = people_offered(seated_without_account(actor.authority_id, actor.today))
        offer_choices(self, "inspector_id", [("", _("nobody of a team")), *people])
        if not people:
            self.fields["inspector_id"].widget = forms.HiddenInput()


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

    places = dict.fromkeys(("EndsBeforeItBegins", "EndsAlready", "EndsLater"), "on")  # refusals beside their field
    on = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class AccountEndForm(EndForm):
    """The end of an account, beside what is open for it."""

    account: Account
    left: LeftOpen


def accounts(request: SignedRequest) -> HttpResponse:
    """List the accounts with their roles of today."""
    shown = opened(request.actor, "accounts", request.GET)
    ids = in_order(accounts_asked(request.actor, shown.query))
    page = Pages(ids, ROWS_A_PAGE).asked(request.GET)
    held = roles_of(list(page), request.actor)
    names = organization_names(request.actor)
    listed = [
        {"account": one, "roles": held.get(one.id, []), "works_at": names.get(one.organization_id or uuid.UUID(int=0))}
        for one in of_page(list(page), request.actor)
    ]
    context = {
        "page": page,
        "listed": listed,
        **beside_a_list(request.actor, shown, Asked(shown.query), request.path),
        "may_add": may_open("account_open", request.actor),
        "without": seated_without_account(request.actor.authority_id, request.actor.today),
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
    rows = list(Assignment.objects.filter(authority_id=one.authority_id, account=one).order_by("-from_on", "-id"))
    places, today = places_held(rows, request.actor), request.actor.today
    held = [
        {"row": row, "where": places[row.pk], "runs": row.until_on is None or row.until_on >= today} for row in rows
    ]
    context = {
        "account": one,
        "held": held,
        "works_at": organization_names(request.actor).get(one.organization_id or uuid.UUID(int=0)),
        "may_keep": may_open("account_reset", request.actor),
        "left": left_open(one, request.actor) if names_dossiers(request.actor) and not one.ended_on else None,
        "crumbs": [Crumb(_("Accounts"), reverse("accounts")), Crumb(one.name)],
    }
    return render(request, "web/account.html", context)


def account_open(request: SignedRequest) -> HttpResponse:
    """Open an account."""
    asked = request.GET.get("inspector", "")
    without = seated_without_account(request.actor.authority_id, request.actor.today)
    person = next((one.inspector for one in without if str(one.inspector_id) == asked), None)
    start = {"password": first_password()}
    start |= {"inspector_id": str(person.pk), "name": person.name} if person is not None else {}
    form = AccountForm(posted(request), actor=request.actor, initial=start)

    def told() -> dict[str, Any]:
        given = form.cleaned_data
        new = {name: given[name] for name in ("login_name", "name", "password")}
        ids = {name: uuid.UUID(given[name]) if given[name] else None for name in ("organization_id", "inspector_id")}
        return {"account_id": keys.id_of(request), **new, **ids}

    def then(_done: Receipt) -> str:
        return reverse("account", args=[keys.id_of(request)])

    def said(_done: Receipt) -> str:
        if form.cleaned_data["inspector_id"]:
            return _("The account is open and linked to the person; its roles come with the announcement of the team.")
        return _("The account is open. Give it a role: without one it reaches nothing.")

    title = _("Open an account")
    crumbs = [Crumb(_("Accounts"), reverse("accounts")), Crumb(title)]
    shown = {"title": title, "submit": _("Open"), "back": reverse("accounts")}
    return deed_page(request, form, open_account_of, told, said=said, then=then, crumbs=crumbs, **shown)


def account_reset(request: SignedRequest, account_id: uuid.UUID) -> HttpResponse:
    """Give an account a new first password."""
    one = account_of(request, account_id)
    form = FirstPasswordForm(posted(request), initial={"password": first_password()})

    def told() -> dict[str, Any]:
        return {"account_id": one.pk, "password": form.cleaned_data["password"]}

    title, said = _("New first password"), _("The new first password holds; sessions of this account have ended.")
    shown = {"title": title, "submit": _("Set the password"), "back": reverse("account", args=[one.pk]), "said": said}
    return deed_page(request, form, reset_password, told, crumbs=[*way_to(one), Crumb(title)], **shown)


def account_end(request: SignedRequest, account_id: uuid.UUID) -> HttpResponse:
    """End an account; what it did stays under its name."""
    one = account_of(request, account_id)
    form = AccountEndForm(posted(request), initial={"on": request.actor.today})
    form.account, form.left = one, left_open(one, request.actor)

    def told() -> dict[str, Any]:
        return {"account_id": one.pk, "on": form.cleaned_data["on"], "reason": form.cleaned_data["reason"]}

    title, said = _("End the account"), _("The account has ended; nobody signs in with it any more.")
    note = _("Signing in is over at once, whatever the day. What the account did stays under its name.")
    shown = {"title": title, "back": reverse("account", args=[one.pk]), "said": said, "note": note}
    shown["template"] = "web/account_end.html"
    return deed_page(request, form, end_account, told, crumbs=[*way_to(one), Crumb(title)], **shown)
