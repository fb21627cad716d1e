"""The index of words against brute force, on SQLite and on PostgreSQL."""

from __future__ import annotations

import random
from datetime import date
from operator import attrgetter

import pytest

from bihuan.desk import sounding
from bihuan.desk.searching import of_dossiers, of_findings, of_organizations, search
from bihuan.desk.sight import findings_seen
from bihuan.desk.sounding import heard
from bihuan.domain.sounds import asked_of
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger import words
from bihuan.ledger.models import Words
from bihuan.ledger.pinyin import sounds_of
from bihuan.organizations.models import Organization
from bihuan.rectification import imports
from bihuan.rectification.models import Measure
from tests.county import County, new_key
from tests.database.brute_force import compared, filled
from tests.domain.test_grams import stands_in

QUERIES = 30


@pytest.fixture
def county(db: None) -> County:
    return County().found()


def test_words_are_found_in_the_reader_s_scope_and_by_brute_force_alike(county: County) -> None:
    rng = random.Random(20180301)
    heads = filled(county, rng)
    assert findings_seen(heads[-1]).count() == 0  # not fed back
    found = compared([county.office, county.supervision_office, *heads], QUERIES, rng)
    assert found.wrong == []
    assert found.hits > 100


@pytest.mark.parametrize("asked", ["县", "局", "，学", "3项", "台账", "无此"])
def test_every_kind_is_found_by_its_own_words_alone(county: County, asked: str) -> None:
    county.fed_back().with_measures()
    hits = search(county.office, asked, most=1000, whole_tree=True)
    for found, model in (
        (hits.findings, Finding),
        (hits.dossiers, Inspection),
        (hits.measures, Measure),
        (hits.organizations, Organization),
    ):
        told = {
            row.id: [str(attrgetter(name)(row)) for name in model.found_by]
            for row in model.objects.filter(authority_id=county.authority_id)
        }
        truth = {row_id for row_id, columns in told.items() if any(stands_in(asked, one) for one in columns)}
        assert {row.id for row in found} == truth


def test_what_was_changed_is_found_by_its_new_words_only(county: County) -> None:
    county.fed_back()
    finding = county.finding("3")
    told = {"title": "住房保障资金挪用", "text": "", "category": "", "reason": "订正"}
    county.do(county.office, "correct_finding", finding.id, **told)
    assert [row.id for row in search(county.office, "资金挪用", most=5).findings] == [finding.id]
    assert search(county.office, "保障性住房", most=5).findings == []
    assert words.is_whole()


def test_measures_and_dossiers_are_found_and_a_person_s_name_is_not(county: County) -> None:
    county.fed_back().with_measures()
    hits = search(county.office, "检查台账", most=5)
    assert len(hits.measures) == 3
    assert search(county.office, "分管副局长", most=5).measures == []
    assert [row.id for row in search(county.office, "住房和城乡", most=5).dossiers] == [county.inspection_id]


def test_the_unit_finds_nothing_before_the_feedback(county: County) -> None:
    county.reporting()
    imports.import_findings(
        actor=county.office,
        inspection_id=county.inspection_id,
        findings=[NewFinding("1", "违规发放津贴补贴")],
        file_name="feedback.txt",
        content="反馈意见".encode(),
        now=county.now,
        key=new_key(),
    )
    assert len(search(county.office, "津贴", most=5).findings) == 1
    assert search(county.unit_head, "津贴", most=5).findings == []
    assert search(county.unit_head, "住房", most=5).dossiers == []


SOUNDS = ("gwjd", "jiedai", "wgff", "wei gui", "津贴bt", "dzxx", "lyxs", "lyxs gw", "zz", "jtbtgw", "学x")


