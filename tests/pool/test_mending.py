"""Changes tried on a composition: pin, forbid, swap, drop, mend; each acceptance one entry, by hand judged at once."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.domain.eligibility import Seat
from bihuan.domain.ties import Relation
from bihuan.ledger.models import Entry
from bihuan.teams.changing import places_in
from bihuan.teams.composing import teams_in
from bihuan.teams.declarations import declare
from bihuan.teams.growth import state_availability
from bihuan.teams.models import PROPOSED, Composition
from bihuan.teams.ties import Matter
from tests.pool.rounds import Composed
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db
SIGNED = re.compile(r'name="repair" value="([^"]*)"')


class Page:
    """The page on which a change is tried, as the office sees it."""

    def __init__(self, client: Client, row: Composition) -> None:
        self.client, self.row = client, row

    def address(self, **asked: str) -> str:
        return f"{reverse('whatif', args=[self.row.pk])}?{urlencode(asked)}"

    def look(self, **asked: str) -> str:
        answer = self.client.get(self.address(**asked))
        assert answer.status_code == 200, words(answer)
        return words(answer)

    def take(self, how: str = "repair", reason: str = "因病", status: int = 302, **asked: str) -> str:
        shown = self.client.get(self.address(**asked)).content.decode()
        found = SIGNED.search(shown)
        told = {"repair": found[1] if found else "", "how": how, "reason": reason, "key": str(uuid.uuid4())}
        answer = self.client.post(self.address(**asked), told)
        assert answer.status_code == status, words(answer)
        return words(answer)

    def places(self) -> dict[str, tuple[str, Seat]]:
        return places_in(teams_in(Composition.objects.get(state=PROPOSED).teams))


@pytest.fixture
def composed() -> Composed:
    return Composed()


@pytest.fixture
def desks(composed: Composed, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(composed.county, monkeypatch)


@pytest.fixture
def page(composed: Composed, desks: Desks) -> Page:
    return Page(desks("office"), composed.kept())


def member_of(page: Page, number: int) -> str:
    return str(teams_in(page.row.teams)[number].members[0])


def test_who_falls_ill_is_replaced_by_one_and_that_is_one_entry(page: Page, composed: Composed) -> None:
    ill, before, entries = member_of(page, 0), page.places(), Entry.objects.count()
    shown = page.look(asked="drop", who=ill)
    assert "共有 1 人变动席位，已证明不能再少" in shown
    assert "未编入" in shown
    assert "不作修复将违反" in shown
    assert "第一巡察组空缺 1 个席位" in shown
    page.take(asked="drop", who=ill)
    after = page.places()
    assert ill not in after
    assert len(after) == len(before)
    assert Entry.objects.count() == entries + 1
    entry = Entry.objects.latest("recorded_at", "id")
    assert entry.action == "take_repair"
    assert '"least":1' in bytes(entry.content).decode()
    assert "换下" in words(page.client.get(reverse("composer", args=[composed.round_id])))


def test_taken_twice_with_one_key_is_one_entry(page: Page) -> None:
    ill = member_of(page, 0)
    shown = page.client.get(page.address(asked="drop", who=ill)).content.decode()
    found = SIGNED.search(shown)
    assert found
    told = {"repair": found[1], "how": "repair", "reason": "因病", "key": str(uuid.uuid4())}
    for _click in range(2):
        assert page.client.post(page.address(asked="drop", who=ill), told).status_code == 302
    assert Entry.objects.filter(action="take_repair").count() == 1


def test_leaving_the_page_changes_nothing(page: Page) -> None:
    before, entries = page.places(), Entry.objects.count()
    page.look(asked="drop", who=member_of(page, 0))
    assert (page.places(), Entry.objects.count()) == (before, entries)


def test_two_members_change_places(page: Page) -> None:
    one, other = member_of(page, 0), member_of(page, 1)
    before = page.places()
    page.take(asked="swap", who=one, other=other, reason="工作需要")
    after = page.places()
    assert (after[one], after[other]) == (before[other], before[one])


def test_who_is_pinned_stays_when_the_next_one_leaves_and_is_freed_again(page: Page, composed: Composed) -> None:
    kept = member_of(page, 0)
    assert "无须任何人变动席位" in page.look(asked="pin", who=kept)
    page.take(asked="pin", who=kept, reason="熟悉情况")
    assert Composition.objects.get().wishes["pin"] == [[kept, *page.places()[kept]]]
    shown = words(page.client.get(reverse("composer", args=[composed.round_id])))
    assert "调整须遵守的要求" in shown
    page.take(asked="drop", who=member_of(page, 1))
    assert page.places()[kept] == page.places().get(kept)
    page.take(asked="free", who=kept, reason="情况有变")
    assert "pin" not in Composition.objects.get().wishes


def test_who_is_kept_out_of_a_team_comes_back_by_no_later_repair(page: Page) -> None:
    one = member_of(page, 0)
    group = page.places()[one][0]
    page.take(asked="forbid", who=one, reason="单位请求")
    assert page.places().get(one, ("",))[0] != group
    assert Composition.objects.get().wishes["forbid"] == [[one, group]]
    page.take(asked="drop", who=teams_in(page.row.teams)[0].members[-1])
    assert page.places().get(one, ("",))[0] != group


def test_contradictory_pins_are_refused_with_the_reason_and_what_to_do(page: Page) -> None:
    first, second = teams_in(page.row.teams)
    assert first.leader
    assert second.leader
    told = {"group": first.group, "seat": "leader"}
    page.take(asked="pin", who=first.leader, reason="熟悉情况")
    shown = page.look(asked="pin", who=second.leader, **told)
    assert "该席位已固定给别人" in shown
    assert "请取消其中一项" in shown
    assert "采用此调整方案" not in shown


@pytest.mark.parametrize(
    "asked",
    [
        {"asked": "drop", "who": str(uuid.UUID(int=0))},
        {"asked": "swap", "who": "nobody"},
        {"asked": "burn"},
        {"asked": "pin"},
    ],
)
def test_a_change_about_nobody_is_refused(page: Page, asked: dict[str, str]) -> None:
    answer = page.client.get(page.address(**asked))
    assert answer.status_code == 422
    assert "请重新打开" in words(answer)


def test_an_unlawful_swap_says_which_rule_and_by_hand_it_is_marked_and_cannot_be_adopted(
    page: Page, composed: Composed, desks: Desks
) -> None:
    one, other = member_of(page, 0), member_of(page, 1)
    visited = {team["id"]: team["organizations"][0] for team in groups_of(page.row)}
    matters = (Matter(uuid.UUID(visited[page.places()[other][0]]), Relation.INTEREST, "有借款"),)
    told: dict[str, Any] = {"round_id": composed.round_id, "inspector_id": uuid.UUID(one), "paper": "3"}
    composed.pool.do(declare, matters=matters, **told)
    shown = page.look(asked="swap", who=one, other=other)
    assert "利害关系" in shown
    assert "此项不得豁免" in shown
    assert "采用此调整方案" not in shown
    page.take(how="hand", asked="swap", who=one, other=other, reason="工作需要")
    row = Composition.objects.get(state=PROPOSED)
    home = reverse("composer", args=[composed.round_id])
    assert "编组违反规则，不能审定" in words(page.client.get(home))
    answer = desks("leading_group").post(
        reverse("composition_adopt", args=[row.pk]), {"rechecked": "同意", "key": str(uuid.uuid4())}
    )
    assert answer.status_code == 422
    assert "违反规则：已申报利害关系" in words(answer)
    page.take(asked="mend", reason="回避")
    assert "编组违反规则，不能审定" not in words(page.client.get(home))


def groups_of(row: Composition) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(row.instance)["groups"]
    return found


def test_what_became_broken_is_mended_with_the_fewest_moves(page: Page, composed: Composed) -> None:
    ill, first = uuid.UUID(member_of(page, 0)), composed.at.from_on
    composed.pool.do(state_availability, inspector_id=ill, from_on=first, until_on=first, reason="住院")
    shown = page.look(asked="mend")
    assert "共有 1 人变动席位，已证明不能再少" in shown
    page.take(asked="mend")
    assert str(ill) not in page.places()
    row = Composition.objects.get()
    assert row.lower_bound > 0, "the bound of the round as it is now"


def test_a_repair_that_was_tampered_with_or_is_stale_is_shown_again(page: Page) -> None:
    ill, other = member_of(page, 0), member_of(page, 1)
    told = {"repair": "forged", "how": "repair", "reason": "因病", "key": str(uuid.uuid4())}
    answer = page.client.post(page.address(asked="drop", who=ill), told)
    assert answer.status_code == 422
    assert "请重新查看调整方案" in words(answer)
    stale = SIGNED.search(page.client.get(page.address(asked="drop", who=ill)).content.decode())
    assert stale
    page.take(asked="drop", who=other)
    answer = page.client.post(page.address(asked="drop", who=ill), told | {"repair": stale[1]})
    assert answer.status_code == 409


def test_without_a_reason_nothing_is_taken(page: Page) -> None:
    page.take(asked="drop", who=member_of(page, 0), reason="", status=422)
    assert not Entry.objects.filter(action="take_repair").exists()


def test_who_may_not_compose_tries_nothing(page: Page, desks: Desks) -> None:
    assert desks("leading_group").get(page.address(asked="mend")).status_code == 403
