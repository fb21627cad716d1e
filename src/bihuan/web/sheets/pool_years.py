"""What a year comes to for the people of the pool, as workbooks: appraisals, scores of the host, proposals."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.domain.glossary import ASPECTS_ASSESSED
from bihuan.domain.jurisdiction import Actor
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.teams.assessing import Year, hosts_assessed
from bihuan.web.pages.appraisal import appraised, rewarded, year_asked
from bihuan.web.sheets import Sheet
from bihuan.web.words import said_later, word

FIRST = (
    Column("year", _("Year"), 8, Kind.COUNT),
    Column("name", _("Full name"), 14),
    Column("unit", _("Home unit"), 26),
    Column("tours", _("Tours"), 8, Kind.COUNT),
    Column("days", _("Days"), 8, Kind.COUNT),
)


def said(score: float | None) -> str:
    return "" if score is None else str(score)


def of_year(year: int, one: Year) -> dict[str, Value]:
    person = one.inspector
    return {"year": year, "name": person.name, "unit": person.unit, "tours": one.tours, "days": one.days}


def appraisal_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    year = year_asked(actor, query)
    for one in appraised(actor, year):
        scores: dict[str, Value] = {"own": said(one.own), "team": said(one.team), "whole": said(one.whole)}
        yield TableRow(str(one.inspector.id), one.inspector.name, of_year(year, one) | {"led": one.led} | scores)


APPRAISAL = Sheet(
    "appraisal",
    "appraisal",
    _("Annual appraisal"),
    (
        *FIRST,
        Column("led", _("Led"), 8, Kind.COUNT),
        Column("own", _("Own score"), 10, Kind.SCORE),
        Column("team", _("Team's score"), 10, Kind.SCORE),
        Column("whole", _("Overall score"), 10, Kind.SCORE),
    ),
    appraisal_rows,
)


def host_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    for at, one in hosts_assessed(actor.authority_id, year_asked(actor, query)):
        scores = dict(zip(ASPECTS_ASSESSED, map(said, one.by_aspect()), strict=True))
        values: dict[str, Value] = {"round": at.name, "count": len(one.rows), **scores, "mean": said(one.mean)}
        yield TableRow(str(at.id), at.name, values)


HOSTS = Sheet(
    "hosts",
    "appraisal",
    _("What the teams thought of the host"),
    (
        Column("round", _("Round"), 26),
        Column("count", _("Scores given"), 10, Kind.COUNT),
        *(Column(aspect, said_later("assessed", aspect), 12, Kind.SCORE) for aspect in ASPECTS_ASSESSED),
        Column("mean", _("Mean"), 10, Kind.SCORE),
    ),
    host_rows,
)


def reward_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    year = year_asked(actor, query)
    for one in rewarded(actor, year)[1]:
        values: dict[str, Value] = {
            "whole": said(one.year.whole),
            "allowance_fen": one.proposal.allowance_fen,
            "award": one.proposal.award,
            "promotion": one.proposal.promotion,
            "reasons": gettext("; ").join(word("reward", code) for code in one.proposal.reasons),
        }
        person = one.year.inspector
        yield TableRow(str(person.id), person.name, of_year(year, one.year) | values)


REWARDS = Sheet(
    "rewards",
    "rewards",
    _("Allowance, awards, promotion"),
    (
        *FIRST,
        Column("whole", _("Overall score"), 10, Kind.SCORE),
        Column("allowance_fen", _("Allowance (yuan)"), 14, Kind.MONEY),
        Column("award", _("Award"), 10, Kind.TICK),
        Column("promotion", _("Promotion"), 10, Kind.TICK),
        Column("reasons", _("Reasons"), 40),
    ),
    reward_rows,
)