@pytest.mark.parametrize("typed", SOUNDS)
def test_sounds_are_found_in_the_reader_s_scope_and_by_brute_force_alike(county: County, typed: str) -> None:
    heads = filled(county, random.Random(20180302))
    count = 0
    for actor in (county.office, county.supervision_office, *heads):
        told = {row.id: row.title for row in findings_seen(actor)}
        asked = asked_of(typed, sounds_of(told.values()))
        truth = {row_id for row_id, title in told.items() if asked.distance(title) in (0, 1)}
        found = heard(of_findings(actor, typed), typed, most=1000)
        assert {row.id for row in found.rows} == truth, actor
        assert found.is_all
        count += len(truth)
    assert count or typed == "zz"


def test_one_sound_alone_is_found_where_a_name_begins_with_it(county: County) -> None:
    county.fed_back(NewFinding("1", "违规发放津贴"), NewFinding("2", "津贴违规发放"))
    for typed in ("w", "wei", "W"):
        assert [row.number for row in heard(of_findings(county.office, typed), typed, most=5).rows] == ["1"]


def test_dossiers_and_organizations_are_found_by_initials_and_what_is_called_anew_by_the_new_ones(
    county: County,
) -> None:
    county.fed_back()
    dossiers, units = of_dossiers(county.office, "zfhcx"), of_organizations(county.office, "zfhcx")
    assert [row.id for row in heard(dossiers, "zfhcx", most=5).rows] == [county.inspection_id]
    assert [row.id for row in heard(units, "zfhcx", most=5).rows] == [county.unit_id]
    finding = county.finding("3")
    told = {"title": "住房保障资金挪用", "text": "", "category": "", "reason": "订正"}
    county.do(county.office, "correct_finding", finding.id, **told)
    assert [row.id for row in heard(of_findings(county.office, "zjny"), "zjny", most=5).rows] == [finding.id]
    assert not heard(of_findings(county.office, "bzxzf"), "bzxzf", most=5).rows
    words.rebuild()
    assert [row.id for row in heard(of_findings(county.office, "zjny"), "zjny", most=5).rows] == [finding.id]


def test_whoever_asks_is_told_where_not_every_name_was_read(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounding, "AT_ONCE", 2)
    monkeypatch.setattr(sounding, "MOST_READ", 4)
    county.fed_back(*(NewFinding(str(n), "发放办法，规范违规处理") for n in range(6)))  # gf, wg, ff: never together
    assert not heard(of_findings(county.office, "wgff"), "wgff", most=5).is_all
    assert heard(of_findings(county.office, "wgcl"), "wgcl", most=9).is_all is False
    assert len(heard(of_findings(county.office, "wgcl"), "wgcl", most=4).rows) == 4


def test_the_newest_come_first_and_one_more_tells_of_others(county: County) -> None:
    many = [NewFinding(str(n), "公务接待超标准") for n in range(1, 12)]
    county.fed_back(*many)
    found = search(county.office, "接待", most=4).findings
    assert [row.number for row in found] == ["11", "10", "9", "8", "7"]


def test_the_index_is_made_again_where_it_is_missing(county: County) -> None:
    county.fed_back().with_measures()
    assert words.is_whole()
    Words.objects.all().delete()
    assert not words.is_whole()
    assert words.rebuild() == 3 + 3 + Inspection.objects.count() + Organization.objects.count()
    assert words.is_whole()
    assert len(search(county.office, "流于形式", most=5).findings) == 1


def test_another_authority_s_words_are_not_found(county: County) -> None:
    county.fed_back()
    other = County().found().fed_back()
    hits = search(county.office, "流于形式", most=5)
    assert {row.inspection_id for row in hits.findings} == {county.inspection_id}
    assert date(2018, 3, 1) == other.today


@pytest.mark.parametrize(
    "asked", ["", "   ", "，。！", '"', "' OR 1=1", "NEAR(", "a" * 500, "words : x", "\x00", "*", "待"]
)
def test_no_question_breaks_a_store(county: County, asked: str) -> None:
    county.fed_back()
    search(county.office, asked, most=5)
    search(county.unit_head, asked, most=5)
