"""The chain at a glance is derived from checks and evaluations, whatever order they were entered in."""

from __future__ import annotations

from datetime import date

from bihuan.domain.chain import LinkState, chain_of
from bihuan.domain.lifecycle.facts import CheckFacts, CheckKind, EvaluationFacts, InspectionFacts

D1, D2, D3, D4, D5, D6 = (date(2018, month, 10) for month in (4, 5, 6, 7, 8, 9))
FEEDBACK = date(2018, 3, 1)


def facts(checks: list[date], evaluations: list[date], stage: str = "rectifying") -> InspectionFacts:
    return InspectionFacts(
        stage=stage,
        on=D6,
        feedback_on=FEEDBACK,
        checks=tuple(CheckFacts("team", on) for on in checks),
        evaluations=tuple(EvaluationFacts("office", on) for on in evaluations),
    )


def states(of: InspectionFacts, closed_on: date | None = None) -> str:
    letters = {LinkState.DONE: "x", LinkState.NOW: "!", LinkState.AHEAD: ".", LinkState.PASSED_OVER: "-"}
    return "".join(letters[link.state] for link in chain_of(of, closed_on))


def test_before_the_feedback_everything_lies_ahead() -> None:
    assert states(InspectionFacts(stage="planned", on=D1)) == "........"


def test_after_the_feedback_the_unit_rectifies() -> None:
    assert states(facts([], [])) == "x!......"


def test_a_check_ends_the_first_rectification() -> None:
    assert states(facts([D1], [])) == "xxx!...."


def test_an_evaluation_opens_the_second_rectification() -> None:
    assert states(facts([D1], [D2])) == "xxxx!..."


def test_two_whole_cycles_lead_to_the_close_out() -> None:
    assert states(facts([D1, D3], [D2, D4])) == "xxxxxxx!"


def test_a_closed_dossier_shows_its_day() -> None:
    closed = chain_of(facts([D1, D3], [D2, D4], "closed"), D6)
    assert closed[-1].state is LinkState.DONE
    assert closed[-1].on == D6


def test_on_one_day_the_check_comes_first() -> None:
    assert states(facts([D1], [D1])) == "xxxx!..."


def test_a_third_cycle_takes_the_place_of_the_second() -> None:
    links = chain_of(facts([D1, D3, D5], [D2, D4]))
    assert links[5].on == D5
    assert links[6].state is LinkState.NOW


def test_a_return_visit_moves_nothing() -> None:
    visit = InspectionFacts(
        stage="rectifying",
        on=D6,
        feedback_on=FEEDBACK,
        checks=(CheckFacts("team", D1, kind=CheckKind.RETURN_VISIT),),
    )
    assert states(visit) == "x!......"


def test_what_an_exception_skipped_is_shown_as_passed_over() -> None:
    assert states(facts([D1], [D2], "closed"), D6) == "xxxx---x"
