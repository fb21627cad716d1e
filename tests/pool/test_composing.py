"""Composing a round: what the solver is told, what is kept, seats changed by hand, adoption, somebody falls ill."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
import uuid
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.access.actions import NotYours
from bihuan.cli.main import main
from bihuan.domain.eligibility import Rule, exclusions
from bihuan.domain.staffing_cost import Team
from bihuan.domain.ties import Relation
from bihuan.teams import solves
from bihuan.teams.apart import SolverEnded, solve_apart
from bihuan.teams.changing import reseat, reseated
from bihuan.teams.composing import (
    CompositionBroken,
    NothingFound,
    adopt_composition,
    keep_composition,
    set_terms,
    teams_in,
)
from bihuan.teams.declarations import declare
from bihuan.teams.growth import state_availability
from bihuan.teams.inspectors import leave_pool
from bihuan.teams.instances import PoolEmpty, RoundEmpty, days_within, file_of, instance_of, terms_of
from bihuan.teams.lots import files_of
from bihuan.teams.models import BROKEN, CONFLICT, DONE, STOPPED, Composition, Inspector, Solve, Tour
from bihuan.teams.solutions import Solution, nothing_yet
from bihuan.teams.solves import ask_to_stop, begin_solve
from bihuan.teams.ties import Matter
from bihuan.web.composing.gaps import gap_words, gap_words_in_bands, gap_words_under
from bihuan.web.composing.page import Composed as Shown
from tests.pool.rounds import Composed
from tests.web.desks import Desks, at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def composed() -> Composed:
    return Composed()


@pytest.fixture
def desks(composed: Composed, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(composed.county, monkeypatch)


def key() -> str:
    return str(uuid.uuid4())


# --- what the solver is told ------------------------------------------------------------------------------


def told_of(composed: Composed, one: uuid.UUID) -> dict[str, Any]:
    document = instance_of(composed.at).document
    return next(told for told in document["inspectors"] if told["id"] == str(one))


def test_the_instance_is_one_that_the_solver_reads(composed: Composed) -> None:
    found = instance_of(composed.at)
    given = file_of(found.content, composed.at.from_on).round
    assert len(given.groups) == 2
    assert {group.size for group in given.groups} == {4}
    assert {group.days for group in given.groups} == {20}
    assert all(one.available for one in given.inspectors)


def test_what_ties_somebody_stands_in_the_list_that_its_rule_names(composed: Composed) -> None:
    unit, other = composed.county.unit_id, composed.other_unit
    one = composed.person(20, kin="妻子|某某|县水利局|科员", posts_held="县水利局|科员|2016-01|2017-06")
    told = told_of(composed, one)
    assert [pair[1] for pair in told["kin"]] == [str(other)]
    assert [pair[1] for pair in told["former"]] == [str(other)]
    matters = (Matter(unit, Relation.INTEREST),)
    composed.pool.do(declare, round_id=composed.round_id, inspector_id=one, matters=matters, paper="2")
    assert told_of(composed, one)["declared"] == [str(unit)]
    local = told_of(composed, composed.person(21, unit="县水利局", place=""))
    assert local["sector"] == str(other)


def test_who_is_ill_or_has_not_declared_cannot_be_called(composed: Composed) -> None:
    ill, first = composed.people[0], composed.at.from_on
    composed.pool.do(state_availability, inspector_id=ill, from_on=first, until_on=first, reason="住院")
    undeclared = composed.pool.enter(name="未申报")
    found = instance_of(composed.at)
    assert found.unavailable == {str(ill): "away", str(undeclared): "not_declared"}
    terms = terms_of(composed.at) | {"only_declared": False}
    composed.pool.do(set_terms, round_id=composed.round_id, terms=terms)
    assert instance_of(composed.at).unavailable == {str(ill): "away"}


def test_the_days_away_are_those_of_the_round_s_year() -> None:
    """Whoever toured years ago is not kept out for ever."""
    over = Tour(from_on=date(2017, 12, 30), until_on=date(2018, 1, 3))
    assert [days_within(over, year) for year in (2016, 2017, 2018, 2019)] == [0, 2, 3, 0]
    assert days_within(Tour(from_on=over.from_on, until_on=over.until_on, ended_on=date(2018, 1, 1)), 2018) == 1


def test_relatives_in_the_pool_are_a_pair(composed: Composed) -> None:
    one = composed.person(20, kin="妻子|沈某3|云溪县第3局|科员")
    assert instance_of(composed.at).document["kin_pairs"] == [sorted([str(one), str(composed.people[3])])]


def test_a_round_without_organizations_and_an_empty_pool_are_refused(composed: Composed) -> None:
    empty = composed.plans.round(2)
    with pytest.raises(RoundEmpty):
        instance_of(type(composed.at).objects.get(authority_id=composed.county.authority_id, pk=empty))
    for one in composed.people:
        composed.pool.do(leave_pool, inspector_id=one, on=composed.county.today, reason="换届")
    with pytest.raises(PoolEmpty):
        instance_of(composed.at)


# --- solved, kept, changed, adopted --------------------------------------------------------------------------


def test_teams_are_solved_kept_changed_and_adopted_and_an_illness_is_repaired(composed: Composed) -> None:
    row, pool, county = composed.kept(), composed.pool, composed.county
    assert row.proven
    assert row.cost == row.lower_bound
    shown = Shown.of(row)
    assert shown.judgement.valid
    assert shown.is_as_composed
    assert [column.lacking for column in shown.columns()] == [(), ()]
    assert sum(len(team.seats) for team in shown.teams) == 8
    with pytest.raises(NotYours):
        pool.do(adopt_composition, composition_id=row.id, rechecked="同意")
    pool.do(adopt_composition, county.leading_group, composition_id=row.id, rechecked="同意")
    assert Tour.objects.filter(ended_on=None).count() == 8

    ill = next(name for team in teams_in(row.teams) for seat, name in team.seats if seat == "member")
    first = composed.at.from_on
    pool.do(state_availability, inspector_id=uuid.UUID(ill), from_on=first, until_on=first, reason="住院")
    shown = Shown.of(composed.row(row.id))
    assert [one.code for one in shown.judgement.violations] == ["unavailable"]
    told = [why.words for column in shown.columns() for seat in column.seats for why in seat.broken]
    assert told == ["该轮期间不能抽调"]
    group = next(team.group for team in shown.teams if ill in team.members)
    candidates = shown.candidates(group, "member", ill)
    best = candidates[0]
    assert not best.new
    changed: dict[str, Any] = {"composition_id": row.id, "group": group, "seat": "member", "out": ill}
    made = pool.do(reseat, **changed, into=str(best.person.id), reason="因病")
    repaired = composed.row(uuid.UUID(made.told["composition"]))
    assert repaired.id != row.id, "what was adopted stays as it was adopted"
    pool.do(adopt_composition, county.leading_group, composition_id=repaired.id, rechecked="同意")
    running = {str(one) for one in Tour.objects.filter(ended_on=None).values_list("inspector_id", flat=True)}
    assert len(running) == 8
    assert ill not in running
    assert [str(one.inspector_id) for one in Tour.objects.exclude(ended_on=None)] == [ill]


TEAMS = (Team("g1", "a", "b", ("c",)), Team("g2", "d", None, ("e", "f")))


@pytest.mark.parametrize(
    ("group", "seat", "out", "into", "after"),
    [
        ("g1", "member", "c", "x", ({"a", "b", "x"}, {"d", "e", "f"})),
        ("g1", "member", "c", None, ({"a", "b"}, {"d", "e", "f"})),
        ("g2", "deputy", None, "x", ({"a", "b", "c"}, {"d", "x", "e", "f"})),
        ("g1", "member", "c", "e", ({"a", "b", "e"}, {"d", "c", "f"})),
        ("g2", "deputy", None, "c", ({"a", "b"}, {"d", "c", "e", "f"})),
    ],
)
def test_a_seat_changes_hands_and_nobody_is_lost(group: str, seat: str, out: Any, into: Any, after: Any) -> None:
    found = reseated(TEAMS, group, seat, out, into)
    assert tuple({name for _seat, name in team.seats} for team in found) == after


def test_composing_again_keeps_to_what_was_asked_of_people_or_says_that_it_cannot(composed: Composed) -> None:
    row = composed.kept()
    best = teams_in(row.teams)
    out, pinned = best[0].members[0], best[0].members[1]
    wishes = {"forbid": [[out, best[0].group]], "pin": [[pinned, best[1].group, "member"]]}
    made = composed.row(
        uuid.UUID(composed.pool.do(keep_composition, solve_id=again(composed, wishes).id).told["composition"])
    )
    first, second = teams_in(made.teams)
    assert made.wishes == wishes
    assert out not in [name for _seat, name in first.seats]
    assert pinned in second.members
    under = made.manner["under"]
    assert (under["wishes"], under["proven"]) == (wishes, True)
    assert made.cost >= under["lower_bound"] >= made.lower_bound
    assert Shown.of(made).judgement.valid
    anew = composed.kept()
    assert (anew.wishes, anew.manner, anew.cost) == ({}, {}, row.cost)
    both = {"pin": [[pinned, best[0].group, "member"], [pinned, best[1].group, "member"]]}
    refused = again(composed, both)
    assert (refused.state, refused.best["refused"]["reasons"]) == (BROKEN, ["pinned_twice"])
    with pytest.raises(NothingFound):
        composed.pool.do(keep_composition, solve_id=refused.id)


def test_the_page_says_how_good_the_teams_are_among_all_that_keep_to_what_is_asked(
    composed: Composed, desks: Desks
) -> None:
    best = teams_in(composed.kept().teams)
    wishes = {"pin": [[best[0].members[0], best[1].group, "member"]]}
    one = again(composed, wishes)
    office, page = desks("office"), reverse("composer", args=[composed.round_id])
    office.post(reverse("composition_keep", args=[composed.round_id]), {"key": key()})
    shown = words(office.get(page))
    assert "已证明最优" in shown
    assert f"凡满足要求的组成，代价都不低于{one.best['under']['lower_bound']}" in shown


def test_whoever_runs_it_again_is_given_the_wishes_too(composed: Composed, tmp_path: Path) -> None:
    best = teams_in(composed.kept().teams)
    one = again(composed, {"pin": [[best[0].members[0], best[1].group, "member"]]})
    kept = composed.pool.do(keep_composition, solve_id=one.id).told["composition"]
    with zipfile.ZipFile(io.BytesIO(files_of(composed.row(uuid.UUID(kept)), "…"))) as packed:
        packed.extractall(tmp_path)
    given, teams, wishes, out = (
        str(tmp_path / name) for name in ("round.json", "teams.json", "wishes.json", "again.json")
    )
    assert main(["staff", "check", given, teams]) == 0
    assert main(["staff", "solve", given, "--wishes", wishes, "-o", out]) == 0
    first, second = (json.loads(Path(path).read_text(encoding="utf-8")) for path in (teams, out))
    assert (first["cost"], first["under"]) == (second["cost"], second["under"])


def test_the_page_says_whom_and_which_rule_it_is_about_where_no_teams_keep_to_what_is_asked(
    composed: Composed, desks: Desks
) -> None:
    row = composed.kept()
    who, group = teams_in(row.teams)[0].members[0], teams_in(row.teams)[0].group
    again(composed, {"pin": [[who, group, "leader"]]})
    shown = words(desks("office").get(reverse("composer", args=[composed.round_id])))
    assert "没有组成能满足对人员的全部要求" in shown
    assert "组长" in shown


def test_a_solver_killed_before_it_found_teams_that_keep_to_what_is_asked_proposes_none(
    composed: Composed, desks: Desks
) -> None:
    row = composed.kept()

    def killed(given: Any, **_: Any) -> Any:
        raise SolverEnded(-9, nothing_yet(given.round, given.fingerprint))

    wishes = {"drop": [teams_in(row.teams)[0].members[0]]}
    one = begin_solve(composed.county.office, composed.at, composed.county.now, manner={"wishes": wishes})
    solves.work(one.authority_id, one.id, clock=lambda: composed.county.now, seconds=60, run=killed)
    one.refresh_from_db()
    assert (one.state, one.best) == (BROKEN, {})
    assert "请重新组建" in words(desks("office").get(reverse("composer", args=[composed.round_id])))


def test_the_page_offers_to_keep_to_what_was_asked_or_to_start_anew(composed: Composed, desks: Desks) -> None:
    row = composed.kept()
    gone = teams_in(row.teams)[0].members[0]
    composed.pool.do(keep_composition, solve_id=again(composed, {"drop": [gone]}).id)
    office, page = desks("office"), reverse("composer", args=[composed.round_id])
    assert 'name="keep" value="yes" checked' in office.get(page).content.decode()
    for given, asked in (({"keep": "yes"}, {"wishes": {"drop": [gone]}}), ({}, {})):
        Solve.objects.all().delete()
        office.post(reverse("compose", args=[composed.round_id]), given)
        assert Solve.objects.get().manner == asked


def again(composed: Composed, wishes: dict[str, Any]) -> Solve:
    one = begin_solve(composed.county.office, composed.at, composed.county.now, manner={"wishes": wishes})
    solves.work(one.authority_id, one.id, clock=lambda: composed.county.now, seconds=60, run=solves.in_this_process)
    return Solve.objects.get(authority_id=one.authority_id, pk=one.id)


def test_teams_that_break_a_rule_are_not_adopted(composed: Composed) -> None:
    row = composed.kept()
    team = next(team for team in teams_in(row.teams))
    seated = uuid.UUID(team.members[0])
    groups = json.loads(row.instance)["groups"]
    visited = uuid.UUID(next(one["organizations"][0] for one in groups if one["id"] == team.group))
    matters = (Matter(visited, Relation.INTEREST, "有借款"),)
    composed.pool.do(declare, round_id=composed.round_id, inspector_id=seated, matters=matters, paper="3")
    with pytest.raises(CompositionBroken):
        composed.pool.do(adopt_composition, composed.county.leading_group, composition_id=row.id, rechecked="同意")
    assert not Tour.objects.exists()


def test_a_killed_solver_leaves_the_round_as_it_was_and_keeps_its_best(
    composed: Composed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(given: Any, **_: Any) -> Any:
        raise SolverEnded(-9, nothing_yet(given.round, given.fingerprint))

    monkeypatch.setattr(solves, "solve_apart", killed)
    one = composed.solved()
    assert one.state == BROKEN
    assert one.best["proven"] is False
    assert not Composition.objects.exists()


def test_the_solver_s_own_process_killed_leaves_the_round_as_it_was(composed: Composed) -> None:
    """The child is killed for real, as the machine does when memory runs short."""

    def run(given: Any, *, progress: Any, **told: Any) -> Solution:
        def first(best: Solution) -> None:
            progress(best)
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, signal.SIGKILL)

        return solve_apart(given, progress=first, **told)

    for _ in range(20):  # a small round may be solved before the signal arrives
        one = begin_solve(composed.county.office, composed.at, composed.county.now)
        solves.work(one.authority_id, one.id, clock=lambda: composed.county.now, seconds=60, run=run)
        one.refresh_from_db()
        if one.state == BROKEN:
            break
    assert one.state == BROKEN
    assert one.best["groups"], "the best so far stays"
    assert not Composition.objects.exists()


def test_a_solver_out_of_time_keeps_the_best_so_far_with_its_gap(composed: Composed, desks: Desks) -> None:
    one = begin_solve(composed.county.office, composed.at, composed.county.now)
    solves.work(one.authority_id, one.id, clock=lambda: composed.county.now, seconds=1e-6)
    one.refresh_from_db()
    assert (one.state, one.best["proven"]) == (DONE, False)
    assert one.best["cost"] > one.best["lower_bound"]
    page = words(desks("office").get(reverse("composer", args=[composed.round_id])))
    assert any(said in page for said in ("距最优不超过", "尚未证明", "未配齐"))
    assert not Composition.objects.exists()


def test_a_solver_that_is_stopped_keeps_the_best_so_far(composed: Composed) -> None:
    one = begin_solve(composed.county.office, composed.at, composed.county.now)

    def run(given: Any, *, progress: Any, stop: Any, **told: Any) -> Solution:
        ask_to_stop(one)
        return solve_apart(given, progress=progress, stop=stop, **told)

    solves.work(one.authority_id, one.id, clock=lambda: composed.county.now, seconds=60, run=run)
    one.refresh_from_db()
    assert one.state == STOPPED
    assert not Composition.objects.exists()


def test_priorities_as_bands_are_chosen_on_the_page_and_told_level_by_level(composed: Composed, desks: Desks) -> None:
    office, at = desks("office"), composed.round_id
    post(office, "compose", at, manner="bands")
    assert "逐档求最小" in words(office.get(reverse("composer", args=[at]))), "before it is kept, too"
    post(office, "composition_keep", at)
    row = Composition.objects.get()
    assert [band["level"] for band in row.manner["bands"]] == ["missing", "unmet", "travel", "fairness", "repeats"]
    page = words(office.get(reverse("composer", args=[at])))
    assert "逐档求最小" in page
    assert "已证明最小" in page


def test_organizations_are_bundled_into_as_many_teams_as_asked_for(composed: Composed, desks: Desks) -> None:
    office, at = desks("office"), composed.round_id
    composed.pool.do(set_terms, round_id=at, terms=terms_of(composed.at) | {"teams": 1})
    found = instance_of(composed.at)
    assert [len(team.organizations) for team in found.teams] == [2]
    assert found.quality is not None
    assert found.quality.longest == found.quality.longest_bound == 40
    page = words(office.get(reverse("composer", args=[at])))
    assert "单位已由系统合并编组" in page
    assert "任何合并方式都不会低于 40 天" in page


def test_who_works_at_one_of_the_bundled_organizations_is_kept_out_of_the_team(composed: Composed) -> None:
    local = composed.person(21, unit="县水利局", place="")
    composed.pool.do(set_terms, round_id=composed.round_id, terms=terms_of(composed.at) | {"teams": 1})
    given = file_of(instance_of(composed.at).content, composed.at.from_on).round
    assert Rule.CURRENT_EMPLOYER in exclusions(given.inspector_by_id[str(local)], given.groups[0], given)


def test_too_few_teams_are_refused_with_the_least_number(composed: Composed, desks: Desks) -> None:
    for number in range(2):
        unit, _path = composed.county.organization(f"县第{number}局", "department")
        composed.plans.put(composed.round_id, unit, person_days=80)
    composed.pool.do(set_terms, round_id=composed.round_id, terms=terms_of(composed.at) | {"teams": 1})
    office = desks("office")
    page = words(office.get(reverse("composer", args=[composed.round_id])))
    assert "1 个巡察组巡不完" in page
    assert "至少设 2 个组" in page
    assert not Solve.objects.exists()


def test_how_good_a_composition_is_is_said_in_plain_words() -> None:
    assert gap_words(1000, 1000, proven=True) == "已证明最优"
    assert gap_words(1000, 990, proven=False) == "距最优不超过1.1%"
    assert gap_words(1000, 0, proven=False) == "尚未证明"


def test_teams_composed_in_bands_are_not_only_measured_by_weight() -> None:
    assert gap_words_in_bands(891, 345) == "分档取舍，各档优劣见下表；按权重计，距最优不超过159%"
    assert "无法配齐" not in gap_words_in_bands(4004000, 345, missing=40)
    assert "分档" not in gap_words_in_bands(4004000, 345, missing=40)


def test_how_far_from_the_best_is_told_as_a_share_of_the_bound() -> None:
    assert gap_words(611, 508, proven=False) == "距最优不超过21%"
    assert gap_words(805, 508, proven=False) == "距最优不超过59%"
    assert gap_words(110, 100, proven=False) == "距最优不超过10%"
    assert gap_words(100001, 100000, proven=False) == "距最优不超过0.1%"


def test_teams_that_lack_somebody_are_never_called_the_best() -> None:
    said = gap_words(4004000, 4004000, proven=True, missing=40)
    assert "最优" not in said
    assert "无法配齐" in said
    assert "40" in said


def test_names_and_seats_are_read_before_a_proposal_is_kept(composed: Composed, desks: Desks) -> None:
    one = composed.solved()
    page = words(desks("office").get(reverse("composer", args=[composed.round_id])))
    seated = [row["leader"] for row in one.best["groups"]] + one.best["groups"][0]["members"]
    for name in Inspector.objects.filter(pk__in=seated).values_list("name", flat=True):
        assert name in page
    assert not Composition.objects.exists()


def test_how_good_teams_are_among_all_that_keep_to_what_is_asked_is_said_in_plain_words() -> None:
    told = {"lower_bound": 990, "proven": True}
    assert gap_words_under(1000, told) == "在满足人员要求的各种组成中已证明最优"
    assert gap_words_under(1000, told | {"proven": False}) == "在满足人员要求的各种组成中，距最优不超过1.1%"
    assert gap_words_under(1000, {"lower_bound": 0, "proven": False}) == "尚未证明"


# --- the pages -----------------------------------------------------------------------------------------------


def post(client: Client, page: str, *args: Any, query: str = "", status: int = 302, **told: Any) -> str:
    answer = client.post(reverse(page, args=args) + query, {**told, "key": key()})
    assert answer.status_code == status, words(answer)
    return words(answer)


def test_the_pages_compose_keep_change_and_adopt(composed: Composed, desks: Desks) -> None:
    office, group, at = desks("office"), desks("leading_group"), composed.round_id
    page = reverse("composer", args=[at])
    assert "共2个组8个席位；在库10人中可抽调10人" in words(office.get(page))
    post(office, "compose", at)
    assert "已证明最优" in words(office.get(page))
    post(office, "composition_keep", at)
    shown = words(office.get(page))
    assert "待领导小组审定" in shown
    assert "可以进此组，本次未用" in shown
    row = Composition.objects.get()
    team = teams_in(row.teams)[0]
    query = f"?group={team.group}&seat=member&who={team.members[0]}"
    assert "代价增减" in words(office.get(reverse("seat_change", args=[row.id]) + query))
    post(office, "seat_change", row.id, query=query, status=422, reason="因故")
    post(office, "seat_change", row.id, query=query, into="nobody", reason="因故")
    assert "空缺" in words(office.get(page))
    post(group, "composition_adopt", row.id, rechecked="经再次把关，同意")
    assert "通过" in words(group.get(page))
    assert "分析为何组不成" in words(office.get(reverse("conflict", args=[at])))
    post(office, "conflict_ask", at)
    assert "没有冲突" in words(office.get(reverse("conflict", args=[at])))
    post(office, "terms_set", at, status=422, size="2", women_least="2", men_least="2")


def test_a_round_that_cannot_be_staffed_is_explained(composed: Composed, desks: Desks) -> None:
    terms = terms_of(composed.at) | {"size": 9}
    composed.pool.do(set_terms, round_id=composed.round_id, terms=terms)
    office = desks("office")
    post(office, "conflict_ask", composed.round_id)
    page = words(desks("office").get(reverse("conflict", args=[composed.round_id])))
    assert "下列要求互相冲突" in page
    assert "不满足" in page
    assert "不在可免除之列" in page
    composed.pool.do(set_terms, round_id=composed.round_id, terms=terms | {"size": 8})
    assert "请重新分析" in words(office.get(reverse("conflict", args=[composed.round_id])))
    assert desks("leading_group").get(reverse("conflict", args=[composed.round_id])).status_code == 200
    asked = desks("leading_group").post(reverse("conflict_ask", args=[composed.round_id]), {"key": key()})
    assert asked.status_code == 403


def test_whoever_has_only_not_declared_is_asked_to_declare_and_not_to_be_waived(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing has to be waived for people who merely have not declared yet: the page sends to the declarations."""
    composed = Composed(count=0)
    for number in range(10):
        composed.undeclared(number)
    office, one = at(composed.county, monkeypatch)("office"), composed.round_id
    assert "尚未作本轮回避申报：10人" in words(office.get(reverse("composer", args=[one])))
    post(office, "conflict_ask", one)
    page = words(office.get(reverse("conflict", args=[one])))
    assert "尚未作本轮回避申报：10人" in page
    assert "请其先作本轮回避申报" in page
    assert "不予回避" not in page
    assert "超出编制人数" not in page


