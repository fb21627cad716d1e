"""Forms in templates: one field with its label, help and errors; the idempotency key."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bihuan.web import keys

register = template.Library()
TICKED = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


@register.simple_tag
def deed_key() -> SafeString:
    """Give a form its idempotency key; every form that does a deed carries one."""
    return format_html('<input type="hidden" name="{}" value="{}">', keys.FIELD, keys.new_key())


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
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attributes),
        "is_tick": isinstance(widget, forms.CheckboxInput),
    }
