"""What the pages of evaluation say of marks and parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.score_forms import Item
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import asks
from bihuan.evaluation.facts import stands_whole
from bihuan.evaluation.forms import THREE_IN_ONE
from bihuan.evaluation.models import Consequence, Evaluation, PeopleResult
from bihuan.evaluation.people_counts import counts
from bihuan.evaluation.three_in_one import lacking_of
from bihuan.evaluation.turns import bar_to_assess
from bihuan.rules.questionnaires import least_on
from bihuan.web.lists.evaluations import over, overdue
from bihuan.web.pages.look_back import Opening, opening_of
from bihuan.web.sayings.evaluation import said_lacking
from bihuan.web.score_rows import item_words
from bihuan.web.words import day_words, points, points_in

register = template.Library()
register.filter("points", points)


@register.simple_tag(takes_context=True)
def opening(context: Context, row: Consequence) -> Opening | None:
    """Say where a decided look-back stands."""
    return opening_of(row, context["actor"].today)


@register.simple_tag(takes_context=True)
def incomplete(context: Context, row: Evaluation, inspection: Inspection) -> str:
    """Say what a score lacks that its rules combine of several parts; nothing for one that is whole."""
    if row.withdrawn_on is not None or stands_whole(row, inspection):
        return ""
    return said_lacking(lacking_of(inspection, row, context["actor"].today))


@register.filter
def lacking_words(parts: Iterable[str]) -> str:
    """Say which parts of a score are lacking, or that all are there and wait to be combined."""
    return said_lacking(parts)


register.filter(over)
register.filter(overdue)


@register.simple_tag
def too_few(row: PeopleResult) -> str:
    """Say why a count is no part of a score; nothing where enough have answered."""
    if counts(row):
        return ""
    return _("not counted: fewer than %(least)s ballots") % {"least": least_on(row.on)}


@register.simple_tag(takes_context=True)
def least_ballots(context: Context) -> int:
    """Return from how many ballots on a count is part of a score today."""
    return least_on(context["actor"].today)


@register.simple_tag(takes_context=True)
def waits_for_self(context: Context, inspection: Inspection) -> bool:
    """True where the rules ask the unit to assess itself and it has not: it cannot once the panel has scored."""
    if inspection.stage not in STEPS["assess_self"].sources or not asks(inspection, THREE_IN_ONE):
        return False
    return bar_to_assess(inspection, context["actor"].today) is None


@register.filter
def points_off(worth: str) -> str:
    """Say how many points a line takes off."""
    return _("%(points)s points") % {"points": points(worth)}


@register.filter
def item(one: Item) -> str:
    """Say a line of a form."""
    return item_words(one)


@register.filter
def kept_day(value: date | str) -> str:
    """Say a day, or one that a row keeps in its account of a score, where it is written as it is said."""
    return value if isinstance(value, str) else day_words(value)


@register.filter
def sum_of_parts(row: Evaluation) -> str:
    """Say how the parts add up to the combined score, so that anybody can recompute it."""
    parts = " + ".join(points_in(part["contributes"]) for part in row.parts)
    told = {"parts": parts, "score": points_in(row.combined_hundredths or 0)}
    return _("Combined: %(parts)s = %(score)s") % told


@register.filter
def sum_of_part(part: Mapping[str, Any]) -> str:
    """Say how a part comes to what it contributes, so that anybody can recompute it."""
    told = {
        "score": points_in(part["hundredths"]),
        "full": points_in(part["full_hundredths"]),
        "weight": part["weight"],
        "came_to": points_in(part["contributes"]),
    }
    return _("%(score)s ÷ %(full)s × %(weight)s = %(came_to)s") % told
