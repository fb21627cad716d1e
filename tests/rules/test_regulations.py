"""Texts split into articles with their faults, the version in force on a day, and two versions beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from bihuan.domain.comparison import paired_by_words
from bihuan.domain.regulations import cited, in_force_on, split_articles

TEXT = """青石县某办法（示例）
第一章　总则
第一条　为规范管理，制定本办法。
第二条　本办法适用于县直各机关。
第一条所称管理，是指日常管理。
第二章　管理
第三条　坚持公开。
（一）及时；
（二）完整。
第三条之一　公开不少于七日。
第四条　自印发之日起施行。"""


def test_a_text_is_split_with_headings_paragraphs_and_inserted_articles() -> None:
    text = split_articles(TEXT)
    assert text.preamble == ("青石县某办法（示例）",)
    assert [one.label for one in text.articles] == ["第一条", "第二条", "第三条", "第三条之一", "第四条"]
    assert text.articles[1].text == "本办法适用于县直各机关。\n第一条所称管理，是指日常管理。"
    assert text.articles[2].text == "坚持公开。\n（一）及时；\n（二）完整。"
    assert (text.articles[2].heading, text.articles[2].line) == ("第二章　管理", 7)
    assert [one.anchor for one in text.articles][2:4] == ["a-3", "a-3-1"]
    assert text.faults == ()


def test_numbers_need_no_space_where_they_follow_each_other() -> None:
    text = split_articles("第一条为规范管理。\n第二条本办法适用于各机关。\n第九条的规定除外。")
    assert [(one.label, one.text) for one in text.articles] == [
        ("第一条", "为规范管理。"),
        ("第二条", "本办法适用于各机关。\n第九条的规定除外。"),
    ]


@pytest.mark.parametrize(
    ("text", "fault", "bars"),
    [
        ("没有条文", ("no_article", 1, ""), True),
        ("第一条　甲。\n第一条　乙。", ("twice", 2, "第一条"), True),
        ("第一条　甲。\n第二条\n第三条　丙。", ("empty", 2, "第二条"), True),
        ("第一条　甲。\n第二条　乙。\n第三条　丙。\n第二条之一　丁。", ("goes_back", 4, "第二条之一"), True),
        ("第一条　甲。\n第四条　乙。", ("gap", 2, "第四条"), False),
    ],
)
def test_what_is_odd_is_told_with_its_line(text: str, fault: tuple[str, int, str], bars: bool) -> None:
    found = split_articles(text)
    assert [(one.code, one.line, one.subject) for one in found.faults] == [fault]
    assert found.is_barred is bars


@dataclass(frozen=True)
class Version:
    """A version as far as its days go."""

    from_on: date
    until_on: date | None = None


def test_the_version_in_force_is_the_last_one_begun_unless_it_ended() -> None:
    first, second = Version(date(2018, 1, 1)), Version(date(2021, 5, 1), date(2023, 12, 31))
    both = [second, first]
    assert in_force_on(both, date(2017, 12, 31)) is None
    assert in_force_on(both, date(2021, 4, 30)) is first
    assert in_force_on(both, date(2023, 12, 31)) is second
    assert in_force_on(both, date(2024, 1, 1)) is None


def test_articles_are_paired_by_their_words_whatever_their_numbers() -> None:
    before = ["制定本办法。", "福利费单独核算，不得混用。", "购物卡不得发放。", "由县财政局负责解释。"]
    after = ["制定本办法。", "名单公示五个工作日。", "福利费单独核算，不得与其他经费混用。", "由县财政局负责解释。"]
    assert paired_by_words(before, after) == [(0, 0), (None, 1), (1, 2), (2, None), (3, 3)]


def test_a_citation_says_title_number_article_and_words() -> None:
    assert (
        cited("某办法", "青财〔2021〕7号", "第八条", "不得发放。") == "《某办法》（青财〔2021〕7号）第八条：不得发放。"
    )
