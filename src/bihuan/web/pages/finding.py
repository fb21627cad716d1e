"""Everything that the card of one finding shows: measures, evidence, result, answers, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bihuan.desk.chances import Chance, chances_on_finding
from bihuan.desk.course import course_of
from bihuan.desk.offers import Target
from bihuan.desk.sight import is_told
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.phases import Supervised, phase_of_finding, phase_on, supervised
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.evaluation.models import Recurrence
from bihuan.evaluation.recurrence import links_of, old_findings
from bihuan.ledger.models import Entry
from bihuan.rectification.advice import advice_on
from bihuan.rectification.facts import presses_on
from bihuan.rectification.models import Extension, Look, Measure, MeasureChange, SignOffAnswer
from bihuan.rectification.stalling import stalled
from bihuan.supervision.models import CheckedFinding
from bihuan.web.dues import concentrated_end, dues_of
from bihuan.web.gates import Missing, missing_with_ways
from bihuan.web.lamps import Lamps, Shown, waiting_words
from bihuan.web.lists.findings import waits
from bihuan.web.offered import Button, finding_buttons, idle_on_finding, names_on, on_measure
from bihuan.web.pages.sent_back import SENT_BACK, SentBackBefore, sent_back_before
from bihuan.web.things import Aim
from bihuan.web.words import vague_words

NOTE = "note_change"
SIGN_OFF = {FindingStage.RECTIFYING: "request_sign_off", FindingStage.SIGN_OFF_REQUESTED: "grant_sign_off"}


@dataclass(frozen=True)
class MeasureLine:
    """One measure with its lamp, the time asked for, what is vague about it, and the deeds that fit it."""

    row: Measure
    lamp: Shown | None
    asked: Extension | None
    earlier: tuple[Extension, ...]
    vague: tuple[str, ...]
    deeds: tuple[str, ...]
    changes: tuple[MeasureChange, ...] = ()
    still_since: date | None = None


@dataclass(frozen=True)
class Card:
    """One finding as its card shows it."""

    lamp: Shown | None
    measures: list[MeasureLine]
    evidence: list[Evidence]
    on_evidence: frozenset[str]
    answers: list[SignOffAnswer]
    sent_back: SignOffAnswer | None
    waits: str
    before: SentBackBefore | None
    looks: list[Look]
    seen: list[CheckedFinding]
    buttons: tuple[Button, ...]
    sign_off: str
    missing: tuple[Missing, ...]
    phase: Supervised | None
    brings_back: list[Recurrence]
    came_back: list[Recurrence]
    corrected: Entry | None
    is_untold: bool  # the unit rectifies from its feedback on


def card_of(actor: Actor, aim: Aim) -> Card:
    """Gather a finding's card."""
    finding, inspection = aim.finding, aim.inspection
    assert finding is not None
    own = {"authority_id": finding.authority_id, "finding": finding}
    chances = chances_on_finding(actor, finding, inspection)
    lamps = Lamps(actor.today)
    is_open = finding.stage != FindingStage.SIGNED_OFF
    evidence = Evidence.objects.filter(**own).select_related("file").order_by("added_on", "id")
    seen = CheckedFinding.objects.filter(**own).select_related("check_made").order_by("check_made__on")
    step, missing = sign_off_of(aim, chances)
    answers = answers_to(finding)
    brings_back, came_back = links_of(finding)
    return Card(
        lamp=lamps.of(inspection, finding.due_on) if is_open else None,
        measures=measure_lines(inspection, finding, lamps, names_on(chances, Target.MEASURE)),
        evidence=list(evidence),
        on_evidence=names_on(chances, Target.EVIDENCE),
        answers=answers,
        sent_back=standing_return(finding, answers),
        waits=waiting_words(waited) if (waited := waits(finding, actor.today)) is not None else "",
        before=sent_back_before(actor, finding, answers) if finding.stage == FindingStage.SIGN_OFF_REQUESTED else None,
        looks=list(Look.objects.filter(**own).order_by("number")) if finding.handed_over_to_id else [],
        seen=list(seen.filter(check_made__withdrawn_on=None)) if aim.sees_all else [],
        buttons=finding_buttons(chances, finding.id, idle_on_finding(finding) | idle_links(finding, brings_back)),
        sign_off=step,
        missing=missing,
        phase=phase_of_card(actor, inspection, finding),
        brings_back=brings_back,
        came_back=[one for one in came_back if aim.sees_all or is_told(one.finding.inspection)],
        corrected=course_of(actor, inspection).filter(action="correct_finding", subject=finding.number).first(),
        is_untold=finding.stage == FindingStage.RECTIFYING and inspection.feedback_on is None,
    )


