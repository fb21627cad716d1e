"""The gate panel: what is missing, whose move it is, which clause asks, where it is done, in the reader's words."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from bihuan.desk.chances import Panel
from bihuan.desk.fitting import is_offered
from bihuan.desk.foreseen import foreseen
from bihuan.desk.mending import BY_ONE, BY_TWO, CYCLE, MENDED_BY, check_too_early, is_scored_by_two, ways_to_mend
from bihuan.desk.moving import moves_of
from bihuan.desk.offers import OFFERS, Offer, Target
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.domain.lifecycle.gates import ORDER
from bihuan.domain.lifecycle.machine import METHOD, Blocker, Verdict
from bihuan.domain.lifecycle.moves import NOT_SIGNED_OFF, Moves
from bihuan.domain.lifecycle.resting import unjudged
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.fieldwork.facts import may_read
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.prepared import read_rows
from bihuan.rectification.models import Measure
from bihuan.rectification.periodic import standing_periodic, waiting
from bihuan.web.addresses import address
from bihuan.web.cited_packs import cited_pack
from bihuan.web.gate_parts import DOSSIER_PARTS, FINDING_PARTS, OF_THE_ROUND, PAGES, PARTS
from bihuan.web.gate_turns import OpenSheet, all_who_can, comes_first, sheet_in_the_way, told_beforehand, way_of_sheet
from bihuan.web.permissions import Door, who_may
from bihuan.web.rule_pages import clause_url
from bihuan.web.words import blocker_words, deed_words, subject_said, word


@dataclass(frozen=True)
class Missing:
    """One unmet condition."""

    code: str
    subject: str
    what: str
    whose: str
    whose_role: str
    basis: str
    url: str = ""
    deed: str = ""  # what is done there, where the link leads to its form
    is_mine: bool | None = None  # None: nobody knows who reads
    basis_url: str = ""  # where the clause can be looked up
    first: str = ""  # what comes before it can be met

    @property
    def named(self) -> str:
        """Return whom or what it is about, in words."""
        return subject_said(self.subject)


@dataclass(frozen=True)
class Met:
    """One condition that is met, and which clause asks for it."""

    code: str
    what: str
    basis: str
    is_waived: bool
    basis_url: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a step is: its conditions, those that are met, and how many can be judged only once others are."""

    count: int
    met: tuple[Met, ...]
    waiting: int = 0

    @property
    def left(self) -> int:
        return self.count - len(self.met) - self.waiting


def progress_of(asked: Mapping[str, str], verdict: Panel) -> Progress:
    """Return which of the conditions asked (code → basis) are met under a verdict that nothing was cut from."""
    blocked, waived = {b.code for b in verdict.blockers}, {b.code for b in verdict.waived}
    waiting = unjudged(asked, blocked)
    met = (code for code in sorted(asked, key=ORDER.__getitem__) if code not in blocked | waiting)
    told = (
        Met(code, word("gate", code), basis_words(asked[code]), code in waived, clause_url(asked[code])) for code in met
    )
    return Progress(len(asked), tuple(told), len(waiting))


def missing_of(verdict: Verdict) -> tuple[Missing, ...]:
    """Return all that a verdict finds missing, in its own order."""
    return tuple(missing(blocker) for blocker in verdict.blockers)


def missing_with_ways(
    blockers: Iterable[Blocker],
    inspection: Inspection,
    held: frozenset[Role],
    findings: Iterable[Finding] | None = None,
    bars: Mapping[str, Blocker] | None = None,
    account: uuid.UUID | None = None,
) -> tuple[Missing, ...]:
    """Return blockers in the reader's words, each with the page where it is mended; `bars`: see `Whereabouts`."""
    told = tuple(blockers)
    return missing_by(whereabouts(inspection, held, told, findings, bars, account), told)


ANSWERS_A_REQUEST = frozenset({"grant_sign_off"})  # offered once the unit has done its part and asked


def missing_by(about: Whereabouts, blockers: Iterable[Blocker]) -> tuple[Missing, ...]:
    """Return blockers in the reader's words with the links of one gathering; what he was asked for is his move."""
    told = tuple(blockers)
    lacking = {one.code for one in told}
    asks = cache(asked_by)  # forty findings that are not signed off are asked for by one clause
    return tuple(told_as(about, replace(one, whose=about.moves.mover_of(one)), lacking, asks) for one in told)


