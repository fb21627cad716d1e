"""The way to the five lists in templates: {% five_lists inspection.id "tasks" %}."""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.forms import Form
from django.template import Context
from django.utils.translation import gettext as _

from bihuan.rectification.lists import FIVE_LISTS
from bihuan.web.lists.kept_views import query_words
from bihuan.web.sheets.of_the_house import SHEETS

register = template.Library()


@register.inclusion_tag("web/_five_lists.html")
def five_lists(inspection_id: uuid.UUID, here: str = "") -> dict[str, Any]:
    """Show the five lists of a dossier as tabs; `here` is the one that is open."""
    return {"names": list(FIVE_LISTS), "inspection_id": inspection_id, "here": here}


@register.simple_tag(takes_context=True)
def sheet_is_open(context: Context, name: str) -> bool:
    """True where the reader may change anything of a list by sending its workbook back."""
    sheet = SHEETS.get(name)
    return sheet is not None and sheet.is_open_to(context["actor"])


@register.simple_tag(takes_context=True)
def filter_in_words(context: Context) -> str:
    """Say by what the list on a page is filtered; a page whose filter is no form says it itself, `told_filter`."""
    told, asked = str(context.get("told_filter", "")), context.get("asked")
    if not isinstance(asked, Form):
        return told
    if not asked.is_bound:
        return _("everything")
    asked.is_valid()
    return query_words(asked)
