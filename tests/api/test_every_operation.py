"""No operation stands in the description of the API only: each is answered well for somebody, on what is there.

Nor does one ask for what a program cannot know: what a deed has to name, whoever does it reads by the API.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bihuan.access.models import Account
from bihuan.simulate.county import play
from bihuan.simulate.plans import Cut
from tests.api.callers import Caller, body
from tests.api.every_operation import Tried, read_through, tried_in_plays
from tests.database.every_deed import the_rest
from tests.database.test_every_deed_once import EVERY_KIND_OF_STORY

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
# what a deed names though no answer tells it → why
NOT_TOLD = {"import_findings: number": "the numbers are the paper's own; the findings come to be by it"}


@pytest.mark.long
def test_every_operation_is_answered_well_for_somebody_and_as_it_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = Tried()
    with tried_in_plays(tried, monkeypatch):
        play(today=TODAY, seed=7, say=lambda _: None, cut=Cut(EVERY_KIND_OF_STORY, 9))
        the_rest()
    office = Caller(Account.objects.get(login_name="office"))
    opened = office.post("/api/tokens", {"name": "取数", "until_on": TODAY + timedelta(days=30)})
    assert tried.note("POST", opened, {"name": "取数", "until_on": "2026-12-22"})
    read_through(tried, office.client)
    assert tried.note("POST", office.post(f"/api/tokens/{body(opened)['id']}/end"))
    nobody = "\n".join(f"{operation}: {last}" for operation, last in tried.without_a_good_answer.items())
    assert not nobody, f"let every_deed.py come to where somebody can do it, or mend it:\n{nobody}"
    assert tried.misdescribed == {}
    assert sorted(tried.untold) == sorted(NOT_TOLD)
