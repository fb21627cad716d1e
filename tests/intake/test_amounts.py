"""Sums of money as integers of fen."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bihuan.intake import read
from bihuan.intake.amounts import find_amounts

YUAN = 100


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("清缴应收款9657万元", 9657 * 10_000 * YUAN),
        ("合计三百二十万元", 320 * 10_000 * YUAN),
        ("总投资1.2亿元", 120_000_000 * YUAN),
        ("多付1,234.56元", 123_456),
        ("套取资金30余万元", 300_000 * YUAN),
        ("套取资金5000多元", 5_000 * YUAN),
        ("发放补贴3万5千元", 35_000 * YUAN),
        ("合同额1亿2000万元", 120_000_000 * YUAN),
        ("约一点二亿元", 120_000_000 * YUAN),
        ("支出￥1,200.00", 1_200 * YUAN),
        ("支出１２万元", 120_000 * YUAN),
        ("找零12元5角", 1_250),
        ("人民币 10 万元整", 100_000 * YUAN),
    ],
)
def test_a_printed_sum_is_exact(text: str, fen: int) -> None:
    assert [amount.fen for amount in find_amounts(text)] == [fen]


@pytest.mark.parametrize(
    "text",
    [
        "数十万元",
        "几万元",
        "单位：万元",
        "2023元旦",
        "二元结构",
        "多元投入",
        "第2单元",
        "5万美元",
        "1.5万平方米",
        "0.001元",
    ],
)
def test_what_is_no_exact_sum_is_left_out(text: str) -> None:
    assert find_amounts(text) == ()


WAN = 10_000 * YUAN


@pytest.mark.parametrize(
    ("text", "first", "second", "printed"),
    [
        ("50万元至80万元", 50 * WAN, 80 * WAN, "50万元"),
        ("50-80万元", 50 * WAN, 80 * WAN, "50万元"),
        ("50—80万元", 50 * WAN, 80 * WAN, "50万元"),
        ("50～80 万元", 50 * WAN, 80 * WAN, "50万元"),
        ("50 - 80万元", 50 * WAN, 80 * WAN, "50万元"),
        ("50至80余万元", 50 * WAN, 80 * WAN, "50万元"),
        ("50万到80万元", 50 * WAN, 80 * WAN, "50万元"),
        ("30万-2亿元", 30 * WAN, 20_000 * WAN, "30万元"),
        ("1.2-1.5亿元", 12_000 * WAN, 15_000 * WAN, "1.2亿元"),
        ("0.5-1万元", 5_000 * YUAN, WAN, "0.5万元"),
        ("2-3百万元", 200 * WAN, 300 * WAN, "2百万元"),
        ("1,000-2,000元", 1_000 * YUAN, 2_000 * YUAN, "1,000元"),
        ("5000-1万元", 5_000 * YUAN, WAN, "5000元"),
        ("每亩100—200元", 100 * YUAN, 200 * YUAN, "100元"),
        ("三十至五十万元", 30 * WAN, 50 * WAN, "三十万元"),
        ("三百至五百万元", 300 * WAN, 500 * WAN, "三百万元"),
        ("二至三百万元", 200 * WAN, 300 * WAN, "二百万元"),
        ("五至八千元", 5_000 * YUAN, 8_000 * YUAN, "五千元"),
        ("￥100-200", 100 * YUAN, 200 * YUAN, "￥100"),
    ],
)
def test_both_ends_of_a_range_are_sums(text: str, first: int, second: int, printed: str) -> None:
    found = find_amounts(text)
    assert [amount.fen for amount in found] == [first, second]
    assert found[0].text == printed


@pytest.mark.parametrize(
    "text",
    [
        "合同号2023-50万元",
        "2021-50万元",
        "编号A-50万元",
        "第1-50万元",
        "3月至50万元",
        "1-3批50万元",
        "20-30-50万元",
        "80-50万元",
        "1.5-2.5%的50万元",
        "十几至五十万元",
        "二至五十元和50万元",
    ],
)
def test_a_number_before_a_sum_is_no_sum_unless_a_range_says_so(text: str) -> None:
    assert find_amounts(text)[-1].fen == 50 * WAN
    assert all(amount.fen in (50 * WAN, 50 * YUAN) for amount in find_amounts(text))


def test_no_end_of_a_range_is_what_a_text_claims() -> None:
    document = read(
        "整改情况通报\n现将整改情况通报如下。\n追缴50-80万元。追缴50万元至80万元，核销9万元。\n".encode(), "a.txt"
    )
    assert [(claim.of, claim.total) for claim in document.claims] == [("核销资金", 9 * WAN)]


def test_sums_come_in_the_order_of_the_text() -> None:
    assert [amount.text for amount in find_amounts("收回1万元，核销￥200，追缴三千元")] == ["1万元", "￥200", "三千元"]


@given(st.integers(0, 10**12))
def test_any_number_of_fen_survives_printing(fen: int) -> None:
    printed = f"共{fen // 100:,}.{fen % 100:02d}元。"
    assert [amount.fen for amount in find_amounts(printed)] == [fen]


@pytest.mark.parametrize(
    ("text", "fen"), [("每人十元", [10 * YUAN]), ("几十元", []), ("第十元件厂", []), ("一元化", [])]
)
def test_ten_is_a_sum_by_one_sign_alone(text: str, fen: list[int]) -> None:
    assert [amount.fen for amount in find_amounts(text)] == fen


@example(10)
@given(st.integers(1, 99_999_999).filter(lambda value: value % 10_000))
def test_chinese_numerals_are_read_back(value: int) -> None:
    import cn2an

    printed = f"合计{cn2an.an2cn(value)}元"
    expected = [] if value < 10 and len(cn2an.an2cn(value)) < 2 else [value * YUAN]
    assert [amount.fen for amount in find_amounts(printed)] == expected


def test_a_page_of_numerals_is_no_sum_and_costs_nothing() -> None:
    started = time.process_time()
    assert find_amounts("一" * 100_000 + "元" + "1" * 100_000 + "元" + "50-" * 30_000) == ()
    assert time.process_time() - started < 5


@pytest.mark.parametrize("text", ["两千万百十元", "十百千万亿元", "一千万万千元"])
def test_numerals_that_make_no_number_are_left_out(text: str) -> None:
    assert find_amounts(text) == ()
