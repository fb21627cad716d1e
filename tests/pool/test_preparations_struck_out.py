"""What was entered before entry wrongly or twice: struck out with the reason, counted no more, gone out of records."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from bihuan.access.actions import NotYours
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.ledger.models import Entry
from bihuan.teams.authorising import announce_teams, running_tours
from bihuan.teams.growth import standing_growth
from bihuan.teams.models import Authorisation, Growth
from bihuan.teams.preparation import Preparation
from bihuan.teams.preparing import answer_preparation, record_preparation, withdraw_preparation
from bihuan.teams.readying import before_announcing, trained_for
from tests.county import County
from tests.pool.people import Pool
from tests.pool.test_authorising import post
from tests.pool.test_readiness import Bare, codes
from tests.web.desks import at, words
from tests.web.workbooks import rows_in

pytestmark = pytest.mark.django_db


class Prepared:
    """A county whose next round is being prepared, with two people in its pool."""

    def __init__(self) -> None:
        self.county = County().found()
        self.pool = Pool(self.county)
        self.people = [self.pool.enter(name="乙甲"), self.pool.enter(name="乙丙")]

    def record(self, kind: str, **told: Any) -> list[uuid.UUID]:
        plain: dict[str, Any] = {
            "matter": "集中学习",
            "on": self.county.today,
            "days": 3,
            "answer_by": None,
            "paper": "",
        }
        plain |= {"bodies": ("县审计局",) if kind == "information" else ()}
        plain |= {"people": self.people if kind == "training" else ()}
        made = self.pool.do(record_preparation, round_id=self.round_id, kind=kind, **plain | told)
        return [uuid.UUID(one) for one in made.told["preparations"]]

    def strike_out(self, preparation_id: uuid.UUID, reason: str = "重复登记", **told: Any) -> Any:
        return self.pool.do(withdraw_preparation, preparation_id=preparation_id, reason=reason, **told)

    @property
    def round_id(self) -> uuid.UUID:
        return self.county.inspection.round_id

    def learnt(self) -> list[uuid.UUID]:
        return sorted(standing_growth(self.county.authority_id).values_list("inspector_id", flat=True))


@pytest.fixture
def prepared() -> Prepared:
    return Prepared()


def test_a_training_entered_twice_goes_once_out_of_the_record_of_everybody(prepared: Prepared) -> None:
    _first, second = prepared.record("training")[0], prepared.record("training")[0]
    assert prepared.learnt() == sorted(prepared.people * 2)
    prepared.strike_out(second)
    assert prepared.learnt() == sorted(prepared.people)
    assert trained_for(prepared.county.inspection.round) == {str(one) for one in prepared.people}
    row = Preparation.objects.get(pk=second)
    assert (row.withdrawn_on, row.withdrawn_reason) == (prepared.county.today, "重复登记")
    assert Entry.objects.get(action="withdraw_preparation").reason == "重复登记"


def test_so_does_one_whose_records_do_not_name_it_yet(prepared: Prepared) -> None:
    first, second = prepared.record("training")[0], prepared.record("training")[0]
    other = prepared.record("training", matter="保密教育")[0]
    Growth.objects.filter(kind="training").update(preparation=None)
    prepared.strike_out(first)
    assert prepared.learnt() == sorted(prepared.people * 2), "one for each, and none of another training"
    prepared.strike_out(second)
    assert prepared.learnt() == sorted(prepared.people)
    prepared.strike_out(other)
    assert prepared.learnt() == []


def test_it_is_struck_out_once_with_a_reason_by_who_keeps_the_pool(prepared: Prepared) -> None:
    (held,) = prepared.record("mobilisation")
    with pytest.raises(ReasonMissing):
        prepared.strike_out(held, reason=" ")
    with pytest.raises(NotYours):
        prepared.strike_out(held, actor=prepared.county.leading_group)
    prepared.strike_out(held)
    with pytest.raises(NoSuchThing):
        prepared.strike_out(held)


def test_information_asked_twice_is_owed_and_answered_once(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,), (second,) = prepared.record("information"), prepared.record("information")
    prepared.strike_out(second)
    given = {"on": prepared.county.today, "answer": "无", "paper": ""}
    with pytest.raises(NoSuchThing):
        prepared.pool.do(answer_preparation, preparation_id=second, **given)
    office = at(prepared.county, monkeypatch)("office")
    page = words(office.get(reverse("preparation", args=[prepared.round_id])))
    assert "1 家单位已商请 1 家未答复" in page
    assert office.get(reverse("preparation_answer", args=[second])).status_code == 404
    prepared.pool.do(answer_preparation, preparation_id=first, **given)


def test_the_page_strikes_it_out_and_keeps_it_with_the_reason(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = prepared.record("training", matter="条例辅导")
    desks = at(prepared.county, monkeypatch)
    office, page = desks("office"), reverse("preparation", args=[prepared.round_id])
    address = reverse("preparation_withdraw", args=[one])
    assert address in office.get(page).content.decode()
    assert "参加人员的培养记录一并撤出" in words(office.get(address))
    assert "条例辅导" in str(rows_in(office.get(reverse("sheet_workbook", args=["growth"])).content))
    post(office, "preparation_withdraw", one, reason="", status=422)
    post(office, "preparation_withdraw", one, reason="误登")
    struck = office.get(page)
    assert "撤销：误登" in words(struck)
    assert "已撤销。" in words(struck)
    assert 'class="struck"' in struck.content.decode()
    assert address not in struck.content.decode()
    assert office.get(address).status_code == 404
    assert "条例辅导" not in words(office.get(reverse("inspector", args=[prepared.people[0]])))
    assert "条例辅导" not in str(rows_in(office.get(reverse("sheet_workbook", args=["growth"])).content))
    for name in ("leading_group", "unit_head"):
        assert desks(name).get(address).status_code == 403


def test_whoever_was_at_no_other_training_lacks_it_again_before_the_announcement() -> None:
    bare = Bare()
    bare.adopted()
    bare.readied()
    bare.authorise()
    assert codes(before_announcing(bare.at, running_tours(bare.at))) == set()
    told = {"preparation_id": Preparation.objects.get(kind="training").id, "reason": "未实际举办"}
    bare.pool.do(withdraw_preparation, **told)
    assert codes(before_announcing(bare.at, running_tours(bare.at))) == {"not_trained"}


def test_the_form_says_for_whom_it_undoes_what_before_and_after_the_announcement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = Bare()
    bare.adopted()
    bare.readied()
    office = at(bare.county, monkeypatch)("office")
    (row,) = Preparation.objects.filter(kind="training")

    def said() -> str:
        return words(office.get(reverse("preparation_withdraw", args=[row.id])))

    assert "重新缺少巡前培训：审定、授权不变" in said()
    bare.authorise()
    assert "重新缺少巡前培训：审定、授权不变" in said()
    bare.pool.do(announce_teams, round_id=bare.round_id)
    assert "已宣布：授权、宣布和已开通的权限不变" in said()
    assert "重新缺少" not in said()
    people = [one.inspector_id for one in running_tours(bare.at)]
    again = {"matter": "补训", "bodies": (), "on": bare.county.today, "days": 1, "answer_by": None, "paper": ""}
    bare.pool.do(record_preparation, round_id=bare.round_id, kind="training", people=people[1:], **again)
    assert "仍算已培训" in said()
    assert "已宣布：授权、宣布和已开通的权限不变" in said(), "of one who was at no other"
    bare.pool.do(withdraw_preparation, preparation_id=row.id, reason="重复登记")
    assert codes(before_announcing(bare.at, running_tours(bare.at))) == {"not_trained"}
    assert Authorisation.objects.get().announced_on == bare.county.today


def test_the_form_says_of_what_else_is_struck_out_what_rests_on_it(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = at(prepared.county, monkeypatch)("office")

    def said(one: uuid.UUID) -> str:
        return words(office.get(reverse("preparation_withdraw", args=[one])))

    (training,), (mobilisation,) = prepared.record("training"), prepared.record("mobilisation")
    assert "只从培养记录中撤出，授权、宣布不受影响" in said(training)
    assert "没有其他事项以此为前提" in said(mobilisation)
    (asked,) = prepared.record("information")
    assert "对方不再欠答复" in said(asked)
    given = {"on": prepared.county.today, "answer": "无", "paper": ""}
    prepared.pool.do(answer_preparation, preparation_id=asked, **given)
    assert "2018-01-08登记的答复一并撤销" in said(asked)
