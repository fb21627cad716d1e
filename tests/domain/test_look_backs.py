"""Whom to look back at: the weakest follow-up first, nobody whose findings are all settled, nobody twice."""

from __future__ import annotations

from datetime import date

from bihuan.domain.coverage import Body, Coverage, Line
from bihuan.domain.look_backs import look_backs_of


def line(key: str, findings: int, settled: int, fed_back: int = 1) -> Line:
    body = Body(key, key, key, "department", date(2018, 1, 1))
    told = {"fed_back": fed_back, "findings": findings, "settled": settled}
    return Line(body, Coverage.INSPECTED, date(2018, 3, 1), False, **told)


def test_the_weakest_follow_up_comes_first_and_among_equals_the_most_open_findings() -> None:
    found = look_backs_of([line("good", 10, 9), line("weak", 10, 2), line("weaker", 20, 4)], ())
    assert [one.line.body.key for one in found] == ["weaker", "weak", "good"]
    assert (found[0].percent, found[0].open) == (20, 16)


def test_where_everything_is_settled_or_nothing_was_fed_back_there_is_nothing_to_look_back_at() -> None:
    assert look_backs_of([line("done", 10, 10), line("new", 0, 0, fed_back=0), line("none", 0, 0)], ()) == ()


def test_who_has_a_look_back_in_the_term_is_not_proposed_again() -> None:
    assert look_backs_of([line("weak", 10, 2)], {"weak"}) == ()


def test_what_was_decided_comes_first_even_where_everything_is_settled() -> None:
    lines = [line("weak", 10, 2), line("done", 10, 10), line("had", 10, 5)]
    found = look_backs_of(lines, {"had"}, {"done": "look_back", "had": "second_look_back"})
    told = [(one.line.body.key, one.decided) for one in found]
    assert told == [("had", "second_look_back"), ("done", "look_back"), ("weak", "")]


def test_who_still_has_time_to_rectify_comes_last_and_until_when_is_told() -> None:
    lines = [line("weak", 10, 0), line("better", 10, 9), line("decided", 10, 0)]
    until = date(2018, 6, 1)
    found = look_backs_of(lines, (), {"decided": "look_back"}, {"weak": until, "decided": until})
    assert [(one.line.body.key, one.rectifies_until) for one in found] == [
        ("decided", until),
        ("better", None),
        ("weak", until),
    ]
