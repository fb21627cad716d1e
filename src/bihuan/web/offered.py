"""Deeds as buttons: those that fit the reader's role and the stage, open or barred with every reason.

A button that would find nothing to do (no plan is waiting, a consent stands already) is left out: that is no refusal,
there is just nothing there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from bihuan.closeout.models import Consent
from bihuan.desk.chances import Chance
from bihuan.desk.fitting import END_ROUND, finds_its_measure
from bihuan.desk.offers import Target
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import Blocker
from bihuan.domain.lifecycle.resting import BEFORE_CONSENTS
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import has_other_packs
from bihuan.evaluation.models import Evaluation
from bihuan.rectification.models import Extension, Measure, Meeting, Plan, Report
from bihuan.supervision.actions import may_withdraw
from bihuan.supervision.models import Check
from bihuan.web.addresses import address
from bihuan.web.words import blocker_words, deed_words, word

# deeds with a page of their own: the wizard that reads a document
ELSEWHERE: Mapping[str, str] = {"import_findings": "import_findings", "take_over": "take_over"}
CHANGE_PACKS = "change_packs"
CONSENT_OF: Mapping[str, str] = {"accept": "acceptance", "approve": "approval", "countersign": "countersignature"}
# papers have a panel of their own on the dossier's page
PAPERS = (
    *("issue_inspection_notice", "issue_fix_order", "issue_report", "issue_opinion", "issue_copy_notice"),
    *("issue_card", "issue_control_sheet", "issue_bulletin"),
)
ON_SENT = ("write_special_report", "record_instruction", "route_instruction", "transfer_matter")
# deeds that stand on a page of their own, by its name: the dossier's page leads there
PAGE_OF: Mapping[str, str] = {
    **dict.fromkeys((*ON_SENT, "issue_special_report", "issue_transfer"), "sent_papers"),
    **dict.fromkeys(("order_fix", "answer_fix", "tell_own_fix", "check_fix"), "unit_talk"),
    **dict.fromkeys(("put_facts", "reply_to_fact", "answer_objection"), "unit_talk"),
    **dict.fromkeys(("choose_guide", "put_guide_aside", "tick_guide", "withdraw_tick"), "guide_on_site"),
    **dict.fromkeys(("note_concern", "solve_concern", "write_log", "give_guidance", "follow_guidance"), "stay"),
    **dict.fromkeys(("write_team_report", "record_hearing", "follow_hearing", "redirect_copy_notice"), "to_feedback"),
    "withdraw_hearing": "to_feedback",
    **dict.fromkeys(("begin_scoring", "hand_in_scores", "settle_scores", "cancel_scoring", "assess_self"), "panel"),
    **dict.fromkeys(("enter_people_result", "withdraw_people_result", "combine_scores", "tell_leader"), "panel"),
    "return_self_assessment": "panel",
    **dict.fromkeys(("propose_consequence", "mark_grave", "withdraw_grave", "decide_consequence"), "panel"),
    **dict.fromkeys(("notify_consequence", "record_consequence"), "panel"),
    **dict.fromkeys(("compare_feedback", "review_feedback", "look_up_for_feedback"), "to_feedback"),
}
FORWARD = frozenset(
    {
        "enter_site",
        "leave_site",
        "write_working_paper",
        "submit_working_paper",
        "review_working_paper",
        "sign_working_paper",
        "confirm_finding",
        "import_findings",
        "give_feedback",
        "submit_plan",
        "accept_plan",
        "sign_report",
        "accept",
        "approve",
        "countersign",
        "close",
        "request_sign_off",
        "grant_sign_off",
        "accept_hand_over",
        "file_with_parties",
        "write_periodic_report",
        "sign_periodic_report",
        "evaluate_as_party",
        "feed_back_three_party",
        "hand_in_scores",
        "settle_scores",
        "assess_self",
        "combine_scores",
        "decide_consequence",
        "notify_consequence",
        "record_consequence",
    }
)


@dataclass(frozen=True)
class Button:
    """A deed as somebody is offered it."""

    deed: str
    words: str
    role: str
    url: str
    is_open: bool
    reasons: tuple[str, ...]
    is_forward: bool
    conditions: int = 0  # unmet; one of them may have several reasons
    too_early: str = ""  # what comes first by the course of a close, though nothing bars the deed


def dossier_buttons(
    chances: Iterable[Chance], inspection_id: UUID, idle: Collection[str] = frozenset()
) -> tuple[Button, ...]:
    """Return the deeds on the dossier itself, and none on its round; `idle` would find nothing to do."""
    left_out = {END_ROUND, *PAPERS, *PAGE_OF, *idle}
    fitting = [c for c in chances if c.offer.target is Target.INSPECTION and c.offer.name not in left_out]
    return in_order(button(c, url_on_dossier(c.offer.name, inspection_id)) for c in fitting)


def told_what_comes_first(buttons: Iterable[Button], lacking: Iterable[Blocker]) -> tuple[Button, ...]:
    """Say beside each consent which checks and evaluations the close still lacks; it leads on no more then."""
    before = (blocker_words(one.code, one.subject) for one in lacking if one.code in BEFORE_CONSENTS)
    first = _(", ").join(dict.fromkeys(before))
    if not first:
        return tuple(buttons)
    told = (
        replace(one, is_forward=False, too_early=first) if one.deed in CONSENT_OF and one.is_open else one
        for one in buttons
    )
    return in_order(told)


def paper_buttons(chances: Iterable[Chance], inspection_id: UUID) -> tuple[Button, ...]:
    """Return the papers that can be made of a dossier, in the order of the table."""
    by_name = {c.offer.name: button(c, url_on_dossier(c.offer.name, inspection_id)) for c in chances}
    return tuple(by_name[name] for name in PAPERS if name in by_name)


def finding_buttons(
    chances: Iterable[Chance], finding_id: UUID, idle: Collection[str] = frozenset()
) -> tuple[Button, ...]:
    """Return the deeds on the finding itself."""
    fitting = [c for c in chances if c.offer.target is Target.FINDING and c.offer.name not in idle]
    return in_order(button(c, address("finding_do", finding_id, c.offer.name)) for c in fitting)


def in_order(buttons: Iterable[Button]) -> tuple[Button, ...]:
    """Return what can be used, open and forward first."""
    return tuple(sorted((b for b in buttons if b.url), key=lambda b: (not b.is_open, not b.is_forward)))


def button(chance: Chance, url: str) -> Button:
    reasons = tuple(dict.fromkeys(blocker_words(b.code, b.subject) for b in chance.verdict.blockers))
    name, asked = chance.offer.name, len(chance.verdict.unmet)
    return Button(
        name, deed_words(name), word("role", chance.role), url, chance.is_open, reasons, name in FORWARD, asked
    )


def url_on_dossier(deed: str, inspection_id: UUID) -> str:
    """Return where a deed on a dossier is done; nothing where its page does not exist."""
    if deed not in ELSEWHERE:
        return address("dossier_do", inspection_id, deed)
    try:
        return address(ELSEWHERE[deed], inspection_id)
    except NoReverseMatch:
        return ""


def names_on(chances: Iterable[Chance], target: Target) -> frozenset[str]:
    """Return the deeds on rows of one kind that somebody may take now."""
    return frozenset(c.offer.name for c in chances if c.offer.target is target)


# --- what would find nothing to do ------------------------------------------------------------------


def idle_on_dossier(
    chances: Iterable[Chance],
    plan: Plan | None,
    report: Report | None,
    consents: Iterable[Consent],
    meeting: Meeting | None,
) -> frozenset[str]:
    """Return the deeds on a dossier that would find nothing to do."""
    idle = {"withdraw_meeting" if meeting is None else "record_meeting"}
    is_waiting = plan is not None and plan.accepted_on is None and plan.returned_on is None
    if not is_waiting:
        idle |= {"accept_plan", "return_plan"}
    if plan is not None and plan.returned_on is None:
        idle.add("submit_plan")
    if report is None:
        idle.add("withdraw_report")
    elif report.signed_on is not None:
        idle |= {"sign_report", "attest_signature"}
    given = {(row.kind, row.by_role) for row in consents}
    idle |= {c.offer.name for c in chances if (CONSENT_OF.get(c.offer.name, ""), c.role.value) in given}
    return frozenset(idle)


def idle_of_packs(chances: Iterable[Chance], inspection: Inspection) -> frozenset[str]:
    """Return the change of packs where no others are chosen; asked only for whoever could decide it."""
    may = any(one.offer.name == CHANGE_PACKS for one in chances)
    return frozenset({CHANGE_PACKS}) if may and not has_other_packs(inspection) else frozenset()


def idle_on_finding(finding: Finding) -> frozenset[str]:
    """Return the deeds on a finding that would find nothing to do."""
    idle: set[str] = set()
    if not finding.person_matter and not (finding.outcome or finding.accountability):
        idle.add("state_outcome")
    return frozenset(idle)


def on_measure(names: Collection[str], measure: Measure, extension: Extension | None) -> Iterator[str]:
    """Return the deeds that fit one measure, of those that fit the finding."""
    for name in ("report_progress", "revise_measure", "request_extension", "approve_extension", "refuse_extension"):
        if name in names and finds_its_measure(name, measure, extension):
            yield name


def own_entries(held: Iterable[Role], inspection: Inspection, entries: Iterable[Check | Evaluation]) -> frozenset[UUID]:
    """Return the checks and evaluations that somebody of these roles may withdraw."""
    roles = [role for role in held if role in STEPS["withdraw"].roles]
    return frozenset(one.id for one in entries if any(may_withdraw(role, inspection, one.by_role) for role in roles))
