"""One finding out of the rows of a table that share its problem, and the measures that they plan for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeVar

from bihuan.intake.amounts import find_amounts
from bihuan.intake.balance import find_quotes, opening_quotes
from bihuan.intake.dates import read_day
from bihuan.intake.document import Finding
from bihuan.intake.headings import Mark, cut_heading, find_mark
from bihuan.intake.lexicon import pattern, words
from bihuan.intake.measures import measures_in_cells, split_measures
from bihuan.intake.status import State, read_body, read_label
from bihuan.intake.titles import bare_title, names_itself, split_remark

Texts = Mapping[str, Sequence[str]]  # field → its texts
W = TypeVar("W")
OF_STATE = ("status", "kind_of_fix", "fix_at_once", "long_term", "due", "remark")
# of what a finding is made; the rest tells of its measures, or stands in its first row
TOLD = frozenset(("category", "subcategory", "detail", "result", "measure", *OF_STATE))
MANY = 10_000  # labels and days that are remembered; a sheet says few of them often

label_of = lru_cache(MANY)(read_label)


class Cells:
    """What stands in the cells of a table; neither a sum nor a quotation reaches from one into the next.

    Equal cells are looked at once, and only what was found is kept.
    """

    def __init__(self, fields: Texts) -> None:
        planned = set(fields.get("measure", ()))
        bodies = planned.union(fields.get("detail", ()), fields.get("result", ()))
        self.measures = measures_in_cells(planned)
        self.amounts = found_in(bodies, find_amounts, pattern("amounts", "needs"))
        self.quotes = found_in(bodies, find_quotes, opening_quotes())


def found_in(
    texts: Iterable[str], look: Callable[[str], tuple[W, ...]], needed: re.Pattern[str]
) -> dict[str, tuple[W, ...]]:
    """Return what is found in texts, of those in which something is; `needed` stands wherever something can be."""
    return {text: found for text in filter(needed.search, texts) if (found := look(text))}


def all_of(first: tuple[W, ...], found: Mapping[str, tuple[W, ...]], body: Iterable[str]) -> tuple[W, ...]:
    """Return what was found in a heading and in the texts below it."""
    return (*first, *chain.from_iterable(found.get(text, ()) for text in body)) if found else first


class PlannedMeasure(NamedTuple):
    """A measure as a rectification ledger plans it: who answers, by when (as printed, and as a day where it is one)."""

    text: str
    owner: str
    department: str
    due_told: str
    due_on: str | None
    goal: str


def finding_of(rows: Texts, line: int, cells: Cells) -> Finding:
    """Make one finding of its rows: the fields of the table with a text for each row, and the first row's line."""
    heading, remark, title, more = parts_of(rows["problem"][0])
    told = {key: told_once(texts) for key, texts in rows.items() if key in TOLD}
    details, results, planned = told.get("detail", ()), told.get("result", ()), told.get("measure", ())
    measures = [each for text in planned for each in cells.measures[text]]
    remains: list[str] = []
    for text in results:
        split = split_measures(text, whole=False)
        measures += split.measures
        remains.append(split.remains)
    state = _state(told, remark)
    body = (*details, *planned, *results)
    return Finding(
        number=_number(rows["number"][0]) if "number" in rows else None,
        path=tuple(text for key in ("category", "subcategory") for text in told.get(key, ())[:1]),
        title=title,
        text="\n".join(text for text in [more, *details, *remains] if text.strip()),
        status=state.status,
        long_term=state.long_term,
        fix_at_once=state.fix_at_once,
        measures=tuple(measures),
        amounts=all_of(find_amounts(heading), cells.amounts, body),
        quotes=all_of(find_quotes(more), cells.quotes, body),
        line=line,
    )


def told_once(texts: Sequence[str]) -> Sequence[str]:
    """Return the texts of rows, equal ones once and nothing of empty ones."""
    first = texts[0]
    if texts.count(first) == len(texts):  # what a merged cell tells all its rows
        return (first,) if first else ()
    return tuple(filter(None, dict.fromkeys(texts)))


def planned_in(rows: Texts, own: Sequence[bool], cells: Cells) -> tuple[PlannedMeasure, ...]:
    """Return the measures of a finding's rows; a cell that is not a row's own was told by a row above."""
    nothing = [""] * len(own)
    columns = [rows.get(key, nothing) for key in ("measure", "leader", "unit", "due", "goal")]
    return tuple(
        PlannedMeasure(text, leader, unit, due, day_of(due), goal)
        for (told, leader, unit, due, goal), is_own in zip(zip(*columns, strict=True), own, strict=True)
        if told and is_own
        for text in cells.measures[told]
    )


@lru_cache(MANY)
def day_of(text: str) -> str | None:
    """Return the day that a cell tells, None where it does not tell one exactly."""
    return read_day(text).iso


def parts_of(problem: str) -> tuple[str, str, str, str]:
    """Cut a cell of the problem into heading and remark, and the heading into title and what runs on."""
    if names_itself(problem):
        return problem, "", problem, ""
    heading, remark = split_remark(problem)
    return heading, remark, *_title(heading)


def _title(heading: str) -> tuple[str, str]:
    """The problem's first line or sentence is its title where more follows."""
    plain = heading.strip()
    cut = cut_heading(plain, find_mark(plain) or Mark(0, "", 0))
    return bare_title(cut.words), cut.rest


def _number(text: str) -> str | None:
    match = pattern("headers", "number").match(text)
    return (match["n"] if match else text.strip()) or None


def _state(told: Texts, remark: str) -> State:
    """Read what the cells beside a finding say of its state; few of them say different things."""
    state = state_of_cells(remark, *(tuple(told.get(key, ())) for key in OF_STATE))
    for text in told.get("result", ()):
        state = state.over(read_body(text))
    return state


@lru_cache(MANY)
def state_of_cells(remark: str, *columns: tuple[str, ...]) -> State:
    told = dict(zip(OF_STATE, columns, strict=True))
    state = State()
    for key in ("status", "kind_of_fix"):
        for text in told[key]:
            state = state.over(label_of(text))
    state = state.over(label_of(remark) if remark else State())
    yes = words("status", "yes")
    for key in ("fix_at_once", "long_term"):
        if any(text.strip() in yes for text in told[key]):
            state = state.over(State(None, key == "long_term", key == "fix_at_once"))
    for key in ("due", "remark"):
        for text in told[key]:
            label = label_of(text)
            if label.long_term or label.fix_at_once:
                state = state.over(State(None, label.long_term, label.fix_at_once))
    return state
