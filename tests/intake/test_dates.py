"""Days of the opening: read, or left unknown and noted."""

from __future__ import annotations

import pytest

from bihuan.intake import read
from bihuan.intake.dates import find_days, read_day

TAIL = "\n一、巡察反馈问题整改情况\n1.关于学习不够深入的问题\n整改情况：一是加强学习。\n"


def opening(sentence: str) -> bytes:
    return f"青石县水利局党组关于巡察整改情况的通报\n{sentence}{TAIL}".encode()


@pytest.mark.parametrize(
    ("stay", "started", "ended"),
    [
        ("2023年3月1日至5月10日", "2023-03-01", "2023-05-10"),
        ("2023年11月20日至2024年1月20日", "2023-11-20", "2024-01-20"),
        ("2023年4月10日至20日", "2023-04-10", "2023-04-20"),
        ("2024年4月2日—6月3日", "2024-04-02", "2024-06-03"),
        ("2023.3.1-2023.5.10", "2023-03-01", "2023-05-10"),
        ("二〇二四年四月二日至六月三日", "2024-04-02", "2024-06-03"),
        ("２０２３年３月１日至５月１０日", "2023-03-01", "2023-05-10"),
    ],
)
def test_the_stay_is_read(stay: str, started: str, ended: str) -> None:
    document = read(opening(f"{stay}，县委第三巡察组对县水利局党组开展了常规巡察。"), "a.txt")
    assert (document.dates.started, document.dates.ended) == (started, ended)
    assert document.organization == "县水利局党组"
    assert document.inspected_by == "县委第三巡察组"
    assert not [note for note in document.notes if note.code == "date.incomplete"]


@pytest.mark.parametrize(
    "stay", ["202442日至2024年6月3日", "2024年4月31日至6月3日", "20244月2日至2024年6月3日", "2024年4月至2024年6月3日"]
)
def test_a_lost_part_is_noted_and_never_guessed(stay: str) -> None:
    document = read(opening(f"{stay}，县委第三巡察组对县水利局党组开展了巡察。"), "a.txt")
    assert document.dates.started is None
    assert document.dates.ended == "2024-06-03"
    assert [note.line for note in document.notes if note.code == "date.incomplete"] == [2]


def test_the_day_of_feedback_without_a_year_stays_unknown() -> None:
    document = read(
        opening("2024年4月2日至6月3日，县委第三巡察组对县水利局党组开展了巡察。7月15日，反馈了巡察意见。"), "a.txt"
    )
    assert document.dates.feedback is None
    assert "date.incomplete" in [note.code for note in document.notes]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20270303", "2027-03-03"),
        ("２０２７０３０３", "2027-03-03"),
        ("20270231", None),
        ("2027033", None),
        ("99990303", None),
        ("120270303", None),
    ],
)
def test_eight_digits_in_a_cell_are_a_day(typed: str, day: str | None) -> None:
    assert read_day(typed).iso == day


def test_eight_digits_within_a_text_are_none() -> None:
    assert find_days("凭证编号20230303，列支3万元") == []