def told_as(about: Whereabouts, one: Blocker, lacking: set[str], asks: Callable[[str], tuple[str, str]]) -> Missing:
    """Return one blocker with who can meet it now; what something comes before is nobody's move yet."""
    clause = asks(one.basis)
    turn = "" if about.sheet and about.is_on_the_sheet(one) else about.moves.out_of_turn
    first = comes_first(one, about.inspection, lacking, turn)
    if first:
        return replace(missing(one, clause=clause, is_mine=False), first=first)
    url, deed = about.way_to(one)
    if about.sheet and about.is_on_the_sheet(one):
        row = missing(one, url, deed, clause, is_mine=bool(deed))
        return replace(row, first=about.sheet.said, whose=about.sheet.movers or row.whose)
    row = missing(one, url, deed, clause, is_mine=deed in ANSWERS_A_REQUEST or is_move_of(about.held, one))
    return replace(row, whose=all_who_can(one, about.findings.get(one.subject), row.whose))


def foreseen_at(actor: Actor, inspection: Inspection, deed: str, kind: str | None = None) -> dict[str, Any]:
    """Return what a page tells beside a check (of a kind, where that is settled) or an evaluation, before it stands."""
    ahead = foreseen(actor, inspection, deed)
    anew = ahead.anew if kind != CheckKind.RETURN_VISIT else ()  # which counts for no turn
    office = inspection.supervision_office if anew else None
    return {
        "foreseen": [missing(one) for one in anew],
        "linked": office.name if office is not None else _("none yet"),
        "not_before": sorted((one.value, day) for one, day in ahead.not_before.items() if kind in (None, one)),
    }


def is_move_of(held: frozenset[Role], blocker: Blocker) -> bool:
    """True where it is the reader's move; the unit's people answer for one another."""
    return blocker.whose in held or (blocker.whose in UNIT and bool(held & UNIT))


def missing(
    blocker: Blocker,
    url: str = "",
    deed: str = "",
    clause: tuple[str, str] | None = None,
    *,
    is_mine: bool | None = None,
) -> Missing:
    """Return one blocker in the reader's words; `url` leads to the page where it is mended, by `deed`."""
    basis, basis_url = clause or asked_by(blocker.basis)
    return Missing(
        deed=deed_words(deed) if deed else "",
        is_mine=is_mine,
        code=blocker.code,
        subject=blocker.subject,
        what=blocker_words(blocker.code, blocker.subject),
        whose=word("role", blocker.whose),
        whose_role=blocker.whose.value,
        basis=basis,
        basis_url=basis_url,
        url=url,
    )


def asked_by(basis: str) -> tuple[str, str]:
    """Return the clause that asks in words, and where it can be looked up."""
    return basis_words(basis), clause_url(basis)


def basis_words(basis: str) -> str:
    """Return the clause that asks, its pack by title; the method's own gates name no paper."""
    pack, _dot, clause = basis.partition(" · ")
    if pack == METHOD:
        return _("Bihuan's own method")
    title = cited_pack(pack)
    return f"{title} · {clause}" if title else basis


UNSIGNED = "periodic_report.unsigned"


