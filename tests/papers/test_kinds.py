"""Every kind of paper makes a whole paper of its example, and says exactly what is wrong with spoilt data."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bihuan.papers.compose import compose
from bihuan.papers.fields import DataUnusable
from bihuan.papers.kinds import KINDS, NAMES, kind_of
from bihuan.papers.making import values_from
from bihuan.papers.paper import Heading, Table, Text
from bihuan.papers.titles import title_lines
from bihuan.papers.words import chinese_ordinal, heading_number, money_in_words
from tests.papers.examples import example_of, paper_of


def test_every_kind_of_the_contract_has_its_file_and_its_example() -> None:
    assert {file.name for file in KINDS.iterdir()} == {
        name for kind in NAMES for name in (f"{kind}.yaml", f"{kind}.example.yaml")
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_example_makes_a_paper_with_nothing_left_open(name: str) -> None:
    paper = paper_of(name)
    assert paper.title
    assert paper.blocks
    assert "{" not in paper.characters
    assert "None" not in paper.characters


@pytest.mark.parametrize("name", NAMES)
def test_a_paper_needs_no_more_than_its_schema_requires(name: str, tmp_path: Path) -> None:
    kind, values = example_of(name)
    bare = {key: value for key, value in values.items() if not kind.fields[key].optional}
    paper = compose(kind, {**dict.fromkeys(kind.fields), **bare})
    assert paper.blocks
    assert "{" not in paper.characters


@pytest.mark.parametrize("name", NAMES)
def test_each_field_of_a_kind_is_used_or_belongs_to_the_frame(name: str) -> None:
    kind = kind_of(name)
    written = (KINDS / f"{name}.yaml").read_text(encoding="utf-8")
    body = written[written.index("\nbody:") :] + kind.title + kind.left + kind.right
    own = re.findall(r"^  ([a-z_]+):", written[written.index("\nfields:") : written.index("\nbody:")], re.M)
    unused = [field for field in own if not re.search(rf"\b{field}\b", body)]
    assert unused == []


def test_headings_are_numbered_by_level_and_begin_anew_below_the_next_higher_one() -> None:
    headings = [block.text for block in paper_of("feedback").blocks if isinstance(block, Heading)]
    assert headings[:5] == [
        "一、总体评价",
        "二、巡察发现的主要问题",
        "（一）贯彻落实党的理论和路线方针政策、党中央重大决策部署方面",
        "1.农村饮水安全工程推进滞后。",
        "2.河湖长制落实不到位。",
    ]
    assert headings[5:7] == ["（二）全面从严治党方面", "1.工程项目管理不严格。"]


def test_a_numbered_sentence_ends_with_one_full_stop_however_it_was_typed() -> None:
    given = ["清退违规发放的补贴", "建立抽查制度。", "分三步走：", "加强学习；"]
    headings = [block.text for block in paper_of("feedback", advice=given).blocks if isinstance(block, Heading)]
    assert headings[-4:] == ["1.清退违规发放的补贴。", "2.建立抽查制度。", "3.分三步走：", "4.加强学习；"]


@pytest.mark.parametrize("number", ["1. ", "（一）", "二、", "（3）", "①", "4、"])
def test_the_number_that_an_author_typed_gives_way_to_the_one_of_the_paper(number: str) -> None:
    headings = [
        block.text for block in paper_of("feedback", advice=[f"{number}压实责任"]).blocks if isinstance(block, Heading)
    ]
    assert headings[-1] == "1.压实责任。"


def test_a_figure_at_the_beginning_of_a_sentence_is_no_number_of_its_author() -> None:
    given = ["3.5万元津贴应予清退", "2021年以来的补贴应予清理"]
    headings = [block.text for block in paper_of("feedback", advice=given).blocks if isinstance(block, Heading)]
    assert headings[-2:] == ["1.3.5万元津贴应予清退。", "2.2021年以来的补贴应予清理。"]


def test_a_report_leaves_out_what_was_not_done_and_a_stay_of_one_day_has_one_day() -> None:
    day = date(2026, 11, 28)
    none = dict.fromkeys(("interviews", "letters", "files", "visits"), 0)
    first = next(block.text for block in paper_of("report", **none).blocks if isinstance(block, Text))
    assert "其间" not in first
    assert "开展了常规巡察。现将巡察情况报告如下。" in first
    some = {**none, "interviews": 12, "visits": 3, "from": day, "until": day}
    told = next(block.text for block in paper_of("report", **some).blocks if isinstance(block, Text))
    assert "于2026年11月28日对" in told
    assert "其间，个别谈话12人次，走访3处。现将巡察情况报告如下。" in told


def test_numbers_days_and_money_are_written_as_papers_write_them() -> None:
    assert [chinese_ordinal(number) for number in (1, 10, 11, 20, 42)] == ["一", "十", "十一", "二十", "四十二"]
    assert [chinese_ordinal(number) for number in (100, 101, 110, 384)] == [
        *("一百", "一百零一", "一百一十", "三百八十四"),
    ]
    assert [chinese_ordinal(number) for number in (1001, 1100, 9999)] == ["一千零一", "一千一百", "九千九百九十九"]
    assert heading_number(4, 3) == "（3）"
    assert money_in_words(9_657_000_000) == "9657万元"
    assert money_in_words(12_345_600) == "123456元"
    assert money_in_words(126_000_00) == "12.6万元"
    assert money_in_words(50) == "0.5元"
    assert paper_of("feedback", date=date(2026, 3, 5)).date == "2026年3月5日"


def test_what_is_not_told_leaves_out_its_sentence() -> None:
    texts = [block.text for block in paper_of("copy_notice", answer_due=None).blocks if isinstance(block, Text)]
    assert texts[-1] == "请结合职责分工督促整改，将督促落实情况书面反馈。"


def test_a_line_of_text_that_looks_like_markup_is_printed_as_it_is() -> None:
    paper = paper_of("feedback", overall=["#let x = 1; {team} {{ team }} $a$ *b*"])
    assert Text("#let x = 1; {team} {{ team }} $a$ *b*") in paper.blocks


def test_a_row_left_for_a_pen_is_high_enough_for_one() -> None:
    table = next(block for block in paper_of("copy_notice").blocks if isinstance(block, Table))
    assert [cell.by_hand for cell in table.rows[0]] == [False, True, False, True]


def test_the_name_stands_centred_above_the_date_and_moves_in_where_it_is_long() -> None:
    short = paper_of("filing", signed_by=["甲局"]).signatories[0]
    assert short.date_from_right == 4
    assert short.from_right > 4
    long = paper_of("filing", signed_by=["中共青石县委巡察工作领导小组办公室"]).signatories[0]
    assert long.from_right == 2
    assert long.date_from_right > 4


def test_a_long_title_breaks_into_lines_of_much_the_same_length_and_never_inside_a_number() -> None:
    lines = title_lines("关于2026年消除白石水库值守用房安全隐患有关问题的立行立改通知")
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 5
    assert all(len(line) <= 20 for line in lines)
    for number in range(15):
        assert not any(re.search(r"20$|^26", line) for line in title_lines("字" * number + "2026" + "字" * 20))


def spoilt(tmp_path: Path, name: str, change: tuple[str, str]) -> str:
    """Return the refusal of an example in which one passage is replaced by another."""
    kind = kind_of(name)
    text = kind.example.read_text(encoding="utf-8")
    assert change[0] in text
    file = tmp_path / "data.yaml"
    file.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(DataUnusable) as refused:
        values_from(kind, file)
    return str(refused.value)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("team: 县委", "taem: 县委"), "data.yaml:8: taem: unknown key; write team"),
        (("team: 县委第二巡察组\n", ""), "data.yaml:1: team: missing (name of the team); add it"),
        (("date: 2026-03-05", "date: 五日"), "data.yaml:6: date: a day is wanted (day of the paper), found '五日'; "),
        (("date: 2026-03-05", "date: 2026-02-30"), "data.yaml:6: the file: there is no day 2026-02-30; correct"),
        (
            ("number: 青巡办〔2026〕12号", "number: 青巡办[2026]12号"),
            "number: '青巡办[2026]12号' is not of the form",
        ),
        (("classification: internal", "classification: 绝密"), "this product is not for state secrets"),
        (("  - title: 全面从严治党方面\n", "  - titel: 全面从严治党方面\n"), "areas.1.titel: unknown key; write title"),
        (("advice:\n", "advice: 请整改\nnote: 见附件\nrest:\n"), "rest: unknown key"),
        (("plan_due:", "overall:\n  - 再说\nplan_due:"), "overall stands here twice"),
    ],
)
def test_spoilt_data_is_refused_with_line_place_fault_and_remedy(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    told = spoilt(tmp_path, "feedback", change)
    assert said in told
    assert "\n" not in told


def test_a_text_in_place_of_a_list_is_refused(tmp_path: Path) -> None:
    told = spoilt(tmp_path, "copy_notice", ("summary:\n  - 农村", "summary: 农村"))
    assert "data.yaml" in told


def test_a_sign_that_cannot_be_printed_is_refused(tmp_path: Path) -> None:
    told = spoilt(tmp_path, "filing", ("matter: 巡察整改方案", 'matter: "巡察\\u0007整改方案"'))
    assert "matter: the sign U+0007 cannot be printed; remove it" in told
