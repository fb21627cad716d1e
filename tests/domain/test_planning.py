"""What each kind of inspection demands: from a round that lacks nothing, one fact taken away is one named lack."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bihuan.domain.glossary import PLAN_FAULTS, say_plan_fault
from bihuan.domain.planning import (
    Candidate,
    Design,
    Form,
    Linkage,
    Manner,
    Visit,
    adoption_demands,
    is_above,
    place_demands,
    round_demands,
)

WHOLE = Design(
    form=Form.LOOK_BACK,
    manners=frozenset(Manner),
    subject="粮食安全",
    sector="卫健",
    ordered_by="临江市委",
    ordered_by_level="city",
    order_paper="临巡〔2026〕3号",
    lenders=("白水县",),
    partner="临江市委巡察组",
    lead_team="第一巡察组",
    relay_teams=("第二巡察组", "第三巡察组"),
    audit_body="县审计局",
)
SPOILERS = [
    ({"ordered_by": " "}, None, "elevated.order_missing"),
    ({"order_paper": ""}, None, "elevated.order_missing"),
    ({"ordered_by_level": "county"}, None, "elevated.not_ordered_from_above"),
    ({"ordered_by_level": ""}, None, "elevated.not_ordered_from_above"),
    ({"lenders": ()}, None, "cross.nobody_from_elsewhere"),
    ({"manners": frozenset({Manner.SECTOR}), "sector": ""}, None, "sector.not_named"),
    ({"manners": frozenset({Manner.SYNCHRONOUS}), "partner": ""}, None, "synchronous.partner_missing"),
    ({"audit_body": ""}, None, "with_audit.body_missing"),
    ({"form": Form.SPECIAL, "subject": ""}, None, "subject.missing"),
    ({"form": Form.MOBILE, "subject": " "}, None, "subject.missing"),
    ({"manners": frozenset(), "sector": ""}, Linkage.COUNTERPART, "counterpart.sector_missing"),
    ({"manners": frozenset(), "partner": ""}, Linkage.COUNTERPART, "counterpart.partner_missing"),
    ({"lead_team": ""}, Linkage.RELAY, "relay.lead_missing"),
    ({"relay_teams": ("第二巡察组",)}, Linkage.RELAY, "relay.too_few_teams"),
    ({"relay_teams": ("第一巡察组", "第二巡察组")}, Linkage.RELAY, "relay.too_few_teams"),
    ({"manners": frozenset(), "partner": ""}, Linkage.COORDINATED, "coordinated.partner_missing"),
    ({"manners": frozenset({Manner.CROSS})}, Linkage.ELEVATED_CROSS, "elevated_cross.manners_missing"),
    ({"form": Form.ROUTINE}, Linkage.ELEVATED_LOOK_BACK, "elevated_look_back.kind_missing"),
]


@pytest.mark.parametrize("linkage", [None, *Linkage])
def test_a_round_with_all_its_facts_lacks_nothing(linkage: Linkage | None) -> None:
    assert round_demands(replace(WHOLE, linkage=linkage), level="county") == ()


@pytest.mark.parametrize(("spoil", "linkage", "code"), SPOILERS)
def test_one_fact_taken_away_is_one_named_lack(spoil: dict[str, object], linkage: Linkage | None, code: str) -> None:
    spoiled = replace(WHOLE, linkage=linkage, **spoil)  # type: ignore[arg-type]
    assert [one.code for one in round_demands(spoiled, level="county")] == [code]


def test_a_plain_routine_round_demands_nothing() -> None:
    assert round_demands(Design(), level="county") == ()


def test_only_a_higher_level_stands_above() -> None:
    assert is_above("province", "county")
    assert is_above("city", "county")
    assert not is_above("county", "county")
    assert not is_above("county", "city")
    assert not is_above("moon", "county")


# --- organizations in rounds -------------------------------------------------------------------------

PLAIN = Design()
BEFORE = Visit(Form.ROUTINE, 2, is_over=True)
ONE = Candidate("青石镇", "town", "00a", "卫健", True, (BEFORE,))


def codes(form: Form, one: Candidate, design: Design = PLAIN, gap: int = 2) -> list[str]:
    return [lack.code for lack in place_demands(design, form, one, least_gap=gap)]


def test_a_look_back_follows_an_earlier_inspection_far_enough_behind() -> None:
    assert codes(Form.LOOK_BACK, ONE) == []
    assert codes(Form.LOOK_BACK, replace(ONE, visits=())) == ["look_back.no_earlier_inspection"]
    assert codes(Form.LOOK_BACK, replace(ONE, visits=(replace(BEFORE, rounds_before=1),))) == ["look_back.too_soon"]
    later = replace(BEFORE, rounds_before=-2)
    assert codes(Form.LOOK_BACK, replace(ONE, visits=(later,))) == ["look_back.no_earlier_inspection"]


def test_a_look_back_alone_is_nothing_to_look_back_at() -> None:
    only = Visit(Form.LOOK_BACK, 3, is_over=True)
    assert codes(Form.LOOK_BACK, replace(ONE, visits=(only,))) == ["look_back.no_earlier_inspection"]
    assert codes(Form.SECOND_LOOK_BACK, replace(ONE, visits=(only,))) == []
    assert codes(Form.SECOND_LOOK_BACK, ONE) == ["second_look_back.no_look_back"]


def test_a_routine_inspection_comes_once_a_term() -> None:
    assert codes(Form.ROUTINE, ONE) == ["routine.twice_in_term"]
    assert codes(Form.ROUTINE, replace(ONE, visits=(replace(BEFORE, same_term=False),))) == []
    assert codes(Form.SPECIAL, ONE) == []


def test_an_organization_is_in_a_round_once_lives_and_is_no_supervising_body() -> None:
    here = Visit(Form.SPECIAL, 0)
    assert codes(Form.SPECIAL, replace(ONE, visits=(here,))) == ["organization.in_this_round"]
    assert codes(Form.SPECIAL, replace(ONE, is_alive=False)) == ["organization.ended"]
    assert codes(Form.SPECIAL, replace(ONE, category="body")) == ["organization.supervises"]


def test_a_direct_round_holds_villages_and_a_sector_round_its_sector() -> None:
    direct = Design(manners=frozenset({Manner.DIRECT}))
    assert codes(Form.SPECIAL, ONE, direct) == ["direct.not_a_village"]
    assert codes(Form.SPECIAL, replace(ONE, category="village"), direct) == []
    sector = Design(manners=frozenset({Manner.SECTOR}), sector="教育")
    assert codes(Form.SPECIAL, ONE, sector) == ["sector.organization_outside"]
    assert codes(Form.SPECIAL, replace(ONE, sector="教育"), sector) == []


def test_an_extended_round_reaches_somebody_below_somebody() -> None:
    extended = Design(manners=frozenset({Manner.EXTENDED}))
    below = replace(ONE, path="00a001")
    assert [one.code for one in adoption_demands(extended, [ONE], "第一轮")] == ["extended.nobody_below"]
    assert list(adoption_demands(extended, [ONE, below], "第一轮")) == []
    assert list(adoption_demands(Design(), [ONE], "第一轮")) == []


def test_every_lack_has_its_words() -> None:
    named = {code for *_, code in SPOILERS}
    assert named <= set(PLAN_FAULTS)
    assert all("{" not in part for code in PLAN_FAULTS for part in say_plan_fault(code, "青石镇"))
