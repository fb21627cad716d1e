"""The import wizard: a document comes in, is read by a job, looked at beside its source, corrected, confirmed.

The same pages take over running work. Each page works without JavaScript; a draft can be left and come back to.
"""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from bihuan.desk.chances import verdict_for
from bihuan.desk.forms import Upload
from bihuan.desk.offers import OFFERS
from bihuan.dossiers.files import FileRefused
from bihuan.intake import drafts
from bihuan.intake.annotate import mark_errors, write_template
from bihuan.intake.models import FAILED, IMPORT, TAKE_OVER, Draft
from bihuan.intake.proposals import ADDED, MOST_ROWS, Proposal
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.door import batch
from bihuan.ledger.models import new_id
from bihuan.web import clock, jobs
from bihuan.web.entering import Answers, enter, enter_asked, rows_to_enter, told_for
from bihuan.web.first_steps import of_a_dossier
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, DayField
from bihuan.web.pages.draft import claims_of, names_another, pieces_of, rows_of, tally
from bihuan.web.reading_notes import said_errors, told_failure, told_unentered
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.serving.downloads import workbook
from bihuan.web.things import Aim, dossier_of
from bihuan.web.words import labelled, word

ROWS_A_PAGE = 50
STALE_SECONDS = 15  # after which a page offers to read without the worker
LONG_SECONDS = 300  # after which it offers to enter what a worker had begun to enter


class UploadForm(forms.Form):
    """The document."""

    document = forms.FileField(
        label=gettext_lazy("Document"),
        allow_empty_file=True,  # the reader refuses it, with its reason
        help_text=gettext_lazy("Word (.docx), Excel (.xlsx), PDF with text, or plain text; at most 50 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.pdf,.txt"}),
    )


