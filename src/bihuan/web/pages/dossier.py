"""Everything that the page of one dossier shows, gathered once and cut to what its reader may know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.safestring import SafeString

from bihuan.access.models import Assignment
from bihuan.closeout.facts import whole_facts
from bihuan.closeout.models import Consent, Exemption, Return
from bihuan.desk.chances import Panel, chances_on_inspection, gate_panel
from bihuan.desk.course import course_of as entries_of
from bihuan.desk.mending import bars_to_sign_off
from bihuan.desk.notices import papers_seen
from bihuan.desk.offers import Target
from bihuan.domain.chain import Drawn, Link, LinkName, LinkState, chain_of, drawn_under, visiting_chain_of
from bihuan.domain.deadlines import DeadlineName
from bihuan.domain.evaluation import HUNDREDTHS
from bihuan.domain.in_charge import Span, in_charge_on
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import EvaluationFacts, InspectionFacts
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING, STEPS
from bihuan.domain.lifecycle.machine import Blocker, gates_of
from bihuan.domain.phases import Supervised, phase_on, supervised
from bihuan.domain.roles import UNIT
from bihuan.domain.rulebook import Rulebook
from bihuan.dossiers.days import Late, late_entries
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import asks, rulebook_of
from bihuan.evaluation.facts import hundredths_of
from bihuan.evaluation.forms import SCORERS
from bihuan.evaluation.models import Evaluation
from bihuan.ledger.prepared import read_rows
from bihuan.papers.models import IssuedPaper
from bihuan.rectification.meetings import standing_meeting
from bihuan.rectification.models import Meeting, Plan, Report
from bihuan.supervision.billing import first_look_on
from bihuan.supervision.custody import line_under
from bihuan.supervision.models import Check, CheckedFinding
from bihuan.web.course import Happening, happenings
from bihuan.web.dues import Due, Met, concentrated_end, dues_of
from bihuan.web.gates import Missing, Progress, missing_by, progress_of, whereabouts
from bihuan.web.lamps import Lamps
from bihuan.web.lists.finding_cells import Cells
from bihuan.web.lists.finding_columns import COLUMNS
from bihuan.web.lists.findings import line_of
from bihuan.web.next_step import lead_of_the_unit
from bihuan.web.notice_lines import Noticed, idle_of_notices, notices_of
from bihuan.web.offered import (
    Button,
    dossier_buttons,
    idle_of_packs,
    idle_on_dossier,
    names_on,
    own_entries,
    paper_buttons,
    told_what_comes_first,
)
from bihuan.web.pages.paper import counts_of, reads_papers
from bihuan.web.pages.questionnaire import RunLine, lines_of
from bihuan.web.places import Places, idle_of_places, places_of
from bihuan.web.things import Aim
from bihuan.web.words import blocker_words, in_brackets, word

COURSE = 12  # of the latest deeds
FINDING_COLUMNS = [COLUMNS[key] for key in ("number", "title", "stage", "due", "signed")]


@dataclass(frozen=True)
class Rows:
    """The rows of a dossier that its page shows, struck-out ones included where the reader may see them."""

    findings: list[Finding]
    plans: list[Plan]
    meeting: Meeting | None
    reports: list[Report]
    checks: list[Check]
    seen: dict[UUID, list[CheckedFinding]]
    evaluations: list[Evaluation]
    consents: list[Consent]
    exemptions: list[Exemption]
    returns: list[Return]
    notices: list[Noticed]
    papers: list[IssuedPaper]
    working_papers: list[tuple[str, int]]
    places: Places
    questionnaires: list[RunLine]


def rows_of(actor: Actor, aim: Aim) -> Rows:
    """Return the rows of a dossier, cut: the unit sees neither checks nor consents, and evaluations once told."""
    own = {"authority_id": aim.inspection.authority_id, "inspection_id": aim.inspection.id}
    evaluations = read_rows(Evaluation, own, "on", "number")
    if not aim.sees_all:
        evaluations = [row for row in evaluations if row.told_on and not row.withdrawn_on]
    findings = read_rows(Finding, own, "place", related=("handed_over_to",))
    return Rows(
        findings=findings,
        meeting=standing_meeting(aim.inspection),
        plans=read_rows(Plan, own, "number"),
        reports=read_rows(Report, own, "number", related=("file", "signed_paper")),
        checks=read_rows(Check, own, "on", "number") if aim.sees_all else [],
        seen=seen_by_check(aim, findings) if aim.sees_all else {},
        evaluations=evaluations,
        consents=read_rows(Consent, own, "on", "id") if aim.sees_all else [],
        exemptions=read_rows(Exemption, own, "on", "id") if aim.sees_all else [],
        returns=read_rows(Return, own, "number"),
        notices=notices_of(actor, aim),
        papers=papers_seen(actor, aim.inspection),
        working_papers=counts_of(actor, aim.inspection) if reads_papers(aim.held) else [],
        places=places_of(aim.inspection, sees_all=aim.sees_all),
        questionnaires=lines_of(aim.inspection) if aim.sees_all else [],
    )


def seen_by_check(aim: Aim, findings: Sequence[Finding]) -> dict[UUID, list[CheckedFinding]]:
    own = {"authority_id": aim.inspection.authority_id, "inspection_id": aim.inspection.id}
    by_finding: dict[UUID, list[CheckedFinding]] = {}
    for row in read_rows(CheckedFinding, own):
        by_finding.setdefault(row.finding_id, []).append(row)
    found: dict[UUID, list[CheckedFinding]] = {}
    for finding in findings:
        for row in by_finding.get(finding.id, ()):
            row.finding = finding  # read already, and not once more for each check
            found.setdefault(row.check_made_id, []).append(row)
    return found


@dataclass(frozen=True)
class Returned:
    """A numbered return with the verdict it was given under, in words."""

    row: Return
    verdict: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """What stands of a dossier today: how far it is, what is due, who supervises, what its close-out lacks."""

    chain: tuple[Link, ...]
    dues: tuple[Due, ...]
    phase: Supervised | None
    charge: tuple[Span, ...]
    in_charge: Span | None
    panel: Panel | None
    progress: Progress | None
    missing: tuple[Missing, ...]
    waived: tuple[Missing, ...]
    buttons: tuple[Button, ...]
    papers: tuple[Button, ...]
    own_entries: frozenset[UUID]
    on_check: frozenset[str]
    on_evaluation: frozenset[str]
    on_consent: frozenset[str]
    on_exemption: frozenset[str]
    late: list[Late]


def standing_of(actor: Actor, aim: Aim, rows: Rows) -> Standing:
    """Return what stands of a dossier, from one gathering of its facts."""
    inspection = aim.inspection
    facts = whole_facts(inspection, actor.today, rows.findings)
    rules = rulebook_of(inspection, actor.today)
    dues = dues_of(inspection, rules, actor.today, met_of(inspection, rows))
    line = line_under(inspection, rules, actor.today, rows.findings)
    panel = gate_panel(actor, inspection, facts=facts) if inspection.stage in RUNNING else None
    chances = chances_on_inspection(actor, inspection, facts)
    consents = [row for row in rows.consents if row.withdrawn_on is None]
    idle = idle_on_dossier(chances, last(rows.plans), standing_report(rows.reports), consents, rows.meeting)
    idle |= idle_of_places(chances, rows.places) | idle_of_notices(rows.notices) | idle_of_packs(chances, inspection)
    if asks(inspection, SCORERS):
        idle |= {"record_evaluation"}
    lacking = (*panel.blockers, *panel.waived) if panel else ()
    about = whereabouts(
        inspection, aim.held, lacking, rows.findings, bars_known_to(aim, facts, rules), actor.account_id
    )
    told = missing_by(about, lacking)
    split = len(panel.blockers) if panel else 0
    lead = lead_of_the_unit(chances, about, lacking, idle)
    return Standing(
        chain=chain_shown(aim, facts, rows, rules),
        dues=dues,
        phase=phase_of(inspection, rules, dues, rows.findings, actor.today),
        charge=line,
        in_charge=in_charge_on(line, actor.today),
        panel=panel,
        progress=progress_of(asked_of_close(rules), panel) if panel and aim.sees_all else None,
        missing=told[:split],
        waived=told[split:],
        buttons=(*lead, *told_what_comes_first(dossier_buttons(chances, inspection.id, idle), lacking[:split])),
        papers=paper_buttons(chances, inspection.id),
        own_entries=own_entries(aim.held, inspection, (*rows.checks, *rows.evaluations)),
        on_check=names_on(chances, Target.CHECK),
        on_evaluation=names_on(chances, Target.EVALUATION),
        on_consent=names_on(chances, Target.CONSENT),
        on_exemption=names_on(chances, Target.EXEMPTION),
        late=late_entries(inspection) if aim.sees_all else [],
    )


def bars_known_to(aim: Aim, facts: InspectionFacts, rules: Rulebook) -> Mapping[str, Blocker]:
    """Return what keeps each finding from its sign-off, for the unit, whose next deed it is."""
    return bars_to_sign_off(facts, rules) if aim.held & UNIT else {}


def asked_of_close(rules: Rulebook) -> dict[str, str]:
    """Return the gates of the close-out under the rules that bind a dossier, each with the clause that asks."""
    return {code: basis for code, (_terms, basis) in gates_of(STEPS["close"], rules).items()}


def chain_shown(aim: Aim, facts: InspectionFacts, rows: Rows, rules: Rulebook) -> tuple[Link, ...]:
    """Return the chain that the packs of a dossier choose, as a reader may see it."""
    if drawn_under(rules) is Drawn.TWO_CHECKS:
        return chain_known_to(aim, facts, rows)
    chain = visiting_chain_of(facts, aim.inspection.closed_on, first_look_on(aim.inspection))
    if aim.sees_all:
        return chain
    return tuple(replace(one, on=None) if one.name is LinkName.DAY_TO_DAY else one for one in chain)


def chain_known_to(aim: Aim, facts: InspectionFacts, rows: Rows) -> tuple[Link, ...]:
    """Return the chain as a reader may see it; what he was not told of is done without its day."""
    whole = chain_of(facts, aim.inspection.closed_on)
    told = chain_of(known_to(aim, facts, rows), aim.inspection.closed_on)
    return tuple(
        replace(mine, state=LinkState.DONE)
        if (mine.state, full.state) == (LinkState.PASSED_OVER, LinkState.DONE)
        else mine
        for mine, full in zip(told, whole, strict=True)
    )


def known_to(aim: Aim, facts: InspectionFacts, rows: Rows) -> InspectionFacts:
    """Return the facts as far as the chain may show them: to the unit only what it was told of."""
    if aim.sees_all:
        return facts
    told = tuple(EvaluationFacts(row.by_role, row.on, row.by_name, score_of(row)) for row in rows.evaluations)
    return replace(facts, evaluations=told)


def score_of(row: Evaluation) -> float:
    return hundredths_of(row) / int(HUNDREDTHS)


def met_of(inspection: Inspection, rows: Rows) -> Met:
    """Return the deadlines that a deed of this dossier has met, and when."""
    met: dict[DeadlineName, date] = {}
    handed_in = [plan.submitted_on for plan in rows.plans if plan.returned_on is None]
    evaluated = [row.on for row in rows.evaluations if row.withdrawn_on is None]
    if handed_in:
        met[DeadlineName.RECTIFICATION_PLAN] = min(handed_in)
    if rows.meeting is not None:
        met[DeadlineName.DEMOCRATIC_LIFE_MEETING] = rows.meeting.on
    if evaluated:
        met[DeadlineName.EVALUATION] = min(evaluated)
    if inspection.closed_on:
        met[DeadlineName.CLOSE_OUT] = inspection.closed_on
    for check in reversed([row for row in rows.checks if row.withdrawn_on is None]):
        if check.kind in (DeadlineName.RETURN_VISIT, DeadlineName.SPECIAL_CHECK):
            met[DeadlineName(check.kind)] = check.on
    return met


def phase_of(
    inspection: Inspection, rules: Rulebook, dues: tuple[Due, ...], findings: Sequence[Finding], today: date
) -> Supervised | None:
    """Return the phase of a dossier and who supervises it, None before its feedback and after its close."""
    handed_over = any(f.stage == FindingStage.LONG_TERM and f.hand_over_accepted_on for f in findings)
    phase = phase_on(
        today,
        feedback_on=inspection.feedback_on,
        concentrated_end=concentrated_end(dues),
        closed_on=inspection.closed_on,
        has_handed_over=handed_over,
    )
    return supervised(phase, rules) if phase else None


def last(plans: Sequence[Plan]) -> Plan | None:
    return plans[-1] if plans else None


def standing_report(reports: Sequence[Report]) -> Report | None:
    return next((row for row in reversed(reports) if row.withdrawn_on is None), None)


def finding_cells(inspection: Inspection, rows: Rows, today: date) -> list[SafeString]:
    """Return the cells of the findings, each a row of the account without its dossier; what is signed off has no lamp.

    Written as the account writes its own: of sixty findings a template took a quarter of the page's time.
    """
    lamps, cells = Lamps(today), Cells(FINDING_COLUMNS)
    for row in rows.findings:
        row.inspection = inspection
    return [cells.of(line_of(row, lamps)) for row in rows.findings]


def returned_lines(aim: Aim, rows: Rows) -> list[Returned]:
    """Return the numbered returns; of their verdicts the unit reads its own moves."""
    return [
        Returned(
            row,
            tuple(
                in_brackets(blocker_words(b["code"], b["subject"]), word("role", b["whose"]))
                for b in row.verdict
                if aim.sees_all or (b["whose"] in UNIT and not b["code"].startswith("evaluation."))
            ),
        )
        for row in rows.returns
    ]


def people_of(aim: Aim) -> list[Assignment]:
    """Return who holds a role on this very dossier, today's first; the unit is not shown them."""
    if not aim.sees_all:
        return []
    own = {"authority_id": aim.inspection.authority_id, "dossier_id": aim.inspection.id}
    return read_rows(Assignment, own, "role", "from_on", related=("account",))


def course_of(actor: Actor, aim: Aim) -> list[Happening]:
    """Return the latest deeds on a dossier, in short; its course has a page of its own."""
    entries = list(entries_of(actor, aim.inspection)[:COURSE])
    at, here = aim.inspection.authority_id, aim.inspection.organization_name
    return happenings(at, entries, to_the_unit=not aim.sees_all, here=here)