@dataclass(frozen=True)
class Whereabouts:
    """A dossier as links need it: the reader's roles, its findings and measures by number.

    `bars` says of findings what first keeps them from being signed off: a link leads to that, not to a deed it bars.
    """

    inspection: Inspection
    held: frozenset[Role]
    findings: Mapping[str, Finding]
    measures: Mapping[str, uuid.UUID]
    bars: Mapping[str, Blocker]
    too_early: uuid.UUID | None = None  # the check that stands before the earlier one was evaluated
    papers: Mapping[str, WorkingPaper] = field(default_factory=dict)
    written: frozenset[str] = frozenset()  # days of periodic reports that wait for their signature
    moves: Moves = field(default_factory=Moves)
    sheet: OpenSheet | None = None  # of two scorers, where an evaluation is asked for
    account: uuid.UUID | None = None

    def is_on_the_sheet(self, blocker: Blocker) -> bool:
        """True for a condition that only the open sheet of two scorers can meet."""
        is_withdrawn = blocker.code == CYCLE and self.too_early is not None
        return not is_withdrawn and BY_TWO in ways_to_mend(blocker, self.held, by_two=True)

    def way_to(self, blocker: Blocker) -> tuple[str, str]:
        """Return where this reader mends a blocker, and by which deed where it is its form; else where it is seen."""
        if blocker.code == NOT_SIGNED_OFF and self.held & UNIT and blocker.subject in self.bars:
            return self.way_to(self.bars[blocker.subject])
        if self.sheet and self.is_on_the_sheet(blocker):
            return way_of_sheet(self.sheet, self.inspection, self.held, self.account)
        names = (
            ("withdraw_check",)
            if blocker.code == CYCLE and self.too_early
            else ways_to_mend(blocker, self.held, by_two=is_scored_by_two(self.inspection))
        )
        if blocker.code == UNSIGNED and blocker.subject in self.written:
            names = ("sign_periodic_report", "attest_periodic_report")
        for name in names:
            form = self.form_of(OFFERS[name], blocker.subject)
            if form:
                return form + told_beforehand(blocker, name), name
        if blocker.code in OF_THE_ROUND:
            return self.page_of_round(*OF_THE_ROUND[blocker.code]), ""
        return self.part_of(PARTS.get(blocker.code, ""), blocker.subject), ""

    def page_of_round(self, page: str, is_its_own: bool) -> str:
        """Return a page of the round for whoever may open it; nothing for others."""
        who = who_may(page)
        if isinstance(who, Door) or not who & self.held:
            return ""
        return address(page, *([self.inspection.round_id] if is_its_own else []))

    def form_of(self, offer: Offer, subject: str) -> str:
        if offer.target is Target.CHECK:
            is_open = is_offered(offer, self.held, self.inspection)
            return address("check_do", self.too_early, offer.name) if is_open and self.too_early else ""
        if offer.target in (Target.INSPECTION, Target.SITE):
            is_open = is_offered(offer, self.held, self.inspection)
            return self.on_dossier(offer, subject) if is_open else ""
        paper = self.papers.get(subject)
        if offer.target is Target.WORKING_PAPER:
            is_open = paper is not None and is_offered(offer, self.held, self.inspection, paper)
            return address("paper_do", paper.id, offer.name) if paper and is_open else ""
        finding = self.finding_named(subject)
        if finding is None or not is_offered(offer, self.held, self.inspection, finding):
            return ""
        if offer.target is Target.FINDING:
            return address("finding_do", finding.id, offer.name)
        measure = self.measures.get(subject)
        return address("measure_do", measure, offer.name) if measure else ""

    def on_dossier(self, offer: Offer, subject: str) -> str:
        """Return the form of a deed on the dossier, with the row it is about chosen where a row is chosen."""
        form = "site_do" if offer.target is Target.SITE else "dossier_do"
        page = address(form, self.inspection.id, offer.name)
        return f"{page}?number={subject}" if "number" in offer.form.model_fields and subject.isdigit() else page

    def part_of(self, part: str, subject: str) -> str:
        if part in PAGES:
            return address(part, self.inspection.id)
        if part == "working-papers" and subject in self.papers:
            return address("working_paper", self.papers[subject].id)
        finding = self.finding_named(subject)
        if part in FINDING_PARTS and finding is not None:
            return f"{address('finding', finding.id)}#{part}"
        return f"{address('dossier', self.inspection.id)}#{part if part in DOSSIER_PARTS else 'findings'}"

    def finding_named(self, subject: str) -> Finding | None:
        """Return the finding of a number, or the one whose measure bears it (3-2 is the second measure of 3)."""
        return self.findings.get(subject) or self.findings.get(subject.rpartition("-")[0])


def whereabouts(
    inspection: Inspection,
    held: frozenset[Role],
    blockers: Iterable[Blocker],
    findings: Iterable[Finding] | None = None,
    bars: Mapping[str, Blocker] | None = None,
    account: uuid.UUID | None = None,
) -> Whereabouts:
    """Gather what the links of some blockers need, and only what is asked for; no link to a paper he may not read."""
    told = tuple(blockers)
    codes = {blocker.code for blocker in (*told, *(bars or {}).values())}
    asked = {code.partition(".")[0] for code in codes}
    at = inspection.authority_id
    rows: Iterable[Finding] = findings if findings is not None else ()
    if findings is None and asked & {"finding", "measure", "person_matter"}:
        rows = Finding.objects.filter(authority_id=at, inspection=inspection)
    measures: dict[str, uuid.UUID] = {}
    if "measure" in asked:
        kept = Measure.objects.filter(authority_id=at, inspection=inspection, removed_on=None)
        measures = dict(kept.values_list("number", "id"))
    papers: dict[str, WorkingPaper] = {}
    if "working_paper" in asked:
        rows_of = read_rows(WorkingPaper, {"authority_id": at, "inspection_id": inspection.id}, "number")
        papers = {row.number: row for row in rows_of if may_read(account, row, held)}
    too_early = check_too_early(inspection) if CYCLE in codes else None
    unsigned = waiting(standing_periodic(inspection)) if UNSIGNED in codes else []
    written = frozenset(row.due_on.isoformat() for row in unsigned)
    by_number = {row.number: row for row in rows}
    moves = moves_of(inspection, told, by_number.values())
    scored = any(MENDED_BY.get(code) == BY_ONE for code in codes) and is_scored_by_two(inspection)
    sheet = sheet_in_the_way(inspection) if scored else None
    return Whereabouts(
        inspection, held, by_number, measures, bars or {}, too_early, papers, written, moves, sheet, account
    )
