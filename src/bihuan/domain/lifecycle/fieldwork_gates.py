"""The gates of the weeks on site: working papers that are whole, guidance given, feedback that was looked over.

What makes a paper incomplete is asked twice: of the one paper that is signed, and of all that still stand when the
team leaves. A paper that was withdrawn owes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bihuan.domain.lifecycle.facts import InspectionFacts, WorkingPaperFacts
from bihuan.domain.lifecycle.feedback_looks import NOT_COMPARED, TOO_FEW_LOOK_UPS, TOO_FEW_REVIEWS, look_ups, reviews
from bihuan.domain.lifecycle.gate import Gate, Terms, Unmet, blocked_if
from bihuan.domain.lifecycle.working_paper import UNREVIEWED, PaperStage
from bihuan.domain.roles import Role


def papers_lacking(has: Callable[[WorkingPaperFacts], bool]) -> Unmet:
    def lacking(facts: InspectionFacts, _: Terms) -> Iterator[str]:
        standing = (paper for paper in facts.working_papers if paper.stage != PaperStage.WITHDRAWN)
        return (paper.number for paper in standing if not has(paper))

    return lacking


def papers_unreviewed(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return (paper.number for paper in facts.working_papers if paper.stage in UNREVIEWED)


def guidance_missing(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(not facts.mid_term_guidance)


def feedback_not_compared(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(not facts.feedback_review.compared_with_papers)


def too_few_feedback_reviews(facts: InspectionFacts, terms: Terms) -> Iterator[str]:
    return blocked_if(reviews(facts.feedback_review, terms[TOO_FEW_REVIEWS]).are_too_few)


def too_few_look_ups(facts: InspectionFacts, terms: Terms) -> Iterator[str]:
    return blocked_if(look_ups(facts.feedback_review, terms[TOO_FEW_LOOK_UPS]).are_too_few)


def replies_awaited(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    """The unit has until the day that it was told; silence after it bars nothing."""
    return (one.number for one in facts.put_facts if not one.is_answered and facts.on <= one.due_on)


def objections_unanswered(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return (one.number for one in facts.put_facts if one.awaits_reasons)


def fixes_unchecked(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return (one.number for one in facts.fixes if not one.is_checked)


FEEDBACK_REVIEW = (
    Gate(NOT_COMPARED, Role.OFFICE, feedback_not_compared),
    Gate(TOO_FEW_REVIEWS, Role.OFFICE, too_few_feedback_reviews),
    Gate(TOO_FEW_LOOK_UPS, Role.OFFICE, too_few_look_ups),
)
FIELDWORK = (
    Gate("mid_term_guidance.missing", Role.LEADING_GROUP, guidance_missing),
    Gate("working_paper.no_evidence", Role.MEMBER, papers_lacking(lambda paper: paper.evidence > 0)),
    Gate("working_paper.no_basis", Role.MEMBER, papers_lacking(lambda paper: paper.basis.strip() != "")),
    Gate("working_paper.no_phenomenon", Role.MEMBER, papers_lacking(lambda paper: paper.phenomenon.strip() != "")),
    Gate("working_paper.no_nature", Role.MEMBER, papers_lacking(lambda paper: paper.nature.strip() != "")),
    Gate(
        "working_paper.no_responsibility", Role.MEMBER, papers_lacking(lambda paper: paper.responsibility.strip() != "")
    ),
    Gate("working_paper.unreviewed", Role.TEAM_LEADER, papers_unreviewed),
    Gate("fix_at_once.unchecked", Role.TEAM_LEADER, fixes_unchecked),
    Gate("reply.awaited", Role.UNIT_LIAISON, replies_awaited),
    Gate("objection.unanswered", Role.OFFICE, objections_unanswered),
)
