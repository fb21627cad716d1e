"""A county full of words, questions cut out of them, and what the index finds held against every row read through."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from bihuan.desk.searching import has_words, search
from bihuan.desk.sight import findings_seen
from bihuan.domain.jurisdiction import Actor, Duty
from bihuan.domain.roles import Role
from bihuan.dossiers import actions as dossiers
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding
from bihuan.rectification import imports
from tests.county import County, new_key
from tests.domain.test_grams import stands_in

WORDS = (
    "公务接待",
    "违规发放",
    "津贴补贴",
    "接待费用",
    "党组",
    "学习",
    "F-01",
    "2023年",
    "𠮷田",
    "Excel",
    "，",
    "流于形式",
)
UNITS, FINDINGS = 6, 20


@dataclass
class Compared:
    """How often somebody asked, how many rows were right, and the questions whose answer was wrong."""

    asked: int = 0
    hits: int = 0
    wrong: list[str] = field(default_factory=list)


def some_text(rng: random.Random, most: int) -> str:
    return "".join(rng.choice(WORDS) for _ in range(rng.randint(1, most)))


def filled(county: County, rng: random.Random) -> list[Actor]:
    """Give the county units with findings; return one head of each."""
    heads = []
    for number in range(2, 2 + UNITS):
        unit_id, path = county.organization(f"县第{number}局", "department")
        planned = dossiers.open_inspection(
            actor=county.office,
            round_id=county.round_id,
            organization_id=unit_id,
            supervision_office_id=county.office_id if number % 2 else None,
            number=number,
            kind="routine",
            team_name="县委第一巡察组",
            responsible_department_needed=False,
            now=county.now,
            key=new_key(),
        )
        one = uuid.UUID(planned.told["inspection"])
        county.do(county.office, "enter_site", one)
        leader = Actor(
            uuid.uuid4(),
            "leader",
            county.authority_id,
            (Duty(Role.TEAM_LEADER, "", one, county.today, None),),
            county.today,
        )
        county.do(leader, "leave_site", one)
        imports.import_findings(
            actor=county.office,
            inspection_id=one,
            findings=[NewFinding(str(n), some_text(rng, 4), text=some_text(rng, 12)) for n in range(1, FINDINGS + 1)],
            file_name="findings.txt",
            content=f"{number}".encode(),
            now=county.now,
            key=new_key(),
        )
        if number < UNITS:
            county.do(
                county.office,
                "send_copy_notice",
                one,
                to="leader_in_charge",
                addressee="甲",
                on=county.today,
                advice="",
            )
            county.do(county.office, "give_feedback", one, on=county.today)
        heads.append(county.actor(Role.UNIT_HEAD, path=path))
    return heads


def true_hits(rows: QuerySet[Finding], asked: str) -> set[uuid.UUID]:
    """Look through every row the plain way."""
    return {
        row.id
        for row in rows
        if all(
            any(
                stands_in(term, column)
                for column in (row.number, row.title, row.text, row.inspection.organization_name)
            )
            for term in asked.split()
            if any(sign.isalnum() for sign in term)
        )
    }


def questions(count: int, rng: random.Random) -> Iterator[str]:
    """Yield at most so many questions as somebody types them; those without a word are none."""
    for _ in range(count):
        source = some_text(rng, 3)
        begin = rng.randrange(len(source))
        asked = source[begin : begin + rng.choice([1, 2, 2, 3, 4, 6])]
        if rng.random() < 0.2:
            asked += " " + rng.choice(WORDS)
        if any(sign.isalnum() for sign in asked):
            yield asked


def compared(readers: Sequence[Actor], count: int, rng: random.Random) -> Compared:
    """Let every reader ask so many questions, of the search and of the list's filter."""
    found = Compared()
    for asked in questions(count, rng):
        for reader in readers:
            truth = true_hits(findings_seen(reader), asked)
            by_search = {row.id for row in search(reader, asked, most=1000).findings}
            by_filter = set(findings_seen(reader).filter(has_words(reader, asked)).values_list("id", flat=True))
            found.asked, found.hits = found.asked + 1, found.hits + len(truth)
            if by_search != truth or by_filter != truth:
                found.wrong.append(asked)
    return found
