"""Deeds of evaluation that could only be refused now: their page says why and what comes first, and shows no form.

What is said is the refusal itself, so that nobody fills a form in to learn it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bihuan.domain.jurisdiction import Actor
from bihuan.evaluation.self_assessment import bar_to_return
from bihuan.evaluation.turns import bar_to_assess
from bihuan.web.things import Aim

Bar = Callable[[Actor, Aim], Exception | None]


def assessing(actor: Actor, aim: Aim) -> Exception | None:
    return bar_to_assess(aim.inspection, actor.today)


def returning(_actor: Actor, aim: Aim) -> Exception | None:
    return bar_to_return(aim.inspection)


BARS: Mapping[str, Bar] = {"assess_self": assessing, "return_self_assessment": returning}


def bar_to(deed: str, actor: Actor, aim: Aim) -> Exception | None:
    """Return the refusal that a deed would surely meet, None where it may be sent."""
    bar = BARS.get(deed)
    return bar(actor, aim) if bar is not None else None
