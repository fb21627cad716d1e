"""One page for every deed: the verdict first, then the form; sending it does the deed at the desk."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from bihuan.closeout.archive import written
from bihuan.closeout.left_undone import left_undone
from bihuan.closeout.withdrawing import going_with
from bihuan.desk.chances import cut, verdict_for
from bihuan.desk.fitting import END_ROUND
from bihuan.desk.forms import SignForm
from bihuan.desk.offers import OFFERS, Offer, Target
from bihuan.desk.performing import FormRefused
from bihuan.desk.place_forms import SignPeriodicForm
from bihuan.desk.several import FilesRefused, perform_each
from bihuan.domain.lifecycle.machine import StepRefused, Verdict, gates_of
from bihuan.dossiers.days import late_entries
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.dossiers.steps import NoSuchThing
from bihuan.evaluation.three_party import party_evaluations
from bihuan.feedback.unprepared import unprepared
from bihuan.ledger.door import ChangedMeanwhile, Receipt
from bihuan.papers.paper import Paper
from bihuan.rectification.advice import advice_on_plan
from bihuan.rectification.changes import unnoted
from bihuan.rectification.measures import open_extension
from bihuan.rectification.models import Measure
from bihuan.rectification.periodic import standing_periodic, waiting
from bihuan.teams.seating import roles_nobody_holds
from bihuan.web import clock, keys
from bihuan.web.after_deed import done_words, made_by, made_paper, place_of, warn_of
from bihuan.web.control_sheets import DEED as SHEET
from bihuan.web.control_sheets import look_at
from bihuan.web.dead_ends import dead_end_of
from bihuan.web.deed_present import present_of
from bihuan.web.deed_rows import EXTRA_FIELDS, ROWS, TOLD, choices_of
from bihuan.web.forms import Crumb, attempt
from bihuan.web.forms.deed import NOT_TYPED, form_class_of, put_beside, told_by
from bihuan.web.gates import foreseen_at
from bihuan.web.lacking import lacking_before_review, lacking_of
from bihuan.web.lists.dossiers import stages_of_round
from bihuan.web.offered import ELSEWHERE, PAGE_OF
from bihuan.web.pages.finding import answers_to, standing_return
from bihuan.web.pages.report import report_page
from bihuan.web.pages.sent_back import UPON_A_REQUEST, sent_back_before
from bihuan.web.pages.site import keep_to_the_fact, page_words, read_before, words_now
from bihuan.web.paper_present import tell_series_in_use
from bihuan.web.requests import SignedRequest
from bihuan.web.score_rows import close_lines, form_words
from bihuan.web.standing_papers import ask_of_the_former, standing_for
from bihuan.web.things import Aim, aim_at
from bihuan.web.words import deed_words

UPON_THE_REPORT = frozenset({"accept", "approve", "countersign", "close"})  # given after reading it
ON_AN_EXTENSION = frozenset({"approve_extension", "refuse_extension"})
DAYS_OF_DEEDS = frozenset({"on", "signed_on"})  # told of the deed itself, not revised by it
ASKED_FOR: Mapping[str, tuple[str, ...]] = {  # what a link may fill in beforehand
    "record_check": ("kind",),
    "enter_party_evaluation": ("party",),
    "record_consequence": ("record",),
    "write_working_paper": ("of_point", "title", "area", "found_how"),
    "tick_guide": ("point", "tick_result"),
    "look_up_for_feedback": ("looked_up",),
}
CHOSEN_BY_LINK = ("number", "paper_id", "notice_id", "consequence", "old_id")
LOOK = "look"  # the button that shows the text before anything is done
TICKED_BY_LINK = ("finding_ids",)
SCORED_ON_A_FORM = frozenset({"record_evaluation", "hand_in_scores", "assess_self"})
TELLING = frozenset({"give_feedback", "issue_opinion"})  # what goes before them is listed beside their form
HARD_TO_UNDO = frozenset({"close", "return_dossier", "withdraw_report", "withdraw_dossier", "reopen", "take_back"})


def do(request: SignedRequest, target: Target, row_id: uuid.UUID, deed: str) -> HttpResponseBase:
    """Show a deed's verdict and form, or do it."""
    offer = OFFERS.get(deed)
    if offer is None or offer.target is not target or deed in ELSEWHERE:
        raise Http404
    aim = aim_at(request.actor, target, row_id)
    form = form_of(request, offer, aim)
    if request.method != "POST":
        if aim.is_gone:
            raise NoSuchThing(target.value, row_id)
        return page(request, offer, aim, form, verdict_for(request.actor, offer, aim.inspection, aim.thing))
    if LOOK in request.POST or not form.is_valid():
        return not_done(request, offer, aim, form)
    try:
        receipts = attempt(form, performed, request=request, offer=offer, aim=aim, told_in=form)
    except StepRefused as refused:
        return page(request, offer, aim, form, refused.verdict, status=409)
    except ChangedMeanwhile:
        return shown_again(request, offer, aim)
    if receipts is None:
        verdict = verdict_for(request.actor, offer, aim.inspection, aim.thing)
        return page(request, offer, aim, form, verdict, status=400)
    receipt = receipts[0]
    if offer.name == "write_archive":
        return archive(receipt, aim)
    paper = made_paper(request.actor, aim.inspection, receipt)
    messages.success(request, format_html("{} {}", done_words(offer, receipts), paper))
    warn_of(request, receipt, aim, form)
    return redirect(made_by(receipt) or f"{back_of(aim, offer)}{place_of(receipt)}")


