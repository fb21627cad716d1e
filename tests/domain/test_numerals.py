"""Numbered things stand in the order in which they are counted, in Western and in Chinese figures."""

from __future__ import annotations

import pytest

from bihuan.domain.numerals import natural, whole_number


@pytest.mark.parametrize(
    "in_order",
    [
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十九", "二十", "二十一", "一百零二"],
        ["1", "2", "9", "10", "14", "100"],
        ["2-9", "2-10", "10-1"],
        ["一-2", "一-10", "二-1", "十二-1"],
        ["一（一）", "一（二）", "二（一）", "二（十）"],
        ["F-2", "F-10"],
        ["①", "②", "⑩"],
    ],
)
def test_numbers_are_ordered_as_they_are_counted(in_order: list[str]) -> None:
    in_disorder = list(reversed(in_order))
    assert sorted(in_disorder, key=natural) == in_order


def test_what_has_no_number_is_ordered_by_its_words() -> None:
    assert sorted(["report", "", "inspection"], key=natural) == ["", "inspection", "report"]


def test_a_whole_number_has_western_digits_and_few_of_them() -> None:
    assert [whole_number(told) for told in ("0", "007", "999999999")] == [0, 7, 999_999_999]
    assert {whole_number(told) for told in ("", "1.5", "-1", "２", "二", "1000000000", "9" * 5000)} == {None}
