"""The check for vagueness, in sentences that offices return and sentences that they accept."""

from datetime import date
from time import process_time

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


@pytest.mark.parametrize(
    "text",
    [
        # a day, and no deed
        "11月20日前全面整改到位",
        "8月底前完成自查,10月底前见到实效",
        "两个月内解决上述问题,并长期坚持",
        # meetings, talks and hand-outs, counted
        "先后召开党组会4次、推进会6次,层层传导压力",
        "开展谈心谈话60余人次,消除隔阂",
        "发放宣传手册800余份,营造浓厚氛围",
        # a paper without a name
        "拟于近期出台相关配套文件,进一步明确职责",
        "制定一整套切实管用的规章制度",
        "制定整改工作方案,明确路线图",
        # a rate of nothing
        "群众满意度提升5个百分点,问题整改完成率100%",
        "确保政策知晓率百分之百",
        # the frame of a table around an empty deed
        "措施:加强监督,严格把关;责任人:李强;时限:6月30日",
        "整改措施：提高财务人员素质；责任领导：分管局长；完成时限：年底前",
        # slogans with a number or a paper in them
        "坚持“四个结合”,实现“五个提升”,再上新台阶",
        "一张蓝图绘到底,一件事情接着一件事情办",
        "让制度长牙、铁规发力,把权力关进制度的笼子",
        # the law is to be kept, and what is there strengthened
        "严格执行《会计法》,做到令行禁止",
        "优化审批流程,规范会议记录",
        "对相关责任人进行约谈提醒,督促其改正",
    ],
)
def test_a_number_a_day_or_a_paper_makes_no_phrase_definite(text: str) -> None:
    hits = vague_in(MeasureWords(text, GOOD.owner, DAY, ""), vague_words())
    assert any(hit.part == "text" for hit in hits)


@pytest.mark.parametrize(
    "text",
    [
        "措施：安装食堂监控；责任人：总务主任；时限：9月1日",
        "10月底前使李家湾危桥恢复通行",
        "召开专题民主生活会,班子成员逐一作检查",
        "组织全镇会计学习新会计制度,闭卷考试",
        "规范合同签订流程,5万元以上的由法律顾问签字",
        "召开警示教育大会1次,通报违纪干部6名",
        "对相关责任人给予党内警告处分",
        "学习《监察法》并组织闭卷测试",
    ],
)
def test_a_deed_with_its_day_number_or_paper_is_let_pass(text: str) -> None:
    assert codes(told(text)) == []


def test_a_phrase_around_another_is_named_as_it_was_typed() -> None:
    hits = vague_in(told("完善提高认识制度,严格执行《会计法》"), vague_words())
    assert [hit.phrase for hit in hits] == ["完善提高认识制度", "提高认识", "严格执行", "《会计法》"]


@pytest.mark.parametrize("unit", ["加强责任清单、问题清单对照按照召开一次开展“四个逐项坚持与", "一", "1", "视情节"])
def test_a_long_text_is_read_quickly(unit: str) -> None:
    text = unit * (6000 // len(unit))
    started = process_time()
    vague_in(told(text), vague_words())
    assert process_time() - started < 2


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
