import json

import pytest

from bihuan.cli.main import main

FEEDBACK = ["due", "--pack", "office-practice", "--event", "feedback", "--on", "2024-03-01"]


def asked(option: str, value: str) -> list[str]:
    arguments = list(FEEDBACK)
    arguments[arguments.index(option) + 1] = value
    return arguments


def test_due_prints_one_json_document_in_the_form_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*FEEDBACK, "--today", "2024-03-20", "--json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)[0] == {
        "what": "rectification_plan",
        "due": "2024-03-22",
        "counted": "15 working days",
        "basis": "office-practice · 反馈后15个工作日内报送整改方案",
        "verified": False,
        "lamp": "yellow",
        "tentative": False,
    }
    assert shown.err == ""


def test_due_prints_a_table_without_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(FEEDBACK) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["due", "what", "counted", "lamp", "verified", "basis"]
    assert lines[1].startswith("2024-03-22  rectification_plan ")
    assert len(lines) == 5


def test_due_marks_a_tentative_day_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked("--on", "2090-03-01")) == 0
    assert "(tentative)  rectification_plan" in capsys.readouterr().out


def test_packs_are_layered_in_the_order_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*asked("--pack", "office-practice, national-2024"), "--json"]) == 0
    rows = {row["what"]: row["due"] for row in json.loads(capsys.readouterr().out)}
    assert rows["concentrated_rectification_end"] == "2024-09-01"
    assert rows["evaluation"] == "2024-10-01"


def test_an_event_that_nothing_counts_from_gives_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*asked("--event", "transfer"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(asked("--event", "transfer")) == 0
    assert capsys.readouterr().out == "No deadline of these packs counts from this event.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (asked("--pack", "nowhere"), "there is no pack 'nowhere'; name one of "),
        (asked("--pack", "office-practice,"), "there is no pack ''"),
        (asked("--pack", "office-practice,office-practice"), "named twice"),
        (asked("--pack", "closing-loop-2018"), "rules no deadline on 2024-03-01; name another pack"),
        (asked("--on", "2017-06-30"), "rules no deadline on 2017-06-30"),
        (asked("--event", "lunch"), "--event 'lunch' is unknown; name one of feedback, transfer"),
        (asked("--on", "2024-02-30"), "--on '2024-02-30' is not a day; write it as"),
        (asked("--on", "20240301"), "--on '20240301' is not a day"),
        (asked("--on", "2024-W09-5"), "is not a day"),
        (asked("--on", "9999-12-31"), "lies beyond the calendar"),
        ([*FEEDBACK, "--today", "tomorrow"], "--today 'tomorrow' is not a day"),
    ],
)
def test_a_question_that_cannot_be_answered_ends_with_2_and_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("pack", "day", "code"),
    [
        ("national-2017", "2017-06-30", 2),
        ("national-2017", "2017-07-01", 0),
        ("national-2024", "2024-02-07", 2),
        ("national-2024", "2024-02-08", 0),
        ("national-2017,national-2024", "2024-02-07", 0),
    ],
)
def test_a_pack_answers_from_its_first_day(pack: str, day: str, code: int) -> None:
    assert main(["due", "--pack", pack, "--event", "feedback", "--on", day, "--json"]) == code
