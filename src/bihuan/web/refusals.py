"""Every anticipated no as one value: the status, what happened, what to do, and for a step all that is missing.

May not (403), no such thing (404), not now (409) and unusable input (400) are four answers that never blur.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bihuan.access.actions import NotYours
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused, Verdict
from bihuan.dossiers.steps import NoSuchThing
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.web.gates import Missing, missing_of
from bihuan.web.requests import is_partial
from bihuan.web.sayings import said
from bihuan.web.words import spoken, word


@dataclass(frozen=True)
class Refusal:
    """One no, as a page shows it."""

    status: int
    title: str
    what: str
    remedy: str
    missing: tuple[Missing, ...] = field(default=())

    @property
    def template(self) -> str:
        return "web/refusals/step.html" if self.missing else "web/refusals/refusal.html"


def refusal_of(error: Exception) -> Refusal | None:
    """Return an exception as a refusal; None where nobody anticipated it."""
    if isinstance(error, StepRefused):
        return not_now(error.verdict)
    if isinstance(error, ChangedMeanwhile):
        return changed_meanwhile()
    if isinstance(error, MayNot):
        what = _("“%(step)s” is for: %(roles)s.")
        return may_not(what % {"step": word("step", error.step.name), "roles": spoken(sorted(error.step.roles))})
    if isinstance(error, NotYours):
        return may_not(_("This is for: %(roles)s.") % {"roles": spoken(sorted(error.roles))})
    if isinstance(error, PermissionError) and is_of_the_house(error):
        saying = said(error)
        return Refusal(403, _("Not for this account"), str(saying.what), str(saying.remedy))
    if isinstance(error, NoSuchStep):
        return no_such_step(error)
    if isinstance(error, NoSuchThing | ObjectDoesNotExist | Http404):
        return no_such_thing()
    return unusable(error)


def not_now(verdict: Verdict) -> Refusal:
    """Return the refusal of a step: all that is missing, at once."""
    title = _("Not yet: %(step)s") % {"step": word("step", verdict.step)}
    what = _("%(count)s conditions are not met. Nothing was changed.") % {"count": len(verdict.blockers)}
    return Refusal(409, title, what, _("Mend each of them, then repeat the step."), missing_of(verdict))


def changed_meanwhile() -> Refusal:
    return Refusal(
        409,
        _("Somebody else was quicker"),
        _("This was changed by somebody else after you opened the page. Nothing of yours was written."),
        _("Open the page again, look at the change, and repeat if it is still needed."),
    )


def may_not(what: str) -> Refusal:
    """Return the refusal for somebody whose roles do not reach this."""
    remedy = _("If it is your task, ask the security administrator for the role.")
    return Refusal(403, _("Not for this account"), what, remedy)


def no_such_step(error: NoSuchStep) -> Refusal:
    step = word("step", error.step)
    stage = word("inspection_stage", error.stage)
    stage = word("finding_stage", error.stage) if stage == error.stage else stage
    what = _("“%(step)s” does not exist at the stage “%(stage)s”.") % {"step": step, "stage": stage}
    return Refusal(404, _("No such step"), what, _("Open the dossier again: it shows the steps of its present stage."))


def no_such_thing() -> Refusal:
    return Refusal(
        404,
        _("Not found"),
        _("There is no such page or matter, or it is not within your reach."),
        _("Check the address, or start again from the menu."),
    )


def unusable(error: Exception) -> Refusal | None:
    """Return the refusal of input that the house knows to refuse; None for anything else."""
    title = _("This cannot be used")
    if isinstance(error, ValidationError):
        return Refusal(400, title, " ".join(error.messages), _("Correct it and send the form again."))
    if isinstance(error, Unreadable) or (isinstance(error, ValueError) and is_of_the_house(error)):
        saying = said(error)
        return Refusal(400, title, str(saying.what), str(saying.remedy))
    return None


def is_of_the_house(error: Exception) -> bool:
    """True for a refusal that Bihuan defines itself; a ValueError of a library is a fault, not a refusal."""
    return type(error).__module__.startswith("bihuan.")


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return a refusal as a page, or as a fragment for htmx (it goes to the page's place for refusals)."""
    if is_partial(request):
        response = render(request, "web/refusals/_body.html", {"refusal": refusal}, status=refusal.status)
        response["HX-Retarget"], response["HX-Reswap"] = "#refusal", "innerHTML show:top"
        return response
    return render(request, refusal.template, {"refusal": refusal}, status=refusal.status)
