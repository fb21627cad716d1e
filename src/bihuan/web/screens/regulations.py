"""The library of regulations: read by everybody, kept by the office; two versions beside each other."""

from __future__ import annotations

import uuid
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.regulations import split_articles
from bihuan.intake.container import open_container
from bihuan.intake.readers.workbook import read_workbook
from bihuan.intake.reading import read_text
from bihuan.intake.refusals import Unreadable
from bihuan.rules.library import end_regulation, enter_regulation, search, text_of, versions_of, withdraw_regulation
from bihuan.rules.models import Regulation, RegulationVersion
from bihuan.web import clock, keys
from bihuan.web.comparing import Beside, articles_beside, comparison_paper, differing, summary
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, attempt, deed_page, posted
from bihuan.web.forms import regulation as f
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.pages.regulation import held, version_said
from bihuan.web.permissions import may_open
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.field_guides import KINDS
from bihuan.web.serving.downloads import download

MOST_HITS = 60
XLSX = ".xlsx"


def way(*more: Crumb) -> list[Crumb]:
    return [
        Crumb(_("Rules"), reverse("rules")),
        Crumb(_("Library of regulations"), reverse("regulations") if more else ""),
        *more,
    ]


def regulations(request: SignedRequest) -> HttpResponse:
    """List what the library holds, or the articles that hold what is looked for."""
    at, wanted = request.actor.authority_id, request.GET.get("q", "").strip()
    hits = list(islice(search(at, wanted), MOST_HITS + 1)) if wanted else []
    context = {
        "held": held(at, request.actor.today),
        "wanted": wanted,
        "hits": hits[:MOST_HITS],
        "more": len(hits) > MOST_HITS,
        "may_keep": may_open("regulation_add", request.actor),
        "crumbs": way(),
    }
    return render(request, "web/regulations.html", context)


def of_library(request: SignedRequest, regulation_id: uuid.UUID) -> tuple[Regulation, list[RegulationVersion]]:
    """Return a regulation with the versions that stand; 404 where there is none."""
    found = Regulation.objects.filter(authority_id=request.actor.authority_id, pk=regulation_id).first()
    versions = versions_of(found) if found else []
    if found is None or not versions:
        raise Http404
    return found, versions


def chosen(versions: list[RegulationVersion], asked: str) -> RegulationVersion | None:
    return next((one for one in versions if str(one.number) == asked), None)


def regulation(request: SignedRequest, regulation_id: uuid.UUID) -> HttpResponse:
    """Show a version of a regulation, article by article."""
    one, versions = of_library(request, regulation_id)
    asked = request.GET.get("version", "")
    version = chosen(versions, asked) if asked else versions[-1]
    if version is None:
        raise Http404
    text = text_of(version.text)
    context = {
        "one": one,
        "version": version,
        "said": version_said(version, versions),
        "versions": [(row, version_said(row, versions)) for row in reversed(versions)],
        "text": text,
        "before": versions[versions.index(version) - 1] if versions.index(version) else None,
        "may_keep": may_open("regulation_add", request.actor),
        "crumbs": way(Crumb(one.title)),
    }
    return render(request, "web/regulation.html", context)


# --- entering ---------------------------------------------------------------------------------------------


def regulation_add(request: SignedRequest) -> HttpResponse:
    """Read a file or a pasted text, show what was found in it, and enter it."""
    if request.method != "POST":
        return add_page(request, f.RegulationForm(initial=opened_with(request)))
    if "read" in request.POST:
        return read_file(request)
    form = f.RegulationForm(request.POST)
    if not form.is_valid():
        return add_page(request, form, text=request.POST.get("text", ""), status=UNUSABLE_STATUS)
    told = form.cleaned_data
    if "enter" not in request.POST:
        return add_page(request, form, text=told["text"])
    done = attempt(form, enter_regulation, actor=request.actor, **told, now=clock.now(), key=keys.key_of(request))
    if done is None:
        return add_page(request, form, text=told["text"], status=UNUSABLE_STATUS)
    messages.success(request, _("Entered: %(count)s articles.") % {"count": done.told["articles"]})
    return redirect("regulation", regulation_id=uuid.UUID(done.told["regulation"]))


def opened_with(request: SignedRequest) -> dict[str, Any]:
    """Return what the next version of a regulation begins with: its title and issuer."""
    asked = request.GET.get("of", "")
    rows = Regulation.objects.filter(authority_id=request.actor.authority_id, title=asked)
    row = rows.first() if asked else None
    return {"title": row.title, "issuer": row.issuer} if row else {}


