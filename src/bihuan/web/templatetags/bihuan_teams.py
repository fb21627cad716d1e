"""Words of the pool and of teams in templates."""

from __future__ import annotations

from django import template

from bihuan.domain.glossary import ASPECTS_ASSESSED
from bihuan.teams.assessing import mean_of, scores_of
from bihuan.teams.inspectors import TOLD
from bihuan.teams.models import Assessment, Inspector
from bihuan.teams.pool_sheet import TICKS, shown
from bihuan.web.words import in_this_language, team_said, word

register = template.Library()
BY_THEMSELVES = ("name", "posts_held", "kin")


@register.simple_tag
def facts_of(row: Inspector) -> list[tuple[str, str]]:
    """Return what is told of somebody, label and words."""
    found = []
    for key in TOLD:
        if key not in BY_THEMSELVES:
            value = getattr(row, key)
            is_told = bool(value) or key not in TICKS
            found.append((word("inspector_field", key), str(shown(value, key, in_this_language)) if is_told else ""))
    return found


@register.simple_tag
def scored(row: Assessment) -> list[tuple[str, int]]:
    """Return the scores of an assessment, aspect by aspect."""
    told = scores_of(row)
    return [(word("assessed", aspect), told[aspect]) for aspect in ASPECTS_ASSESSED if aspect in told]


@register.simple_tag
def mean_scored(row: Assessment) -> float:
    """Return the mean of an assessment."""
    return round(mean_of(row), 1)


@register.simple_tag
def team_called(number: str) -> str:
    """Return what a team is called."""
    return team_said(number)
