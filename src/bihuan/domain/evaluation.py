"""An evaluation's sum: what each line of the form was given, in hundredths so that it can be recomputed exactly."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bihuan.domain.glossary import Term
from bihuan.domain.rulebook import Weights
from bihuan.domain.score_forms import Item, ScoreForm, Way, plain_form

HUNDREDTHS = Decimal(100)
HUNDREDTH = Decimal("0.01")
MOST_TIMES = Decimal(99)  # a form has two digits for how often something was found
HALF = Decimal("0.5")


class MarksIncomplete(ValueError):
    """Marks that are not exactly one for each line of the form."""

    def __init__(self, missing: list[str], unknown: list[str]) -> None:
        self.missing, self.unknown = missing, unknown
        parts = [f"no mark for {', '.join(missing)}"] if missing else []
        parts += [f"{', '.join(unknown)} is no aspect"] if unknown else []
        super().__init__("; ".join(parts) + "; give one mark for each aspect")


class MarkOutOfRange(ValueError):
    """A mark below zero, above its line's full mark, or finer than a hundredth."""

    def __init__(self, aspect: str, mark: Decimal, most: int) -> None:
        self.aspect, self.mark, self.most = aspect, mark, most
        super().__init__(f"{aspect}: {mark} is no mark; give 0 to {most}, two decimals at most")


class TimesWrong(ValueError):
    """How often something was found is a whole number; half a time only between two scorers."""

    def __init__(self, aspect: str, mark: Decimal) -> None:
        self.aspect, self.mark = aspect, mark
        super().__init__(f"{aspect}: {mark} is no number of times; give a whole number from 0 to {MOST_TIMES}")


class GroundsMissing(ValueError):
    """Lines that were marked without a word of what was seen: nobody could answer for such a mark later."""

    def __init__(self, groundless: Sequence[Item]) -> None:
        self.items = [item.key for item in groundless]
        said = ((one.aspect, one.indicator) for one in groundless)
        self.lines = [Term(own.zh, own.en) if own.zh else aspect for aspect, own in said]
        super().__init__(f"no grounds for {', '.join(self.items)}; write for each line what was seen")


@dataclass(frozen=True)
class Total:
    """What the marks add up to, and the full mark, in hundredths."""

    hundredths: int
    full_hundredths: int


@dataclass(frozen=True)
class Scored:
    """A form filled in: what each aspect came to, and the sum."""

    by_aspect: Mapping[str, Decimal]
    total: Total


def total_of(marks: Mapping[str, Decimal], weights: Weights) -> Total:
    """Add up the marks of plain weights; raise MarksIncomplete or MarkOutOfRange."""
    return scored(plain_form(weights.total, weights.shares), marks).total


def scored(form: ScoreForm, marks: Mapping[str, Decimal], *, settled: bool = False) -> Scored:
    """Score a form; raise MarksIncomplete, MarkOutOfRange or TimesWrong. `settled`: half a time is allowed."""
    items = tuple(form.items())
    missing = [item.key for item in items if item.key not in marks]
    unknown = sorted(set(marks) - {item.key for item in items})
    if missing or unknown:
        raise MarksIncomplete(missing, unknown)
    by_aspect = {aspect.code: Decimal(0 if form.way is Way.ADDITIVE else aspect.full) for aspect in form.aspects}
    for item in items:
        mark = marks[item.key]
        refuse_no_mark(form.way, item, mark, settled=settled)
        by_aspect[item.aspect] += mark if form.way is Way.ADDITIVE else -mark * item.indicator.points
    kept = {code: max(Decimal(0), came_to) for code, came_to in by_aspect.items()}
    hundredths = sum(int(came_to * HUNDREDTHS) for came_to in kept.values())
    return Scored(kept, Total(hundredths, form.total * int(HUNDREDTHS)))


def refuse_no_mark(way: Way, item: Item, mark: Decimal, *, settled: bool) -> None:
    """Refuse what is no mark of a line: out of its range, or too fine."""
    most = Decimal(item.full) if way is Way.ADDITIVE else MOST_TIMES
    if not mark.is_finite() or not 0 <= mark <= most:
        raise MarkOutOfRange(item.key, mark, int(most))
    if way is Way.ADDITIVE and mark != mark.quantize(HUNDREDTH):
        raise MarkOutOfRange(item.key, mark, int(most))
    finest = HALF if settled else Decimal(1)
    if way is Way.DEDUCTING and mark % finest != 0:
        raise TimesWrong(item.key, mark)


def refuse_groundless_marks(form: ScoreForm, marks: Mapping[str, Decimal], grounds: Mapping[str, str]) -> None:
    """Raise GroundsMissing unless every line has its grounds; where nothing was found, nothing is taken off."""
    founded = {key for key, words in grounds.items() if words.strip()}
    asked = (item for item in form.items() if form.way is Way.ADDITIVE or marks[item.key] > 0)
    silent = [item for item in asked if item.key not in founded]
    if silent:
        raise GroundsMissing(silent)


# --- two scorers, blind to each other --------------------------------------------------------------------


