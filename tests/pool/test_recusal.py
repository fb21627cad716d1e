"""Recusal: each rule alone, its window, what is never waived; declarations, challenges, sentences that explain."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from bihuan.access.actions import NotYours
from bihuan.access.models import Account
from bihuan.domain.ties import Relation, Scope, Tie, exclusions_of, touches
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import ReasonMissing
from bihuan.ledger.models import Entry
from bihuan.organizations.models import Organization
from bihuan.rules.documents import PackUnreadable
from bihuan.rules.recusal import NEVER_WAIVED, RECUSAL, read_recusal, recusal_rules, terms_on
from bihuan.teams.declarations import (
    DecidedAlready,
    HardRule,
    NotInRound,
    PaperMissing,
    WaivedAlready,
    challenge_inspector,
    decide_challenge,
    declare,
    waive_recusal,
)
from bihuan.teams.models import Declaration, Waiver
from bihuan.teams.ties import Matter, bonds_of
from tests.county import County
from tests.planning.plans import Plans
from tests.pool.people import Pool
from tests.web.desks import Desks, at, words

ON = date(2026, 3, 1)
ORGANIZATION, BELOW, ABOVE, ASIDE = "001002", "001002003", "001", "001004"
RULES = recusal_rules(ON)


def ids(relation: Relation, path: str = ORGANIZATION, **when: date) -> list[str]:
    return [one.rule.id for one in exclusions_of([Tie(relation, path, "某处", **when)], ORGANIZATION, RULES, ON)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_excludes_by_its_own_tie_and_by_no_other(rule: Any) -> None:
    tie = Tie(rule.relation, ORGANIZATION, "某处", date(2015, 1, 1), date(2025, 12, 1))
    assert rule.id in [one.rule.id for one in exclusions_of([tie], ORGANIZATION, RULES, ON)]
    assert exclusions_of([replace(tie, path=ASIDE)], ORGANIZATION, [rule], ON) == ()
    other = next(one for one in Relation if one is not rule.relation)
    assert exclusions_of([replace(tie, relation=other)], ORGANIZATION, [rule], ON) == ()


def test_work_of_long_ago_excludes_nobody_but_a_leader_who_was_long_there() -> None:
    assert ids(Relation.WORKED, since=date(2021, 1, 1), until=date(2023, 3, 1)) == ["former_employer"]
    assert ids(Relation.WORKED, since=date(2021, 1, 1), until=date(2023, 2, 28)) == []
    assert ids(Relation.WORKED, since=date(2010, 1, 1), until=date(2013, 1, 1)) == ["long_service"]
    assert ids(Relation.WORKED, since=date(2010, 1, 1), until=date(2012, 12, 1)) == []
    assert ids(Relation.WORKED) == ["former_employer", "long_service"]


def test_scopes_reach_as_far_as_they_say() -> None:
    places = (ORGANIZATION, BELOW, ABOVE, ASIDE)
    reached = {scope: {place for place in places if touches(place, ORGANIZATION, scope)} for scope in Scope}
    assert reached == {
        Scope.ORGANIZATION: {ORGANIZATION, BELOW},
        Scope.LINE: {ORGANIZATION, BELOW, ABOVE},
        Scope.DIRECTING: {ORGANIZATION, BELOW, ABOVE},
        Scope.REGION: {ORGANIZATION, ABOVE},
    }


def test_kinship_employer_and_interest_are_never_waivable_in_the_pack(tmp_path: Any) -> None:
    assert {rule.relation for rule in RULES if not rule.waivable} == NEVER_WAIVED
    text = RECUSAL.read_text(encoding="utf-8")
    spoiled = tmp_path / "recusal.yaml"
    hard, soft = ("scope: line\n    waivable: false", "scope: line\n    waivable: true")
    spoiled.write_text(text.replace(hard, soft, 1), encoding="utf-8")
    with pytest.raises(PackUnreadable, match="never waived"):
        read_recusal(spoiled)
    assert terms_on(ON).size >= 2


# --- in a county ------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool() -> Pool:
    return Pool(County().found())


@pytest.fixture
def desks(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(pool.county, monkeypatch)


@pytest.fixture
def round_id(pool: Pool) -> uuid.UUID:
    plans = Plans(pool.county)
    made = plans.round(1)
    plans.put(made, pool.county.unit_id)
    return made


def unit_of(pool: Pool) -> Organization:
    return Organization.objects.get(authority_id=pool.county.authority_id, pk=pool.county.unit_id)


def kept_out(pool: Pool, round_id: uuid.UUID, one: uuid.UUID) -> list[str]:
    bonds = bonds_of(Round.objects.get(authority_id=pool.county.authority_id, pk=round_id), [pool.row(one)])
    return [why.rule.id for why in bonds.exclusions(one, unit_of(pool))]


def test_what_the_pool_tells_keeps_somebody_out(pool: Pool, round_id: uuid.UUID) -> None:
    unit = unit_of(pool).name
    assert kept_out(pool, round_id, pool.enter()) == []
    assert kept_out(pool, round_id, pool.enter(name="甲", unit=unit)) == ["employer"]
    assert kept_out(pool, round_id, pool.enter(name="乙", kin=f"妻子|某某|{unit}|科员")) == ["spouse"]
    assert kept_out(pool, round_id, pool.enter(name="丙", posts_held=f"{unit}|科员|2016-01|2017-06")) == [
        "former_employer"
    ]


def test_a_declaration_is_signed_and_keeps_its_author_out(pool: Pool, round_id: uuid.UUID) -> None:
    one, unit = pool.enter(), unit_of(pool)
    told: dict[str, Any] = {"round_id": round_id, "inspector_id": one}
    matters = (Matter(unit.id, Relation.INTEREST, "有借款"),)
    with pytest.raises(PaperMissing):
        pool.do(declare, **told, matters=matters, paper=" ")
    with pytest.raises(NotYours):
        pool.do(declare, pool.county.unit_head, **told, matters=matters, paper="1")
    elsewhere, _path = pool.county.organization("县水利局", "department")
    with pytest.raises(NotInRound):
        pool.do(declare, **told, matters=(Matter(elsewhere, Relation.INTEREST),), paper="1")
    pool.do(declare, **told, matters=matters, paper="2018-1")
    assert kept_out(pool, round_id, one) == ["interest"]
    assert "有借款" not in bytes(Entry.objects.get(action="declare").content).decode()
    pool.do(declare, **told, matters=(), paper="2018-2")
    assert kept_out(pool, round_id, one) == []


def test_a_challenge_counts_once_the_leading_group_upholds_it(pool: Pool, round_id: uuid.UUID) -> None:
    one, county = pool.enter(), pool.county
    told: dict[str, Any] = {"round_id": round_id, "inspector_id": one, "organization_id": county.unit_id}
    made = pool.do(challenge_inspector, county.unit_head, **told, reason="曾有诉讼")
    assert kept_out(pool, round_id, one) == []
    decided: dict[str, Any] = {"challenge_id": uuid.UUID(made.told["challenge"]), "upheld": True}
    with pytest.raises(NotYours):
        pool.do(decide_challenge, **decided, decision="属实")
    with pytest.raises(ReasonMissing):
        pool.do(decide_challenge, county.leading_group, **decided, decision=" ")
    pool.do(decide_challenge, county.leading_group, **decided, decision="属实")
    assert kept_out(pool, round_id, one) == ["challenged"]
    with pytest.raises(DecidedAlready):
        pool.do(decide_challenge, county.leading_group, **decided, decision="属实")


def test_a_soft_rule_is_waived_by_the_leading_group_and_a_hard_one_by_nobody(pool: Pool, round_id: uuid.UUID) -> None:
    unit, group = unit_of(pool), pool.county.leading_group
    one = pool.enter(posts_held=f"{unit.name}|科员|2016-01|2017-06", kin=f"妻子|某某|{unit.name}|科员")
    told: dict[str, Any] = {"round_id": round_id, "inspector_id": one, "organization_id": unit.id, "reason": "工作需要"}
    with pytest.raises(NotYours):
        pool.do(waive_recusal, **told, rule="former_employer")
    with pytest.raises(HardRule):
        pool.do(waive_recusal, group, **told, rule="spouse")
    pool.do(waive_recusal, group, **told, rule="former_employer")
    assert kept_out(pool, round_id, one) == ["spouse"]
    with pytest.raises(WaivedAlready):
        pool.do(waive_recusal, group, **told, rule="former_employer")
    assert Waiver.objects.get().reason == "工作需要"


def key() -> str:
    return str(uuid.uuid4())


def test_an_inspector_declares_by_his_own_account_and_sees_his_rounds(
    pool: Pool, desks: Desks, round_id: uuid.UUID
) -> None:
    member = desks("member")
    account = Account.objects.get(login_name="member")
    assert "不属于人才库" in words(member.get(reverse("own_rounds")))
    one = pool.enter(account_id=account.id)
    assert "待申报" in words(member.get(reverse("own_rounds")))
    page = reverse("declaration_own", args=[round_id])
    told = {f"relation-{pool.county.unit_id}": "interest", f"remark-{pool.county.unit_id}": "有借款"}
    assert member.post(page, {**told, "key": key()}).status_code == 422, "without his signature"
    assert member.post(page, {**told, "truthful": "on", "key": key()}).status_code == 302
    assert Declaration.objects.get().by_account
    assert kept_out(pool, round_id, one) == ["interest"]


def test_the_pages_explain_every_exclusion_in_a_sentence(pool: Pool, desks: Desks, round_id: uuid.UUID) -> None:
    unit, office, group = unit_of(pool), desks("office"), desks("leading_group")
    one = pool.enter(posts_held=f"{unit.name}|科员|2016-01|2017-06")
    page = words(office.get(reverse("recusal", args=[round_id])))
    assert "1 未申报" in page
    assert unit.name in page
    assert "曾任职于" not in page
    shown = words(office.get(reverse("recusal_of", args=[round_id, one])))
    assert f"曾任职于{unit.name} 科员" in shown
    assert "待核实" in shown
    attested = {"paper": "2018-3", "key": key()}
    assert office.post(reverse("declaration_attest", args=[round_id, one]), attested).status_code == 302
    asked = {"inspector_id": str(one), "organization_id": str(unit.id), "reason": "曾有诉讼", "key": key()}
    assert office.post(reverse("challenge_add", args=[round_id]), asked).status_code == 302
    link = words(group.get(reverse("recusal", args=[round_id])))
    assert "决定回避要求" in link
    waived = {"place": f"former_employer:{unit.id}", "reason": "工作需要", "key": key()}
    assert group.post(reverse("recusal_waive", args=[round_id, one]), waived).status_code == 302
    assert "工作需要" in words(group.get(reverse("recusal_of", args=[round_id, one])))
