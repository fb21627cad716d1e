"""Whether a reorganisation may be as it is asked for: one decision for the preview, the deed and the day itself.

Until its day the units are what they are. What is recorded for a day to come waits, and can be called off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bihuan.domain.reorganisation import Sort


@dataclass(frozen=True)
class Promise:
    """A reorganisation that is recorded and waits for its day."""

    paper: str
    on: date


@dataclass(frozen=True)
class Side:
    """A unit on one side: its life, what of it began last, and what waits for it already."""

    key: object
    name: str
    from_on: date
    until_on: date | None = None
    begun: Sequence[tuple[str, date]] = ()  # who began to head it, or to act for it, and when
    ends_by: Promise | None = None
    takes_over_by: Promise | None = None
    supervises: bool = False


@dataclass(frozen=True)
class Asked:
    """A reorganisation as it is asked for; a founded unit is a name and where it stands."""

    sort: Sort
    on: date
    paper: str
    olds: Sequence[Side]
    news: Sequence[Side] = ()
    founded: Sequence[tuple[str, object]] = ()
    promised: Mapping[tuple[str, object], Promise] = field(default_factory=dict)  # units that are to be founded already


class DecisionUnnamed(ValueError):
    """A reorganisation rests on a decision."""

    def __init__(self) -> None:
        super().__init__("paper: no decision is named; give its number")


class SuccessorMissing(ValueError):
    """Nobody would take over."""

    def __init__(self) -> None:
        super().__init__("nobody would take over; choose a successor that exists, or name one to be founded")


class SplitIntoOne(ValueError):
    """A split has several successors."""

    def __init__(self) -> None:
        super().__init__("a split into one unit: name another successor; for a new name only, rename the unit")


class OneSuccessorOnly(ValueError):
    """Only a split has several successors."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"{count} successors, and only a split has several; leave one, or split the unit")


class MergedAlone(ValueError):
    """A merger brings several units together."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} alone would be merged; name another old unit, one to merge into, or rename it")


class OneOldOnly(ValueError):
    """Only a merger has several old units."""

    def __init__(self, count: int) -> None:
        self.count = count
        super().__init__(f"{count} old units, and only a merger has several; leave one, or merge them")


class UnitTwice(ValueError):
    """One unit is named twice on one side."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is named twice; name it once")


class BothSides(ValueError):
    """One unit is old and new at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} stands on both sides; whoever goes on existing is a successor only")


class NameKept(ValueError):
    """A unit is renamed into a name that it bears or another one bears."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} exists and is no new name; give the new name, or merge into that unit")


class UnitEnded(ValueError):
    """A unit that does not exist on the day."""

    def __init__(self, name: str, on: date) -> None:
        self.name, self.on = name, on
        super().__init__(f"{name} does not exist on {on}; choose another unit or another day")


