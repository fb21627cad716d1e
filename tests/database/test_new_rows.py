"""Many new rows at once: nothing distinguishes them afterwards from rows that came in one by one."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection

from bihuan.closeout.archive import pack
from bihuan.domain.grams import grams
from bihuan.dossiers.actions import NewFinding, NewMeasure
from bihuan.dossiers.models import Finding
from bihuan.ledger import verifier, words
from bihuan.ledger.cuts import cut_rows, kind_of
from bihuan.ledger.door import AnotherAuthority, NewRows, Note, NulInText, Receipt, TooLong, commit, deed
from bihuan.ledger.models import Entry, PersonalKey
from bihuan.ledger.new_rows import Uneven, new_ids
from bihuan.rectification.models import Measure
from tests.county import County, new_key
from tests.database.states import state_of_ledger, state_of_tables

pytestmark = pytest.mark.django_db
MEASURES = (
    NewMeasure("修订学习制度", "张某某", "办公室", date(2018, 5, 31), "制度印发"),
    NewMeasure("按月检查台账", "", "办公室", None, ""),
    NewMeasure("清退补贴２.４万元", "李某某", "财务科", date(2018, 4, 30), "全部清退"),
)
FINDINGS = (
    NewFinding("1", "学习流于形式", "2017年仅学习2次", ("一、党的建设",), measures=MEASURES),
    NewFinding("2", "违规发放津贴补贴", person_matter=True, source_line=9, measures=MEASURES[:1]),
    NewFinding("3", "保障性住房分配审核不严"),
)


@pytest.fixture
def county() -> County:
    return County().found()


def test_the_ledger_leads_to_rows_that_came_in_by_columns(county: County) -> None:
    county.fed_back(*FINDINGS)
    assert state_of_ledger() == state_of_tables()
    county.do(
        county.unit_liaison, "revise_measure", measure("1-2").id, text="按周检查台账", owner="王某某", due_on=None
    )
    assert state_of_ledger() == state_of_tables()
    assert (measure("1-2").owner, measure("1-2").version) == ("王某某", 2)


def measure(number: str) -> Measure:
    return Measure.objects.get(number=number)


def test_measures_come_in_with_their_findings_in_their_order(county: County) -> None:
    county.fed_back(*FINDINGS)
    rows = Measure.objects.order_by("id").values_list("finding__number", "number", "text", "owner", "due_on")
    assert list(rows) == [
        ("1", "1-1", "修订学习制度", "张某某", date(2018, 5, 31)),
        ("1", "1-2", "按月检查台账", "", None),
        ("1", "1-3", "清退补贴２.４万元", "李某某", date(2018, 4, 30)),
        ("2", "2-1", "修订学习制度", "张某某", date(2018, 5, 31)),
    ]
    due = Finding.objects.order_by("place").values_list("number", "due_on", "headings", "source_line")
    assert list(due) == [
        ("1", date(2018, 4, 30), ["一、党的建设"], None),
        ("2", date(2018, 5, 31), [], 9),
        ("3", None, [], None),
    ]


def test_what_stands_in_the_dossier_keeps_its_measures(county: County) -> None:
    county.reporting()
    document = {"name": "feedback.txt", "content": "5L2Q6K+B"}
    told = [{"number": "1", "title": "学习流于形式", "measures": [{"text": "修订学习制度"}]}]
    county.do(county.office, "import_findings", document=document, findings=told)
    told[0]["measures"] = [{"text": "别的"}]
    again = county.do(
        county.office, "import_findings", document=document, findings=[*told, {"number": "2", "title": "二"}]
    )
    assert (again.told["new"], again.told["known"]) == (1, 1)
    assert [row.text for row in Measure.objects.all()] == ["修订学习制度"]
    assert [row.place for row in Finding.objects.order_by("place")] == [1, 2]


def test_the_entry_tells_what_rows_share_once_and_no_owner(county: County) -> None:
    county.fed_back(*FINDINGS)
    entry = Entry.objects.get(action="import_findings")
    imported = json.loads(bytes(entry.content))
    tables = {change["table"]: change for change in imported["rows"] if "ids" in change}
    assert imported["v"] == 2
    assert set(tables) == {"dossiers_finding", "rectification_measure"}
    assert tables["rectification_measure"]["same"]["inspection_id"] == str(county.inspection_id)
    owners = tables["rectification_measure"]["each"]["owner"]
    assert [list(owner) if owner else owner for owner in owners] == [["commitment"], "", ["commitment"], ["commitment"]]
    assert PersonalKey.objects.filter(table="rectification_measure").count() == 3


def test_an_archive_with_them_holds_alone_and_an_altered_row_shows(county: County, tmp_path: Any) -> None:
    county.fed_back(*FINDINGS)
    archive = tmp_path / "archive.zip"
    archive.write_bytes(pack(county.inspection))
    assert "hold" in verifier.verify(archive)
    Measure.objects.filter(number="2-1").update(text="altered behind the ledger")
    archive.write_bytes(pack(county.inspection))
    with pytest.raises(verifier.DoesNotHold, match="text is not what the ledger leads to"):
        verifier.verify(archive)


def test_they_are_found_by_the_same_grams_as_single_rows(county: County) -> None:
    county.fed_back(*FINDINGS)
    cuts = cut_rows([*Finding.objects.all(), *Measure.objects.all()])
    cut = {row_id: told.split() for one in cuts for row_id, told in zip(one.row_ids, one.grams, strict=True)}
    row = measure("1-3")
    assert cut[str(row.pk)] == grams("1-3", "清退补贴２.４万元", "全部清退", "")
    assert words.is_whole()
    if connection.vendor == "sqlite":
        before = index_of()
        words.rebuild()
        assert index_of() == before


def index_of() -> list[tuple[str, str, str, int]]:
    """Return what the index holds: gram, row, place."""
    found: list[tuple[str, str, str, int]] = []
    with connection.cursor() as cursor:
        for table in map(words.grams_of, map(kind_of, words.searched_models())):
            cursor.execute(f"CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, {table}, instance)")
            cursor.execute("SELECT term, row_id, col, offset FROM temp.seen JOIN ledger_words ON id = doc")
            found += cursor.fetchall()
            cursor.execute("DROP TABLE temp.seen")
    return sorted(found)


# --- what the door refuses ------------------------------------------------------------------------


@deed
def keep(*, actor: Any, county: County, rows: NewRows, now: datetime, key: str) -> Receipt:
    return commit(note=Note(county.inspection.stream, "import_findings", actor, now), rows=[rows])


def kept(county: County, **each: Any) -> Receipt:
    first = Finding(authority_id=county.authority_id, inspection=county.inspection, organization_path="")
    columns = {"number": ["1", "2"], "place": [1, 2], "title": ["一", "二"]} | each
    rows = NewRows(first, columns, new_ids(2))
    return keep(actor=county.office, county=county, rows=rows, now=county.now, key=new_key())


@pytest.mark.parametrize(
    ("column", "values", "refusal"),
    [
        ("title", ["一", "长" * 301], TooLong),
        ("title", ["一", "二\x00"], NulInText),
        ("headings", [[], ["一\x00"]], NulInText),
        ("title", ["一"], Uneven),
        ("authority_id", ["a", "b"], Uneven),
    ],
)
def test_one_value_that_cannot_be_kept_keeps_all_out(
    county: County, column: str, values: list[Any], refusal: type[Exception]
) -> None:
    entries = Entry.objects.count()
    with pytest.raises(refusal):
        kept(county, **{column: values})
    assert (Finding.objects.count(), Entry.objects.count()) == (0, entries)


def test_rows_of_another_authority_are_not_written(county: County) -> None:
    other = County().found()
    first = Finding(authority_id=other.authority_id, inspection=other.inspection, organization_path="")
    rows = NewRows(first, {"number": ["1"], "place": [1], "title": ["一"]}, new_ids(1))
    with pytest.raises(AnotherAuthority):
        keep(actor=county.office, county=county, rows=rows, now=county.now, key=new_key())


def test_columns_that_nobody_told_take_their_usual_values(county: County) -> None:
    kept(county)
    row = Finding.objects.get(number="2")
    assert (row.version, row.headings, row.stage, row.recovered_fen, row.due_on) == (1, [], "rectifying", 0, None)
