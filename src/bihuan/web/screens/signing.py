"""Signing in and out, and choosing a password of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from axes.helpers import get_cool_off
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bihuan.access.actions import change_own_password
from bihuan.access.models import Account
from bihuan.domain.glossary import ROLES
from bihuan.web import clock, keys
from bihuan.web.forms import attempt, form_page
from bihuan.web.requests import HouseRequest, SignedRequest
from bihuan.web.serving.middleware import touch, who_is_there

DEMO_ACCOUNTS = "demo-accounts.json"


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    """The present password and a new one, twice."""

    present = forms.CharField(
        label=gettext_lazy("Present password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=200,
        strip=False,
        help_text=gettext_lazy("At least ten characters, not only digits, and no password that is in common use."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("New password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_present(self) -> str:
        present = str(self.cleaned_data["present"])
        if not self.account.check_password(present):
            raise forms.ValidationError(_("This is not the present password."))
        return present

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("The two new passwords differ."))
        if given.get("password") and given.get("password") == given.get("present"):
            self.add_error("password", _("The new password is the present one; choose another."))
        return given


@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HouseRequest) -> HttpResponse:
    """Sign in; what was wrong is never told, only that something was."""
    target = safe_target(request)
    if request.method == "GET" and isinstance(request.user, Account):
        return redirect(target)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        account = authenticate(request, username=given["username"], password=given["password"])
        if account is not None:
            login(request, account)
            request.account, request.actor = who_is_there(request)
            touch(request)
            return redirect(target)
        form.add_error(None, _("Name and password do not fit together. Check both; in the password capitals count."))
    context = {
        "form": form,
        "next": target,
        "idle": request.GET.get("idle") == "1",
        "unsent": request.GET.get("unsent") == "1",
        "demo_accounts": demo_accounts(),
        "first_password": first_password(),
    }
    return render(request, "web/sign_in.html", context, status=403 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; the session is gone."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("sign_in")


@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    """Say nothing; that it was asked is noted as of every page, so that whoever types is not signed out."""
    return HttpResponse(status=204)


@sensitive_post_parameters("present", "password", "again")
@never_cache
def change_password(request: SignedRequest) -> HttpResponse:
    """Choose a password of one's own; the session gets a new key, other sessions of the account end."""
    form = PasswordForm(request.POST or None, account=request.account)
    if request.method == "POST" and form.is_valid():
        key = keys.key_of(request)
        password = form.cleaned_data["password"]
        done = attempt(form, change_own_password, actor=request.actor, password=password, now=clock.now(), key=key)
        if done is not None:
            update_session_auth_hash(request, Account.objects.get(pk=request.account.pk))
            messages.success(request, _("The new password holds from now on."))
            return redirect("home")
    first = request.account.must_change_password
    return form_page(
        request,
        form,
        title=_("Choose your own password") if first else _("Change the password"),
        submit=_("Save the password"),
        back=reverse("home"),
        note=_("This is your first sign-in. Somebody else knows the first password: choose your own.") if first else "",
    )


def locked_out(request: HttpRequest, _response: object = None, _credentials: object = None) -> HttpResponse:
    """Tell when signing in is possible again; the same page whether the name exists or not (settings: django-axes)."""
    until = clock.now() + get_cool_off(request)
    return render(request, "web/locked_out.html", {"until": until}, status=429)


def safe_target(request: HttpRequest) -> str:
    """Return where to go after signing in: a page of this house, else the start page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("home")


def demo_accounts() -> list[dict[str, str]]:
    """Return the accounts that a demo shows on its sign-in page, by role; none anywhere else."""
    file = Path(settings.HOME) / DEMO_ACCOUNTS
    if not settings.DEMO or not file.exists():
        return []
    order = list(ROLES)
    accounts: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return sorted(accounts, key=lambda account: order.index(account["role"]))


def first_password() -> str:
    """Return what the other accounts of a demo are opened with; nothing anywhere else."""
    if not settings.DEMO:
        return ""
    from bihuan.simulate.cast import FIRST_PASSWORD

    return FIRST_PASSWORD
