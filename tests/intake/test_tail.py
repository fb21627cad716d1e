"""How a paper closes belongs to no finding, and no word of a finding is taken for a close."""

from __future__ import annotations

import pytest

from bihuan.intake import read
from bihuan.intake.document import Finding, ReadDocument

LETTER = (
    "关于巡察青石县水利局党组的反馈意见\n"
    "县水利局党组：\n"
    "现将巡察情况反馈如下。\n"
    "一、巡察发现的主要问题\n"
    "1.理论学习不深入。中心组学习仅6次。\n"
    "2.公务接待超标准。2022年超标准支出1.2万元。\n"
)
FACTS = "2022年超标准支出1.2万元。"
REPORT = (
    "中共青石县水利局党组关于巡察整改情况的通报\n"
    "现将整改情况予以公布。\n"
    "一、反馈问题整改情况\n"
    "1.关于学习不深入的问题\n"
    "整改情况：一是开展学习12次。下一步，按月检查台账。\n"
    "2.关于接待超标准的问题\n"
    "整改情况：一是退回1.2万元。\n"
)


def of(text: str) -> ReadDocument:
    return read(text.encode(), "a.txt")


def last(text: str) -> Finding:
    document = of(text)
    assert [each.number for each in document.findings] == ["1", "2"]
    return document.findings[-1]


def left_out(text: str) -> list[tuple[int, str]]:
    return [(note.line, note.text) for note in of(text).notes if note.code == "tail.left_out"]


@pytest.mark.parametrize(
    "close",
    [
        "请于收到本意见后15个工作日内报送整改方案，并在3个月内报送整改情况报告。",
        "请你局党组高度重视，认真研究，切实抓好整改。",
        "希望县水利局党组举一反三，以巡察整改推动各项工作。",
        "你单位须在收到反馈意见之日起15个工作日内制定整改方案，报县委巡察办备案。",
        "整改方案于15个工作日内报送县委巡察办。",
        "请务必于2024年6月30日前将整改情况报告报县委巡察办。",
        "对以上问题，请认真研究，逐条整改。",
        "此外，巡察组还收到反映一些党员干部的问题线索，已按规定转县纪委监委处理。",
        "同时，收到信访反映的问题线索5件，已移交县纪委监委。",
        "特此反馈。",
        "专此函达",
        "以上意见，请认真研究落实。",
        "附件：问题清单",
        "抄送：县纪委监委，县委组织部",
        "（此件不公开）",
        "联系人：王某某，联系电话：0000-1234567",
        "中共青石县委第一巡察组",
        "县委巡察办\n2024年5月6日",
        "县委第一巡察组　二〇二四年五月六日",
        "组长：李某某",
    ],
)
def test_a_close_stays_out_of_the_last_finding_and_is_noted(close: str) -> None:
    assert last(LETTER + close + "\n").text == FACTS
    assert left_out(LETTER + close)[0][0] == 7
    assert close.split("\n")[0][:20] in left_out(LETTER + close)[0][1]


def test_a_closing_sentence_in_the_paragraph_of_the_finding_is_cut_off_it() -> None:
    text = LETTER.rstrip() + "请于收到本意见后15个工作日内报送整改方案。\n2024年5月6日"
    assert last(text).text == FACTS
    assert [line for line, _ in left_out(text)] == [6]


def test_the_paragraphs_that_lead_to_a_closing_sentence_go_with_it() -> None:
    close = (
        "县委巡察组要求，要切实履行整改主体责任，做到件件有着落。\n"
        "一要提高政治站位，二要压实责任。\n"
        "请你局党组于15个工作日内报送整改方案。\n"
    )
    assert last(LETTER + close).text == FACTS
    assert [line for line, _ in left_out(LETTER + close)] == [7]


def test_a_numbered_list_of_requests_finds_nothing() -> None:
    close = (
        "以上问题，请局党组高度重视，并做好以下工作：\n"
        "1.提高政治站位。要把整改作为重大政治任务。\n"
        "2.按时报送材料。请于收到本意见后2个月内报送。\n"
    )
    assert last(LETTER + close).text == FACTS
    assert [line for line, _ in left_out(LETTER + close)] == [7]