def idle_links(finding: Finding, linked: list[Recurrence]) -> frozenset[str]:
    """Return the deeds on old findings come back that would find nothing to link, or no link."""
    idle = set() if old_findings(finding.inspection) else {"mark_recurrence"}
    return frozenset(idle if linked else idle | {"withdraw_recurrence"})


def answers_to(finding: Finding) -> list[SignOffAnswer]:
    """Return the answers to a finding's requests, in their order."""
    rows = SignOffAnswer.objects.filter(authority_id=finding.authority_id, finding=finding)
    return list(rows.order_by("number"))


def standing_return(finding: Finding, answers: list[SignOffAnswer]) -> SignOffAnswer | None:
    """Return the return, or the reopening, that still waits for the unit's next request; None where none does."""
    is_back = finding.stage in (FindingStage.RECTIFYING, FindingStage.LONG_TERM)
    last = answers[-1] if answers else None
    return last if is_back and last is not None and last.kind in SENT_BACK else None


def measure_lines(inspection: Inspection, finding: Finding, lamps: Lamps, names: frozenset[str]) -> list[MeasureLine]:
    rows = Measure.objects.filter(authority_id=finding.authority_id, finding=finding).order_by("id")
    extensions: dict[object, list[Extension]] = {}
    asked = Extension.objects.filter(authority_id=finding.authority_id, finding=finding)
    for extension in asked.order_by("asked_on", "id"):
        extensions.setdefault(extension.measure_id, []).append(extension)
    changes: dict[object, list[MeasureChange]] = {}
    changed = MeasureChange.objects.filter(authority_id=finding.authority_id, finding=finding, taken_back_on=None)
    for change in changed.order_by("number"):
        changes.setdefault(change.measure_id, []).append(change)
    lines, still = [], still_since(finding, lamps.today)
    for row in rows:
        lamp = lamps.of(inspection, presses_on(row, finding))
        line = measure_line(row, lamp, extensions.get(row.id, []), names)
        own = tuple(changes.get(row.id, ()))
        waits = NOTE in names and row.removed_on is None and any(change.noted_on is None for change in own)
        line = replace(line, still_since=still.get(row.id))
        lines.append(replace(line, changes=own, deeds=(*line.deeds, *([NOTE] if waits else []))))
    return lines


def still_since(finding: Finding, today: date) -> dict[object, date]:
    """Return since when the stalled measures of a finding have stood still."""
    rows = Measure.objects.filter(authority_id=finding.authority_id, finding=finding)
    return dict(stalled(rows, today).values_list("id", "still_since"))


def measure_line(row: Measure, lamp: Shown | None, extensions: list[Extension], names: frozenset[str]) -> MeasureLine:
    open_one = next((e for e in extensions if e.approved_on is None and e.refused_on is None), None)
    return MeasureLine(
        row=row,
        lamp=lamp,
        asked=open_one,
        earlier=tuple(e for e in extensions if e is not open_one),
        vague=tuple(vague_words(hit.code, hit.phrase) for hit in advice_on(row)) if row.days.is_open else (),
        deeds=tuple(on_measure(names, row, open_one)),
    )


def sign_off_of(aim: Aim, chances: tuple[Chance, ...]) -> tuple[str, tuple[Missing, ...]]:
    """Return the step that leads on to the sign-off, and what it lacks; nothing where there is none for the reader."""
    finding = aim.finding
    assert finding is not None
    wanted = SIGN_OFF.get(FindingStage(finding.stage))
    chance = next((c for c in chances if c.offer.name == wanted), None)
    if chance is None or wanted is None:
        return "", ()
    return wanted, missing_with_ways(chance.verdict.blockers, aim.inspection, aim.held, [finding])


def phase_of_card(actor: Actor, inspection: Inspection, finding: Finding) -> Supervised | None:
    rules = rulebook_of(inspection, actor.today)
    dues = dues_of(inspection, rules, actor.today, {})
    dossier = phase_on(
        actor.today,
        feedback_on=inspection.feedback_on,
        concentrated_end=concentrated_end(dues),
        closed_on=inspection.closed_on,
    )
    phase = phase_of_finding(finding.stage, accepted_on=finding.hand_over_accepted_on, dossier=dossier)
    return supervised(phase, rules) if phase else None
