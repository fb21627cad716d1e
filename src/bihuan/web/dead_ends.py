"""Where a form cannot be sent, because there is nothing to do it to: that is said in its place, with the way on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.fitting import is_offered
from bihuan.desk.offers import OFFERS, Offer
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.evaluation.scorers import OthersStillScore
from bihuan.evaluation.scoring import ScoringOpen
from bihuan.feedback.replying import facts_to_put
from bihuan.web.evaluation_ends import bar_to
from bihuan.web.gate_turns import sheet_in_the_way
from bihuan.web.sayings import said
from bihuan.web.things import Aim

COMES_FIRST: Mapping[str, str] = {"issue_copy_notice": "send_copy_notice"}  # what makes the rows that a deed chooses

BEFORE: Mapping[str, tuple[str, ...]] = {  # by refusal: the deeds that come first, the nearest in front
    "TwoScorersAsked": ("begin_scoring",),
    "NoScoringOpen": ("begin_scoring",),
    "NothingChecked": ("record_check",),
    "NotCombined": ("combine_scores",),
    "PartMissing": ("enter_people_result",),
    "ScoringOpen": ("hand_in_scores", "settle_scores", "cancel_scoring"),
    "OthersStillScore": ("hand_in_scores",),
}


@dataclass(frozen=True)
class DeadEnd:
    """Why a form cannot be sent now, and the deed that comes first where the reader does it."""

    words: str
    deed: str = ""
    url: str = ""


def dead_end_of(offer: Offer, form: forms.Form, aim: Aim, actor: Actor) -> DeadEnd | None:
    """Return why a form has nothing to be done to, or could only be refused; None where it can be sent."""
    bar = bar_to(offer.name, actor, aim)
    if bar is not None:
        saying = said(bar)
        words = _("%(what)s %(remedy)s") % {"what": saying.what, "remedy": saying.remedy}
        if isinstance(bar, ScoringOpen | OthersStillScore) and (sheet := sheet_in_the_way(aim.inspection)):
            words = f"{words} {sheet.said}"
        first = next((one for one in BEFORE.get(type(bar).__name__, ()) if is_theirs(one, aim, actor)), "")
        return DeadEnd(words, first, reverse("dossier_do", args=[aim.inspection.id, first]) if first else "")
    if offer.name == "put_facts":
        return None if facts_to_put(aim.inspection) else DeadEnd(nothing_to_put(aim))
    empty = next((field for field in form.fields.values() if is_without_choice(field)), None)
    if empty is None:
        return None
    first = COMES_FIRST.get(offer.name, "")
    offered = bool(first) and is_offered(OFFERS[first], aim.held, aim.inspection)
    url = reverse("dossier_do", args=[aim.inspection.id, first]) if offered else ""
    words = _("There is nothing to choose for “%(field)s” yet, so this cannot be done now.") % {"field": empty.label}
    return DeadEnd(words, first if offered else "", url)


def is_theirs(deed: str, aim: Aim, actor: Actor) -> bool:
    """True where the reader can do a deed on the dossier now."""
    return is_offered(OFFERS[deed], aim.held, aim.inspection) and bar_to(deed, actor, aim) is None


def is_without_choice(field: forms.Field) -> bool:
    """True for a field that has to be chosen and offers nothing."""
    if not isinstance(field, forms.ChoiceField) or not field.required:
        return False
    return not any(value for value, _words in field.widget.choices)


def nothing_to_put(aim: Aim) -> str:
    if aim.inspection.stage == InspectionStage.ON_SITE:
        return _("Nothing waits to be put: sign a working paper first.")
    return _("Everything that was confirmed has been put to the unit.")
