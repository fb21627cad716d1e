"""What a draft would bring into its dossier, row by row: as read, as corrected, beside what stands there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, compress, repeat
from typing import Any, NamedTuple

from bihuan.dossiers.models import Finding
from bihuan.intake.found import Found, found_of
from bihuan.intake.limits import MOST_FINDINGS, MOST_MEASURES
from bihuan.intake.models import TAKE_OVER, Draft
from bihuan.intake.planned import NOTHING_PLANNED, PlannedMeasure, PlannedMeasures, from_draft

LONGEST_NUMBER, LONGEST_TITLE, LONGEST_TEXT = 20, 300, 20_000
MOST_ROWS = MOST_FINDINGS
SIGNED_OFF, LONG_TERM, RECTIFYING = "signed_off", "long_term", "rectifying"
ELLIPSIS = "…"
ADDED = "a"  # begins the keys of rows that somebody added


class Proposal(NamedTuple):
    """One finding as it would be entered. `faults` are codes; a row with one cannot be imported."""

    key: str
    number: str
    title: str
    text: str
    headings: tuple[str, ...] = ()
    person_matter: bool = False
    dropped: bool = False
    line: int | None = None
    printed_number: str = ""
    stage: str = RECTIFYING
    fix_at_once: bool = False
    measures: tuple[str, ...] = ()  # as the document tells them
    place: int | None = None  # among the findings of the document
    plan: PlannedMeasures = NOTHING_PLANNED  # of the whole document
    amounts: tuple[str, ...] = ()
    corrected: bool = False
    known: Finding | None = None
    faults: tuple[str, ...] = ()

    @property
    def is_added(self) -> bool:
        return self.line is None

    @property
    def comes_in(self) -> bool:
        """True where confirming enters this row."""
        return not self.dropped and self.known is None

    @property
    def planned(self) -> tuple[PlannedMeasure, ...]:
        """The measures that come in with the finding."""
        return () if self.place is None else self.plan[self.place]


def numbers_for(printed: Sequence[str | None], taken: Iterable[str] = ()) -> list[str]:
    """Return a number for each finding: the printed ones where they tell all findings apart, else 1, 2, 3, …"""
    known = set(taken)
    whole = [number or "" for number in printed]
    if all(0 < len(n) <= LONGEST_NUMBER for n in whole) and len(set(whole)) == len(whole) and not known & set(whole):
        return whole
    free = (str(n) for n in range(1, len(whole) + len(known) + 1) if str(n) not in known)
    return [next(free) for _ in whole]


def proposals_of(draft: Draft, standing: Sequence[Finding]) -> list[Proposal]:
    """Return the rows of a draft with their corrections, matched with the findings that stand in the dossier.

    A finding that came from the same line of the same file is the same, whatever was corrected since; so is one of
    the same title. A file imported before brings nothing by itself: what was left out then stays out.
    """
    found = found_of(draft)
    sources = {(f.source.sha256, f.source_line): f for f in standing if f.source is not None}
    known = [sources.get((draft.sha256, line)) for line in found.line]
    met = {one.pk for one in known if one is not None}
    others = by_title(f for f in standing if f.pk not in met)
    titles = list(map(shortened, found.title))
    fresh = [at for at, one in enumerate(known) if one is None and titles[at] not in others]
    numbers = numbers_for([found.number[at] for at in fresh], (finding.number for finding in standing))
    given = dict(zip(fresh, numbers, strict=True))
    plan = planned_of(draft)
    rows = as_read(found, plan, purpose=draft.purpose, title=titles, known=known, number=given)
    if draft.corrections:
        rows = [corrected(row, draft.corrections.get(row.key)) for row in rows]
        rows += [added(key, told) for key, told in draft.corrections.items() if key.startswith(ADDED)]
    if standing:
        rows = [as_it_stands(matched(row, others)) for row in rows]
    return with_faults(rows, plan, frozenset(finding.number for finding in standing))


def planned_of(draft: Draft) -> PlannedMeasures:
    """Return the measures that a draft's document plans for each of its findings."""
    return from_draft(draft.result.get("planned", ()), len(found_of(draft).line))


