"""Several organizations put into a round by one act: each with its entry, all or none, once for one press."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from bihuan.access.actions import NotYours
from bihuan.ledger.models import Entry
from bihuan.planning.models import Placement
from bihuan.planning.placing import place_each
from bihuan.planning.terms import PlanRefused
from tests.planning.plans import Plans, planned
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans() -> Plans:
    return planned()


@pytest.fixture
def desks(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(plans.county, monkeypatch)


def put(plans: Plans, round_id: uuid.UUID, *organizations: uuid.UUID, **other: Any) -> Any:
    told: dict[str, Any] = {
        "with_villages": False,
        "reason": "",
        "actor": plans.county.office,
        "key": str(uuid.uuid4()),
    } | other
    return place_each(round_id=round_id, organizations=organizations, now=plans.county.now, **told)


def placed() -> list[str]:
    return sorted(Placement.objects.filter(removed_on=None).values_list("organization__name", flat=True))


def units(plans: Plans) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID]:
    """Return a department, a town and a village below nothing."""
    return (
        plans.county.unit_id,
        plans.county.organization("青石镇", "town")[0],
        plans.county.organization("柳湾村", "village")[0],
    )


def test_each_is_put_in_by_an_entry_of_its_own_and_a_second_press_repeats_the_first(plans: Plans) -> None:
    first, chosen, key = plans.laid_out()[0], units(plans), str(uuid.uuid4())
    made = put(plans, first, *chosen, with_villages=True, key=key)
    assert Entry.objects.filter(action="place").count() == len(made) == 3
    assert placed() == sorted(["县住房和城乡建设局", "青石镇", "柳湾村"])
    rides = Placement.objects.filter(with_villages=True).values_list("organization__name", flat=True)
    assert list(rides) == ["青石镇"], "villages ride with a town only"
    again = put(plans, first, *chosen, with_villages=True, key=key)
    assert all(one.repeated for one in again)
    assert Entry.objects.filter(action="place").count() == 3


def test_where_one_cannot_be_put_in_none_is_and_all_that_stands_against_it_is_told(plans: Plans) -> None:
    first, second, *_ = plans.laid_out()
    department, town, village = units(plans)
    put(plans, first, department, village)
    with pytest.raises(PlanRefused) as refused:
        put(plans, second, department, town, village)
    told = {(one.code, one.subject) for one in refused.value.unmet}
    assert told == {("routine.twice_in_term", "县住房和城乡建设局"), ("routine.twice_in_term", "柳湾村")}
    assert "青石镇" not in placed()
    assert Entry.objects.filter(action="place").count() == 2


def test_they_go_in_for_the_form_of_the_round(plans: Plans) -> None:
    special = plans.round(form="special", subject="粮食购销")
    put(plans, special, *units(plans))
    assert set(Placement.objects.values_list("form", flat=True)) == {"special"}


def test_whoever_may_not_plan_puts_nobody_in(plans: Plans) -> None:
    first = plans.laid_out()[0]
    with pytest.raises(NotYours):
        put(plans, first, plans.county.unit_id, actor=plans.county.leading_group)
    assert placed() == []


# --- on its page ----------------------------------------------------------------------------------------


def ticks(page: Any, *, ticked: bool = False) -> list[str]:
    """Return whom a page offers, or has ticked beforehand."""
    boxes = re.findall(r'<input type="checkbox" name="organizations" value="([^"]+)"([^>]*)>', page.content.decode())
    return [one for one, more in boxes if not ticked or "checked" in more]


def test_the_page_offers_whom_the_round_can_take_and_ticks_a_category_at_once(plans: Plans, desks: Desks) -> None:
    first, second, *_ = plans.laid_out()
    department, town, village = (str(one) for one in units(plans))
    plans.put(first, plans.county.unit_id)
    office, address = desks("office"), reverse("placements_add", args=[second])
    assert address in office.get(reverse("round_plan", args=[second])).content.decode()
    page = office.get(address)
    assert {town, village} <= set(ticks(page))
    assert department not in ticks(page)
    assert "按本轮方式（常规）可以列入的单位" in words(page)
    assert ticks(page, ticked=True) == []
    assert ticks(office.get(address, {"tick": "town"}), ticked=True) == [town]
    told = {"organizations": [town, village], "key": str(uuid.uuid4())}
    for _ in range(2):
        assert office.post(address, told).status_code == 302, "the second press finds them in the round"
    assert "已列入 2 个单位。" in words(office.get(reverse("round_plan", args=[second])))
    assert placed() == sorted(["县住房和城乡建设局", "青石镇", "柳湾村"])


def test_a_refusal_names_every_unit_and_keeps_the_ticks(plans: Plans, desks: Desks) -> None:
    first, second, *_ = plans.laid_out()
    department, town, _village = (str(one) for one in units(plans))
    plans.put(first, plans.county.unit_id)
    told = {"organizations": [department, town], "key": str(uuid.uuid4())}
    page = desks("office").post(reverse("placements_add", args=[second]), told)
    assert page.status_code == 422
    assert "县住房和城乡建设局" in words(page).partition("批量列入单位")[2]
    assert set(ticks(page, ticked=True)) == {department, town}
    assert department not in ticks(desks("office").get(reverse("placements_add", args=[second])))
    assert placed() == ["县住房和城乡建设局"]
    nobody = desks("office").post(reverse("placements_add", args=[second]), {"key": str(uuid.uuid4())})
    assert nobody.status_code == 422
    for other in ("leading_group", "unit_head"):
        assert desks(other).get(reverse("placements_add", args=[second])).status_code == 403