def test_whom_only_the_limit_of_his_unit_leaves_out_is_told_so(composed: Composed, desks: Desks) -> None:
    """Beside a vacant seat “could sit here” misled: what keeps him out is that his unit lends its most already."""
    for number in range(20, 24):
        composed.person(number, unit="云溪县第0局")
    terms = terms_of(composed.at) | {"size": 9, "unit_most": 1}
    composed.pool.do(set_terms, round_id=composed.round_id, terms=terms)
    composed.kept()
    page = words(desks("office").get(reverse("composer", args=[composed.round_id])))
    assert "云溪县第0局已抽调1人，已达同一单位（县）的上限" in page
    assert "可以进此组，本次未用" not in page


def test_an_explanation_that_is_cut_short_keeps_the_conflict_and_changes_nothing(composed: Composed) -> None:
    composed.pool.do(set_terms, round_id=composed.round_id, terms=terms_of(composed.at) | {"size": 9})
    one = begin_solve(composed.county.office, composed.at, composed.county.now, kind=CONFLICT)
    solves.work(one.authority_id, one.id, clock=lambda: composed.county.now, seconds=0.001)
    one.refresh_from_db()
    assert one.state == BROKEN
    assert not Composition.objects.exists()
    assert not one.is_under_way


def test_pages_refuse_an_empty_round_an_empty_pool_and_impossible_numbers_with_what_to_do(
    composed: Composed, desks: Desks
) -> None:
    office, empty = desks("office"), composed.plans.round(2)
    post(office, "compose", empty)
    post(office, "conflict_ask", empty)
    for page in ("composer", "conflict"):
        assert "请先将单位列入本轮" in words(office.get(reverse(page, args=[empty]))), page
    for wrong in ({"size": "-3"}, {"size": "1"}, {"days_away_cap": "-1"}, {"reach_km": "-35"}, {"teams": "-2"}):
        told = {name: str(value) for name, value in terms_of(composed.at).items()}
        post(office, "terms_set", composed.round_id, status=422, **{**told, **wrong})
    for one in composed.people:
        composed.pool.do(leave_pool, inspector_id=one, on=composed.county.today, reason="换届")
    post(office, "compose", composed.round_id)
    assert "人才库还没有人员" in words(office.get(reverse("composer", args=[composed.round_id])))
    assert not Solve.objects.exists()


def test_who_may_not_compose_only_looks(composed: Composed, desks: Desks) -> None:
    group = desks("leading_group")
    assert group.post(reverse("compose", args=[composed.round_id]), {"key": key()}).status_code == 403
    assert "组建巡察组" not in words(group.get(reverse("composer", args=[composed.round_id])))
    assert desks("team_leader").get(reverse("composer", args=[composed.round_id])).status_code == 403
    assert not Solve.objects.exists()
