"""What would change at the steps of dossiers – stay, feedback, plan, findings, end of a round – where packs set gates.

Only dossiers that stand before a step are judged at it, and only where the other packs ask something else there. Before
its feedback a dossier is bound to nothing: there the packs chosen today are what it is judged by.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bihuan.closeout.dry_findings import Findings, asks_what_hangs_on, facts_at, measured_findings, steps_with_gates
from bihuan.closeout.facts import whole_facts
from bihuan.closeout.rounds import END, assessments_of_many, facts_at_the_end, report_filed_on
from bihuan.domain.lifecycle.askable import OF_FINDINGS
from bihuan.domain.lifecycle.facts import FindingFacts, InspectionFacts
from bihuan.domain.lifecycle.inspection import STEPS, InspectionStage
from bihuan.domain.lifecycle.machine import Verdict, ask_gates, gates_of
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.rulebook import Rulebook
from bihuan.dossiers.models import Inspection
from bihuan.rules.packs import available, load

CLOSE = STEPS["close"]
BEFORE = frozenset({InspectionStage.PLANNED, InspectionStage.ON_SITE, InspectionStage.REPORTING})
OF_ROUNDS = frozenset({"assessment.host_missing", "assessment.team_missing", "round_report.not_filed"})
Lacks = tuple[tuple[str, str], ...]  # code of a gate, and the subject that lacks it
Rules = Callable[[Inspection], Rulebook]


@dataclass(frozen=True)
class Changed:
    """A dossier, or a round at its end, that would lack other things at a step: which more, which no more."""

    inspection: Inspection
    step: str
    more: Lacks
    fewer: Lacks
    is_silent: bool = False  # one of the packs has no gate in force on its day: it could not have been bound to it

    @property
    def name(self) -> str:
        """Return what is judged: the unit, or the round that is to end."""
        return self.inspection.round.name if self.step == END.name else self.inspection.organization_name


def compared(row: Inspection, step: Step, now: Iterable[Verdict], then: Iterable[Verdict]) -> Changed:
    """Return what would be lacking more, and what no more, each thing once."""
    lacks = {(blocker.code, blocker.subject) for verdict in now for blocker in verdict.blockers}
    would = {(blocker.code, blocker.subject) for verdict in then for blocker in verdict.blockers}
    return Changed(row, step.name, tuple(sorted(would - lacks)), tuple(sorted(lacks - would)))


def asked_otherwise(step: Step, now: Rulebook, then: Rulebook) -> frozenset[str]:
    """Return the gates of a step that only one of two rulebooks asks, or that they ask with other terms."""
    had, would = gates_of(step, now), gates_of(step, then)
    terms = (
        (code, had[code][0] if code in had else None, would[code][0] if code in would else None)
        for code in {*had, *would}
    )
    return frozenset(code for code, before, after in terms if before != after)


def steps_of(stage: str, now: Rulebook, then: Rulebook) -> Iterator[tuple[Step, frozenset[str]]]:
    """Yield the steps open at a stage, close and end of round apart, at which something else would be asked."""
    for name in sorted({one.rule_id.split("/")[1] for rules in (now, then) for one in rules.under("gate/")}):
        step = STEPS.get(name)
        if step is not None and step not in (CLOSE, END) and stage in step.sources:
            codes = asked_otherwise(step, now, then)
            if codes:
                yield step, codes


@lru_cache(maxsize=1)
def read_together() -> frozenset[str]:
    """Return the gates whose facts are read of many dossiers at once: those of the close in the packs that ship."""
    shipped = (rule.id for pack_id in available() for rule in load(pack_id).rules)
    prefix = f"gate/{CLOSE.name}/"
    return frozenset(CLOSE.gates) | {one.removeprefix(prefix) for one in shipped if one.startswith(prefix)}


class WhileRunning:
    """Judges dossiers that run; what two rulebooks ask otherwise is looked up once for all dossiers under both."""

    def __init__(self) -> None:
        self._asked: dict[tuple[object, ...], tuple[tuple[Step, frozenset[str]], ...]] = {}
        self._of_findings: dict[tuple[object, ...], tuple[tuple[Step, frozenset[str]], ...]] = {}
        self._portion: Sequence[Inspection] = ()
        self._measured: dict[bool, Findings] = {}

    def begin(self, portion: Sequence[Inspection]) -> None:
        """Turn to the next portion of dossiers, whose findings are read together where they are asked for."""
        self._portion, self._measured = portion, {}

    def findings(self, row: Inspection, codes: frozenset[str]) -> tuple[FindingFacts, ...]:
        """Return the findings of a dossier of this portion as some gates ask them."""
        whole = asks_what_hangs_on(codes)
        if whole not in self._measured:
            self._measured[whole] = measured_findings(self._portion, whole=whole)
        return self._measured[whole].get(row.id, ())

    def steps(self, stage: str, now: Rulebook, then: Rulebook) -> tuple[tuple[Step, frozenset[str]], ...]:
        key = (stage, now.day, now.packs, then.day, then.packs)
        if key not in self._asked:
            at_close = asked_otherwise(CLOSE, now, then)
            close = [(CLOSE, at_close)] if at_close else []
            self._asked[key] = (*close, *steps_of(stage, now, then))
        return self._asked[key]

    def steps_of_findings(self, now: Rulebook, then: Rulebook) -> tuple[tuple[Step, frozenset[str]], ...]:
        key = (now.day, now.packs, then.day, then.packs)
        if key not in self._of_findings:
            told = ((step, asked_otherwise(step, now, then)) for step in steps_with_gates(now, then))
            self._of_findings[key] = tuple((step, codes) for step, codes in told if codes)
        return self._of_findings[key]

    def facts_for(self, row: Inspection, codes: frozenset[str], known: InspectionFacts) -> InspectionFacts:
        """Return the facts some gates ask: as they were read together, or of this one where those do not hold them."""
        if codes <= read_together():
            return known
        if codes <= read_together() | OF_FINDINGS:
            doubted = {one.number for one in known.findings if one.seen_otherwise}
            told = (replace(one, seen_otherwise=one.number in doubted) for one in self.findings(row, codes))
            return replace(known, findings=tuple(told))
        return whole_facts(row, known.on)

    def changes(self, row: Inspection, now: Rulebook, then: Rulebook, known: InspectionFacts) -> Iterator[Changed]:
        """Yield at which steps of the rectification a dossier would lack something else, the close first."""
        for step, codes in self.steps(row.stage, now, then):
            yield from judged_twice(row, step, self.facts_for(row, codes, known), now, then)
        for step, codes in self.steps_of_findings(now, then):
            if step.dossier is None or row.stage in step.dossier:
                facts = facts_at(step, row, known, self.findings(row, codes))
                yield from judged_twice(row, step, facts, now, then)


def judged_twice(
    row: Inspection, step: Step, facts: InspectionFacts, now: Rulebook, then: Rulebook
) -> Iterator[Changed]:
    """Yield what a dossier would lack otherwise at a step, where it would."""
    one = compared(row, step, [ask_gates(step, facts, now)], [ask_gates(step, facts, then)])
    if one.more or one.fewer:
        yield one


def before_feedback(authority_id: uuid.UUID, now: Rulebook, then: Rulebook, today: date) -> Iterator[Changed]:
    """Yield at which steps up to the feedback a dossier would lack something else."""
    stages = [stage for stage in sorted(BEFORE) if any(steps_of(stage, now, then))]
    rows = Inspection.objects.filter(authority_id=authority_id, stage__in=stages)
    for row in rows.select_related("organization", "supervision_office", "round").order_by("round__from_on", "number"):
        facts = whole_facts(row, today)
        for step, _codes in steps_of(row.stage, now, then):
            yield from judged_twice(row, step, facts, now, then)


def at_the_end_of_rounds(authority_id: uuid.UUID, now_of: Rules, then_of: Rules, today: date) -> Iterator[Changed]:
    """Yield the rounds that run and could not end, or could, otherwise than now."""
    rows = Inspection.objects.filter(authority_id=authority_id, round__ended_on=None)
    told = rows.select_related("organization", "supervision_office", "round").order_by("round__from_on", "number")
    by_round: dict[uuid.UUID, list[Inspection]] = {}
    for row in told:
        by_round.setdefault(row.round_id, []).append(row)
    for there in by_round.values():
        pairs = [(row, now_of(row), then_of(row)) for row in there]
        codes = frozenset[str]().union(*(asked_otherwise(END, now, then) for _row, now, then in pairs))
        if codes:
            facts = facts_of_round(there, codes, today)
            now = [ask_gates(END, facts[row.id], rules) for row, rules, _then in pairs]
            then = [ask_gates(END, facts[row.id], rules) for row, _now, rules in pairs]
            one = compared(there[0], END, now, then)
            if one.more or one.fewer:
                yield one


def facts_of_round(
    rows: Sequence[Inspection], codes: frozenset[str], today: date
) -> Mapping[uuid.UUID, InspectionFacts]:
    """Return what the gates of a round's end ask of its dossiers: little where only what ships is asked."""
    if not codes <= OF_ROUNDS:
        return {row.id: facts_at_the_end(row, today) for row in rows}
    filed_on, scores = report_filed_on(rows[0]), assessments_of_many(rows)
    return {
        row.id: InspectionFacts(stage=row.stage, on=today, assessments=scores[row.id], round_report_filed_on=filed_on)
        for row in rows
    }
