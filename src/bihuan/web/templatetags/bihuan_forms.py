"""Forms in templates: one field with its label, help and errors; the idempotency key."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bihuan.web import keys
from bihuan.web.forms.deed import several_words

register = template.Library()
ABOUT_PEOPLE = ("clue", "tip")  # what the pages of clues and tips are called: no word of theirs stays in a browser
TICKED = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)
COUNTED_FROM = 3  # of fewer boxes everybody sees how many are ticked


@register.simple_tag
def deed_key() -> SafeString:
    """Give a form its idempotency key; every form that does a deed carries one."""
    return format_html('<input type="hidden" name="{}" value="{}">', keys.FIELD, keys.new_key())


@register.simple_tag
def several_files() -> str:
    """Say beside a control of files that several can be chosen at once."""
    return several_words()


@register.simple_tag(takes_context=True)
def kept_for(context: Context) -> str:
    """Return for whom a browser's tab may keep what is typed on this page until it is sent; empty where it may not."""
    request, actor = context.get("request"), context.get("actor")
    match = getattr(request, "resolver_match", None)
    if actor is None or match is None or match.view_name.startswith(ABOUT_PEOPLE):
        return ""
    return str(actor.account_id)


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Show a field: label, required mark, control, help, errors."""
    widget = bound.field.widget
    look = "form-control form-control-sm"
    if isinstance(widget, TICKED):
        look = "form-check-input"
    elif isinstance(widget, forms.Select):
        look = "form-select form-select-sm"
    attributes: dict[str, str | bool] = {"class": f"{look} is-invalid" if bound.errors else look}
    boxes = len(bound.subwidgets) if isinstance(widget, forms.CheckboxSelectMultiple) else 0
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attributes),
        "is_tick": isinstance(widget, forms.CheckboxInput),
        "boxes": boxes if boxes >= COUNTED_FROM else 0,
    }


def dressed(bound: BoundField, **more: str) -> SafeString:
    """Return a control without its label, in the small size; `more` are attributes beside its look."""
    widget = bound.field.widget
    if isinstance(widget, TICKED):
        look = "form-check-input"
    else:
        look = "form-select form-select-sm" if isinstance(widget, forms.Select) else "form-control form-control-sm"
    attributes: dict[str, str | bool] = {"class": f"{look} is-invalid" if bound.errors else look, **more}
    return bound.as_widget(attrs=attributes)


@register.inclusion_tag("web/_filter.html")
def filter_control(bound: BoundField) -> dict[str, Any]:
    """Show a control of a filter row: its label before it, a tick after its box."""
    is_tick = isinstance(bound.field.widget, forms.CheckboxInput)
    return {"field": bound, "control": dressed(bound), "is_tick": is_tick}


@register.inclusion_tag("web/_cell.html")
def cell(bound: BoundField) -> dict[str, Any]:
    """Show a control in a cell of a table with its errors; its label is heard, and seen in the table's headings."""
    return {"field": bound, "control": dressed(bound, **{"aria-label": str(bound.label)})}
