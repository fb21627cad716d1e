"""What a draft would bring into its dossier, row by row: as read, as corrected, beside what stands there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from bihuan.dossiers.models import Finding
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
    read = draft.result.get("document", {}).get("findings", [])
    sources = {(f.source.sha256, f.source_line): f for f in standing if f.source is not None}
    known = [sources.get((draft.sha256, finding["line"])) for finding in read]
    met = {one.pk for one in known if one is not None}
    others = by_title(f for f in standing if f.pk not in met)
    fresh = [at for at, one in enumerate(known) if one is None and not others.get(shortened(read[at]["title"]))]
    numbers = numbers_for([read[at]["number"] for at in fresh], (finding.number for finding in standing))
    given = dict(zip(fresh, numbers, strict=True))
    was_imported = any(one is not None for one in known)
    plan = planned_of(draft)
    rows = [
        as_read(at, finding, known[at], given.get(at, ""), draft, plan, dropped=was_imported and known[at] is None)
        for at, finding in enumerate(read)
    ]
    if draft.corrections:
        rows = [corrected(row, draft.corrections.get(row.key)) for row in rows]
        rows += [added(key, told) for key, told in draft.corrections.items() if key.startswith(ADDED)]
    if standing:
        rows = [as_it_stands(matched(row, others)) for row in rows]
    return with_faults(rows, plan, frozenset(finding.number for finding in standing))


def planned_of(draft: Draft) -> PlannedMeasures:
    """Return the measures that a draft's document plans for each of its findings."""
    return from_draft(draft.result.get("planned", ()), len(draft.result.get("document", {}).get("findings", ())))


def by_title(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    told: dict[str, list[Finding]] = {}
    for finding in findings:
        told.setdefault(finding.title, []).append(finding)
    return told


def as_read(
    place: int,
    finding: Mapping[str, Any],
    known: Finding | None,
    number: str,
    draft: Draft,
    plan: PlannedMeasures,
    *,
    dropped: bool,
) -> Proposal:
    """Return one finding of the reader as a row."""
    title = str(finding["title"]).strip()
    text = str(finding["text"])
    stage = RECTIFYING
    if draft.purpose == TAKE_OVER:
        stage = LONG_TERM if finding["long_term"] else SIGNED_OFF if finding["status"] == "done" else RECTIFYING
    return Proposal(
        key=str(place),
        number=number,
        title=shortened(title),
        text=text if len(title) <= LONGEST_TITLE else f"{title}\n{text}".strip(),
        headings=tuple(str(heading)[:LONGEST_TITLE] for heading in finding["path"]),
        line=int(finding["line"]),
        printed_number=str(finding["number"] or ""),
        stage=stage,
        fix_at_once=bool(finding["fix_at_once"]),
        measures=tuple(finding["measures"]),
        place=place,
        plan=plan,
        dropped=dropped,
        amounts=tuple(map(itemgetter("text"), finding["amounts"])),
        known=known,
    )


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
    """Mark what keeps a row from being imported."""
    counts = Counter(row.number for row in rows if row.comes_in)
    of_measures = faults_of_measures(plan)
    faulty = ((row, tuple(faults_of(row, counts, taken, of_measures)) if row.comes_in else ()) for row in rows)
    return [row._replace(faults=faults) if faults else row for row, faults in faulty]


def faults_of(
    row: Proposal, counts: Mapping[str, int], taken: Collection[str], of_measures: Mapping[int | None, Sequence[str]]
) -> Iterator[str]:
    if not row.number:
        yield "row.no_number"
    elif row.number in taken:
        yield "row.number_taken"
    elif counts[row.number] > 1:
        yield "row.number_twice"
    if len(row.number) > LONGEST_NUMBER:
        yield "row.number_long"
    if not row.title:
        yield "row.no_title"
    if len(row.text) > LONGEST_TEXT:
        yield "row.text_long"
    yield from of_measures.get(row.place, ())


def faults_of_measures(plan: PlannedMeasures) -> dict[int | None, list[str]]:
    """Return by the place of a finding what keeps its measures out; most ledgers need no look at the single one."""
    faults: dict[int | None, list[str]] = {}
    long = [name for name in ("text", "goal") if max(map(len, plan.columns[name]), default=0) > LONGEST_TEXT]
    for place, own in enumerate(plan.spans if long else ()):
        if any(len(text) > LONGEST_TEXT for name in long for text in plan.columns[name][own]):
            faults.setdefault(place, []).append("row.measure_long")
    for place, count in enumerate(plan.counts):
        if count > MOST_MEASURES:
            faults.setdefault(place, []).append("row.measures_many")
    return faults
