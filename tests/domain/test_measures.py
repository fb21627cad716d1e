"""The check for vagueness, in sentences that offices return and sentences that they accept."""

from datetime import date

import pytest
from benchmarks.vagueness import FILES, kappa, lines, precision_and_recall

from bihuan.domain.glossary import VAGUE, say_vague
from bihuan.domain.measures import MeasureWords, vague_in
from bihuan.rectification.advice import vague_words

DAY = date(2018, 5, 31)
GOOD = MeasureWords("修订《公务接待管理办法》,每季度抽查一次接待清单", "副局长周明远", DAY, "办法印发,抽查记录4份")


def codes(measure: MeasureWords) -> list[str]:
    return [hit.code for hit in vague_in(measure, vague_words())]


def told(text: str) -> MeasureWords:
    return MeasureWords(text, GOOD.owner, DAY, GOOD.expected_result)


def test_a_measure_with_object_person_day_and_product_draws_no_advice() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("加强学习,进一步提高认识。", "加强学习"),
        ("提高政治站位,压实责任,狠抓落实", "提高政治站位"),
        ("加强管理,完善制度,建立长效机制", "加强管理"),
        ("高度重视,举一反三,切实整改", "高度重视"),
    ],
)
def test_empty_phrases_without_anything_definite_are_named(text: str, phrase: str) -> None:
    hits = vague_in(told(text), vague_words())
    assert {hit.code for hit in hits} == {"measure.empty_phrase"}
    assert hits[0].phrase == phrase


@pytest.mark.parametrize(
    "text",
    [
        "加强学习,每月组织一次集中研讨",
        "进一步提高认识,2018年4月底前召开专题会议并形成会议纪要",
        "加强监管,对辖区12家加油站逐一检查",
        "压实责任,清退违规发放的津贴补贴36.5万元",
        "严格执行《会计法》,按月对账",
    ],
)
def test_a_phrase_beside_something_definite_is_let_pass(text: str) -> None:
    assert codes(told(text)) == []


def test_the_longer_phrase_stands_for_the_shorter_inside_it() -> None:
    hits = vague_in(told("进一步提高认识,统一大家的思想"), vague_words())
    assert [hit.phrase for hit in hits] == ["进一步提高认识"]


def test_a_product_inside_an_empty_phrase_is_no_product() -> None:
    assert codes(told("进一步完善制度,规范管理")) == ["measure.empty_phrase", "measure.empty_phrase"]


def test_a_plain_sentence_that_leaves_nothing_to_see_is_noted() -> None:
    measure = MeasureWords("让干部职工都明白这件事情的道理", GOOD.owner, DAY, "大家都明白了道理")
    assert codes(measure) == ["measure.nothing_to_see"]


def test_a_few_characters_are_too_short() -> None:
    assert codes(told("已整改。")) == ["measure.too_short"]


@pytest.mark.parametrize("owner", ["班子成员", "各科室", "有关部门负责人"])
def test_everybody_is_nobody(owner: str) -> None:
    assert codes(MeasureWords(GOOD.text, owner, DAY, GOOD.expected_result)) == ["measure.everybody"]


def test_a_measure_of_nobody_without_day_and_result_is_told_all_three() -> None:
    assert codes(MeasureWords(GOOD.text)) == ["measure.nobody", "measure.no_day", "measure.no_result_to_see"]


def test_soon_is_no_day() -> None:
    hits = vague_in(MeasureWords("尽快清退违规补贴3.2万元", GOOD.owner, None, GOOD.expected_result), vague_words())
    assert [(hit.code, hit.phrase) for hit in hits] == [("measure.some_day", "尽快")]


def test_a_result_done_well_cannot_be_checked() -> None:
    assert codes(MeasureWords(GOOD.text, GOOD.owner, DAY, "取得明显成效")) == ["measure.empty_result"]
    assert codes(MeasureWords(GOOD.text, GOOD.owner, DAY, "取得明显成效,制度印发")) == []


def test_every_hit_is_said_in_both_languages() -> None:
    for code in VAGUE:
        said = say_vague(code, "尽快")
        assert said.zh
        assert said.en
        assert "{" not in said.zh + said.en


@pytest.mark.parametrize(
    "text",
    [
        "建立健全财务管理各项规章制度",
        "严格执行公务接待有关规定",
        "定期或不定期开展合同管理检查",
        "多方想办法,逐步解决遗留问题",
        "切实抓好12345热线办理工作",
        "对造成不良影响的,视情节轻重追究责任",
    ],
)
def test_a_phrase_with_a_hole_is_empty_whatever_stands_in_it(text: str) -> None:
    hits = vague_in(MeasureWords(text, GOOD.owner, DAY, ""), vague_words())
    assert any(hit.part == "text" for hit in hits)


@pytest.mark.parametrize("file", FILES.values(), ids=str)
def test_the_check_holds_on_templates_it_was_not_made_with(file: str) -> None:
    found = lines(file)
    held = [one for one in found if one.held_out]
    assert not {one.template for one in found if not one.held_out} & {one.template for one in held}
    assert (len(found), len({one.text for one in found})) == (600, 600)
    assert len(held) >= 190
    precision, recall = precision_and_recall(held)
    assert precision >= 0.9
    assert recall >= 0.8
    assert 0.9 < kappa(found) <= 1
