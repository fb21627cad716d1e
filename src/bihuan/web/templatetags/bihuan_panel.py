"""What the pages of evaluation say of marks and parts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _

from bihuan.domain.evaluation import HUNDREDTHS
from bihuan.domain.score_forms import Item
from bihuan.evaluation.models import Consequence
from bihuan.web.look_back_opening import Opening, opening_of
from bihuan.web.score_rows import item_words
from bihuan.web.words import plain

register = template.Library()


@register.simple_tag
def opening(row: Consequence) -> Opening | None:
    """Say where a decided look-back stands."""
    return opening_of(row)


@register.filter
def points_off(worth: str) -> str:
    """Say how many points a line takes off."""
    return _("%(points)s points") % {"points": plain(Decimal(worth))}


@register.filter
def item(one: Item) -> str:
    """Say a line of a form."""
    return item_words(one)


@register.filter
def number(value: Decimal) -> str:
    """Say a number without idle zeros."""
    return plain(value)


@register.filter
def sum_of_part(part: Mapping[str, Any]) -> str:
    """Say how a part comes to what it contributes, so that anybody can recompute it."""
    told = {
        "score": plain(Decimal(part["hundredths"]) / HUNDREDTHS),
        "full": plain(Decimal(part["full_hundredths"]) / HUNDREDTHS),
        "weight": part["weight"],
        "came_to": plain(Decimal(part["contributes"]) / HUNDREDTHS),
    }
    return _("%(score)s ÷ %(full)s × %(weight)s = %(came_to)s") % told