def not_done(request: SignedRequest, offer: Offer, aim: Aim, form: forms.Form) -> HttpResponse:
    """Show a form again with its faults, or with the text of its paper where only that was asked for."""
    look = look_at(form, aim) if offer.name == SHEET and LOOK in request.POST and form.is_valid() else None
    verdict = verdict_for(request.actor, offer, aim.inspection, aim.thing)
    return page(request, offer, aim, form, verdict, status=200 if look else 400, look=look)


def shown_again(request: SignedRequest, offer: Offer, aim: Aim) -> HttpResponse:
    """Show what stands now to whoever did not see it; what he typed is kept."""
    aim = aim_at(request.actor, offer.target, aim.row.id)
    form = form_of(request, offer, aim)
    typed = {name: typed_in(form, name) for name in form.fields if name not in NOT_TYPED}
    stands = form.initial
    changed = [name for name in typed if name in stands and form.fields[name].has_changed(stands[name], typed[name])]
    again = made_form(request, offer, aim)(initial={**stands, **typed})
    verdict = verdict_for(request.actor, offer, aim.inspection, aim.thing)
    now = [(str(form.fields[name].label), stands[name]) for name in changed if name not in DAYS_OF_DEEDS]
    return page(request, offer, aim, again, verdict, status=409, now=now)


def typed_in(form: forms.Form, name: str) -> Any:
    """Return what was sent for a field, as its control shows it."""
    return form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def archive(receipt: Receipt, aim: Aim) -> HttpResponseBase:
    """Hand the archive out; the same dossier always gives the same bytes."""
    name = f"{aim.inspection.organization_name}-{aim.inspection.round.name}.zip"
    return FileResponse(io.BytesIO(written(receipt)), as_attachment=True, filename=name)


def form_of(request: SignedRequest, offer: Offer, aim: Aim) -> forms.Form:
    """Return the form of a deed: opened with what stands now, or as it was sent."""
    stands = present_of(offer.name, aim, request.actor.today)
    stands |= {
        name: request.GET[name] for name in (*CHOSEN_BY_LINK, *ASKED_FOR.get(offer.name, ())) if name in request.GET
    }
    stands |= {name: request.GET.getlist(name) for name in TICKED_BY_LINK if name in request.GET}
    stands |= words_now(offer, aim, stands.get("number", ""))
    made = made_form(request, offer, aim)
    return made(request.POST, request.FILES, initial=stands) if request.method == "POST" else made(initial=stands)


def made_form(request: SignedRequest, offer: Offer, aim: Aim) -> Callable[..., forms.Form]:
    """Return what makes the form of a deed upon its row."""
    made = form_class_of(offer, choices_of(request.actor, offer.name, aim))
    extra = EXTRA_FIELDS.get(offer.name)

    def make(data: Any = None, files: Any = None, *, initial: Mapping[str, Any]) -> forms.Form:
        form = made(data, files, initial=dict(initial))
        form.fields.update(extra(aim, request.actor.today) if extra else {})
        owe_the_reading(form, offer, aim)
        ask_of_the_former(form, offer, aim)
        tell_series_in_use(form, aim.inspection.authority_id)
        keep_to_the_fact(form, offer, aim, request.GET.get("number", ""))
        return form

    return make


