"""Advice on measures in templates: {% measure_advice measure %}, {% plan_advice inspection %}."""

from __future__ import annotations

from typing import Any

from django import template

from bihuan.dossiers.models import Inspection
from bihuan.rectification.models import Measure
from bihuan.web import advice

register = template.Library()


@register.inclusion_tag("web/_advice.html")
def measure_advice(measure: Measure | None) -> dict[str, Any]:
    """Say what is vague about one measure."""
    return {"said": advice.measure_advice(measure)}


@register.inclusion_tag("web/_plan_advice.html")
def plan_advice(inspection: Inspection) -> dict[str, Any]:
    """Say which measures of a plan are vague, before it is handed in."""
    return {"advised": advice.plan_advice(inspection)}
