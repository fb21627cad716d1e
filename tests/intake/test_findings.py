"""Findings out of papers in many shapes."""

from __future__ import annotations

import pytest

from bihuan.intake import read
from bihuan.intake.document import Finding, ReadDocument

HEAD = "青石县水利局党组关于巡察整改进展情况的通报\n"


def report(body: str) -> ReadDocument:
    return read((HEAD + body).encode(), "a.txt")


def only(body: str) -> Finding:
    findings = report(body).findings
    assert len(findings) == 1
    return findings[0]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("关于“落实河长制不到位”问题", "落实河长制不到位"),
        ("关于“落实河长制不到位”问题的整改情况", "落实河长制不到位"),
        ("关于落实河长制不到位的问题", "落实河长制不到位"),
        ("关于落实河长制不到位问题的整改落实情况。", "落实河长制不到位"),
        ("针对“落实河长制不到位”问题", "落实河长制不到位"),
        ("反馈问题：落实河长制不到位。", "落实河长制不到位"),
        ("落实河长制不到位。", "落实河长制不到位"),
        ("在“落实河长制”方面", "落实河长制"),
        ("关于“对“两个维护”认识不深”问题", "对“两个维护”认识不深"),
        ('关于"对"两个维护"认识不深"的问题', '对"两个维护"认识不深'),
        ("关于“三重一大”制度执行不严的问题", "“三重一大”制度执行不严"),
        ("关于「落实河长制不到位」问题的整改", "落实河长制不到位"),
        ("关于“落实河长制不到位”问题（已完成）", "落实河长制不到位"),
        ("违规领取兼职报酬问题", "违规领取兼职报酬"),
        ("对群众反映的饮水难问题解决不力", "对群众反映的饮水难问题解决不力"),
    ],
)
def test_a_title_is_the_bare_problem(heading: str, title: str) -> None:
    assert only(f"一、反馈问题整改情况\n1.{heading}\n整改情况：一是整改。\n").title == title


@pytest.mark.parametrize(
    ("words", "status", "long_term", "fix_at_once"),
    [
        ("已完成", "done", False, False),
        ("整改到位", "done", False, False),
        ("基本完成", "partial", False, False),
        ("取得阶段性成效", "partial", False, False),
        ("正在整改", "open", False, False),
        ("未完成", "open", False, False),
        ("长期坚持", None, True, False),
        ("立行立改，已完成", "done", False, True),
        ("已完成，并长期坚持", "done", True, False),
        ("已于2023年6月底完成整改", "done", False, False),
        ("尚未完成整改，持续推进", "open", False, False),
    ],
)
def test_a_status_label_is_read(words: str, status: str | None, long_term: bool, fix_at_once: bool) -> None:
    finding = only(f"一、反馈问题整改情况\n1.关于学习不够的问题\n整改情况：一是学习。\n整改状态：{words}\n")
    assert (finding.status, finding.long_term, finding.fix_at_once) == (status, long_term, fix_at_once)


def test_words_inside_a_measure_are_no_status() -> None:
    assert (
        only(
            "一、反馈问题整改情况\n1.关于学习不够的问题\n整改情况：一是已完成3次集中学习；二是督促未完成的支部补学。\n"
        ).status
        is None
    )


def test_a_closing_sentence_about_the_whole_tells_the_status() -> None:
    finding = only(
        "一、反馈问题整改情况\n1.关于学习不够的问题\n整改情况：一是学习。二是交流。目前，该问题已整改到位。\n"
    )
    assert finding.status == "done"
    assert finding.measures == ("一是学习。", "二是交流。")
    assert finding.text == "目前，该问题已整改到位。"


def test_measures_may_be_numbered_like_the_findings_themselves() -> None:
    body = (
        "一、反馈问题整改情况\n"
        "1.关于学习不够的问题\n"
        "整改措施：\n"
        "1.建台账。\n"
        "2.抓督办。\n"
        "3.回头看。\n"
        "2.关于制度不严的问题\n"
        "整改措施：1.修订；2.执行。\n"
    )
    first, second = report(body).findings
    assert first.measures == ("建台账。", "抓督办。", "回头看。")
    assert second.measures == ("修订；", "执行。")


def test_headings_below_a_finding_that_tell_deeds_are_measures() -> None:
    body = "一、反馈问题整改情况\n1.关于学习不够的问题\n（1）强化学习。全年12次。\n（2）注重实效。调研8次。\n"
    assert only(body).measures == ("强化学习。全年12次。", "注重实效。调研8次。")