def performed(*, request: SignedRequest, offer: Offer, aim: Aim, told_in: forms.Form) -> list[Receipt] | None:
    """Do a deed with what its form tells, once for each file chosen; None where the desk put faults beside fields."""
    told = told_by(told_in)
    regroup = TOLD.get(offer.name)
    try:
        return perform_each(
            offer,
            actor=request.actor,
            target_id=aim.row.id,
            told=regroup(told) if regroup else told,
            now=clock.now(),
            key=keys.id_of(request),
        )
    except (FormRefused, FilesRefused) as refused:
        put_beside(told_in, refused, offer)
        return None


def owe_the_reading(form: forms.Form, offer: Offer, aim: Aim) -> None:
    """Let whoever accepts a plan with vague measures say that he read the advice; without advice there is no tick."""
    if offer.name == "accept_plan" and advice_on_plan(aim.inspection):
        form.fields["advice_seen"].required = True
    elif offer.name == "accept_plan":
        del form.fields["advice_seen"]


def page(
    request: SignedRequest,
    offer: Offer,
    aim: Aim,
    form: forms.Form,
    verdict: Verdict,
    *,
    status: int = 200,
    now: Sequence[tuple[str, Any]] = (),
    look: Paper | None = None,
) -> HttpResponse:
    """Show the verdict, then the form; beside it what stands `now` of what was changed meanwhile, by field."""
    panel = cut(request.actor, aim.inspection, verdict)
    rows = ROWS[offer.name](form) if offer.name in ROWS else []
    in_rows = {bound.name for row in rows for bound in (row.first, row.second, row.third) if bound is not None}
    context: dict[str, Any] = {
        "offer": offer,
        "title": deed_words(offer.name),
        "aim": aim,
        "about": about_of(aim),
        "form": form,
        "fields": [bound for bound in form if bound.name not in in_rows],
        "rows": rows,
        "panel": panel,
        "missing": lacking_of(request.actor, aim, panel),
        "is_refused": status == 409,
        "is_changed": status == 409 and panel.allowed,
        "is_signed_for": issubclass(offer.form, (SignForm, SignPeriodicForm)),
        "now": now,
        "look": look,
        "is_blocked": not panel.allowed,
        "asks_gates": bool(gates_of(offer.step, rulebook_of(aim.inspection, request.actor.today))),
        "is_hard": offer.name in HARD_TO_UNDO,
        "crumbs": crumbs_of(aim, offer),
        "back": back_of(aim, offer),
    }
    context |= shown_beside(offer, aim, request.actor.today) | foreseen_at(request.actor, aim.inspection, offer.name)
    if not form.is_bound:  # what was typed and refused stays before whoever typed it
        context["dead_end"] = dead_end_of(offer, form, aim, request.actor)
    context |= read_before(offer, aim, form.initial, request.actor.today)
    if offer.name in SCORED_ON_A_FORM:
        context |= form_words(offer.name, aim, request.actor.today)
    if offer.name in UPON_A_REQUEST and aim.finding is not None:
        context["before"] = sent_back_before(request.actor, aim.finding, answers_to(aim.finding))
    if offer.name == "submit_for_review":
        context["still_lacking"] = lacking_before_review(request.actor, aim)
    if offer.name == "settle_scores":
        context["close_lines"] = close_lines(aim.inspection, request.actor.today)
    return render(request, "web/deed.html", context, status=status)


def shown_beside(offer: Offer, aim: Aim, today: date) -> dict[str, Any]:
    """Return what some deeds show beside their form: the report, opinions, what came back, how a measure changed."""
    context = {"standing_papers": standing_for(offer, aim), **advised_beside(offer, aim, today)}
    if offer.name == END_ROUND:
        context["round_stages"] = stages_of_round(aim.inspection)
    if issubclass(offer.form, SignForm) or offer.name in UPON_THE_REPORT:
        context["read"] = report_page(aim.inspection)
    if issubclass(offer.form, SignPeriodicForm):
        context["periodic"] = waiting(standing_periodic(aim.inspection))
    if offer.name == "feed_back_three_party":
        context["parties"] = party_evaluations(aim.inspection)
    if offer.name in UPON_THE_REPORT:
        context["late"] = late_entries(aim.inspection)
    if offer.name == "request_sign_off" and aim.finding is not None:
        context["sent_back"] = standing_return(aim.finding, answers_to(aim.finding))
    if isinstance(aim.row, Measure):
        context["changes"] = unnoted(aim.row) if offer.name == "note_change" else []
        context["asked_for"] = open_extension(aim.row) if offer.name in ON_AN_EXTENSION else None
    return context


