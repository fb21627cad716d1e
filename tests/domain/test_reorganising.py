"""Whether a reorganisation may be as it is asked for: a valid one, one thing spoiled, one named refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.domain import reorganising as domain
from bihuan.domain.reorganisation import Sort
from bihuan.domain.reorganising import Asked, Promise, Side, refuse_asked, refuse_changed, refuse_effect, waits_for

ON = date(2026, 3, 1)
OLD = Side("水利", "县水利局", date(2000, 1, 1), begun=[("县水利局 沈知远", date(2024, 5, 6))])
OTHER = Side("农业", "县农业农村局", date(2000, 1, 1))
THIRD = Side("林业", "县林业局", date(2000, 1, 1))
NEW = ("县水务局", None)
RENAMED = Asked(Sort.RENAME, ON, "青编发〔2026〕2号", [OLD], founded=[NEW])
MERGED = replace(RENAMED, sort=Sort.MERGE, olds=[OLD, THIRD], news=[OTHER], founded=[])
SPLIT = replace(RENAMED, sort=Sort.SPLIT, founded=[NEW, ("县河长制服务中心", None)])
WAITING = Promise("青编发〔2026〕1号", date(2026, 6, 1))


@pytest.mark.parametrize("asked", [RENAMED, MERGED, SPLIT, replace(MERGED, sort=Sort.ABOLISH, olds=[OLD])])
def test_what_fits_is_let_in(asked: Asked) -> None:
    refuse_asked(asked)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (replace(RENAMED, paper=" "), domain.DecisionUnnamed),
        (replace(RENAMED, founded=[]), domain.SuccessorMissing),
        (replace(RENAMED, olds=[replace(OLD, supervises=True)]), domain.Supervises),
        (replace(MERGED, news=[replace(OTHER, supervises=True)]), domain.Supervises),
        (replace(MERGED, news=[], founded=[]), domain.SuccessorMissing),
        (replace(SPLIT, founded=[NEW]), domain.SplitIntoOne),
        (replace(SPLIT, founded=[NEW, NEW]), domain.UnitTwice),
        (replace(MERGED, olds=[OLD, OLD]), domain.UnitTwice),
        (replace(MERGED, news=[OLD]), domain.BothSides),
        (replace(MERGED, news=[OTHER], founded=[NEW]), domain.OneSuccessorOnly),
        (replace(RENAMED, olds=[OLD, OTHER]), domain.OneOldOnly),
        (replace(RENAMED, founded=[("县水利局", None)]), domain.NameKept),
        (replace(RENAMED, news=[OTHER], founded=[]), domain.NameKept),
        (replace(RENAMED, on=date(2024, 5, 6)), domain.DayTooEarly),
        (replace(RENAMED, on=date.min), domain.DayTooEarly),
        (replace(RENAMED, olds=[replace(OLD, until_on=date(2026, 2, 27))]), domain.UnitEnded),
        (replace(MERGED, news=[replace(OTHER, until_on=date(2026, 2, 28))]), domain.UnitEnded),
        (replace(MERGED, news=[replace(OTHER, from_on=date(2026, 3, 2))]), domain.UnitEnded),
        (replace(RENAMED, olds=[replace(OLD, ends_by=WAITING)]), domain.BoundAlready),
        (replace(RENAMED, olds=[replace(OLD, takes_over_by=WAITING)]), domain.BoundAlready),
        (replace(MERGED, news=[replace(OTHER, ends_by=WAITING)]), domain.BoundAlready),
        (replace(RENAMED, promised={NEW: WAITING}), domain.BoundAlready),
    ],
)
def test_one_thing_spoiled_is_refused_by_its_name(asked: Asked, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        refuse_asked(asked)


def test_two_may_join_one_unit_one_after_the_other() -> None:
    refuse_asked(replace(MERGED, news=[replace(OTHER, takes_over_by=WAITING)]))


def test_a_day_that_is_too_early_is_told_with_the_first_that_is_not() -> None:
    with pytest.raises(domain.DayTooEarly) as refused:
        refuse_asked(replace(RENAMED, on=date(2020, 1, 1)))
    assert (refused.value.name, refused.value.earliest) == ("县水利局 沈知远", date(2024, 5, 7))
    refuse_asked(replace(RENAMED, on=refused.value.earliest))


def test_only_what_waits_is_called_off_and_takes_effect_not_before_its_day() -> None:
    waiting = {"waits": True, "is_called_off": False}
    refuse_changed("x", **waiting)
    refuse_effect("x", ON, ON, **waiting)
    with pytest.raises(domain.NotItsDay):
        refuse_effect("x", ON, ON - timedelta(days=1), **waiting)
    for spoiled, refusal in (({"waits": False}, domain.TookEffect), ({"is_called_off": True}, domain.CalledOff)):
        with pytest.raises(refusal):
            refuse_changed("x", **{**waiting, **spoiled})
        with pytest.raises(refusal):
            refuse_effect("x", ON, ON, **{**waiting, **spoiled})
    assert waits_for(ON, ON - timedelta(days=1))
    assert not waits_for(ON, ON)
