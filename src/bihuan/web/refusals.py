"""Every anticipated no as a page: the status, what happened, what to do, and for a step all that is missing.

Which sort of no an exception is, is the desk's to say (the API asks the same); here it gets its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from bihuan.access.actions import NotYours
from bihuan.clues.actions import ClueRefused
from bihuan.desk.chances import ON_A_SCORE
from bihuan.desk.performing import FormRefused
from bihuan.desk.refusals import Kind, kind_of
from bihuan.desk.several import FilesRefused
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused, Verdict
from bihuan.domain.roles import UNIT
from bihuan.domain.rolling import TeamOneSided
from bihuan.ledger.store import fault_of
from bihuan.planning.terms import PlanRefused
from bihuan.supervision.reorganisation_steps import ReviewNotYet
from bihuan.teams.composing import CompositionBroken
from bihuan.teams.inspectors import InspectorRefused
from bihuan.teams.readying import TeamsNotReady
from bihuan.web.gates import Missing, missing_of
from bihuan.web.help import meaning_of
from bihuan.web.requests import is_partial
from bihuan.web.sayings import Saying, said
from bihuan.web.words import clue_fault_said, inspector_fault_said, labelled, lack_said, plan_fault_said, spoken, word

TITLES: Mapping[Kind, Promise] = {
    Kind.MAY_NOT: gettext_lazy("Not for this account"),
    Kind.NO_SUCH_THING: gettext_lazy("Not found"),
    Kind.NO_SUCH_STEP: gettext_lazy("No such step"),
    Kind.NO_SUCH_DEED: gettext_lazy("Not found"),
    Kind.NOT_NOW: gettext_lazy("Not yet"),
    Kind.ALREADY_DONE: gettext_lazy("This stands already"),
    Kind.CHANGED_MEANWHILE: gettext_lazy("Changed meanwhile"),
    Kind.HELD_ELSEWHERE: gettext_lazy("Held elsewhere"),
    Kind.NOT_SEEN: gettext_lazy("Look first"),
    Kind.NO_RULE: gettext_lazy("The rules that bind this dossier are silent"),
    Kind.KEY_UNUSABLE: gettext_lazy("This form cannot be sent again"),
    Kind.KEY_REUSED: gettext_lazy("This form cannot be sent again"),
    Kind.STORE_FULL: gettext_lazy("Nothing can be kept now"),
    Kind.STORE_AWAY: gettext_lazy("Nothing can be kept now"),
    Kind.CLOCK_WRONG: gettext_lazy("Nothing can be kept now"),
}
NONE_KEPT = gettext_lazy("None of the files was kept. Choose all of them again; mend those named, or leave them out.")


@dataclass(frozen=True)
class Refusal:
    """One no, as a page shows it."""

    status: int
    title: str
    what: str
    remedy: str
    missing: tuple[Missing, ...] = field(default=())
    kind: Kind | None = None

    @property
    def help_url(self) -> str:
        """Return where the guide says what a no of this kind means; empty where it says nothing of it."""
        return meaning_of(self.kind.code) if self.kind else ""


def refusal_of(error: Exception, actor: Actor | None = None) -> Refusal | None:
    """Return an exception as a refusal, cut to what `actor` may know; None where nobody anticipated it."""
    kind = kind_of(error)
    if kind is None:
        return None
    if isinstance(error, StepRefused):
        return not_now(error.verdict, for_unit=actor is None or not actor.roles - UNIT)
    what, remedy = of_the_unit_itself() if is_recused(error, actor) else words_of(error, kind)
    title = TITLES.get(kind, gettext_lazy("This cannot be used"))
    return Refusal(kind.status, str(title), str(what), str(remedy), kind=kind)


def in_chinese(error: Exception, actor: Actor | None) -> tuple[str, str]:
    """Return what a Chinese page says of an anticipated no, and what to do: for programs, beside their English."""
    with override("zh-hans"):
        refusal = refusal_of(error, actor)
    assert refusal is not None  # the caller has asked of what sort it is
    return refusal.what, refusal.remedy


def in_words(error: Exception) -> str:
    """Say what is wrong and what to do on one line; raise it again where nobody anticipated it."""
    refusal = refusal_of(error)
    if refusal is None:
        raise error
    return f"{refusal.what} {refusal.remedy}"


def is_recused(error: Exception, actor: Actor | None) -> bool:
    """True for a step that somebody may take elsewhere, but not on the unit that he is of himself."""
    if not isinstance(error, MayNot) or actor is None:
        return False
    return bool(actor.roles & UNIT) and bool(error.step.roles & (actor.roles - UNIT))


def of_the_unit_itself() -> Saying:
    what = _("You are of this unit yourself: here you take the unit's steps only, whatever other roles you hold.")
    return Saying(what, _("Somebody who is not of this unit has to do it."))


def words_of(error: Exception, kind: Kind) -> Saying:
    """Return what is wrong and what to do, for the reader."""
    if isinstance(error, MayNot):
        what = _("“%(step)s” is for: %(roles)s.")
        return only_for(what % {"step": word("step", error.step.name), "roles": spoken(sorted(error.step.roles))})
    if isinstance(error, NotYours):
        return only_for(_("This is for: %(roles)s.") % {"roles": spoken(sorted(error.roles))})
    if isinstance(error, NoSuchStep):
        return no_such_step(error)
    if isinstance(error, FormRefused):
        return unusable_fields(error)
    if faults := faults_told(error):
        return Saying(_("; ").join(faults) + _("."), _("Mend each of them and save again."))
    if isinstance(error, CompositionBroken):
        codes = dict.fromkeys(word("staffing_rule", one.code) for one in error.broken)
        return Saying(
            _("The teams break rules: %(rules)s.") % {"rules": _("; ").join(codes)}, _("Change the seats first.")
        )
    if isinstance(error, ValidationError):
        return Saying(" ".join(error.messages), _("Correct it and send the form again."))
    if isinstance(error, ReviewNotYet | TeamOneSided | FilesRefused):
        return told_one_by_one(error)
    if kind in (Kind.NO_SUCH_THING, Kind.NO_SUCH_DEED):
        return Saying(
            _("There is no such page or matter, or it is not within your reach."),
            _("Check the address, or start again from the menu."),
        )
    return said(fault_of(error) or error)


def told_one_by_one(error: ReviewNotYet | TeamOneSided | FilesRefused) -> Saying:
    """Say everything that a joint team or a review lacks, and of each file of a choice why it cannot be kept."""
    if isinstance(error, FilesRefused):
        each = " ".join(in_words(one) for one in error.refusals)
        return Saying(each, NONE_KEPT)
    if isinstance(error, ReviewNotYet):
        lacks = (f"{one.subject} {word('reorganisation_lack', one.code)}".strip() for one in error.lacks)
        return Saying(_("; ").join(lacks) + _("."), _("Register each of them, then review."))
    sides = _(", ").join(word("joint_side", one) for one in error.missing)
    return Saying(
        _("Nobody in the team comes from: %(sides)s.") % {"sides": sides},
        _("A joint team has somebody of each side; name them."),
    )


def faults_told(error: Exception) -> list[str]:
    """Return the faults of a plan, an inspector or a clue, each in words; none for other refusals."""
    if isinstance(error, PlanRefused):
        return [plan_fault_said(one.code, one.subject) for one in error.unmet]
    if isinstance(error, InspectorRefused):
        return [f"{word('inspector_field', one.key)}: {inspector_fault_said(one)}" for one in error.wrong]
    if isinstance(error, TeamsNotReady):
        return [labelled(one.tour.inspector.name, lack_said(one.lack)) for one in error.lacking]
    if isinstance(error, ClueRefused):
        return [f"{word('clue_field', one.key)}: {clue_fault_said(one.code, one.subject)}" for one in error.unfit]
    return []


def broken(request_id: str) -> Refusal:
    """Return what is said where a request failed and nobody anticipated it."""
    what = _("The server failed at this request (%(number)s). Nothing was written.") % {"number": request_id}
    remedy = _("Try once more. If it fails again, give that number to whoever runs the server.")
    return Refusal(500, _("Something broke"), what, remedy)


def not_now(verdict: Verdict, *, for_unit: bool) -> Refusal:
    """Return the refusal of a step: all that is missing, at once; the unit is shown its own moves only.

    A page that knows the dossier shows `desk.chances.cut` instead; this is for refusals that no page expected.
    """
    shown = verdict
    if for_unit:
        own = tuple(b for b in verdict.blockers if b.whose in UNIT and b.code != ON_A_SCORE)
        shown = replace(verdict, blockers=own, waived=())
    title = _("Not yet: %(step)s") % {"step": word("step", verdict.step)}
    what = _("%(count)s conditions are not met. Nothing was changed.") % {"count": len(verdict.unmet)}
    remedy = _("Mend each of them, then repeat the step.")
    if len(shown.blockers) < len(verdict.blockers):
        others = len(verdict.unmet - shown.unmet)
        what += " " + _("%(count)s of them are the move of others.") % {"count": others}
    return Refusal(Kind.NOT_NOW.status, title, what, remedy, missing_of(shown), Kind.NOT_NOW)


def only_for(what: str) -> Saying:
    return Saying(what, _("If it is your task, ask the security administrator for the role."))


def may_not(what: str) -> Refusal:
    """Return the refusal for somebody whose roles do not reach this."""
    saying = only_for(what)
    title = str(TITLES[Kind.MAY_NOT])
    return Refusal(Kind.MAY_NOT.status, title, str(saying.what), str(saying.remedy), kind=Kind.MAY_NOT)


def no_such_step(error: NoSuchStep) -> Saying:
    step, stage = word("step", error.step), word("inspection_stage", error.stage)
    for family in ("finding_stage", "plan_state"):
        stage = word(family, error.stage) if stage == error.stage else stage
    what = _("“%(step)s” does not exist at the stage “%(stage)s”.") % {"step": step, "stage": stage}
    if error.stage == InspectionStage.CLOSED:
        return Saying(
            what, _("It is closed and written on no more; what comes to light now is taken up by a look-back.")
        )
    return Saying(what, _("Open the dossier again: it shows the steps of its present stage."))


def unusable_fields(error: FormRefused) -> Saying:
    """Return which fields cannot be used; what exactly is wrong stands beside them where there is a form."""
    names = dict.fromkeys(spoken(place.partition(".")[0]) for place in error.faults)
    if error.empty >= error.faults.keys():
        what = _("Nothing is filled in: %(fields)s.") % {"fields": _(", ").join(names)}
        return Saying(what, _("Fill it in and send the form again."))
    what = _("What stands in these fields cannot be used: %(fields)s.") % {"fields": _(", ").join(names)}
    return Saying(what, _("Correct it and send the form again."))


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return a refusal as a page, or as a fragment for a script (it goes to the page's place for refusals)."""
    if is_partial(request):
        response = render(request, "web/refusals/_body.html", {"refusal": refusal}, status=refusal.status)
        response["HX-Retarget"], response["HX-Reswap"] = "#refusal", "innerHTML show:top"
        return response
    return render(request, "web/refusals/refusal.html", {"refusal": refusal}, status=refusal.status)
