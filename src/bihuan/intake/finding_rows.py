"""One finding out of the rows of a table that share its problem, and the measures that they plan for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, repeat
from typing import TypeVar

from bihuan.domain.measure_columns import MeasureColumns
from bihuan.intake.amounts import find_amounts
from bihuan.intake.balance import find_quotes, opening_quotes
from bihuan.intake.dates import read_day
from bihuan.intake.document import Finding
from bihuan.intake.headings import Mark, cut_heading, find_mark
from bihuan.intake.lexicon import pattern, words
from bihuan.intake.measures import cut_cells, split_measures
from bihuan.intake.planned import NOTHING_PLANNED, PlannedMeasure, PlannedMeasures
from bihuan.intake.status import State, read_body, read_label
from bihuan.intake.titles import bare_title, names_itself, split_remark

Texts = Mapping[str, Sequence[str]]  # field → its texts
W = TypeVar("W")
OF_STATE = ("status", "kind_of_fix", "fix_at_once", "long_term", "due", "remark")
# of what all rows of a finding tell; the rest tells of its measures, or stands in its first row
TOLD = ("category", "subcategory", "detail", "result", "measure", *OF_STATE)
MANY = 10_000  # labels and days that are remembered; a sheet says few of them often

label_of = lru_cache(MANY)(read_label)


class Cells:
    """What stands in the cells of a table; neither a sum nor a quotation reaches from one into the next.

    Of each field its different texts are looked at, and only what was found is kept.
    """

    def __init__(self, told: Mapping[str, Collection[str]]) -> None:
        self.cut = cut_cells(told.get("measure", ()))
        sums, quotations = pattern("amounts", "needs"), opening_quotes()
        either = re.compile(f"{sums.pattern}|{quotations.pattern}")
        texts = chain.from_iterable(told.get(key, ()) for key in ("measure", "detail", "result"))
        some = list(filter(either.search, texts))
        self.amounts = found_in(some, find_amounts, sums)
        self.quotes = found_in(some, find_quotes, quotations)


def found_in(
    texts: Iterable[str], look: Callable[[str], tuple[W, ...]], needed: re.Pattern[str]
) -> dict[str, tuple[W, ...]]:
    """Return what is found in texts, of those in which something is; `needed` stands wherever something can be."""
    return {text: found for text in filter(needed.search, texts) if (found := look(text))}


def all_of(first: tuple[W, ...], found: Mapping[str, tuple[W, ...]], body: Sequence[str]) -> tuple[W, ...]:
    """Return what was found in a heading and in the texts below it."""
    below = [found[text] for text in body if text in found] if found else ()
    return (*first, *chain.from_iterable(below)) if below else first


def findings_of(fields: Texts, groups: Sequence[Sequence[int]], lines: Sequence[int], cells: Cells) -> list[Finding]:
    """Make one finding of the rows of each group: what they tell is gathered field by field."""
    nothing: list[tuple[str, ...]] = [()] * len(groups)
    told = [told_in(fields[key], groups) if key in fields else nothing for key in TOLD]
    firsts = [group[0] for group in groups]
    problems = map(fields["problem"].__getitem__, firsts)
    numbers = map(_number, map(fields["number"].__getitem__, firsts)) if "number" in fields else repeat(None)
    return [
        finding_of(problem, number, lines[first], each, cells)
        for first, problem, number, each in zip(firsts, problems, numbers, zip(*told, strict=True), strict=False)
    ]


def told_in(texts: Sequence[str], groups: Sequence[Sequence[int]]) -> list[tuple[str, ...]]:
    """Return the texts of a field that the rows of each group tell, equal ones once and nothing of empty ones."""
    rows = [
        texts[group[0] : group[-1] + 1] if group[-1] - group[0] < len(group) else [texts[at] for at in group]
        for group in groups
    ]
    return [told_once(each) for each in rows]


def told_once(texts: Sequence[str]) -> tuple[str, ...]:
    first = texts[0]
    if texts.count(first) == len(texts):  # what a merged cell tells all its rows
        return (first,) if first else ()
    return tuple(filter(None, dict.fromkeys(texts)))


def finding_of(problem: str, number: str | None, line: int, told: tuple[tuple[str, ...], ...], cells: Cells) -> Finding:
    """Make a finding of the cell that names its problem and of what its rows tell, in the order of TOLD."""
    heading, remark, title, more = parts_of(problem)
    category, subcategory, details, results, planned, *beside = told
    state = state_of_cells(remark, *beside)
    measures = list(planned)
    if not cells.cut.keys().isdisjoint(planned):
        measures = [each for text in planned for each in cells.cut.get(text, (text,))]
    remains: list[str] = []
    for text in results:
        split = split_measures(text, whole=False)
        measures += split.measures
        remains.append(split.remains)
        state = state.over(read_body(text))
    body = (*details, *planned, *results)
    return Finding(
        number=number,
        path=category[:1] + subcategory[:1],
        title=title,
        text="\n".join(filter(str.strip, (more, *details, *remains))),
        status=state.status,
        long_term=state.long_term,
        fix_at_once=state.fix_at_once,
        measures=tuple(measures),
        amounts=all_of(find_amounts(heading), cells.amounts, body),
        quotes=all_of(find_quotes(more) if more else (), cells.quotes, body),
        line=line,
    )


def planned_in(fields: Texts, own: Sequence[bool], groups: Sequence[Sequence[int]], cells: Cells) -> PlannedMeasures:
    """Return the measures of a table's findings, each the rows of a group; a cell not a row's own was told above."""
    told = fields.get("measure", ())
    if not told:
        return MeasureColumns(PlannedMeasure, [0] * len(groups), NOTHING_PLANNED.columns)
    cut = cells.cut
    measures = [cut.get(text, (text,)) if text and is_own else () for text, is_own in zip(told, own, strict=True)]
    counts = list(map(len, measures))
    order = list(chain.from_iterable(groups))
    rows = [at for at in order for _ in range(counts[at])]  # the row of each measure: a cell may tell several

    def column(key: str) -> list[str]:
        texts = fields.get(key)
        return list(map(texts.__getitem__, rows)) if texts else [""] * len(rows)

    dues = column("due")
    days = {text: day_of(text) for text in set(dues)}
    columns: dict[str, Sequence[str | None]] = {
        "text": list(chain.from_iterable(map(measures.__getitem__, order))),
        "owner": column("leader"),
        "department": column("unit"),
        "due_told": dues,
        "due_on": list(map(days.__getitem__, dues)),
        "goal": column("goal"),
    }
    return MeasureColumns(PlannedMeasure, [sum(map(counts.__getitem__, group)) for group in groups], columns)


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
    if text.isdecimal():
        return text
    match = pattern("headers", "number").match(text)
    return (match["n"] if match else text.strip()) or None


@lru_cache(MANY)
def state_of_cells(remark: str, *columns: tuple[str, ...]) -> State:
    """Read what the cells beside a finding say of its state; few of them say different things."""
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