def by_title(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        told.setdefault(finding.title, []).append(finding)
    return told


def as_read(
    found: Found,
    plan: PlannedMeasures,
    *,
    purpose: str,
    title: Sequence[str],
    known: Sequence[Finding | None],
    number: Mapping[int, str],
) -> list[Proposal]:
    """Return the findings of the reader as rows, made of columns; `number` is that of those that are new, by place."""
    every = len(known)
    was_imported = any(one is not None for one in known)
    cut = {told: tuple(heading[:LONGEST_TITLE] for heading in told) for told in set(map(tuple, found.path))}
    columns: dict[str, Sequence[Any]] = {
        "key": list(map(str, range(every))),
        "number": [number.get(place, "") for place in range(every)],
        "title": title,
        "text": list(map(text_below, found.title, found.text)),
        "headings": [cut[tuple(told)] for told in found.path],
        "line": found.line,
        "printed_number": [told or "" for told in found.number],
        "stage": list(map(stage_of, repeat(purpose), found.status, found.long_term)),
        "fix_at_once": found.fix_at_once,
        "measures": list(map(tuple, found.measures)),
        "place": range(every),
        "plan": [plan] * every,
        "amounts": list(map(tuple, found.amounts)),
        "dropped": [was_imported and one is None for one in known],
        "known": known,
    }
    of_field = [columns.get(name) or [default_of(name)] * every for name in Proposal._fields]
    return list(map(Proposal._make, zip(*of_field, strict=True)))


def default_of(field: str) -> Any:
    return Proposal._field_defaults.get(field)


def text_below(title: str, text: str) -> str:
    """Return the text of a finding, below its whole title where that is too long to be one."""
    whole = title.strip()
    return text if len(whole) <= LONGEST_TITLE else f"{whole}\n{text}".strip()


def stage_of(purpose: str, status: str | None, long_term: bool) -> str:
    """Return at which stage a finding comes in: the document's where running work is taken over."""
    if purpose != TAKE_OVER:
        return RECTIFYING
    return LONG_TERM if long_term else SIGNED_OFF if status == "done" else RECTIFYING


def shortened(title: str, most: int = LONGEST_TITLE) -> str:
    title = title.strip()
    return title if len(title) <= most else title[: most - 1] + ELLIPSIS


def corrected(row: Proposal, told: Mapping[str, Any] | None) -> Proposal:
    if not told or row.known is not None:
        return row
    return row._replace(**told, corrected=True)


def added(key: str, told: Mapping[str, Any]) -> Proposal:
    """Return a row that somebody added."""
    return Proposal(key, "", "", "")._replace(**told)


def matched(row: Proposal, others: dict[str, list[Finding]]) -> Proposal:
    """Mark a row that stands in the dossier already under its title; each finding is met once."""
    there = others.get(row.title) if row.known is None else None
    if not there:
        return row
    return row._replace(known=there.pop(0))


def as_it_stands(row: Proposal) -> Proposal:
    """Show a row that stands in the dossier in the words it has there: what was read may have been corrected since."""
    found = row.known
    if found is None:
        return row
    return row._replace(
        number=found.number,
        title=found.title,
        text=found.text,
        person_matter=found.person_matter,
        corrected=(found.title, found.text.strip()) != (row.title, row.text.strip()),
    )


def with_faults(rows: Sequence[Proposal], plan: PlannedMeasures, taken: Collection[str]) -> list[Proposal]:
    """Mark what keeps a row from being imported; a row that does not come in has no faults."""
    coming = [row for row in rows if row.comes_in]
    faults: dict[str, list[str]] = {}
    for code, is_wrong in (*wrong_words(coming, taken).items(), *wrong_measures(coming, plan).items()):
        for row in compress(coming, is_wrong):
            faults.setdefault(row.key, []).append(code)
    return [row._replace(faults=tuple(faults[row.key])) if row.key in faults else row for row in rows]


def wrong_words(rows: Sequence[Proposal], taken: Collection[str]) -> dict[str, Iterable[bool]]:
    """Return for each fault of what a row itself tells in which rows it is; a number has one of the first three."""
    numbers = [row.number for row in rows]
    counts = Counter(numbers)
    twice = {number for number, count in counts.items() if count > 1 and number and number not in taken}
    return {
        "row.no_number": [not number for number in numbers],
        "row.number_taken": [number in taken for number in numbers],
        "row.number_twice": [number in twice for number in numbers],
        "row.number_long": [len(number) > LONGEST_NUMBER for number in numbers],
        "row.no_title": [not row.title for row in rows],
        "row.text_long": [len(row.text) > LONGEST_TEXT for row in rows],
    }


def wrong_measures(rows: Sequence[Proposal], plan: PlannedMeasures) -> dict[str, Iterable[bool]]:
    """Return for each fault of planned measures in which rows it is; most ledgers need no look at the single one."""
    told = [plan.columns[name] for name in ("text", "goal")]
    long: set[int | None] = set()
    if max(map(len, chain(*told)), default=0) > LONGEST_TEXT:
        long = {
            place
            for place, own in enumerate(plan.spans)
            if any(len(text) > LONGEST_TEXT for column in told for text in column[own])
        }
    many: set[int | None] = {place for place, count in enumerate(plan.counts) if count > MOST_MEASURES}
    return {
        "row.measure_long": [row.place in long for row in rows],
        "row.measures_many": [row.place in many for row in rows],
    }
