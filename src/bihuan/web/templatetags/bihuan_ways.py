"""The way to a page in templates: a step whose door is closed to the reader is named and leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from django import template
from django.template import Context
from django.urls import Resolver404, get_script_prefix, resolve

from bihuan.domain.jurisdiction import Actor
from bihuan.web.forms import Crumb
from bihuan.web.permissions import is_for_named, may_open
from bihuan.web.return_address import way_back

register = template.Library()


@register.filter
def walked_by(crumbs: Iterable[Crumb], actor: Actor | None) -> Iterator[Crumb]:
    """Return the steps of a way, without the addresses that the reader's roles do not open."""
    return (crumb if leads(crumb.url, actor) else replace(crumb, url="") for crumb in crumbs)


@register.simple_tag(takes_context=True)
def page_of_form(context: Context) -> str:
    """Return where the form stands that was sent, for whoever has to send it again; empty where that is not known."""
    return way_back(context["request"])


def leads(url: str, actor: Actor | None) -> bool:
    """True where an address is open to somebody; who comes to a page for named people is one of them."""
    name = page_at(get_script_prefix(), url.partition("?")[0].partition("#")[0]) if url else None
    return name is None or is_for_named(name) or may_open(name, actor)


@lru_cache(maxsize=1024)
def page_at(prefix: str, path: str) -> str | None:
    """Return the name of the page at an address; None where there is none."""
    try:
        return resolve("/" + path.removeprefix(prefix)).view_name
    except Resolver404:
        return None
