"""What a judgement knows: plain values about one inspection, gathered by the rooms, judged by gates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from bihuan.domain.roles import Role

TEAM = "team"  # a team acts as a body in facts; it has no role of its own


class CheckKind(StrEnum):
    """What sort of visit a check was; an ordinary check has none."""

    SPECIAL_CHECK = "special_check"
    SURPRISE = "surprise"
    RETURN_VISIT = "return_visit"


@dataclass(frozen=True)
class Tenure:
    """Somebody heads the organization from one day to another, both included; acting heads too."""

    name: str
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class TwoHeads(ValueError):
    """Two people would head one organization on the same day."""

    def __init__(self, first: Tenure, second: Tenure) -> None:
        self.first, self.second = first, second
        day = max(first.since, second.since)
        super().__init__(
            f"{first.name} and {second.name} would both be head on {day.isoformat()}; "
            "end one tenure before the other begins"
        )


def refuse_two_heads(tenures: Iterable[Tenure]) -> None:
    """Raise TwoHeads where two tenures share a day."""
    ordered = sorted(tenures, key=lambda tenure: (tenure.since, tenure.name))
    for first, second in pairwise(ordered):
        if first.covers(second.since):
            raise TwoHeads(first, second)


def head_on(tenures: Iterable[Tenure], day: date) -> Tenure | None:
    """Return who is head on `day`, None in a vacancy."""
    return next((tenure for tenure in tenures if tenure.covers(day)), None)


@dataclass(frozen=True)
class MeasureFacts:
    """One measure of a finding, as far as a gate asks."""

    number: str
    has_owner: bool
    has_due: bool
    has_expected_result: bool
    done: bool


@dataclass(frozen=True)
class FindingFacts:
    """One finding, as far as a gate asks."""

    number: str
    stage: str
    person_matter: bool = False
    outcome: str = ""
    accountability: str = ""
    handed_over_to: str = ""
    accepted_on: date | None = None
    measures: tuple[MeasureFacts, ...] = ()
    evidence: int = 0
    result: str = ""
    seen_otherwise: bool = False  # the last check since the sign-off that looked at it did not find it put right


@dataclass(frozen=True)
class CheckFacts:
    """Supervision on the spot: by which body, when, of what sort."""

    by: str
    on: date
    name: str = ""
    kind: CheckKind | None = None


@dataclass(frozen=True)
class EvaluationFacts:
    """One evaluation of the rectification; `score` on the scale of the pack's total."""

    by: str
    on: date
    name: str = ""
    score: float | None = None


@dataclass(frozen=True)
class ReportFacts:
    """The written close-out report and its signature."""

    signed_by: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class SignedOn:
    """A consent: by which role and on which day."""

    by: str
    on: date


@dataclass(frozen=True)
class CopyNotice:
    """A copy notice sent with the feedback."""

    to: str
    on: date


@dataclass(frozen=True)
class Filing:
    """Plan or report of the rectification filed with one of those who have to know of it."""

    paper: str
    to: str
    on: date


@dataclass(frozen=True)
class FedBack:
    """What the parties found, told to one of its receivers."""

    to: str
    on: date


@dataclass(frozen=True)
class NotApplicable:
    """A party that does not exist for this organization, and why."""

    party: str
    reason: str


@dataclass(frozen=True)
class PeriodicReport:
    """A report on the rectification that is due on a day."""

    due: date
    signed_by: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class WorkingPaperFacts:
    """One working paper, as far as a gate asks."""

    number: str
    stage: str = ""
    evidence: int = 0
    basis: str = ""
    phenomenon: str = ""
    nature: str = ""
    responsibility: str = ""


@dataclass(frozen=True)
class PutFactFacts:
    """One fact that was put to the unit before the feedback, as far as a gate asks."""

    number: str
    due_on: date
    is_answered: bool = False
    awaits_reasons: bool = False  # the unit objected, and nobody has said yet what follows


@dataclass(frozen=True)
class FixFacts:
    """One matter that the unit was told to put right at once, as far as a gate asks."""

    number: str
    is_checked: bool = False


@dataclass(frozen=True)
class FeedbackReviewFacts:
    """How a feedback opinion was looked over before it goes out."""

    compared_with_papers: bool = False
    reviewed_by: tuple[str, ...] = ()
    looked_up: tuple[str, ...] = ()


@dataclass(frozen=True)
class HangingFacts:
    """What was done upon a dossier before anybody went in: it would hang in the air, were the dossier withdrawn.

    What stands in the register of clues is nowhere asked for here: an answer that it changes would give it away.
    """

    teams: tuple[str, ...] = ()  # authorised to visit the unit in the round, and not ended
    papers: tuple[str, ...] = ()  # that went out and hold
    open_door: bool = False  # the public is asked
    tips_came: bool = False
    costs: int = 0


@dataclass(frozen=True)
class Assessment:
    """An assessment at the end of a round, of the team or of its host."""

    of: str
    on: date


@dataclass(frozen=True)
class Waiver:
    """A waiver by the leading group, with its reason."""

    code: str
    reason: str
    by: Role
    on: date


@dataclass(frozen=True)
class InspectionFacts:
    """One inspection with all that its gates ask."""

    stage: str
    on: date
    feedback_on: date | None = None
    supervision_office: str = ""
    heads: tuple[Tenure, ...] = ()
    findings: tuple[FindingFacts, ...] = ()
    checks: tuple[CheckFacts, ...] = ()
    evaluations: tuple[EvaluationFacts, ...] = ()
    report: ReportFacts | None = None
    acceptance: SignedOn | None = None
    office_approval: date | None = None
    countersigned: tuple[SignedOn, ...] = ()
    exceptions: tuple[Waiver, ...] = ()
    responsible_department_needed: bool = False
    copy_notices: tuple[CopyNotice, ...] = ()
    working_papers: tuple[WorkingPaperFacts, ...] = ()
    mid_term_guidance: tuple[date, ...] = ()
    feedback_review: FeedbackReviewFacts = FeedbackReviewFacts()
    put_facts: tuple[PutFactFacts, ...] = ()
    fixes: tuple[FixFacts, ...] = ()
    plan_submitted: bool = False
    plan_accepted: bool = False
    signer: str = ""
    consents_stand: bool = False
    hanging: HangingFacts = HangingFacts()
    # asked by the packs of single places only
    filings: tuple[Filing, ...] = ()
    three_party: tuple[SignedOn, ...] = ()
    three_party_fed_back: tuple[FedBack, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    periodic_reports: tuple[PeriodicReport, ...] = ()
    status: str = "active"
    successors: tuple[str, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    round_report_filed_on: date | None = None
