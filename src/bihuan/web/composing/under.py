"""What the composer says where no teams keep to what is asked of people: why there are none."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.teams.models import Solve
from bihuan.teams.wishes import WishesImpossible, WishUnlawful
from bihuan.web.composing.page import Composed, Why
from bihuan.web.composing.whatif import unlawful
from bihuan.web.refusals import refusal_of


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