@dataclass(frozen=True)
class Compared:
    """One line by two scorers: how many points lie between them, and whether that has to be talked over."""

    item: Item
    first: Decimal
    second: Decimal
    points: Decimal
    is_wide: bool

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """Return the lower and the higher of the two."""
        return min(self.first, self.second), max(self.first, self.second)

    @property
    def between(self) -> Decimal:
        """Return what stands between the two, to the hundredth; a half counts up."""
        return ((self.first + self.second) / 2).quantize(HUNDREDTH, ROUND_HALF_UP)


class NotTalkedOver(ValueError):
    """Two scorers are further apart than the rules let pass, and nobody says what was settled and why."""

    def __init__(self, items: list[str]) -> None:
        self.items = items
        super().__init__(
            f"{', '.join(items)}: the two scorers are far apart; talk it over, give the settled mark and the reason"
        )


class NothingToSettle(ValueError):
    """A line on which the two scorers agree closely enough keeps what lies between them."""

    def __init__(self, items: list[str]) -> None:
        self.items = items
        super().__init__(f"{', '.join(items)}: the two scorers are close; leave the mark empty")


class OutsideBoth(ValueError):
    """What two scorers settle on lies between what each gave, or is one of the two."""

    def __init__(self, aspect: str, mark: Decimal, least: Decimal, most: Decimal) -> None:
        self.aspect, self.mark, self.least, self.most = aspect, mark, least, most
        super().__init__(f"{aspect}: {mark} lies outside what the two scorers gave; give {least} to {most}")


class OnOtherForms(ValueError):
    """Two scorers handed in on forms that are not the same."""

    def __init__(self) -> None:
        super().__init__("the form changed while the two scored; call the sheet off and score anew")


def compared(
    form: ScoreForm, first: Mapping[str, Decimal], second: Mapping[str, Decimal], percent: int
) -> tuple[Compared, ...]:
    """Lay two scorers' marks beside each other; further apart than `percent` of a line's full mark is wide."""
    lines, items = [], tuple(form.items())
    if not {item.key for item in items} == set(first) == set(second):
        raise OnOtherForms
    for item in items:
        a, b = first[item.key], second[item.key]
        points = abs(a - b) * (1 if form.way is Way.ADDITIVE else item.indicator.points)
        lines.append(Compared(item, a, b, points, points * 100 > percent * item.full))
    return tuple(lines)


def settled_marks(
    lines: tuple[Compared, ...], settled: Mapping[str, Decimal], reasons: Mapping[str, str]
) -> dict[str, Decimal]:
    """Return the marks that two came to; raise NotTalkedOver, NothingToSettle, OutsideBoth or MarksIncomplete."""
    known = {line.item.key: line for line in lines}
    unknown = sorted(set(settled) - set(known))
    if unknown:
        raise MarksIncomplete([], unknown)
    close = [key for key in settled if not known[key].is_wide]
    if close:
        raise NothingToSettle(close)
    silent = [
        key for key, line in known.items() if line.is_wide and (key not in settled or not reasons.get(key, "").strip())
    ]
    if silent:
        raise NotTalkedOver(silent)
    for key, mark in settled.items():
        least, most = known[key].span
        if not mark.is_finite() or not least <= mark <= most:
            raise OutsideBoth(key, mark, least, most)
    return {key: settled.get(key, line.between) for key, line in known.items()}


# --- three in one ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """One of the parts of a combined score: what it came to of its full mark, and its weight."""

    name: str
    hundredths: int
    full_hundredths: int
    weight: int

    @property
    def contributes(self) -> int:
        """Return what it brings to the combined score, in hundredths; a half counts up."""
        exact = Decimal(self.hundredths) * self.weight * HUNDREDTHS / Decimal(self.full_hundredths)
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


class PartMissing(ValueError):
    """A part of the combined score that is not there yet."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts
        super().__init__(f"{', '.join(parts)}: not there yet; have it entered first")


def lacking(weights: Weights, there: Collection[str]) -> tuple[str, ...]:
    """Return the parts that the rules ask for and that are not there, in their order."""
    return tuple(name for name in weights.shares if name not in there)


def next_to_combine(lacks: Sequence[Collection[str]]) -> int | None:
    """Return the place of the evaluation to combine next, of those that wait, by day, each with what it lacks.

    The earliest that lacks nothing; where each lacks something, the earliest. One that lacks bars no other.
    """
    whole = (place for place, missing in enumerate(lacks) if not missing)
    return next(whole, 0 if lacks else None)


def is_whole(*, asks_parts: bool, is_combined: bool) -> bool:
    """True for a score that may be ranked and have consequences: combined, or one whose rules combine nothing."""
    return is_combined or not asks_parts


def combined(weights: Weights, scores: Mapping[str, tuple[int, int]]) -> tuple[tuple[Part, ...], Total]:
    """Combine parts (hundredths, full hundredths) by their weights; raise PartMissing."""
    missing = lacking(weights, scores)
    if missing:
        raise PartMissing(list(missing))
    parts = tuple(Part(name, *scores[name], weight) for name, weight in weights.shares.items())
    return parts, Total(sum(part.contributes for part in parts), weights.total * int(HUNDREDTHS))
