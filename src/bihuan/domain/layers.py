"""Packs upon each other: which pack's ruling prevails where several rule the same, what contradicts, what differs.

A later pack of a choice prevails over an earlier one; a repeal takes a ruling away. Nothing else decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bihuan.domain.comparison import Change, paired_by_key
from bihuan.domain.rulebook import GateTerms, Governing, Label, Pack, Rule, Rulebook, Ruling, Weights
from bihuan.domain.score_forms import ScoreForm


@dataclass(frozen=True)
class Layered:
    """One rule that several packs of a choice rule on a day, in the order of the choice; the last one prevails."""

    rule_id: str
    title: Label
    held: tuple[tuple[str, Ruling], ...]

    @property
    def prevails(self) -> str:
        return self.held[-1][0]

    @property
    def is_repealed(self) -> bool:
        return self.held[-1][1].value is None

    @property
    def is_same(self) -> bool:
        """True where all of them say the same, so that the order changes nothing but the clause."""
        return len({repr(ruling.value) for _, ruling in self.held}) == 1


def layers(packs: Iterable[Pack], day: date) -> tuple[Layered, ...]:
    """Return every rule that more than one pack rules on a day, by its id."""
    found: dict[str, list[tuple[str, Ruling]]] = {}
    titles: dict[str, Label] = {}
    for pack in packs:
        for rule in pack.rules:
            ruling = rule.ruling_on(day)
            if ruling is not None:
                found.setdefault(rule.id, []).append((pack.id, ruling))
                titles[rule.id] = rule.title
    return tuple(
        Layered(rule_id, titles[rule_id], tuple(held)) for rule_id, held in sorted(found.items()) if len(held) > 1
    )


class PacksContradict(ValueError):
    """Layered packs that say what cannot be together: which two rules, and which pack each comes from."""

    def __init__(self, rule: str, rule_pack: str, against: str, against_pack: str) -> None:
        self.rule, self.rule_pack, self.against, self.against_pack = rule, rule_pack, against, against_pack
        super().__init__(
            f"{self.rule} ({self.rule_pack}) and {self.against} ({self.against_pack}) contradict each other; "
            "choose packs that agree, or put the right one last"
        )


def contradiction(first: Governing, second: Governing) -> PacksContradict:
    return PacksContradict(first.rule_id, first.pack, second.rule_id, second.pack)


# rules of which the first must be more than the second: the green lamp is lit earlier than the yellow one
GREATER = (("lamp/green", "lamp/yellow"),)
MARKS = ("evaluation/weights", "evaluation/form", "evaluation/three_in_one")  # and those of a category below them


def refuse_contradiction(rules: Rulebook) -> None:
    """Raise PacksContradict where what prevails together cannot be together."""
    for first, second in GREATER:
        more, less = rules.get(first), rules.get(second)
        if more is not None and less is not None and more.value_as(int) <= less.value_as(int):
            raise contradiction(more, less)
    for pass_mark in (one for one in rules.under("gate/") if one.rule_id.endswith("/evaluation.below_pass")):
        mark = pass_mark.value_as(GateTerms).pass_mark or 0
        for full in (one for start in MARKS for one in rules.under(start)):
            if isinstance(full.ruling.value, Weights | ScoreForm) and mark > full.ruling.value.total:
                raise contradiction(pass_mark, full)  # nobody could ever reach it


@dataclass(frozen=True)
class Article:
    """One rule in two versions, each with all its rulings in the order of their days."""

    rule_id: str
    title: Label
    before: tuple[Ruling, ...]
    after: tuple[Ruling, ...]

    @property
    def change(self) -> Change:
        if not self.before:
            return Change.ADDED
        if not self.after:
            return Change.GONE
        if [(r.since, repr(r.value)) for r in self.before] != [(r.since, repr(r.value)) for r in self.after]:
            return Change.CHANGED
        return Change.SAME if self.before == self.after else Change.WORDED


def articles(before: Pack, after: Pack) -> tuple[Article, ...]:
    """Compare two versions article by article: in the order of the later one, then what is gone."""
    old: dict[str, Rule] = {rule.id: rule for rule in before.rules}
    new: dict[str, Rule] = {rule.id: rule for rule in after.rules}
    found = []
    for key, then, now in paired_by_key(old, new):
        rule = now or then
        assert rule is not None, key
        found.append(Article(key, rule.title, then.rulings if then else (), now.rulings if now else ()))
    return tuple(found)
