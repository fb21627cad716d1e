"""Controls of forms written straight as HTML, the same as Django's templates write them.

Django renders each option and each set of attributes through templates of its own: of the account of findings, whose
filter row names every unit, that was half the page's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

INPUTS = frozenset(
    f"django/forms/widgets/{name}.html"
    for name in ("checkbox", "date", "email", "hidden", "input", "number", "password", "text")
)
SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    """Writes inputs and selects itself and leaves every other control to Django's templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name in INPUTS:
            return input_of(context["widget"])
        if template_name == SELECT:
            return select_of(context["widget"])
        return super().render(template_name, context, request)


def input_of(widget: Mapping[str, Any]) -> SafeString:
    """Write an input."""
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    own = attributes(widget["attrs"])
    return mark_safe(f'<input type="{widget["type"]}" name="{conditional_escape(widget["name"])}"{value}{own}>')


def select_of(widget: Mapping[str, Any]) -> SafeString:
    """Write a select with its options, in their groups where they have any."""
    groups = "".join(group_of(name, options) for name, options, _ in widget["optgroups"])
    name = conditional_escape(widget["name"])
    return mark_safe(f'<select name="{name}"{attributes(widget["attrs"])}>{groups}</select>')


def group_of(name: str | None, options: Iterable[Mapping[str, Any]]) -> str:
    written = "".join(option_of(option["value"], option["label"], option["attrs"]) for option in options)
    return f'\n<optgroup label="{conditional_escape(name)}">{written}</optgroup>' if name else written


def option_of(value: object, label: object, own: Mapping[str, Any]) -> str:
    return (
        f'\n<option value="{conditional_escape(str(value))}"{attributes(own)}>{conditional_escape(str(label))}</option>'
    )


def attributes(own: Mapping[str, Any]) -> str:
    """Write attributes: those that are True by their name alone, those that are False not at all."""
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in own.items()
        if value is not False
    )
