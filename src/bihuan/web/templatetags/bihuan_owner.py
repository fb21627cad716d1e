"""Who answers for a dossier today, where its unit has ended."""

from __future__ import annotations

from typing import Any

from django import template

from bihuan.dossiers.facts import owner_of
from bihuan.dossiers.models import Inspection
from bihuan.organizations.models import Organization

register = template.Library()


@register.simple_tag(takes_context=True)
def successor_of(context: Any, one: Inspection) -> Organization | None:
    """Return the unit that took a dossier over from its own; None while its own lives, or where nobody did."""
    owner = owner_of(one, context["today"])
    return owner if owner.id != one.organization_id else None