def test_the_deepest_heading_that_states_a_problem_is_the_finding() -> None:
    body = (
        "一、反馈问题整改情况\n"
        "（一）反馈问题：党建薄弱\n"
        "1.议事不规范\n"
        "（1）酝酿不够\n"
        "整改情况：一是改。\n"
        "（2）纪要滞后\n"
        "整改情况：一是改。\n"
        "2.公开不及时\n"
        "整改情况：一是改。\n"
    )
    findings = report(body).findings
    assert [(each.number, each.title, len(each.path)) for each in findings] == [
        ("1", "酝酿不够", 3),
        ("2", "纪要滞后", 3),
        ("2", "公开不及时", 2),
    ]


def test_what_surrounds_the_problems_is_no_finding() -> None:
    body = (
        "一、整改工作组织推进情况\n（一）提高站位，强化组织领导\n（二）坚持问题导向，压实责任\n"
        "二、反馈问题整改情况\n1.关于学习不够的问题\n整改情况：一是学习。\n"
        "三、下一步工作打算\n（一）针对学习不够问题，继续加强。\n（二）巩固整改成果\n"
        "联系电话：0000-0000000；邮箱：a@example.invalid\n中共青石县水利局党组\n2024年5月6日\n"
    )
    finding = only(body)
    assert finding.title == "学习不够"
    assert "联系" not in finding.text


def test_a_problem_named_again_in_a_closing_section_only_adds_its_flag() -> None:
    body = (
        "一、反馈问题整改情况\n"
        "1.关于学习不够的问题\n"
        "整改情况：一是学习。\n"
        "二、需要长期坚持的整改事项\n"
        "1.关于学习不够的问题\n"
        "持续学习。\n"
    )
    assert only(body).long_term


def test_a_number_with_a_point_begins_no_heading() -> None:
    body = (
        "一、反馈问题整改情况\n"
        "1.关于支出不规范的问题\n"
        "1.5万元以上支出未经集体研究。\n"
        "2023.5以后仍未整改。\n"
        "整改情况：一是改。\n"
    )
    finding = only(body)
    assert "1.5万元以上" in finding.text
    assert "2023.5" in finding.text


def test_a_skipped_level_is_noted() -> None:
    notes = report("一、反馈问题整改情况\n1.关于学习不够的问题\n整改情况：一是学习。\n").notes
    assert [(note.code, note.line) for note in notes] == [("heading.skipped", 3)]


def test_the_second_level_may_come_first_after_prose() -> None:
    document = report("现将整改情况予以公布。\n（一）在“党的建设”方面\n1.关于“学习不够”的问题\n整改情况：一是学习。\n")
    assert document.findings[0].path == ("（一）在“党的建设”方面",)
    assert document.notes == ()


def test_a_finding_knows_its_sums_and_quotes() -> None:
    finding = only(
        "一、反馈问题整改情况\n1.关于补贴不规范的问题\n2022年“加班补助”3.6万元。\n整改情况：一是清退3.6万元。\n"
    )
    assert [each.fen for each in finding.amounts] == [3_600_000, 3_600_000]
    assert finding.quotes == ("加班补助",)


def test_a_newspaper_article_has_claims_and_no_findings() -> None:
    article = (
        "五年巡察路\n"
        "全市巡察共发现问题2045个，移交问题线索120件，立案48件，推动完善制度机制574项，清缴应收款96万元。\n"
        "1.提高站位\n"
        "文章说，问题不少。\n"
    )
    document = read(article.encode(), "a.txt")
    assert document.kind == "other"
    assert document.findings == ()
    assert {claim.of: claim.total for claim in document.claims} == {
        "问题": 2045,
        "问题线索": 120,
        "立案": 48,
        "制度": 574,
        "挽回资金": 96_000_000,
    }


def test_garbled_text_is_repaired_and_noted() -> None:
    text = (
        "青石縣水利局黨組關於巡察整改情況的通報\n"
        "一、反饋問題整改情況\n"
        "1.關於學(xué)習(xí)不夠的問題\n"
        "整改情況：一是學習。\n"
    )
    document = read(text.encode(), "a.txt")
    assert document.findings[0].title == "学习不够"
    assert next(note.code for note in document.notes) == "text.garbled_repaired"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding_gives_the_same_findings(encoding: str) -> None:
    text = HEAD + "一、反馈问题整改情况\r\n1.关于学习不够的问题\r\n整改情况：一是学习。\r\n"
    document = read(text.encode(encoding), "a.txt")
    assert [each.line for each in document.findings] == [3]
    noted = "text.encoding" in [note.code for note in document.notes]
    assert noted == (not encoding.startswith("utf-8"))
