"""Choosing packs, writing one's own, and two versions beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.rulebook import Pack
from bihuan.dossiers.rulebooks import chosen_packs
from bihuan.organizations.models import OwnPack
from bihuan.organizations.own_packs import choosable, choose_packs, pack_named, parsed, release_pack
from bihuan.rules.documents import PackUnreadable
from bihuan.rules.packs import available, path_of
from bihuan.rules.releases import earlier_releases, pinned
from bihuan.rules.written import read_written
from bihuan.web import clock, keys
from bihuan.web.comparing import comparison_paper
from bihuan.web.forms import Crumb, attempt
from bihuan.web.pack_adding import GateForm
from bihuan.web.pack_choice import Preview, article_lines, pack_title, preview_of, rule_beside
from bihuan.web.pack_faults import WORDS, fault_words
from bihuan.web.pack_order import PackOrder, order_asked, order_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.field_guides import KINDS
from bihuan.web.serving.downloads import download
from bihuan.web.words import word

LONGEST = 200_000  # characters of a pack
AROUND = 2  # lines before and after a fault that are shown
# the words of the format that the page of writing explains, those of every rule first
WRITTEN_WORDS = frozenset(
    {"id", "title", "rules", "rulings", "since", "value", "repealed", "verified", "citation", "document", "clause"}
    | {"least", "pass_mark", "after_months", "waivable_by"}
)
UNUSABLE = 422


class ReasonForm(forms.Form):
    """Why the packs are chosen, or one is released."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class PackForm(forms.Form):
    """A pack as text."""

    text = forms.CharField(
        label=gettext_lazy("The pack"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "wrap": "off", "class": "form-control code"}),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, required=False)

    def clean_text(self) -> str:
        """Return the text with plain line ends: a page sends other ones than were shown."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")


def packs_choose(request: SignedRequest) -> HttpResponse:
    """Show what a choice of packs would mean for new dossiers, and make it."""
    at = request.actor.authority_id
    if request.method == "POST":
        form = ReasonForm(request.POST)
        ids = [one for one in request.POST.get("packs", "").split(",") if one]
        if form.is_valid():
            told = {"packs": ids, "reason": form.cleaned_data["reason"]}
            done = attempt(form, choose_packs, actor=request.actor, **told, now=clock.now(), key=keys.key_of(request))
            if done is not None:
                messages.success(request, _("Chosen. The packs bind dossiers whose feedback is still to come."))
                return redirect("rules")
        return choice_page(request, order_of(ids), form, status=UNUSABLE)
    order = order_asked(request.GET, {pack.id: pack_title(pack) for pack in choosable(at)})
    if order is None:
        return choice_page(request, order_of(chosen_packs(at)), ReasonForm(), is_asked=False)
    return choice_page(request, order, ReasonForm(), status=UNUSABLE if order.is_faulty else 200)


def choice_page(
    request: SignedRequest, order: PackOrder, form: forms.Form, *, is_asked: bool = True, status: int = 200
) -> HttpResponse:
    at, today = request.actor.authority_id, request.actor.today
    packs = choosable(at)
    known = {pack.id: pack for pack in packs}
    preview: Preview | None = None
    if is_asked and order.ids and all(one in known for one in order.ids):
        preview = preview_of(at, [known[one] for one in order.ids], today)
    faults = order.faults or {}
    context = {
        "offered": [(pack, pack_title(pack), order.typed.get(pack.id, ""), faults.get(pack.id, "")) for pack in packs],
        "faults": [order.on_the_whole, *(fault for pack_id, fault in faults.items() if pack_id not in known)],
        "chosen": [pack_title(known[one]) for one in chosen_packs(at) if one in known],
        "preview": preview,
        "form": form,
        "crumbs": [Crumb(_("Rules"), reverse("rules")), Crumb(_("Choose packs"))],
    }
    return render(request, "web/packs_choose.html", context, status=status)


def pack_write(request: SignedRequest) -> HttpResponse:
    """Write a pack: check it, try it on the running dossiers, release it."""
    at = request.actor.authority_id
    if request.method != "POST":
        return write_page(request, PackForm(initial={"text": text_to_begin_with(request)}))
    if "add" in request.POST:
        return gate_added(request)
    form = PackForm(request.POST)
    if not form.is_valid():
        return write_page(request, form, status=UNUSABLE)
    text = form.cleaned_data["text"]
    try:
        pack = read_written(text)
    except PackUnreadable as error:
        form.add_error("text", fault_words(error))
        return write_page(request, form, around=lines_around(text, error.line), status=UNUSABLE)
    if "release" in request.POST:
        told_reason = form.cleaned_data["reason"]
        key = keys.key_of(request)
        done = attempt(form, release_pack, actor=request.actor, text=text, reason=told_reason, now=clock.now(), key=key)
        if done is None:
            return write_page(request, form, pack=pack, status=UNUSABLE)
        messages.success(request, _("Released. It binds nothing before it is chosen."))
        return redirect("rule_pack", pack_id=pack.id)
    others = [pack_named(at, one) for one in chosen_packs(at) if one != pack.id]
    preview = preview_of(at, [*others, pack], request.actor.today, added=pack)
    return write_page(request, form, pack=pack, preview=preview)


def gate_added(request: SignedRequest) -> HttpResponse:
    """Put the gate that was chosen into the text; what is typed stays where something is missing."""
    text = request.POST.get("text", "")[:LONGEST].replace("\r\n", "\n")
    adding = GateForm(request.POST, text=text)
    if not adding.is_valid():
        return write_page(request, PackForm(initial={"text": text}), adding=adding, status=UNUSABLE)
    made = adding.text_with_it()
    form = PackForm({"text": made})
    form.is_valid()
    try:
        read_written(made)
    except PackUnreadable as error:
        form.add_error("text", fault_words(error))
        return write_page(request, form, around=lines_around(made, error.line), status=UNUSABLE)
    gone_on = GateForm(
        text=made, initial={name: adding.cleaned_data[name] for name in ("since", "document", "verified")}
    )
    return write_page(request, form, adding=gone_on, added=word("gate", adding.cleaned_data["gate"].partition("/")[2]))


def lines_around(text: str, line: int) -> list[tuple[int, str, bool]]:
    """Return the lines about a fault with their numbers; a page's field counts none."""
    lines = list(enumerate(text.splitlines(), start=1))
    return [(number, words, number == line) for number, words in lines if abs(number - line) <= AROUND]


