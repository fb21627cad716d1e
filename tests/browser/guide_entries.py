"""What is typed in on the pictures of the guide: forms, a paper of running work, a workbook that comes back."""

from __future__ import annotations

from playwright.sync_api import Page

RUNNING_WORK = """中共青石县文化和旅游局党组关于巡察整改进展情况的报告
2026年3月5日,县委第四巡察组向县文化和旅游局党组反馈了巡察意见。反馈的3个问题,已完成整改1个,正在整改2个。
一、公共文化服务方面
(一)公共文化设施闲置。
整改情况:乡镇文化站每周开放5天,已完成整改。
(二)文物安全巡查不到位。
整改情况:已与6个乡镇签订责任书,巡查台账正在补齐,正在整改。
二、资金管理方面
(一)专项资金拨付不及时。
整改情况:2025年度资金18.6万元已拨付12.4万元,正在整改。
"""
PDF = b"%PDF-1.4\n% invented evidence of the guide\n"


def a_measure(page: Page) -> None:
    page.fill("[name=text]", "清查2024年以来固定资产，逐件贴标建卡，账实不符的18件查明原因并处理")
    page.fill("[name=owner]", "副局长")
    page.fill("[name=department]", "财务科")
    page.fill("[name=due_on]", "2027-01-15")
    page.fill("[name=expected_result]", "固定资产台账、盘点表，账实相符")


def evidence(page: Page) -> None:
    page.set_input_files("[name=file]", {"name": "固定资产台账.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.fill("[name=label]", "固定资产盘点表和处理决定")
    page.fill("[name=pages]", "1-6")


def a_check(page: Page) -> None:
    page.fill("[name=methods]", "查阅台账、实地查看、个别谈话")
    page.fill("[name=account]", "查阅整改台账30份，实地查看3处，与8名干部谈话；多数措施落实，1项与报告不符。")
    for place, conclusion in enumerate(("done", "done", "partly", "not_true")):
        page.select_option(f"main select[name^=conclusion] >> nth={place}", conclusion)


def marks(page: Page) -> None:
    """Fill the form of somebody who scores: a mark and grounds for each line of the form."""
    for line, mark, ground in (
        ("arrangement.led_by_head", "7", "主要负责人领办3个问题，有台账"),
        ("arrangement.studied", "6.5", "党组会专题研究4次，记录齐全"),
        ("plan.lists_whole", "7", "三张清单齐全，2项缺责任人"),
        ("plan.concrete", "5.5", "3条措施笼统"),
        ("execution.done", "18", "30个问题销号10个，3个待审核"),
        ("execution.money", "8", "应收12.6万元，已收10.2万元"),
        ("execution.persons", "13", "涉及4人，已处理3人"),
        ("prevention.rules_made", "5", "修订制度6项"),
        ("prevention.no_relapse", "3", "同类问题又发现1处"),
        ("reporting.on_time", "9", "方案、月报按期报送"),
    ):
        page.fill(f"[name='mark-{line}']", mark)
        page.fill(f"[name='ground-{line}']", ground)


def fill_in(book: object) -> None:
    """Fill in what three open findings have come to, as somebody does in Excel."""
    sheet = book.worksheets[0]  # type: ignore[attr-defined]
    heads = {
        str(cell.value).strip(" ✎✏🖉"): cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value
    }
    progress = next(column for words, column in heads.items() if words.startswith(("进展情况", "Progress")))
    done = next(column for words, column in heads.items() if words.startswith(("完成日期", "Done on")))
    told = ("清理专班已成立，3户完成清收", "制度已印发各科室", "培训两期，参训126人")
    open_rows = [row for row in range(3, sheet.max_row + 1) if not sheet.cell(row, done).value]
    for row, words in zip(open_rows, told, strict=False):
        sheet.cell(row, progress).value = words
