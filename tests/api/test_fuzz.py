"""Calls that nobody would think of, as every role: no answer breaks the server or what the description promises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bihuan.domain.roles import Role
from tests.api.fuzz import (
    Fuzz,
    between_rounds,
    fuzz_all,
    on_site,
    the_connection_stays,
    under_review,
    under_way,
)
from tests.county import County

pytestmark = pytest.mark.django_db
STAGES = [on_site, under_way, between_rounds, under_review]


@pytest.mark.parametrize(
    "stage", [stage if stage is under_way else pytest.param(stage, marks=pytest.mark.long) for stage in STAGES]
)
def test_no_call_breaks_the_server_or_the_description(county: County, stage: Callable[[County], County]) -> None:
    fuzz = Fuzz(stage(county))
    with the_connection_stays():
        fuzz_all(fuzz, 2)
    print(fuzz.answered)
    assert fuzz.breaks == {}
    assert fuzz.answered.total() >= 150
    assert set(fuzz.called) == set(Role)


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_no_call_of_a_thousand_breaks_the_server_or_the_description(
    county: County, stage: Callable[[County], County]
) -> None:
    fuzz = Fuzz(stage(county))
    with the_connection_stays():
        fuzz_all(fuzz, 12)
    assert fuzz.breaks == {}
    assert fuzz.answered.total() >= 1000