@pytest.mark.parametrize(
    "heading", ["二、有关要求", "二、几点希望", "二、整改时限", "二、下一步工作打算", "二、意见建议"]
)
def test_a_closing_section_is_noted_once(heading: str) -> None:
    text = LETTER + heading + "\n（一）请于收到本意见后15个工作日内报送整改方案。\n（二）加强领导。\n"
    assert last(text).text == FACTS
    assert left_out(text) == [(7, f"from “{heading}” on, the paper belongs to no finding")]


@pytest.mark.parametrize(
    "close",
    [
        "下一步，局党组将以此次巡察整改为契机，推动全面从严治党向纵深发展。",
        "以巡察整改为契机，持续巩固整改成果。",
        "今后，我局将持续巩固巡察整改成果。",
        "欢迎广大干部群众对巡察整改落实情况进行监督。",
        "特此通报。",
    ],
)
def test_the_outlook_of_a_report_is_none_of_its_findings(close: str) -> None:
    finding = last(REPORT + close)
    assert (finding.measures, finding.text) == (("一是退回1.2万元。",), "")
    assert [line for line, _ in left_out(REPORT + close)] == [8]


@pytest.mark.parametrize(
    "close", ["以上报告，如有不妥，请批评指正。", "欢迎干部群众监督。联系电话：0000-1234567", "特此通报。"]
)
def test_what_closes_a_report_in_a_finding_s_paragraph_is_cut_off_it(close: str) -> None:
    text = REPORT.rstrip() + close
    assert (last(text).measures, last(text).text) == (("一是退回1.2万元。",), "")
    assert [line for line, _ in left_out(text)] == [7]


def test_a_measure_may_take_the_rectification_as_its_occasion() -> None:
    text = REPORT.rstrip() + "二是以巡察整改为契机，修订接待办法。下一步，将持续巩固巡察整改成果。\n"
    assert last(text).measures[1] == "二是以巡察整改为契机，修订接待办法。"
    assert "巩固" in last(text).text
    assert left_out(text) == []


@pytest.mark.parametrize(
    "facts",
    [
        "请示事项未按程序报批，2022年请示县委事项仅2次。",
        "上轮巡察反馈的整改方案未在15个工作日内报送县委巡察办。",
        "收到反馈意见后未在15个工作日内报送整改方案。",
        "巡察组要求于3月5日前报送材料，该局至4月1日仍未报送。",
        "要求各股室每月报送台账，实际仅1个股室报送。",
        "希望小学危房改造滞后，涉及3栋校舍。",
        "请客送礼问题时有发生，涉及2人。",
        "服务大厅未公布联系电话，群众来信来访无人受理。",
        "网站公布的联系方式不准，电话打不通。",
        "下一步工作计划停留在纸面，没有责任人。",
        "特此通报批评的3起案例未组织学习。",
        "附属工程超概算，多支付8万元。",
        "涉及县农业农村局",
        "以上问题涉及5个股室、金额12万元。",
        "县委巡察办多次督促仍未整改。",
        "2022年5月、6月两次集体学习无记录。",
        "整改方案于2022年6月才报送县委巡察办。",
    ],
)
def test_the_last_words_of_a_finding_are_its_own(facts: str) -> None:
    for text in (LETTER + facts, LETTER.rstrip() + facts):
        assert facts in last(text).text
        assert left_out(text) == []


def test_what_closes_every_finding_closes_no_paper() -> None:
    each = "请你局党组于6月底前整改到位，并报送整改情况。\n"
    one, two, three, four, first, second = LETTER.splitlines()
    text = "\n".join([one, two, three, four, first, each.strip(), second, each.strip()])
    assert all(each.strip() in finding.text for finding in of(text).findings)
    assert left_out(text) == []


def test_after_sums_or_labels_nothing_has_closed() -> None:
    request = "请你局党组于6月底前将整改情况报县委巡察办。\n"
    assert request.strip() in last(LETTER + request + "另有3笔接待费共0.6万元无公函。\n").text
    labelled = last(REPORT + "以巡察整改为契机，修订接待办法。\n整改状态：已完成\n")
    assert (labelled.status, "契机" in labelled.text) == ("done", True)


def test_a_paper_without_findings_notes_no_close() -> None:
    assert left_out("关于召开会议的通知\n请各单位于6月1日前报送名单。\n特此通知。\n") == []
