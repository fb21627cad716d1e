"""From the decision of a look-back to its dossier in one step: unit, kind and round are filled in."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.county import County, new_key
from tests.evaluation.panels import CHECKED_ON, SCORED_ON, reorganised
from tests.web.desks import Desks, at, send, words

from bihuan.dossiers import actions as dossiers
from bihuan.dossiers.models import Inspection, Round
from bihuan.evaluation.look_backs import NotAsDecided, OpenedAlready, open_look_back
from bihuan.evaluation.models import Consequence
from bihuan.planning.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    """A look-back was adopted after a low score."""
    made = County().found().fed_back().planned_and_accepted()
    made.today = CHECKED_ON
    made.check(made.team_leader, made.today)
    made.today = SCORED_ON
    made.evaluate(made.office, made.today, execution="17")
    told = {"consequence": "look_back", "decision": "adopted", "reason": "整改不扎实"}
    made.do(made.leading_group, "decide_consequence", **told)
    return made


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def second_round(county: County) -> uuid.UUID:
    told = {"name": "第二轮", "term": "十三届", "number": 2, "from_on": county.today, "until_on": None}
    opened = dossiers.open_round(actor=county.office, **told, now=county.now, key=new_key())  # type: ignore[arg-type]
    return uuid.UUID(opened.told["round"])


def third_round(county: County) -> uuid.UUID:
    begins = county.today + timedelta(days=90)
    told = {"name": "第三轮", "term": "十三届", "number": 3, "from_on": begins, "until_on": None}
    opened = dossiers.open_round(actor=county.office, **told, now=county.now, key=new_key())  # type: ignore[arg-type]
    return uuid.UUID(opened.told["round"])


def address() -> str:
    return f"{reverse('dossier_open')}?after={Consequence.objects.get(kind='look_back').id}"


def chosen(shown: Any, name: str) -> str:
    """Return what a select of a form opens with."""
    found = re.search(rf'<select name="{name}".*?</select>', shown.content.decode(), re.S)
    assert found is not None
    value = re.search(r'<option value="([^"]*)" selected', found[0])
    return value[1] if value else ""


def test_the_office_goes_from_the_to_do_to_the_opened_dossier_and_types_only_the_team(
    county: County, desks: Desks
) -> None:
    at_round = second_round(county)
    office = desks("office")
    assert address() in office.get(reverse("todo")).content.decode()
    assert address() in office.get(reverse("panel", args=[county.inspection_id])).content.decode()
    shown = office.get(address())
    assert [chosen(shown, name) for name in ("round_id", "organization_id", "kind", "supervision_office_id")] == [
        str(at_round),
        str(county.unit_id),
        "look_back",
        str(county.office_id),
    ]
    assert "第一轮" in words(shown)
    assert "3个问题" in words(shown)
    names = ("round_id", "organization_id", "kind", "supervision_office_id")
    told = {name: chosen(shown, name) for name in names} | {"number": "1", "team_name": "县委第二巡察组"}
    answer = send(office, address(), **told)
    assert answer.status_code == 302, words(answer)
    new = Inspection.objects.get(kind="look_back")
    page = words(office.get(reverse("dossier", args=[new.id])))
    assert "以往巡察的3个问题" in page, "the new dossier leads to what the old one found"
    assert "党组理论学习中心组学习流于形式" in words(office.get(reverse("panel", args=[new.id])))
    assert address() not in office.get(reverse("todo")).content.decode()
    old = office.get(reverse("panel", args=[county.inspection_id])).content.decode()
    assert address() not in old
    assert reverse("dossier", args=[new.id]) in old


def test_without_a_later_round_the_page_says_to_open_one_and_comes_back(county: County, desks: Desks) -> None:
    office = desks("office")
    shown = office.get(address())
    assert "请先设立轮次" in words(shown)
    after = f"{reverse('round_open')}?after={Consequence.objects.get().id}"
    assert after in shown.content.decode()
    told = {"name": "第二轮", "term": "十三届", "number": "2", "from_on": county.today.isoformat()}
    assert send(office, after, **told)["Location"] == address()


def test_its_record_opens_with_what_was_done(county: County, desks: Desks) -> None:
    second_round(county)
    office = desks("office")
    shown = office.get(address())
    names = ("round_id", "organization_id", "kind", "supervision_office_id")
    told = {name: chosen(shown, name) for name in names} | {"number": "1", "team_name": "县委第二巡察组"}
    send(office, address(), **told)
    county.do(county.office, "notify_consequence", number=1, notified_to="县委书记专题会", on=county.today)
    county.today += timedelta(days=1)
    todo = office.get(reverse("todo")).content.decode()
    (link,) = re.findall(r'href="([^"]*record_consequence[^"]*)"', todo)
    assert "第二轮" in words(office.get(link.replace("&amp;", "&")))


def test_unit_and_kind_of_a_decided_look_back_are_nobody_s_choice(county: County, desks: Desks) -> None:
    second_round(county)
    office = desks("office")
    shown = office.get(address())
    assert "常规" not in words(shown), "only what was decided is offered"
    names = ("round_id", "organization_id", "kind", "supervision_office_id")
    told = {name: chosen(shown, name) for name in names} | {"number": "1", "team_name": "县委第二巡察组"}
    for other in ({"organization_id": str(county.office_id)}, {"kind": "routine"}):
        assert "单位和类型以决定为准" in words(send(office, address(), **told | other))
    assert Inspection.objects.count() == 1
    given: dict[str, Any] = {name: uuid.UUID(told[name]) for name in names if name.endswith("_id")}
    given |= {"number": 1, "team_name": "县委第二巡察组", "responsible_department_needed": False}
    given |= {"actor": county.office, "decision_id": Consequence.objects.get().id, "now": county.now, "key": new_key()}
    for wrong in ({"kind": "routine"}, {"organization_id": county.office_id}):
        with pytest.raises(NotAsDecided):
            open_look_back(**{**given, "kind": "look_back", **wrong})
    assert Inspection.objects.count() == 1


def test_nobody_opens_by_what_was_not_adopted(county: County, desks: Desks) -> None:
    Consequence.objects.update(decision="declined")
    office = desks("office")
    assert chosen(office.get(address()), "organization_id") == ""
    assert office.get(f"{reverse('dossier_open')}?after=x").status_code == 200
    assert address() not in office.get(reverse("todo")).content.decode()


def test_the_next_round_is_filled_in_and_not_the_last_nor_one_that_is_over(county: County, desks: Desks) -> None:
    second = second_round(county)
    third = third_round(county)
    office = desks("office")
    assert chosen(office.get(address()), "round_id") == str(second)
    Round.objects.filter(pk=second).update(until_on=county.today - timedelta(days=1))
    assert chosen(office.get(address()), "round_id") == str(third)


def test_the_team_is_asked_for_where_the_round_has_none_and_filled_in_where_it_has(
    county: County, desks: Desks
) -> None:
    at_round = second_round(county)
    office = desks("office")
    shown = office.get(address())
    assert "本轮尚无巡察该单位的巡察组，请写明" in words(shown)
    assert re.search(r'name="team_name"[^>]*required', shown.content.decode()), "word and deed agree"
    names = ("round_id", "organization_id", "kind", "supervision_office_id")
    told = {name: chosen(shown, name) for name in names} | {"number": "1"}
    refused = send(office, address(), **told, team_name="")
    assert "尚未确定巡察组，请填写巡察组名称" in words(refused)
    assert not Inspection.objects.filter(kind="look_back").exists()
    placed = {"organization_id": county.unit_id, "form": "look_back", "team": "县委第三巡察组"}
    Placement(authority_id=county.authority_id, round_id=at_round, **placed).save_base(raw=True, force_insert=True)
    shown = office.get(address())
    assert 'name="team_name" value="县委第三巡察组"' in shown.content.decode()
    assert send(office, address(), **told, team_name="").status_code == 302, "empty: the round's own"
    assert Inspection.objects.get(kind="look_back").team_name == "县委第三巡察组"


def opened(county: County, round_id: uuid.UUID, key: str) -> Any:
    row = Consequence.objects.get()
    return open_look_back(
        actor=county.office,
        decision_id=row.id,
        organization_id=county.unit_id,
        kind="look_back",
        key=key,
        round_id=round_id,
        supervision_office_id=county.office_id,
        number=1,
        team_name="县委第二巡察组",
        responsible_department_needed=False,
        now=county.now,
    )


def test_one_decision_opens_one_dossier_and_the_second_is_told_the_first(county: County, desks: Desks) -> None:
    key = new_key()
    made = opened(county, second_round(county), key)
    third = third_round(county)
    with pytest.raises(OpenedAlready) as refused:
        opened(county, third, new_key())
    assert (refused.value.round_name, refused.value.number) == ("第二轮", 1)
    again = opened(county, uuid.UUID(str(Inspection.objects.get(kind="look_back").round_id)), key)
    assert again.told == made.told, "a repeated request is no second one"
    shown = desks("office").get(address())
    assert shown.status_code == 409
    assert "第二轮第1号档案" in words(shown)
    assert Inspection.objects.filter(kind="look_back").count() == 1


def test_its_dossier_is_known_at_the_unit_that_took_the_dossier_over(county: County, desks: Desks) -> None:
    at_round = second_round(county)
    reorganised(county)
    office = desks("office")
    assert address() in office.get(reverse("todo")).content.decode()
    opened(county, at_round, new_key())
    assert address() not in office.get(reverse("todo")).content.decode()
    with pytest.raises(OpenedAlready):
        opened(county, third_round(county), new_key())


def test_a_decision_whose_dossier_was_opened_by_mistake_and_withdrawn_waits_for_another(
    county: County, desks: Desks
) -> None:
    office = desks("office")
    first = uuid.UUID(opened(county, second_round(county), new_key()).told["inspection"])
    assert address() not in office.get(reverse("todo")).content.decode()
    county.do(county.office, "withdraw_dossier", first, reason="轮次选错")
    assert address() in office.get(reverse("todo")).content.decode()
    opened(county, third_round(county), new_key())
    assert address() not in office.get(reverse("todo")).content.decode()
