"""Words in templates: terms of the glossary, days, money, lamps and stages in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from bihuan.dossiers.days import Late
from bihuan.rectification.models import MeasureChange
from bihuan.web.icons import Drawing, drawing, our_mark
from bihuan.web.lamps import lamp_mark
from bihuan.web.styles.first_sight import FIRST_SIGHT, WAITING
from bihuan.web.words import (
    actor_words,
    change_words,
    day_words,
    deed_words,
    instant_words,
    late_words,
    moment_words,
    money_words,
    word,
)

register = template.Library()


@register.simple_tag
def term(family: str, code: object) -> str:
    """Say a code: {% term "finding_stage" finding.stage %}."""
    return word(family, code)


@register.filter
def called(code: object, family: str) -> str:
    """Say a code in a filter: {{ finding.stage|called:"finding_stage" }}."""
    return word(family, code)


@register.filter
def deed(name: object) -> str:
    """Say a deed by its name."""
    return deed_words(name)


@register.filter
def moment(code: object) -> str:
    """Say what happened, by the deed that makes it or by a name of its own."""
    return moment_words(code)


@register.filter
def changed(change: MeasureChange) -> str:
    """Say what was changed of a measure: of each column the old and the new words."""
    return change_words(change)


@register.filter
def lateness(late: Late) -> str:
    """Say of which day a deed is that was entered after the fact, and on which it was entered."""
    return late_words(late)


@register.filter
def day(value: date | None) -> str:
    """Say a day."""
    return day_words(value)


@register.filter
def instant(value: datetime | None) -> str:
    """Say an instant in local time."""
    return instant_words(value)


@register.filter
def money(fen: int | None) -> str:
    """Say an amount given in fen."""
    return money_words(fen)


@register.simple_tag
def tag(family: str, code: object) -> SafeString:
    """Show a stage or kind as a coloured tag: {% tag "finding_stage" finding.stage %}."""
    return format_html('<span class="tag tag-{}">{}</span>', code, word(family, code))


@register.simple_tag
def lamp(colour: object, words: str = "") -> SafeString:
    """Show a lamp with its word beside it (never by colour alone): {% lamp "red" "3 days over" %}."""
    return lamp_mark(str(colour), words or word("lamp", colour))


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Draw an icon; it says nothing to a screen reader, so words stand beside it."""
    return drawn("icon", drawing(name))


@register.simple_tag
@cache
def mark() -> SafeString:
    """Draw the mark of the product; its name stands beside it."""
    return drawn("our-mark", our_mark())


@register.simple_tag
def first_sight() -> SafeString:
    """Give the browser the few rules it shows the bar by, while it fetches the house's sheet."""
    return format_html("<style>{}</style>", mark_safe(FIRST_SIGHT))


@register.simple_tag
def wait_for_sheets() -> SafeString:
    """Let the browser show nothing that comes after here without the sheets that came before."""
    return format_html("<script>{}</script>", mark_safe(WAITING))


def drawn(kind: str, one: Drawing) -> SafeString:
    """Return a drawing of our own files as it stands in a page."""
    return format_html(
        '<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>',
        kind,
        one.box,
        SafeString(one.lines),
    )


@register.simple_tag
def who(name: str, role: str = "") -> SafeString:
    """Say who did something and in which role; an office that bears its role's name is named once."""
    said, acting_as = actor_words(name), word("role", role) if role else ""
    if not said or said == acting_as:
        return format_html("{}", acting_as)
    return format_html('{} <span class="quiet">{}</span>', said, acting_as) if acting_as else format_html("{}", said)


@register.filter
def beside(roles: Iterable[str], name: str) -> str:
    """Say roles beside their holder's name, without one that says the same."""
    return gettext(", ").join(said for said in (word("role", role) for role in roles) if said != name)
