"""Words of plans in templates: what a plan lacks, of which kind a round is, whether a plan is adopted."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bihuan.domain.planning import Unmet
from bihuan.planning.models import Adopted, RoundPlan
from bihuan.web.plan_drawing import Block
from bihuan.web.words import day_words, plan_fault_said, word

register = template.Library()


@register.filter
def plan_fault(lack: Unmet) -> str:
    """Say one thing that a plan lacks."""
    return plan_fault_said(lack.code, lack.subject)


@register.simple_tag
def plan_fault_words(code: str, subject: str) -> str:
    """Say one thing that a plan lacks, by its code."""
    return plan_fault_said(code, subject)


@register.simple_tag
def kind_of(plan: RoundPlan | None) -> str:
    """Say of which kind a round is: form, manners, linkage."""
    if plan is None:
        return word("inspection_kind", "routine")
    parts = [word("inspection_kind", plan.form), *(word("manner", one) for one in plan.manners)]
    return " · ".join([*parts, *([word("linkage", plan.linkage)] if plan.linkage else [])])


@register.simple_tag
def adopted(plan: Adopted) -> SafeString:
    """Say whether a plan is adopted, and whether it has changed since."""
    if plan.is_adopted:
        words = _("adopted on %(day)s") % {"day": day_words(plan.adopted_on)}
        return format_html('<span class="tag tag-signed_off">{}</span>', words)
    if plan.is_changed_since:
        words = _("changed since its adoption on %(day)s") % {"day": day_words(plan.adopted_on)}
        return format_html('<span class="tag tag-under_review">{}</span>', words)
    return format_html('<span class="tag">{}</span>', _("not adopted yet"))


@register.simple_tag
def right_of(block: Block) -> float:
    """Return the right end of a round's bar."""
    return round(block.x + block.width, 1)