class RowForm(forms.Form):
    """A row as somebody corrects it."""

    number = forms.CharField(label=gettext_lazy("Number"), max_length=20, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, required=False)
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    person_matter = forms.BooleanField(label=gettext_lazy("Concerns definite persons or things"), required=False)
    dropped = forms.BooleanField(label=gettext_lazy("Leave it out"), required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if purpose == IMPORT:
            del self.fields["stage"]
        else:
            stage = self.fields["stage"]
            assert isinstance(stage, forms.ChoiceField)
            stage.choices = [(s, word("finding_stage", s)) for s in ("rectifying", "signed_off", "long_term")]


class ConfirmForm(forms.Form):
    """What a confirmation has to tell."""

    without_faulty = forms.BooleanField(label=gettext_lazy("Import without the faulty rows of the workbook"))
    feedback_on = DayField(label=gettext_lazy("Day of feedback"))
    reason = forms.CharField(
        label=gettext_lazy("Reason for taking it over"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    paper = forms.FileField(
        label=gettext_lazy("Paper that shows the work so far"),
        required=False,
        help_text=gettext_lazy("Empty: the document itself is the paper."),
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not draft.result.get("errors"):
            del self.fields["without_faulty"]
        if draft.purpose == IMPORT:
            for name in ("feedback_on", "reason", "paper"):
                del self.fields[name]


def import_findings(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    return begin(request, inspection_id, IMPORT)


def take_over(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    return begin(request, inspection_id, TAKE_OVER)


def begin(request: SignedRequest, inspection_id: uuid.UUID, purpose: str) -> HttpResponse:
    """Ask for the document, or keep it and have it read."""
    aim = dossier_of(request.actor, inspection_id)
    verdict_for(request.actor, OFFERS[purpose], aim.inspection)  # raises where role or stage do not fit
    form = UploadForm(request.POST or None, request.FILES or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        sent: UploadedFile[bytes] = form.cleaned_data["document"]
        try:
            draft, fresh = drafts.keep(
                actor=request.actor,
                inspection=aim.inspection,
                purpose=purpose,
                name=sent.name or "",
                content=sent.read(),
                now=clock.now(),
            )
        except (Unreadable, FileRefused) as refused:
            refusal = refusal_of(refused)
        else:
            if fresh:
                jobs.read_document.enqueue(str(draft.authority_id), str(draft.id))
            else:
                messages.info(request, _("This very file was sent before; here is what was read from it."))
            return redirect(address(draft))
    known = Draft.objects.filter(authority_id=request.actor.authority_id, inspection=aim.inspection, purpose=purpose)
    context = {
        "aim": aim,
        "purpose": purpose,
        "form": form,
        "refusal": refusal,
        "first": of_a_dossier(aim) if purpose == IMPORT else None,
        "drafts": known.defer("result").order_by("-changed_at"),
        "crumbs": [*way_to_dossier(aim), Crumb(word("step", purpose))],
    }
    return render(request, "web/import_begin.html", context, status=UNUSABLE_STATUS if refusal or form.errors else 200)


@require_GET
def import_template(request: SignedRequest) -> HttpResponse:
    """Hand out the blank workbook."""
    return workbook(write_template(), _("template") + ".xlsx")


def draft_of(request: SignedRequest, inspection_id: uuid.UUID, draft_id: uuid.UUID) -> tuple[Aim, Draft]:
    aim = dossier_of(request.actor, inspection_id)
    return aim, drafts.draft_for(request.actor, aim.inspection, draft_id)


@require_GET
def draft(request: SignedRequest, inspection_id: uuid.UUID, draft_id: uuid.UUID) -> HttpResponse:
    """Show how far a draft is: being read, refused, or to be looked at."""
    aim, one = draft_of(request, inspection_id, draft_id)
    context: dict[str, Any] = {"aim": aim, "draft": one, "crumbs": crumbs(aim, one)}
    waited = (clock.now() - one.changed_at).total_seconds()
    if one.is_entering:
        most = LONG_SECONDS if one.progress else STALE_SECONDS
        return render(request, "web/draft_entering.html", context | {"is_stale": waited > most})
    if one.is_under_way:
        return render(request, "web/draft_waiting.html", context | {"is_stale": waited > STALE_SECONDS})
    if one.state == FAILED:
        return render(request, "web/draft_failed.html", context | {"told": told_failure(one.failure)})
    return preview(request, aim, one)


def preview(
    request: SignedRequest, aim: Aim, one: Draft, confirm: ConfirmForm | None = None, *, status: int = 200
) -> HttpResponse:
    """Show the source beside the findings."""
    rows = rows_of(one)
    document = one.result["document"]
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    first = (page.number - 1) * ROWS_A_PAGE
    counted = tally(rows)
    context = {
        "aim": aim,
        "draft": one,
        "document": document,
        "page": page,
        "pieces": [(p, form_of(one, p.row)) for p in pieces_of(one, rows, first, first + ROWS_A_PAGE)],
        "added": RowForm(purpose=one.purpose, auto_id="added_%s"),
        "tally": counted,
        "too_many": MOST_ROWS if counted.new > MOST_ROWS else 0,
        "claims": claims_of(one),
        "named": names_another(one, aim.inspection),
        "unentered": told_unentered(one.failure),
        "errors": said_errors(one.result["errors"], document["notes"]),
        "confirm": confirm or ConfirmForm(draft=one, initial={"feedback_on": document["dates"]["feedback"]}),
        "crumbs": crumbs(aim, one),
    }
    return render(request, "web/draft.html", context, status=status)


def form_of(one: Draft, row: Proposal | None) -> RowForm | None:
    """Return the form that corrects a row; none for what stands in the dossier already."""
    if row is None or row.known is not None:
        return None
    names = ("number", "title", "text", "person_matter", "dropped", "stage")
    return RowForm(
        purpose=one.purpose, initial={name: getattr(row, name) for name in names}, auto_id=f"row{row.key}_%s"
    )


@require_POST
def draft_row(request: SignedRequest, inspection_id: uuid.UUID, draft_id: uuid.UUID, row: str) -> HttpResponse:
    """Keep the correction of one row, or take it back; `new` adds one."""
    _aim, one = draft_of(request, inspection_id, draft_id)
    key = f"{ADDED}{new_id().hex}" if row == "new" else row
    form = RowForm(request.POST, purpose=one.purpose)
    seen = revision_of(request)
    if "forget" in request.POST:
        drafts.forget_row(one, row=key, seen=seen, now=clock.now())
    elif key.startswith(ADDED) or any(key == known.key for known in rows_of(one)):
        if not form.is_valid():
            told = "; ".join(
                labelled(form[name].label, " ".join(map(str, errors))) for name, errors in form.errors.items()
            )
            messages.error(request, told)
        else:
            drafts.correct(one, row=key, told=form.cleaned_data, seen=seen, now=clock.now())
    return redirect(f"{address(one)}?page={request.POST.get('page', '1')}#row-{key}")


@require_POST
def draft_read(request: SignedRequest, inspection_id: uuid.UUID, draft_id: uuid.UUID) -> HttpResponse:
    """Read or enter a draft at once, where no worker does; doing it twice changes nothing."""
    _aim, one = draft_of(request, inspection_id, draft_id)
    if one.is_entering:
        enter_asked(one.authority_id, one.id)
    else:
        drafts.read_draft(one.authority_id, one.id, now=clock.now())
    return redirect(address(one))


@require_GET
def draft_marked(request: SignedRequest, inspection_id: uuid.UUID, draft_id: uuid.UUID) -> HttpResponse:
    """Give the user's own workbook back, its faulty cells red and commented."""
    _aim, one = draft_of(request, inspection_id, draft_id)
    errors = said_errors(one.result.get("errors", []), one.result.get("document", {}).get("notes", []))
    return workbook(mark_errors(drafts.content_of(one), one.name, errors), one.name)


@require_POST
def draft_confirm(request: SignedRequest, inspection_id: uuid.UUID, draft_id: uuid.UUID) -> HttpResponse:
    """Enter the rows of a draft by one deed; what stands already is left as it is."""
    aim, one = draft_of(request, inspection_id, draft_id)
    drafts.refuse_unseen(one, revision_of(request))
    if one.is_entering:
        return redirect(address(one))
    rows = rows_to_enter(one)
    form = ConfirmForm(request.POST, request.FILES, draft=one)
    if not rows:
        messages.info(request, _("Everything in this document stands in the dossier already. Nothing was changed."))
        return redirect(address(one))
    if not form.is_valid() or any(row.faults for row in rows):
        if not form.errors:
            messages.error(request, _("Some rows cannot be entered yet; they are marked. Nothing was changed."))
        return preview(request, aim, one, form, status=UNUSABLE_STATUS)
    if len(rows) + sum(len(row.planned) for row in rows) > settings.ENTER_AT_ONCE:
        return leave_to_a_job(request, one, answers_of(form))
    enter(one, rows, actor=request.actor, told=told_for(one, rows, answers_of(form)))
    said = _("%(count)s findings were entered.") if one.purpose == IMPORT else _("%(count)s findings were taken over.")
    messages.success(request, said % {"count": len(rows)})
    return redirect(reverse("dossier", args=[aim.inspection.id]))


def leave_to_a_job(request: SignedRequest, one: Draft, answers: Answers) -> HttpResponse:
    """Have a large draft entered by the worker; asked and queued together, and a second time nothing is queued."""
    asked = answers.kept(request.actor)
    with batch():
        if drafts.ask_to_enter(one, seen=one.revision, asked=asked, now=clock.now()):
            jobs.enter_draft.enqueue(str(one.authority_id), str(one.id))
    return redirect(address(one))


def answers_of(form: ConfirmForm) -> Answers:
    """Return what a confirmation tells besides the rows."""
    told = form.cleaned_data
    given: UploadedFile[bytes] | None = told.get("paper")
    paper = Upload.model_construct(name=given.name or "", content=given.read()) if given else None
    return Answers(told.get("feedback_on"), told.get("reason", ""), paper)


def revision_of(request: SignedRequest) -> int:
    told = request.POST.get("revision", "")
    return int(told) if told.isdigit() else 0


def address(one: Draft) -> str:
    return reverse("draft", args=[one.inspection_id, one.id])


def crumbs(aim: Aim, one: Draft) -> list[Crumb]:
    back = reverse(one.purpose, args=[aim.inspection.id])
    return [*way_to_dossier(aim), Crumb(word("step", one.purpose), back), Crumb(one.name)]
