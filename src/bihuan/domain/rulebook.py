"""Dated, cited rules: what a pack holds and which ruling governs a day.

A pack is a list of rules; a rule is a list of dated rulings; a ruling carries its value and its citation.
A rulebook is what several packs, layered, say on one day. Reading files is the business of the rules room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from bihuan.domain.consequences import ConsequenceTerms
from bihuan.domain.roles import Role
from bihuan.domain.score_forms import ScoreForm


class Unit(StrEnum):
    """What a period counts."""

    MONTHS = "months"
    WORKING_DAYS = "working_days"
    DAYS = "days"


class Event(StrEnum):
    """What a deadline counts from."""

    FEEDBACK = "feedback"
    TRANSFER = "transfer"
    CONCENTRATED_RECTIFICATION_END = "concentrated_rectification_end"


@dataclass(frozen=True)
class Period:
    """So many months or days after an event; the day of the event is not counted."""

    count: int
    unit: Unit
    after: Event


@dataclass(frozen=True)
class GateTerms:
    """What a gate asks: a number where it counts, and who may waive it where anybody may.

    `after_months`: how many natural months after the feedback have to be over before something counts.
    """

    least: int | None = None
    pass_mark: float | None = None
    waivable_by: Role | None = None
    after_months: int | None = None


@dataclass(frozen=True)
class Weights:
    """Named shares of a whole; `total` is the full mark."""

    total: int
    shares: Mapping[str, int]


@dataclass(frozen=True)
class Responsible:
    """Who answers for a phase: those who lead it, and those who go on helping."""

    lead: tuple[Role, ...]
    assist: tuple[Role, ...] = ()


Value = Period | GateTerms | Weights | Responsible | ScoreForm | ConsequenceTerms | int | str
Kind = TypeVar("Kind", Period, GateTerms, Weights, Responsible, ScoreForm, ConsequenceTerms, int, str)


@dataclass(frozen=True)
class Label:
    """A title in both languages of the product."""

    zh: str
    en: str


@dataclass(frozen=True)
class Citation:
    """Where a ruling is written: the document and the clause in it."""

    document: str
    clause: str
    sha256: str | None = None


@dataclass(frozen=True)
class Ruling:
    """One dated value. `value` None means that the rule is repealed from `since` on."""

    since: date
    value: Value | None
    citation: Citation
    verified: bool
    note: str = ""


@dataclass(frozen=True)
class Rule:
    """One question a pack answers, such as `deadline/rectification_plan` or `gate/close/checks.too_few`."""

    id: str
    title: Label
    rulings: tuple[Ruling, ...]

    def ruling_on(self, day: date) -> Ruling | None:
        """Return the ruling in force on `day`, None before the first one."""
        in_force = [ruling for ruling in self.rulings if ruling.since <= day]
        return in_force[-1] if in_force else None


@dataclass(frozen=True)
class Pack:
    """A released file of rules, known by its id and the sha256 of its bytes."""

    id: str
    title: Label
    sha256: str
    rules: tuple[Rule, ...]
    note: str = ""


@dataclass(frozen=True)
class Governing:
    """The ruling that governs one rule on the day of a rulebook, and the pack it comes from."""

    rule_id: str
    title: Label
    pack: str
    ruling: Ruling

    @property
    def basis(self) -> str:
        """The source as people cite it: pack and clause."""
        return f"{self.pack} · {self.ruling.citation.clause}"

    def value_as(self, kind: type[Kind]) -> Kind:
        """Return the value, raising RuleOfAnotherKind where the pack holds something else."""
        value = self.ruling.value
        if not isinstance(value, kind):
            raise RuleOfAnotherKind(self.rule_id, self.pack, kind.__name__, type(value).__name__)
        return value


class RuleOfAnotherKind(TypeError):
    """A pack answers a rule with a value of a kind that the rule does not take."""

    def __init__(self, rule_id: str, pack: str, wanted: str, found: str) -> None:
        self.rule_id, self.pack, self.wanted, self.found = rule_id, pack, wanted, found
        super().__init__(f"{rule_id} in {pack} is a {found}, not a {wanted}; correct the pack")


class RuleMissing(LookupError):
    """A rule is asked for that no pack in force answers on that day."""

    def __init__(self, rule_id: str, day: date, packs: Sequence[str]) -> None:
        self.rule_id, self.day, self.packs = rule_id, day, tuple(packs)
        super().__init__(
            f"no ruling for {rule_id} is in force on {day.isoformat()} in {', '.join(packs) or 'no pack'}; "
            "name a pack that rules it, or another day"
        )


class PacksMissing(LookupError):
    """A dossier would be bound to no pack at all, and close on the method's own gates only."""

    def __init__(self) -> None:
        super().__init__("no rule pack is chosen, and a dossier without one asks nothing; let the office choose packs")


class PackSilent(LookupError):
    """A pack whose gates begin after the day that governs: a hole is not leave to go."""

    def __init__(self, packs: Sequence[str], day: date) -> None:
        self.packs, self.day = tuple(packs), day
        super().__init__(
            f"{', '.join(packs)}: no gate in force on {day.isoformat()}, the day that governs; "
            "choose another pack or correct the day"
        )


@dataclass(frozen=True)
class Rulebook:
    """What the layered packs say on one day."""

    day: date
    packs: tuple[tuple[str, str], ...]
    governing: Mapping[str, Governing]

    def get(self, rule_id: str) -> Governing | None:
        """Return what governs a rule, None where the packs are silent."""
        return self.governing.get(rule_id)

    def need(self, rule_id: str) -> Governing:
        """Return what governs a rule; raise RuleMissing where the packs are silent."""
        found = self.governing.get(rule_id)
        if found is None:
            raise RuleMissing(rule_id, self.day, [pack for pack, _ in self.packs])
        return found

    def under(self, prefix: str) -> tuple[Governing, ...]:
        """Return everything that governs below a prefix such as `deadline/`, in the order of rule ids."""
        return tuple(self.governing[key] for key in sorted(self.governing) if key.startswith(prefix))


def in_force(packs: Iterable[Pack], day: date) -> Rulebook:
    """Layer the packs as they stand on `day`: a later pack's ruling replaces an earlier one's, a repeal removes it."""
    chosen = tuple(packs)
    governing: dict[str, Governing] = {}
    for pack in chosen:
        for rule in pack.rules:
            ruling = rule.ruling_on(day)
            if ruling is None:
                continue
            if ruling.value is None:
                governing.pop(rule.id, None)
            else:
                governing[rule.id] = Governing(rule.id, rule.title, pack.id, ruling)
    return Rulebook(day, tuple((pack.id, pack.sha256) for pack in chosen), MappingProxyType(governing))


def silent_on(packs: Iterable[Pack], day: date) -> list[str]:
    """Return the packs that have gates, but none in force on a day."""
    return [
        pack.id
        for pack in packs
        if (gates := [rule for rule in pack.rules if rule.id.startswith("gate/")])
        and all(rule.ruling_on(day) is None for rule in gates)
    ]


def refuse_holes(packs: Iterable[Pack], day: date) -> None:
    """Raise PacksMissing or PackSilent where a dossier fed back on `day` would be bound to nothing, or to holes."""
    chosen = tuple(packs)
    if not chosen:
        raise PacksMissing
    silent = silent_on(chosen, day)
    if silent or not in_force(chosen, day).governing:
        raise PackSilent(silent or [pack.id for pack in chosen], day)


def governing_day(*, feedback_on: date | None, asked_on: date) -> date:
    """Return the day whose rules bind a dossier: that of its feedback, before it the day of the question."""
    return feedback_on or asked_on
