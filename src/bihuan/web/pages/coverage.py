"""The coverage map: lines as asked for, their sums, and a drawing of one small square an organization. No script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.coverage import COVERED, Carried, Carry, Coverage, Line, Sums, by_category, rolled_up, sums_of
from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.jurisdiction import SEGMENT, Actor, is_under
from bihuan.domain.offices import SUPERVISING
from bihuan.planning.facts import number_of, planning_rules
from bihuan.planning.models import Term
from bihuan.planning.queries import coverage_lines, present_term
from bihuan.web.forms import choices
from bihuan.web.words import labelled, word

SQUARE, GAP, LABEL, WIDTH, ROW_GAP, ON_PHONE = 11, 2, 104, 960, 8, 340
LONG_AGO, ALL_COVERED, MUST = "long_ago", "covered", "must"


@dataclass(frozen=True)
class Shown:
    """One organization of the table."""

    line: Line
    depth: int
    sums: Sums | None

    @property
    def carried(self) -> list[str]:
        """Return by which earlier units it counts, in words."""
        return [carried_words(one) for one in self.line.carried]


@dataclass(frozen=True)
class Square:
    """One organization of the drawing."""

    x: int
    y: int
    state: str
    words: str
    is_long_ago: bool
    url: str


@dataclass(frozen=True)
class Strip:
    """All organizations of one category: a row of squares, several lines where they are many."""

    words: str
    y: int
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Map:
    """Everything a template needs to write the drawing."""

    strips: tuple[Strip, ...]
    height: int
    width: int
    square: int = SQUARE


def term_asked(actor: Actor, asked: QueryDict) -> Term | None:
    """Return the term that an address names, else the present one."""
    named = Term.objects.filter(authority_id=actor.authority_id, name=asked.get("term", "")).first()
    return named or present_term(actor.authority_id, actor.today)


def lines_asked(actor: Actor, asked: QueryDict, lines: Sequence[Line]) -> list[Line]:
    """Return the lines that an address asks for: below a place, of a category, a depth, a state."""
    under, category, state = (asked.get(name, "") for name in ("under", "category", "state"))
    depth = asked.get("depth", "")
    return [
        line
        for line in lines
        if (not under or is_under(line.body.path, under))
        and (category not in CATEGORIES or line.body.category == category)
        and (not depth.isdigit() or len(line.body.path) == int(depth) * SEGMENT)
        and (not state or is_so(line, state))
    ]


def is_so(line: Line, state: str) -> bool:
    """True where an organization stands as asked: a state of its own, or one of those that several make up."""
    if state == LONG_AGO:
        return line.is_long_ago
    if state == ALL_COVERED:
        return line.state in COVERED
    return line.state is not Coverage.LEFT_OUT if state == MUST else line.state == state


def shown(lines: Sequence[Line], whole: Sequence[Line]) -> list[Shown]:
    """Return lines with the sums of everything below them."""
    sums = rolled_up(whole)
    return [Shown(line, len(line.body.path) // SEGMENT - 1, sums.get(line.body.path)) for line in lines]


def map_of(lines: Sequence[Line], width: int = WIDTH) -> Map:
    """Draw lines as squares, category by category."""
    a_line = (width - LABEL) // (SQUARE + GAP)
    strips, y = [], 0
    for category in CATEGORIES:
        own = [line for line in lines if line.body.category == category]
        if not own:
            continue
        squares = tuple(
            Square(
                LABEL + place % a_line * (SQUARE + GAP),
                y + place // a_line * (SQUARE + GAP),
                str(line.state),
                words_of(line),
                line.is_long_ago,
                reverse("organization", args=[line.body.key]),
            )
            for place, line in enumerate(own)
        )
        strips.append(Strip(word("category", category), y + SQUARE - GAP, squares))
        y += -(-len(own) // a_line) * (SQUARE + GAP) + ROW_GAP
    return Map(tuple(strips), max(y, 1), width)


def words_of(line: Line) -> str:
    last = _("last on %(day)s") % {"day": line.last_on} if line.last_on else _("never inspected")
    told = " · ".join([line.body.name, word("coverage", line.state), last, *map(carried_words, line.carried)])
    if not line.fed_back:
        return told
    followed = _("%(count)s findings, %(done)s followed up") % {"count": line.findings, "done": line.settled}
    if line.handed_over:
        over = _("%(count)s of them handed over as long-term") % {"count": line.handed_over}
        followed = _(", ").join([followed, over])
    return f"{told} · {followed}"


def carried_words(one: Carried) -> str:
    """Say by which earlier unit an organization counts: under which name, as which part, or which never was."""
    if one.on is None:
        return _("%(unit)s, which came to it, was never inspected") % {"unit": one.name}
    told = {"unit": one.name, "day": one.on}
    if one.how is Carry.RENAMED:
        return _("as %(unit)s, %(day)s") % told
    if one.how is Carry.SPLIT:
        return _("as part of %(unit)s, %(day)s") % told
    return _("%(unit)s, which came to it, on %(day)s") % told


def coverage_context(actor: Actor, asked: QueryDict) -> dict[str, Any]:
    """Return everything the page shows."""
    term = term_asked(actor, asked)
    whole = coverage_lines(term, actor.authority_id, actor.today)
    wanted = lines_asked(actor, asked, whole)
    names = {line.body.path: line.body.name for line in whole}
    parents = sorted({line.body.path[:-SEGMENT] for line in whole} & set(names))
    depths = sorted({len(line.body.path) // SEGMENT for line in whole})
    return {
        "term": term,
        "terms": Term.objects.filter(authority_id=actor.authority_id).order_by("-from_on"),
        "lines": shown(wanted, whole),
        "sums": sums_of(wanted),
        "categories": [(word("category", one), sums) for one, sums in ordered(by_category(wanted)).items()],
        "map": map_of(wanted),
        "map_on_phone": map_of(wanted, ON_PHONE),
        "wider": [(MUST, _("must be covered")), (ALL_COVERED, _("covered"))],
        "states": [(state.value, word("coverage", state)) for state in Coverage],
        "kinds": choices.terms("category", [one for one in CATEGORIES if one not in SUPERVISING]),
        "places": [(path, names[path]) for path in parents],
        "depths": depths,
        "asked": {name: asked.get(name, "") for name in ("under", "category", "depth", "state")},
        "told_filter": filter_words(asked, names),
        "has_rows": bool(whole),
        "long_ago": LONG_AGO,
        "years": number_of(planning_rules(actor.authority_id, actor.today), "coverage_years"),
    }


def filter_words(asked: QueryDict, names: Mapping[str, str]) -> str:
    """Say by what an address filters the lines, in the words of the filter row."""
    under, category, depth, state = (asked.get(name, "") for name in ("under", "category", "depth", "state"))
    states = {one.value: word("coverage", one) for one in Coverage} | {LONG_AGO: _("not inspected for years")}
    told = [
        (_("Below"), names.get(under, under)),
        (_("Category"), word("category", category) if category in CATEGORIES else ""),
        (_("Level of the tree"), depth if depth.isdigit() else ""),
        (_("State"), states.get(state, state)),
    ]
    return _("; ").join(labelled(label, said) for label, said in told if said) or _("everything")


def ordered(found: Mapping[str, Sums]) -> dict[str, Sums]:
    return {category: found[category] for category in CATEGORIES if category in found}