def advised_beside(offer: Offer, aim: Aim, today: date) -> dict[str, Any]:
    """Return what no condition asks for and is told all the same: who is wanting, what ends or was left out."""
    if offer.name == "enter_site":
        return {"nobody_is": roles_nobody_holds(aim.inspection, today)}
    if offer.name == "withdraw_dossier":
        return {"going": going_with(aim.inspection, today)}
    if offer.name == "close":
        return {"left_undone": left_undone(aim.inspection)}
    if offer.name in TELLING:
        asked = gates_of(offer.step, rulebook_of(aim.inspection, today))
        return {"unprepared": unprepared(aim.inspection, today, asked)}
    return {}


def about_of(aim: Aim) -> str:
    """Say what a deed is about, besides its dossier."""
    if isinstance(aim.row, Measure):
        return f"{aim.row.number} {aim.row.text}"
    thing = aim.thing
    return f"{thing.number} {thing.title}" if thing is not None else ""


def back_of(aim: Aim, offer: Offer) -> str:
    """Return the page a deed belongs to: the card of its finding, the rounds, else the dossier."""
    if offer.name == END_ROUND:
        return reverse("rounds")
    if offer.name in PAGE_OF:
        return reverse(PAGE_OF[offer.name], args=[aim.inspection.id])
    if aim.finding is not None:
        return reverse("finding", args=[aim.finding.id])
    if aim.paper is not None:
        return reverse("working_paper", args=[aim.paper.id])
    return reverse("dossier", args=[aim.inspection.id])


def crumbs_of(aim: Aim, offer: Offer) -> list[Crumb]:
    """Return the way from the list of dossiers to a deed; the end of a round stands with the rounds."""
    if offer.name == END_ROUND:
        crumbs = [Crumb(_("Dossiers"), reverse("dossiers")), Crumb(_("Rounds"), reverse("rounds"))]
        return [*crumbs, Crumb(deed_words(offer.name))]
    if aim.is_site:
        return [
            Crumb(page_words("unit_talk"), reverse("unit_talk", args=[aim.inspection.id])),
            Crumb(deed_words(offer.name)),
        ]
    way = way_to_dossier(aim)
    if offer.name in PAGE_OF:
        way.append(Crumb(page_words(PAGE_OF[offer.name]), reverse(PAGE_OF[offer.name], args=[aim.inspection.id])))
    if aim.finding is not None:
        number = _("Finding %(number)s") % {"number": aim.finding.number}
        way.append(Crumb(number, reverse("finding", args=[aim.finding.id])))
    if aim.paper is not None:
        number = _("Working paper %(number)s") % {"number": aim.paper.number}
        way.append(Crumb(number, reverse("working_paper", args=[aim.paper.id])))
    return [*way, Crumb(deed_words(offer.name))]


def way_to_dossier(aim: Aim) -> list[Crumb]:
    return [
        Crumb(_("Dossiers"), reverse("dossiers")),
        Crumb(aim.inspection.organization_name, reverse("dossier", args=[aim.inspection.id])),
    ]


# --- one door for each target ---------------------------------------------------------------------


def dossier_do(request: SignedRequest, inspection_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.INSPECTION, inspection_id, deed)


def finding_do(request: SignedRequest, finding_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.FINDING, finding_id, deed)


def measure_do(request: SignedRequest, measure_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.MEASURE, measure_id, deed)


def evidence_do(request: SignedRequest, evidence_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.EVIDENCE, evidence_id, deed)


def check_do(request: SignedRequest, check_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.CHECK, check_id, deed)


def evaluation_do(request: SignedRequest, evaluation_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.EVALUATION, evaluation_id, deed)


def consent_do(request: SignedRequest, consent_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.CONSENT, consent_id, deed)


def exemption_do(request: SignedRequest, exemption_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.EXEMPTION, exemption_id, deed)


def site_do(request: SignedRequest, inspection_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.SITE, inspection_id, deed)


def paper_do(request: SignedRequest, paper_id: uuid.UUID, deed: str) -> HttpResponseBase:
    return do(request, Target.WORKING_PAPER, paper_id, deed)
