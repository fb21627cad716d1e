"""What the composer says of teams that keep to what is asked of people: how good they are, or why there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from bihuan.teams.models import Solve
from bihuan.teams.wishes import WishesImpossible, WishUnlawful
from bihuan.web.composing.page import PER_CENT, Composed, Why
from bihuan.web.composing.whatif import unlawful
from bihuan.web.refusals import refusal_of


def gap_words_under(cost: int, under: Mapping[str, Any]) -> str:
    """Say how good teams are among all that keep to what is asked of people."""
    if under["proven"]:
        return _("proven the best of all that keep to what is asked of people")
    if not under["lower_bound"] or not cost:
        return _("not proven yet")
    gap = (cost - under["lower_bound"]) / cost * PER_CENT
    told = {"gap": f"{gap:.2g}" if gap else "0.1"}
    return _("at most %(gap)s %% from the best of all that keep to what is asked of people") % told


def refusals(composed: Composed, solve: Solve) -> Iterator[Why]:
    """Yield why no teams keep to what is asked: the person and the rule where it is one, and what can be done."""
    told = solve.best.get("refused")
    if told is None:
        return
    if told:
        yield from unlawful(composed, WishUnlawful(told["inspector"], told["group"], told["reasons"]))
    else:
        refusal = refusal_of(WishesImpossible())
        assert refusal is not None
        yield Why(refusal.what, refusal.remedy)
