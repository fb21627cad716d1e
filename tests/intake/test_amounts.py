"""Sums of money as integers of fen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def test_sums_come_in_the_order_of_the_text() -> None:
    assert [amount.text for amount in find_amounts("收回1万元，核销￥200，追缴三千元")] == ["1万元", "￥200", "三千元"]


@given(st.integers(0, 10**12))
def test_any_number_of_fen_survives_printing(fen: int) -> None:
    printed = f"共{fen // 100:,}.{fen % 100:02d}元。"
    assert [amount.fen for amount in find_amounts(printed)] == [fen]


@given(st.integers(1, 99_999_999).filter(lambda value: value % 10_000))
def test_chinese_numerals_are_read_back(value: int) -> None:
    import cn2an

    printed = f"合计{cn2an.an2cn(value)}元"
    expected = [] if value < 10 and len(cn2an.an2cn(value)) < 2 else [value * YUAN]
    assert [amount.fen for amount in find_amounts(printed)] == expected
