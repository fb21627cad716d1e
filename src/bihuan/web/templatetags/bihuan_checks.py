"""What pages say of a finding that a check has seen: whether it is as told, and how far it is put right."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from bihuan.supervision.models import Check, CheckedFinding
from bihuan.supervision.outcomes import PUT_RIGHT, Seen
from bihuan.web.words import word

register = template.Library()


@register.filter
def seen_words(row: CheckedFinding, check: Check) -> str:
    """Say what a check saw; of a planned one, which asks whether it is as the unit told, both answers."""
    conclusion = word("conclusion", row.conclusion)
    if check.planned_id is None or row.conclusion not in PUT_RIGHT:
        return conclusion
    return both(conclusion)


@register.filter
def outcome_words(seen: Seen) -> str:
    """Say what became of a planned matter, in the same words as its dossier does."""
    if seen.conclusion not in PUT_RIGHT:
        return word("check_outcome", seen.outcome)
    return both(word("conclusion", seen.conclusion))


def both(conclusion: str) -> str:
    told = {"verdict": word("check_outcome", "true"), "conclusion": conclusion}
    return _("%(verdict)s (how far put right: %(conclusion)s)") % told