def read_file(request: SignedRequest) -> HttpResponse:
    """Put the words of a file into the form; nothing is entered by it."""
    sent = f.FileForm(request.POST, request.FILES)
    stands = {name: request.POST.get(name, "") for name in f.RegulationForm.base_fields}
    if not sent.is_valid():
        return add_page(request, f.RegulationForm(initial=stands), sent=sent, status=UNUSABLE_STATUS)
    file = sent.cleaned_data["file"]
    try:
        words = words_of(file.read(), file.name or "")
    except Unreadable as refused:
        refusal = refusal_of(refused)
        assert refusal is not None
        sent.add_error("file", f"{refusal.what} {refusal.remedy}".strip())
        return add_page(request, f.RegulationForm(initial=stands), sent=sent, status=UNUSABLE_STATUS)
    preamble = split_articles(words).preamble
    title = stands["title"] or (preamble[0].strip("《》") if preamble else "")
    return add_page(request, f.RegulationForm(initial={**stands, "title": title, "text": words}), text=words)


def words_of(data: bytes, name: str) -> str:
    """Return the words of a file, one passage a line; of a workbook the filled cells of each row."""
    if not name.lower().endswith(XLSX):
        return read_text(data, name)
    open_container(data, name)
    rows = (row for sheet in read_workbook(data, name) for row in sheet.rows)
    return "\n".join("\u3000".join(filter(None, row.cells)) for row in rows)


def add_page(
    request: SignedRequest,
    form: f.RegulationForm,
    *,
    sent: f.FileForm | None = None,
    text: str = "",
    status: int = 200,
) -> HttpResponse:
    split = split_articles(text.replace("\r\n", "\n")) if text else None
    context = {
        "form": form,
        "sent": sent or f.FileForm(),
        "split": split,
        "gaps": bool(split and split.faults and not split.is_barred),
        "crumbs": way(Crumb(_("Enter a regulation"))),
    }
    return render(request, "web/regulation_add.html", context, status=status)


def regulation_end(request: SignedRequest, regulation_id: uuid.UUID, number: int) -> HttpResponse:
    """Enter that a version ended without a later one."""
    return changed(request, regulation_id, number, f.EndForm, end_regulation, _("Enter that it ended"))


def regulation_withdraw(request: SignedRequest, regulation_id: uuid.UUID, number: int) -> HttpResponse:
    """Withdraw a version that was entered wrongly."""
    return changed(request, regulation_id, number, ReasonForm, withdraw_regulation, _("Withdraw the version"))


def changed(
    request: SignedRequest, regulation_id: uuid.UUID, number: int, kind: Any, deed: Any, title: str
) -> HttpResponse:
    one, versions = of_library(request, regulation_id)
    version = chosen(versions, str(number))
    if version is None:
        raise Http404
    form = kind(posted(request))

    def told() -> dict[str, Any]:
        return {**form.cleaned_data, "version_id": version.id}

    back = reverse("regulation", args=[one.id])
    shown = {"title": title, "back": back, "then": reverse("regulations"), "note": version_said(version, versions)}
    return deed_page(request, form, deed, told, crumbs=way(Crumb(one.title, back), Crumb(title)), **shown)


# --- two versions -----------------------------------------------------------------------------------------


def compared(
    request: SignedRequest, regulation_id: uuid.UUID
) -> tuple[Regulation, list[RegulationVersion], RegulationVersion, RegulationVersion, list[Beside]]:
    """Return the two versions asked for, the last two where none are, article by article."""
    one, versions = of_library(request, regulation_id)
    before = chosen(versions, request.GET["left"]) if "left" in request.GET else versions[max(len(versions) - 2, 0)]
    after = chosen(versions, request.GET["right"]) if "right" in request.GET else versions[-1]
    if before is None or after is None:
        raise Http404
    return one, versions, before, after, articles_beside(text_of(before.text).articles, text_of(after.text).articles)


def regulation_compare(request: SignedRequest, regulation_id: uuid.UUID) -> HttpResponse:
    """Show two versions of a regulation article by article."""
    one, versions, before, after, lines = compared(request, regulation_id)
    is_all = request.GET.get("all") == "on"
    context = {
        "one": one,
        "versions": [(str(row.number), version_said(row, versions)) for row in versions],
        "left": str(before.number),
        "right": str(after.number),
        "before": version_said(before, versions),
        "after": version_said(after, versions),
        "lines": lines if is_all else differing(lines),
        "same": len(lines) - len(differing(lines)),
        "summary": summary(lines),
        "is_all": is_all,
        "crumbs": way(Crumb(one.title, reverse("regulation", args=[one.id])), Crumb(_("Compare versions"))),
    }
    return render(request, "web/regulation_compare.html", context)


def regulation_comparison(request: SignedRequest, regulation_id: uuid.UUID, suffix: str) -> HttpResponse:
    """Hand two versions out beside each other as Word or PDF."""
    one, versions, before, after, lines = compared(request, regulation_id)
    said = (version_said(before, versions), version_said(after, versions))
    made = comparison_paper(f"《{one.title}》", *said, lines, request.actor.today, f".{suffix}")
    return download(made.content, KINDS[suffix], f"{one.title}-{_('comparison')}.{suffix}")