def text_to_begin_with(request: SignedRequest) -> str:
    """Return the text of the pack to begin with: an own one's present release, or one that comes with Bihuan."""
    pack_id = request.GET.get("from", "")
    row = OwnPack.objects.filter(authority_id=request.actor.authority_id, pack_id=pack_id).order_by("-number").first()
    if row is not None:
        return row.text
    return text_of(pack_id) if pack_id in available() else ""


def text_of(pack_id: str) -> str:
    return path_of(pack_id)[0].read_text(encoding="utf-8")


def write_page(
    request: SignedRequest,
    form: forms.Form,
    *,
    pack: Pack | None = None,
    preview: Preview | None = None,
    adding: GateForm | None = None,
    added: str = "",
    around: Sequence[tuple[int, str, bool]] = (),
    status: int = 200,
) -> HttpResponse:
    text = str(form["text"].value() or "")
    context = {
        "form": form,
        "adding": adding or GateForm(text=text, initial={"since": request.actor.today}),
        "added": added,
        "around": around,
        "words": [(name, words) for name, words in WORDS.items() if name in WRITTEN_WORDS],
        "pack": pack,
        "preview": preview,
        "begin": [(one.id, pack_title(one)) for one in choosable(request.actor.authority_id)],
        "crumbs": [Crumb(_("Rules"), reverse("rules")), Crumb(_("Write a pack"))],
    }
    return render(request, "web/pack_write.html", context, status=status)


# --- two versions beside each other ---------------------------------------------------------------------


def versions(request: SignedRequest) -> list[tuple[str, str, Pack]]:
    """Return everything that can be compared: each pack, and each release of one that is still here."""
    at = request.actor.authority_id
    found = [(pack.id, pack_title(pack), pack) for pack in choosable(at)]
    for pack_id, sha256 in earlier_releases():
        pack = pinned(pack_id, sha256)
        found.append((f"{pack_id}@{sha256}", f"{pack_title(pack)} · {sha256[:8]}", pack))
    for row in OwnPack.objects.filter(authority_id=at).order_by("pack_id", "number"):
        pack = parsed(row.text)
        told = {"title": pack_title(pack), "number": row.number}
        found.append((f"{row.pack_id}@{row.sha256}", _("%(title)s · release %(number)s") % told, pack))
    return found


def two_versions(request: SignedRequest) -> tuple[list[tuple[str, str, Pack]], dict[str, tuple[str, Pack]]]:
    """Return everything that can be compared, and by name; 404 where another one is asked for."""
    known = versions(request)
    by_name = {name: (title, pack) for name, title, pack in known}
    asked_for = {request.GET.get(name, "") for name in ("left", "right")} - {""}
    if not asked_for <= set(by_name):
        raise Http404
    return known, by_name


def rules_comparison(request: SignedRequest, suffix: str) -> HttpResponse:
    """Hand two versions of packs out beside each other as Word or PDF."""
    _known, by_name = two_versions(request)
    left, right = request.GET.get("left", ""), request.GET.get("right", "")
    if not (left and right):
        raise Http404
    (before, old), (after, new) = by_name[left], by_name[right]
    lines = [rule_beside(one) for one in article_lines(old, new)]
    made = comparison_paper(pack_title(new), before, after, lines, request.actor.today, f".{suffix}")
    return download(made.content, KINDS[suffix], f"{new.id}-{_('comparison')}.{suffix}")


def rules_compare(request: SignedRequest) -> HttpResponse:
    """Show two versions article by article, the earlier one on the left."""
    known, by_name = two_versions(request)
    left, right = request.GET.get("left", ""), request.GET.get("right", "")
    context: dict[str, Any] = {
        "versions": [(name, title) for name, title, _pack in known],
        "left": left,
        "right": right,
        "crumbs": [Crumb(_("Rules"), reverse("rules")), Crumb(_("Compare versions"))],
    }
    if left and right:
        lines = article_lines(by_name[left][1], by_name[right][1])
        is_all = request.GET.get("all") == "on"
        context |= {
            "before": by_name[left][0],
            "after": by_name[right][0],
            "lines": lines if is_all else [one for one in lines if one.change != "same"],
            "same": sum(one.change == "same" for one in lines),
            "is_all": is_all,
        }
    return render(request, "web/rules_compare.html", context)
