"""What the page of a dossier's evaluation shows, cut to its reader: the unit sees its own and what it was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from bihuan.desk.chances import Chance, chances_on_inspection
from bihuan.desk.consequences import consequences_seen
from bihuan.domain.consequences import Proposal
from bihuan.domain.evaluation import Compared, OnOtherForms
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Finding, Inspection, StoredFile
from bihuan.evaluation.facts import full_of, hundredths_of
from bihuan.evaluation.forms import scorers_asked, weights_of_parts
from bihuan.evaluation.leaders import Owed, owed_to_leader, told_leaders
from bihuan.evaluation.models import (
    Consequence,
    Evaluation,
    GraveMark,
    LeaderTold,
    PeopleResult,
    Recurrence,
    Scoring,
    SelfAssessment,
)
from bihuan.evaluation.people_counts import people_results
from bihuan.evaluation.proposing import grave_mark, proposed_by_rule
from bihuan.evaluation.recurrence import old_findings, recurrences_of
from bihuan.evaluation.scorers import comparison_of, seen_slips, slips_of
from bihuan.evaluation.self_assessment import handed_in
from bihuan.evaluation.sheets import open_scoring
from bihuan.evaluation.three_in_one import Origin, all_to_combine, origins_of
from bihuan.web.evaluation_ends import BARS, bar_to
from bihuan.web.forms.panel_choices import kinds_for, waits_for
from bihuan.web.offered import PAGE_OF, Button, button, in_order
from bihuan.web.pages.site import url_of
from bihuan.web.things import Aim
from bihuan.web.words import is_chinese, word

PAGE = "panel"


@dataclass(frozen=True)
class Sheet:
    """The open sheet of two scorers: who has handed in, and both marks once both have."""

    scoring: Scoring
    handed_in: tuple[bool, bool]
    is_mine: bool
    is_waiting_for_me: bool
    lines: tuple[Compared, ...] = ()
    is_on_other_forms: bool = False

    @property
    def is_complete(self) -> bool:
        return all(self.handed_in)


@dataclass(frozen=True)
class Line:
    """One line of a filled form, in the reader's words."""

    aspect: str
    words: str
    row: Mapping[str, Any]


@dataclass(frozen=True)
class Filled:
    """A filled form with its sum; `row` is the evaluation or self-assessment."""

    row: Evaluation | SelfAssessment
    lines: tuple[Line, ...]
    score: int
    full: int
    deducts: bool = False
    is_two: bool = False


@dataclass(frozen=True)
class Waiting:
    """An evaluation that waits to be combined: its parts with weight, and where each number comes from or nothing."""

    row: Evaluation
    parts: tuple[tuple[str, int, Origin | None], ...]


