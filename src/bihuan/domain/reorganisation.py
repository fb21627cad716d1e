"""Units merged, split, abolished, renamed: whose duties pass to whom, and that nobody is ever left without an owner.

Every step is pure: who succeeds whom is a set of links with days; of a unit that was split, each dossier has its heir.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

Unit = TypeVar("Unit", bound=object)


class Sort(StrEnum):
    """What happens to units."""

    MERGE = "merge"
    SPLIT = "split"
    ABOLISH = "abolish"
    RENAME = "rename"


class StepName(StrEnum):
    """The four steps, in their order."""

    SURVEY = "survey"
    FEEDBACK = "feedback"
    SUPERVISION = "supervision"
    REVIEW = "review"


class Class(StrEnum):
    """How what is open of a dossier is fed back to whoever takes it over."""

    WHOLE = "whole"
    SPLIT = "split"
    JOINED = "joined"
    SETTLED = "settled"


@dataclass(frozen=True)
class Link:
    """The duties of one unit pass to another from a day on. Of two of one day the one with the lesser id is first."""

    old: object
    new: object
    on: date
    id: Any = 0


def owner_on(
    day: date, unit: Unit, ended: Mapping[Unit, date], links: Iterable[Link], heirs: Mapping[Unit, Unit] | None = None
) -> Unit:
    """Return who answers on a day for what began with a unit: itself while it lives, then its successor, and so on.

    `ended` is the last day of each unit that is no more; `heirs` says who took over this very dossier from whom, where
    a unit has several successors; where nothing says so it is the first one. A unit that ended without any goes on
    answering: nothing is ever without an owner.
    """
    chosen, owner, seen = heirs or {}, unit, {unit}
    by_old: dict[object, list[Link]] = {}
    for link in sorted(links, key=lambda one: (one.on, one.id)):
        by_old.setdefault(link.old, []).append(link)
    while owner in ended and ended[owner] < day:
        following = [link.new for link in by_old.get(owner, ()) if link.on <= day]
        if not following:
            return owner
        heir = chosen.get(owner)
        following_one = heir if heir in following else following[0]
        if following_one in seen:
            return owner
        owner = following_one  # type: ignore[assignment]
        seen.add(owner)
    return owner


def cycle_through(links: Iterable[tuple[Unit, Unit]], old: Unit, new: Unit) -> tuple[Unit, ...]:
    """Return the way from `new` back to `old`, were the one to succeed the other; nothing where there is none."""
    by_old: dict[Unit, list[Unit]] = {}
    for one, other in links:
        by_old.setdefault(one, []).append(other)
    if new == old:
        return (old, old)
    ways: list[tuple[Unit, ...]] = [(new,)]
    seen = {new}
    while ways:
        way = ways.pop(0)
        for following in by_old.get(way[-1], ()):
            if following == old:
                return (old, *way, old)
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ()


# --- the four steps -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class PassedOn:
    """A dossier that passed to a successor: whether it was fed back, is settled, was looked at, has a head."""

    unit: str
    heir: str
    told_on: date | None
    is_closed: bool
    has_head: bool


@dataclass(frozen=True)
class Lack:
    """What the review still lacks: a code, and of which unit."""

    code: str
    subject: str = ""


def lacking(steps: Iterable[StepName], passed: Iterable[PassedOn], *, waits: bool = False) -> tuple[Lack, ...]:
    """Return all that is missing before a reorganisation can be reviewed and done with; `waits` until its day."""
    done, found = frozenset(steps), [Lack("effect")] if waits else []
    if StepName.SURVEY not in done:
        found.append(Lack("survey"))
    if StepName.SUPERVISION not in done:
        found.append(Lack("supervision"))
    for one in passed:
        if one.told_on is None:
            found.append(Lack("feedback", one.unit))
        if not one.has_head and not one.is_closed:
            found.append(Lack("head", one.heir))
    return tuple(dict.fromkeys(found))


class StepTooEarly(ValueError):
    """What is told to a successor, or checked of it, cannot have been before it took over."""

    def __init__(self, on: date, begins: date) -> None:
        self.on, self.begins = on, begins
        super().__init__(f"on: {on} is before the first day of the new order ({begins}); correct the day")


class StepBefore(ValueError):
    """A step would be of a day before the step that it follows."""

    def __init__(self, on: date, step: str, before: date) -> None:
        self.on, self.reorganisation_step, self.before = on, step, before
        super().__init__(f"on: {on} is before the {step} of {before}; correct the day")


class StepMissing(ValueError):
    """A step follows another one that is not registered yet."""

    def __init__(self, step: str) -> None:
        self.reorganisation_step = step
        super().__init__(f"{step} is not registered yet and comes first; register it")


class NotSettled(ValueError):
    """What is open is not handed over as settled."""

    def __init__(self, unit: str, count: int) -> None:
        self.unit, self.count = unit, count
        super().__init__(f"{count} findings of {unit} are open; hand them over whole, in part, or joined to one's own")


class FedBackAlready(ValueError):
    """A successor is told what is open of a dossier once; supervision and review rest on it."""

    def __init__(self, unit: str, on: date) -> None:
        self.unit, self.on = unit, on
        super().__init__(f"{unit} was fed back on {on} already and stands; say what is to be added at the supervision")


def refuse_second_feedback(unit: str, told_on: date | None) -> None:
    """Refuse to write over what a successor was told of a unit's dossier."""
    if told_on is not None:
        raise FedBackAlready(unit, told_on)


def refuse_step_day(step: StepName, on: date, first: date) -> None:
    """Refuse a day before the successors answered; the survey alone may come before."""
    if step is not StepName.SURVEY and on < first:
        raise StepTooEarly(on, first)


def refuse_order(on: date, before: Iterable[tuple[StepName, date | None]]) -> None:
    """Refuse a step before those that it follows: each with its day, None where it is still to come."""
    for step, day in before:
        if day is None:
            raise StepMissing(step.value)
        if on < day:
            raise StepBefore(on, step.value, day)


def refuse_class(told: Class, unit: str, count: int) -> None:
    """Refuse to call a dossier settled of which findings are open."""
    if told is Class.SETTLED and count:
        raise NotSettled(unit, count)
