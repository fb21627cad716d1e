"""A rectification ledger of 20,459 findings with 5 measures each comes in: kept, read into a draft, entered by a deed.

The peer does no more than fetch the cells with python-calamine and `executemany` the same rows, every column of them,
into plain tables of the same SQLite; it knows no product: no draft, no rule, no ledger, no search, no index. Both run
in one process and are timed by the processor. The smaller import is of 5,000 rows with faulty cells among them, and
its time by the clock includes the user's own workbook given back with those cells marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.ledgers import faulty_workbook, ledger_workbook
from benchmarks.plain_tables import rows_of_plain_tables, store_plainly
from benchmarks.stopwatch import Figure, cpu_seconds, seconds

if TYPE_CHECKING:
    from tests.county import County

    from bihuan.intake.models import Draft

FINDINGS, MEASURES = 20_459, 5
FEWER = 5_000
LIMIT = 5.0  # seconds for 5,000 rows
TIMES = 3
RATIO = 3.0
MADE_AT = datetime(2018, 3, 1, 2, tzinfo=UTC)


def measure() -> Iterator[Figure]:
    """Tell the large import against its peer, and the smaller one against the limit that was set for it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    data = ledger_workbook(FINDINGS, MEASURES)
    mine, walls, peers = [], [], []
    for _ in range(TIMES):
        county = founded()
        walls.append(seconds(lambda one=county: mine.append(cpu_seconds(lambda: imported(one, data)))))  # type: ignore[misc]
        peers.append(cpu_seconds(lambda: store_plainly(data, plain_file())))
        refuse_other_rows(county)
    what = f"import {FINDINGS:,} findings with {MEASURES} measures each, ledger on"
    words = "python-calamine + executemany of the same rows"
    yield Figure(what, min(mine), "CPU s", min(peers), words, RATIO)
    peer_wall = min(seconds(lambda: store_plainly(data, plain_file())) for _ in range(TIMES))
    yield Figure(what, min(walls), "s", peer_wall, words + ", by the clock", at_most=None)
    yield from of_fewer()


def of_fewer() -> Iterator[Figure]:
    """Tell an import of 5,000 rows, faulty ones among them, and the pages around it."""
    county, data = founded(), faulty_workbook(FEWER)
    importing = seconds(lambda: imported(county, data))
    marking = seconds(lambda: marked(county, data))
    yield Figure(f"import {FEWER:,} rows, faulty cells marked", importing + marking, "s", LIMIT)
    yield Figure(f"preview, {FEWER:,} findings", seconds(lambda: preview(county)), "s", LIMIT)
    yield Figure(f"send the list of tasks out, {FEWER:,} findings", seconds(lambda: export(county)), "s", LIMIT)


def founded() -> County:
    from tests.county import County

    return County().found().reporting()


def plain_file() -> Path:
    from django.conf import settings

    return Path(settings.HOME) / "plain.sqlite3"


def imported(county: County, data: bytes) -> None:
    """Do what the pages do: keep the upload, read it, enter what the draft proposes."""
    from tests.county import new_key

    from bihuan.desk.performing import perform
    from bihuan.intake import drafts
    from bihuan.web.entering import Answers, rows_to_enter, told_for

    told = {"inspection": county.inspection, "purpose": "import_findings", "name": "bench.xlsx", "content": data}
    draft, _fresh = drafts.keep(actor=county.office, now=MADE_AT, **told)
    drafts.read_draft(draft.authority_id, draft.id, now=MADE_AT)
    with drafts.unswept():
        one = draft_of(county)
        form = told_for(one, rows_to_enter(one), Answers())
        office = replace(county.office, today=county.today)
        perform(one.purpose, actor=office, target_id=county.inspection_id, told=form, now=county.now, key=new_key())


def refuse_other_rows(county: County) -> None:
    """Stop where the two sides did not store the same rows; the ratio would mean nothing."""
    from bihuan.dossiers.models import Finding
    from bihuan.rectification.models import Measure

    findings = Finding.objects.filter(inspection_id=county.inspection_id).order_by("place")
    measures = Measure.objects.filter(inspection_id=county.inspection_id).order_by("id")
    mine = (
        list(findings.values_list("number", "title", "text", "source_line")),
        list(measures.values_list("number", "text", "owner", "department", "due_on", "expected_result")),
    )
    if mine != rows_of_plain_tables(plain_file()):
        raise SystemExit("importing: the plain tables hold other rows; the figures would mean nothing")


def draft_of(county: County) -> Draft:
    from bihuan.intake.models import Draft

    return Draft.objects.get(inspection_id=county.inspection_id)


def marked(county: County, data: bytes) -> bytes:
    from bihuan.intake.annotate import mark_errors
    from bihuan.web.reading_notes import said_errors

    result = draft_of(county).result
    return mark_errors(data, "bench.xlsx", said_errors(result["errors"], result["document"]["notes"]))


def preview(county: County) -> object:
    from bihuan.web.pages.draft import pieces_of, rows_of

    draft = draft_of(county)
    return pieces_of(draft, rows_of(draft), 0, 50)


def export(county: County) -> bytes:
    from bihuan.rectification.lists import FIVE_LISTS
    from bihuan.rectification.workbooks import write_list

    one = FIVE_LISTS["tasks"]
    return write_list(one, county.inspection, one.rows(county.inspection), title="bench")