class Supervises(ValueError):
    """A body that supervises is none of the inspected; its dossiers are given to another one first."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} supervises and is not reorganised here; give its dossiers to another body first")


class DayTooEarly(ValueError):
    """Something of an old unit would end before it began."""

    def __init__(self, name: str, begins: date) -> None:
        self.name, self.begins, self.earliest = name, begins, begins + timedelta(days=1)
        super().__init__(f"on: {name} began on {begins} only; the new order begins on {self.earliest} at the earliest")


class BoundAlready(ValueError):
    """A unit, or a name, is bound by another reorganisation that waits for its day."""

    def __init__(self, name: str, paper: str, on: date) -> None:
        self.name, self.paper, self.on = name, paper, on
        super().__init__(f"{name} is reorganised by {paper} from {on} on; call that off, or wait for its day")


def refuse_asked(asked: Asked) -> None:
    """Refuse a reorganisation that cannot be, by what is wrong first: its shape, its days, another that waits."""
    if not asked.paper.strip():
        raise DecisionUnnamed
    refuse_shape(asked)
    refuse_lives(asked)
    refuse_promised(asked)


def refuse_shape(asked: Asked) -> None:
    refuse_names(asked)
    successors = len(asked.news) + len(asked.founded)
    if not successors:
        raise SuccessorMissing
    if asked.sort is Sort.SPLIT and successors == 1:
        raise SplitIntoOne
    if asked.sort is not Sort.SPLIT and successors > 1:
        raise OneSuccessorOnly(successors)
    if asked.sort is not Sort.MERGE and len(asked.olds) > 1:
        raise OneOldOnly(len(asked.olds))
    if asked.sort is Sort.MERGE and len(asked.olds) == 1 and not asked.news:
        raise MergedAlone(asked.olds[0].name)
    if asked.sort is Sort.RENAME:
        kept = [one.name for one in asked.news] or [n for n, _place in asked.founded if n == asked.olds[0].name]
        if kept:
            raise NameKept(kept[0])


def refuse_names(asked: Asked) -> None:
    """Refuse a unit that stands there twice, on one side or on both, and one that supervises."""
    for one in (*asked.olds, *asked.news):
        if one.supervises:
            raise Supervises(one.name)
    founded: list[tuple[object, str]] = [(name, name) for name, _place in asked.founded]
    for side in (*(named(side) for side in (asked.olds, asked.news)), founded):
        seen: set[object] = set()
        for key, name in side:
            if key in seen:
                raise UnitTwice(name)
            seen.add(key)
    old_keys = {one.key for one in asked.olds}
    for one in asked.news:
        if one.key in old_keys:
            raise BothSides(one.name)


def named(side: Sequence[Side]) -> list[tuple[object, str]]:
    return [(one.key, one.name) for one in side]


def refuse_lives(asked: Asked) -> None:
    """Refuse a day on which one of the units, or what would end with it, does not stand."""
    for old in asked.olds:
        for name, begins in ((old.name, old.from_on), *old.begun):
            if begins >= asked.on:
                raise DayTooEarly(name, begins)
        last = asked.on - timedelta(days=1)
        if old.until_on is not None and old.until_on < last:
            raise UnitEnded(old.name, last)
    for new in asked.news:
        if new.from_on > asked.on or (new.until_on is not None and new.until_on < asked.on):
            raise UnitEnded(new.name, asked.on)


def refuse_promised(asked: Asked) -> None:
    """Refuse what would pull the ground from under a reorganisation that waits."""
    for one in asked.olds:
        waiting = one.ends_by or one.takes_over_by
        if waiting:
            raise BoundAlready(one.name, waiting.paper, waiting.on)
    for one in asked.news:
        if one.ends_by:
            raise BoundAlready(one.name, one.ends_by.paper, one.ends_by.on)
    for founded in asked.founded:
        if founded in asked.promised:
            waiting = asked.promised[founded]
            raise BoundAlready(founded[0], waiting.paper, waiting.on)


# --- until its day ------------------------------------------------------------------------------------


class TookEffect(ValueError):
    """A reorganisation whose units have changed is not called off any more."""

    def __init__(self, paper: str) -> None:
        self.paper = paper
        super().__init__(f"{paper} took effect; what is to be otherwise is done by another reorganisation")


class CalledOff(ValueError):
    """A reorganisation that was called off."""

    def __init__(self, paper: str) -> None:
        self.paper = paper
        super().__init__(f"{paper} was called off; record a new one where it is decided anew")


class NotItsDay(ValueError):
    """A reorganisation waits for its day."""

    def __init__(self, paper: str, on: date) -> None:
        self.paper, self.on = paper, on
        super().__init__(f"{paper} takes effect on {on}; until then the units are what they are")


def waits_for(on: date, today: date) -> bool:
    """True where a reorganisation recorded today changes nothing yet."""
    return on > today


def refuse_effect(paper: str, on: date, today: date, *, waits: bool, is_called_off: bool) -> None:
    """Refuse to bring into effect what was called off, has taken effect, or waits for its day."""
    refuse_changed(paper, waits=waits, is_called_off=is_called_off)
    if waits_for(on, today):
        raise NotItsDay(paper, on)


def refuse_changed(paper: str, *, waits: bool, is_called_off: bool) -> None:
    """Refuse to call off what was called off, or has taken effect."""
    if is_called_off:
        raise CalledOff(paper)
    if not waits:
        raise TookEffect(paper)
