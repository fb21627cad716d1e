"""A sign-off holds until a check sees it otherwise: then the dossier waits, and says for which finding."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from bihuan.domain.lifecycle.machine import StepRefused
from bihuan.domain.rolling import SignedOffSince
from bihuan.supervision.facts import seen_otherwise
from bihuan.supervision.models import Check
from tests.county import County
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db


def looked(county: County, conclusion: str, number: str = "1") -> None:
    """The supervision office looks at one finding today."""
    seen = [{"finding_id": str(county.finding(number).id), "conclusion": conclusion}]
    county.do(county.supervision_office, "record_check", on=county.today, account="实地查看", seen=seen)


def evaluated(county: County) -> None:
    county.evaluate(county.supervision_office, county.today)


@pytest.mark.parametrize("conclusion", ["partly", "not_done", "not_true"])
def test_nobody_accepts_what_a_check_since_the_sign_off_saw_otherwise(conclusion: str) -> None:
    county = County().found().examined()
    looked(county, conclusion)
    evaluated(county)
    with pytest.raises(StepRefused) as refused:
        county.consented()
    assert [(b.code, b.subject) for b in refused.value.verdict.blockers] == [("finding.seen_otherwise", "1")]


def test_a_dossier_accepted_before_such_a_check_does_not_close() -> None:
    county = County().found().closable()
    looked(county, "not_done")
    evaluated(county)
    with pytest.raises(StepRefused) as refused:
        county.do(county.office, "close")
    assert [(b.code, b.subject) for b in refused.value.verdict.blockers] == [("finding.seen_otherwise", "1")]


def test_opened_again_and_signed_off_anew_the_finding_is_in_order_even_on_the_day_of_the_check() -> None:
    county = County().found().examined()
    looked(county, "not_true")
    county.do(county.supervision_office, "reopen", county.finding("1").id, reason="督查发现与报告不符")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.do(county.office, "grant_sign_off", county.finding("1").id)
    assert seen_otherwise(county.inspection) == frozenset()


def test_a_later_check_that_finds_it_put_right_settles_it_and_one_that_was_withdrawn_never_counted() -> None:
    county = County().found().examined()
    looked(county, "partly")
    county.today = date(2018, 10, 16)
    looked(county, "partly", "2")
    assert seen_otherwise(county.inspection) == {"1", "2"}
    wrong = Check.objects.order_by("number").last()
    assert wrong is not None
    county.do(county.supervision_office, "withdraw_check", wrong.id, reason="误登")
    assert seen_otherwise(county.inspection) == {"1"}
    county.today = date(2018, 10, 20)
    looked(county, "done")
    assert seen_otherwise(county.inspection) == frozenset()


def test_what_a_check_saw_before_the_sign_off_is_what_was_put_right_since() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 6, 10)
    looked(county, "not_done")
    county.sign_off("1")
    assert seen_otherwise(county.inspection) == frozenset()


def test_a_check_does_not_overturn_a_sign_off_that_came_after_its_day() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 6, 10)
    county.sign_off("1")
    seen = {"finding_id": str(county.finding("1").id)}
    told = {"on": date(2018, 6, 1), "account": "实地查看"}
    with pytest.raises(SignedOffSince) as refused:
        county.do(county.supervision_office, "record_check", **told, seen=[{**seen, "conclusion": "not_true"}])
    assert (refused.value.on, refused.value.signed_off_on) == (date(2018, 6, 1), date(2018, 6, 10))
    county.do(county.supervision_office, "record_check", **told, seen=[{**seen, "conclusion": "done"}])
    county.today = date(2018, 6, 11)
    looked(county, "not_true")
    assert seen_otherwise(county.inspection) == {"1"}


def test_whoever_may_open_it_again_finds_it_on_the_to_do_until_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().examined()
    looked(county, "not_true")
    desks, title = at(county, monkeypatch), "督查推翻的销号"
    for name in ("office", "supervision_office", "team_leader"):
        page = desks(name).get(reverse("todo"))
        assert title in words(page)
        assert "督查：与报告不符" in words(page)
        assert reverse("finding", args=[county.finding("1").id]) in page.content.decode()
    assert title not in words(desks("unit_head").get(reverse("todo")))
    county.do(county.office, "reopen", county.finding("1").id, reason="督查发现与报告不符")
    assert title not in words(desks("office").get(reverse("todo")))