@dataclass(frozen=True)
class PanelPage:
    """Everything of the page."""

    evaluations: tuple[Filled, ...] = ()
    own: tuple[Filled, ...] = ()
    people: list[PeopleResult] = field(default_factory=list)
    sheet: Sheet | None = None
    asks_two: bool = False
    asks_three: bool = False
    waiting: tuple[Waiting, ...] = ()
    leaders: list[LeaderTold] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    grave: GraveMark | None = None
    consequences: list[Consequence] = field(default_factory=list)
    proposals: tuple[Proposal, ...] = ()
    old: list[Finding] = field(default_factory=list)
    recurs: list[Recurrence] = field(default_factory=list)
    buttons: tuple[Button, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def proposed(self) -> int:
        """Return how many consequences wait for their decision because a rule proposes them."""
        return len(self.proposals)


def line_words(row: Mapping[str, Any]) -> str:
    """Return what a kept line is called."""
    own = str(row["zh"] if is_chinese() else row["en"])
    return own or word("aspect", str(row["aspect"]))


def filled(row: Evaluation | SelfAssessment, score: int, full: int, *, with_scorers: bool) -> Filled:
    """Return a filled form; the unit is not shown which scorer gave what."""
    is_two = with_scorers and any("first" in one for one in row.lines)
    lines = tuple(Line(word("aspect", one["aspect"]), line_words(one), one) for one in row.lines)
    return Filled(row, lines, score, full, any(one["way"] == "deducting" for one in row.lines), is_two)


def sheet_of(actor: Actor, inspection: Inspection) -> Sheet | None:
    """Return the open sheet; its marks only once both scorers have handed in."""
    scoring = open_scoring(inspection)
    if scoring is None:
        return None
    there = slips_of(scoring)
    handed_in = (scoring.first_id in there, scoring.second_id in there)
    mine = actor.account_id in (scoring.first_id, scoring.second_id)
    sheet = Sheet(scoring, handed_in, mine, mine and actor.account_id not in there)
    if seen_slips(scoring) is None:
        return sheet
    try:
        return replace(sheet, lines=comparison_of(scoring, inspection, actor.today))
    except OnOtherForms:
        return replace(sheet, is_on_other_forms=True)


def panel_of(actor: Actor, aim: Aim) -> PanelPage:
    """Gather the page."""
    inspection, today = aim.inspection, actor.today
    rows = Evaluation.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    evaluations = [row for row in rows.order_by("on", "number") if aim.sees_all or row.told_on]
    own = tuple(
        filled(row, row.total_hundredths, row.full_hundredths, with_scorers=False) for row in handed_in(inspection)
    )
    page = PanelPage(
        evaluations=tuple(
            filled(row, hundredths_of(row), full_of(row), with_scorers=aim.sees_all) for row in evaluations
        ),
        own=own,
        asks_three=weights_of_parts(inspection, today) is not None,
        consequences=consequences_seen(inspection, is_unit=not aim.sees_all),
    )
    if aim.sees_all:
        page = for_supervisors(actor, aim, page)
    chances = chances_on_inspection(actor, inspection)
    idle = idle_on_panel(chances, aim, page, actor)
    fitting = [c for c in chances if PAGE_OF.get(c.offer.name) == PAGE and c.offer.name not in idle]
    buttons = in_order(button(c, url_of(c.offer.name, c.offer.target, inspection)) for c in fitting)
    return replace(page, buttons=buttons, names=frozenset(one.deed for one in buttons))


def for_supervisors(actor: Actor, aim: Aim, page: PanelPage) -> PanelPage:
    """Return the page with what is kept from the unit."""
    inspection, today = aim.inspection, actor.today
    rows = page.consequences
    return replace(
        page,
        people=people_results(inspection),
        sheet=sheet_of(actor, inspection),
        asks_two=scorers_asked(inspection, today)[0] > 1,
        waiting=parts_of(inspection, actor),
        leaders=told_leaders(inspection),
        owed=owed_to_leader(inspection, today),
        grave=grave_mark(inspection),
        proposals=proposed_by_rule(inspection, rows, today),
        old=old_findings(inspection),
        recurs=recurrences_of(inspection),
    )


def parts_of(inspection: Inspection, actor: Actor) -> tuple[Waiting, ...]:
    """Return the evaluations that wait to be combined: of each the parts with weight and origin, or nothing."""
    governing = weights_of_parts(inspection, actor.today)
    if governing is None:
        return ()
    shares: Mapping[str, int] = getattr(governing.ruling.value, "shares", {})
    return tuple(
        Waiting(one, tuple((name, weight, there.get(name)) for name, weight in shares.items()))
        for one in all_to_combine(inspection)
        for there in [origins_of(inspection, one, actor.today)]
    )


def idle_on_panel(chances: Iterable[Chance], aim: Aim, page: PanelPage, actor: Actor) -> frozenset[str]:
    """Return the deeds that would find nothing to do."""
    sheet, rows = page.sheet, page.consequences
    nothing_for = {
        "cancel_scoring": sheet is None,
        "withdraw_people_result": not page.people,
        "tell_leader": not page.owed,
        "mark_grave": page.grave is not None,
        "withdraw_grave": page.grave is None,
        "decide_consequence": aim.sees_all and not kinds_for("decide_consequence", aim.inspection, actor.today),
        "notify_consequence": not any(waits_for("notify_consequence", row, of_unit=False) for row in rows),
        "record_consequence": not any(waits_for("record_consequence", row, of_unit=not aim.sees_all) for row in rows),
    }
    there = {chance.offer.name for chance in chances}
    barred = {name for name in BARS if name in there and bar_to(name, actor, aim) is not None}
    return frozenset(name for name, is_idle in nothing_for.items() if is_idle and name in there) | barred


def panel_files(aim: Aim) -> dict[tuple[str, UUID], StoredFile | None]:
    """Return the papers of the page that somebody may have, by sort and row."""
    rows = consequences_seen(aim.inspection, is_unit=not aim.sees_all)
    files: dict[tuple[str, UUID], StoredFile | None] = {("notice", row.id): row.notice for row in rows}
    files |= {("record", row.id): row.record_paper for row in rows}
    if aim.sees_all:
        files |= {("people", row.id): row.paper for row in people_results(aim.inspection)}
        files |= {("leader", row.id): row.paper for row in told_leaders(aim.inspection)}
    return files
