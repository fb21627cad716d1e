"""The unit's next sensible deed on a dossier: what comes before a plan that is not whole, or a finding still open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.chances import Chance
from bihuan.domain.lifecycle.machine import Blocker
from bihuan.domain.lifecycle.moves import NOT_SIGNED_OFF
from bihuan.domain.numerals import natural
from bihuan.domain.roles import UNIT
from bihuan.web.gates import Whereabouts
from bihuan.web.offered import Button
from bihuan.web.words import deed_words, word

PLAN = "submit_plan"
LIST_OF_TASKS = "fill_in_tasks"  # no deed: the list in which many are done


def lead_of_the_unit(
    chances: Sequence[Chance], about: Whereabouts, lacking: Sequence[Blocker], idle: Collection[str]
) -> tuple[Button, ...]:
    """Return what a unit does next where no step forward is open to it: the nearest deed, and the list of all."""
    if not about.held & UNIT:
        return ()
    plan = next((c for c in chances if c.offer.name == PLAN and c.offer.name not in idle), None)
    if plan is None:
        return tuple(nearest(about, [one for one in lacking if one.code == NOT_SIGNED_OFF]))
    if plan.is_open:
        return ()
    return (*nearest(about, plan.verdict.blockers), list_of_tasks(about))


def nearest(about: Whereabouts, blockers: Sequence[Blocker]) -> Iterator[Button]:
    """Return the first deed that mends one of these, with what it is done to."""
    codes = [blocker.code for blocker in blockers]
    for blocker in sorted(blockers, key=lambda one: (codes.index(one.code), natural(one.subject))):
        url, deed = about.way_to(blocker)
        if deed:
            subject = about.bars[blocker.subject].subject if blocker.subject in about.bars else blocker.subject
            is_finding = subject in about.findings
            words = _("%(deed)s: finding %(number)s") if is_finding else _("%(deed)s: measure %(number)s")
            words %= {"deed": deed_words(deed), "number": subject}
            yield Button(deed, words, "", url, is_open=True, reasons=(), is_forward=True)
            return


def list_of_tasks(about: Whereabouts) -> Button:
    words = _("Fill in: %(list)s") % {"list": word("list", "tasks")}
    url = reverse("list", args=[about.inspection.id, "tasks"])
    return Button(LIST_OF_TASKS, words, "", url, is_open=True, reasons=(), is_forward=False)
