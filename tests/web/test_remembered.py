"""Figures that are kept until the ledger's next entry are never older than the rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.county import County

from bihuan.web.figures import figures_of
from bihuan.web.remembered import remembered

pytestmark = pytest.mark.django_db


def test_a_reckoning_is_done_once_for_each_state_of_the_ledger_and_each_reader() -> None:
    county = County().found().fed_back().planned_and_accepted()
    done: list[str] = []

    @remembered()
    def reckoned(actor: object) -> int:
        done.append(str(actor))
        return len(done)

    assert [reckoned(county.office), reckoned(county.office), reckoned(county.leading_group)] == [1, 1, 2]
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result="已整改")
    assert [reckoned(county.office), reckoned(county.office)] == [3, 3]
    county.today += timedelta(days=1)
    assert reckoned(county.office) == 4


def test_the_leaders_figures_change_with_the_deed() -> None:
    county = County().found().fed_back().planned_and_accepted()
    assert figures_of(county.office).recovered_fen == 0
    county.do(county.unit_liaison, "state_result", county.finding("1").id, result="已收回", recovered_fen=500)
    assert figures_of(county.office).recovered_fen == 500
