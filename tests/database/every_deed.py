"""Every deed that the house knows, and a play in which as many of them as can be are done once."""

from __future__ import annotations

import base64
import importlib
import pkgutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

import bihuan
from bihuan.access import actions as access
from bihuan.access import reminders as access_reminders
from bihuan.access import tokens
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Assignment
from bihuan.closeout.models import Consent, Exemption
from bihuan.clues.actions import amend_clue, read_clue, read_clue_list
from bihuan.clues.people import end_naming
from bihuan.clues.records import Words
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Evidence
from bihuan.evaluation.models import Evaluation
from bihuan.exchange import lending
from bihuan.exchange.staying import pack_home
from bihuan.feedback.errands import note_rule, receive_errand, settle_errand
from bihuan.feedback.letters import withdraw_letter
from bihuan.feedback.models import CopyNotice
from bihuan.ledger import door
from bihuan.ledger.door import Receipt
from bihuan.ledger.models import Entry
from bihuan.mailroom import answering
from bihuan.mailroom.doors import close_tip_door
from bihuan.mailroom.models import Tip
from bihuan.organizations import actions as organizations
from bihuan.organizations import own_packs
from bihuan.organizations.models import Organization
from bihuan.papers import numbers, template_shelf, voiding
from bihuan.papers.models import IssuedPaper
from bihuan.planning import keeping, proposals
from bihuan.planning.filed import correct_filing, withdraw_filing
from bihuan.planning.filing import register_filing
from bihuan.planning.mandating import Told as Mandated
from bihuan.planning.mandating import set_mandates
from bihuan.planning.sharing import share_out
from bihuan.questionnaires.actions import call_off_questionnaire
from bihuan.rectification.models import Measure, PartyFiling
from bihuan.rectification.periodic import fingerprint_of, standing_periodic
from bihuan.rectification.pressing import reckon_days
from bihuan.rectification.undoing import undo_edit
from bihuan.rules.library import end_regulation, enter_regulation, withdraw_regulation
from bihuan.supervision import billing, ending, extracting, planning
from bihuan.supervision import reorganisation_steps as steps
from bihuan.supervision.drawing import call_off_draw, take_draw
from bihuan.supervision.joint_changes import change_joint_team
from bihuan.supervision.joint_teams import move_planned_check
from bihuan.supervision.models import Bill, Check
from bihuan.supervision.planning import CheckAsked
from bihuan.supervision.reorganising import reorganise
from bihuan.supervision.taking_effect import bring_into_effect, call_off_reorganisation
from bihuan.supervision.wanted import NewUnit, Wanted
from bihuan.teams.assessing import assess
from bihuan.teams.attesting import attest_declarations
from bihuan.teams.authorising import (
    announce_teams,
    authorise_teams,
    end_tour,
    name_supervisors,
    pledge_secrecy,
    running_tours,
)
from bihuan.teams.changing import reseat, table_of, take_repair
from bihuan.teams.composing import adopt_composition, as_kept, teams_in
from bihuan.teams.declarations import challenge_inspector, decide_challenge, declare, waive_recusal
from bihuan.teams.growth import record_growth, state_availability
from bihuan.teams.inspectors import Told, correct_inspector, import_inspectors, leave_pool
from bihuan.teams.instances import file_of, instance_of
from bihuan.teams.linking import link_account
from bihuan.teams.lots import commit_seed, hand_out_round, open_seed
from bihuan.teams.mending import Change, mend, wishes_in
from bihuan.teams.pledging import attest_pledges, unpledged
from bihuan.teams.preparing import vouch_inspector
from bihuan.teams.withdrawing import withdraw_round
from bihuan.views import actions as views
from tests.closeout.spoiling import as_tianjin_asks, bound_to_tianjin, periodic_written, speak
from tests.clues.register import LIFE, Register
from tests.county import PDF, County, new_key
from tests.draws.county_draws import Draws
from tests.evaluation.panels import begun, count, marks, scored_again
from tests.exchange.laptops import Lent
from tests.feedback.test_letters import Office
from tests.feedback.test_publishing import publish, report
from tests.feedback.test_special_reports import reported
from tests.fieldwork.papers import WHOLE, Team
from tests.mailroom.public_host import opened_door
from tests.mailroom.test_mailroom import box_of, carry
from tests.papers.examples import own_template
from tests.people import PASSWORD, login_name_of, open_account, where
from tests.planning.plans import COST, Plans, planned
from tests.pool.people import PLAIN, Pool
from tests.pool.rounds import Composed
from tests.pool.test_preparations_struck_out import Prepared
from tests.questionnaires.asking import Asking
from tests.supervision.gap import Gap
from tests.web.test_pack_choice import OWN

Deed = Callable[..., Receipt]


def modules() -> Iterator[Any]:
    """Import every module of the house."""
    for found in pkgutil.walk_packages(bihuan.__path__, "bihuan."):
        if "migrations" not in found.name and not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def all_deeds() -> Mapping[str, Deed]:
    """Return every verb wrapped in `ledger.deed` by its name; no two have one name, for a key is bound to it."""
    found: dict[str, Deed] = {}
    for module in modules():
        for one in vars(module).values():
            if getattr(getattr(one, "__code__", None), "co_name", "") == "done_once":
                name = one.__wrapped__.__qualname__
                assert found.setdefault(name, one) is one, f"two deeds are called {name}"
    return found


@dataclass
class Play:
    """The first call of each deed; `before` is asked just before it is done, where it is open."""

    before: Callable[[str, Mapping[str, Any]], None] = lambda name, call: None
    calls: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note each deed that is begun inside."""
        told = door.fingerprint_of

        def note(name: str, arguments: Mapping[str, Any]) -> str:
            if name not in self.calls:
                self.calls[name] = dict(arguments)
                self.before(name, arguments)
            return told(name, arguments)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(door, "fingerprint_of", note)
            yield


# --- what the demo county leaves out ----------------------------------------------------------------


def the_rest() -> None:
    """Do the deeds that the demo county has no story for, each where it is open."""
    corrections_and_second_thoughts()
    papers_out()
    letters_out()
    the_end_taken_back()
    people_and_places()
    a_plan_changed()
    a_pool_kept()
    a_preparation_struck_out()
    teams_composed()
    a_clue_followed()
    a_tip_followed()
    people_asked()
    papers_on_site()
    a_draw_called_off()
    a_supervision_plan_changed()
    five_parties_taken_back()
    evaluation_taken_back()
    other_packs()
    beside_the_papers()
    laptops_lent()
    a_dossier_opened_by_mistake()


def a_dossier_opened_by_mistake() -> None:
    county = County().found()
    county.do(county.office, "withdraw_dossier", reason="误列单位")


def laptops_lent() -> None:
    """Bring one laptop home, give another up, and let a third pack."""
    first, second, third = Lent(), Lent(), Lent()
    first.bring_home(first.work(lambda: None))
    second.do(lending.declare_lost, loan_id=second.loan_id, reason="途中遗失")
    third.as_laptop()
    pack_home(actor=third.team.member, now=third.county.now, key=new_key())


def a_supervision_plan_changed() -> None:
    gap = Gap()
    first, second = gap.planned(
        CheckAsked(gap.county.inspection_id, gap.today), CheckAsked(gap.later.inspection_id, gap.today)
    )
    team = gap.team([first])
    gap.do(move_planned_check, planned_id=first.id, on=gap.today + timedelta(days=1), team_id=team)
    of_it = [*gap.members()[:3], replace(gap.members()[3], name="沈秋")]
    gap.do(change_joint_team, team_id=team, members=of_it, reason="原组员外派学习")
    gap.do(planning.drop_planned_check, planned_id=second.id, reason="另行安排")
    again = CheckAsked(gap.later.inspection_id, gap.today)
    gap.do(planning.add_planned_check, plan_id=first.plan_id, check=again)
    renamed = NewUnit("县城乡建设局", "department")
    wanted = Wanted("rename", gap.today, "青编发〔2018〕2号", (gap.county.unit_id,), founded=(renamed,))
    me = {"reorganisation_id": uuid.UUID(gap.do(reorganise, wanted=wanted).told["reorganisation"])}
    step = {"on": gap.today, "account": "逐项清点"}
    gap.do(steps.register_reorganisation_step, **me, step="survey", **step)
    told = {"dossier_id": gap.county.inspection_id, "told_class": "whole", "on": gap.today, "words": "整体移交"}
    gap.do(steps.feed_back_to_heir, **me, **told)
    gap.do(steps.register_reorganisation_step, **me, step="supervision", **step)
    gap.do(steps.review_reorganisation, **me, account="承接到位")
    for name in ("县水务局", "县河湖事务局"):  # the first is called off, the second takes effect on its day
        to_come = NewUnit(name, "department"), gap.today + timedelta(days=1)
        wanted = Wanted("rename", to_come[1], "青编发〔2018〕3号", (gap.later.unit_id,), founded=to_come[:1])
        me = {"reorganisation_id": uuid.UUID(gap.do(reorganise, wanted=wanted).told["reorganisation"])}
        if name == "县水务局":
            gap.do(call_off_reorganisation, **me, reason="上级另有安排")
    gap.wait(1)
    gap.do(bring_into_effect, **me)
    gap.do(reckon_days, inspection_id=gap.county.inspection_id)
    for deed, more in (
        (extracting.give_extract, {}),
        (extracting.refuse_extract, {"reason": "与用途无关"}),
    ):
        told = {"purpose": "routine", "asked_by": "县委组织部", "unit_id": None, "words": ""}
        one = uuid.UUID(gap.do(extracting.ask_for_extract, **told).told["extract"])
        gap.do(deed, extract_id=one, **more)
        if deed is extracting.give_extract:
            gap.do(extracting.receive_extract, extract_id=one, receipt="收1号")
    later = gap.later
    gap.do(billing.render_bill, later.unit_head, inspection_id=later.inspection_id, words="")
    handed = {"inspection_id": later.inspection_id, "to_role": "supervision_office", "words": ""}
    gap.do(billing.hand_bill_over, later.office, **handed)
    gap.do(
        billing.accept_bill,
        later.supervision_office,
        bill_id=Bill.objects.exclude(to_role="").get(inspection_id=later.inspection_id).id,
    )
    looked = {"inspection_id": later.inspection_id, "agrees": True, "found": "账实相符"}
    gap.do(billing.look_bill_up, later.supervision_office, **looked)
    gap.do(planning.call_off_supervision_plan, plan_id=first.plan_id, reason="另行安排")


def a_draw_called_off() -> None:
    draws = Draws()
    draws.do(call_off_draw, draw_id=draws.arranged(), reason="第二监督方未揭示")
    drawn = draws.drawn()
    draws.do(take_draw, draw_id=drawn)


def other_packs() -> None:
    county = County().found().fed_back()
    own_packs.choose_packs(actor=county.office, packs=["national-2017"], reason="换届", now=county.now, key=new_key())
    county.do(county.leading_group, "change_packs", reason="领导小组会议决定")
    office = county.organization("第十执纪监督室", "supervision_office")[0]
    county.do(county.office, "change_supervision_office", supervision_office_id=str(office), reason="分工调整")


def evaluation_taken_back() -> None:
    county, old = scored_again()
    begun(county)
    county.do(county.office, "cancel_scoring", reason="一名评分人调离")
    count(county)
    county.do(county.office, "withdraw_people_result", number=1, reason="统计有误")
    county.do(county.unit_liaison, "assess_self", on=county.today, marks=marks(county))
    county.do(county.office, "return_self_assessment", reason="自评依据不足")
    county.do(county.office, "mark_grave", reason="长期不整改")
    county.do(county.office, "withdraw_grave", reason="认定有误")
    new = county.finding("1").id
    county.do(county.office, "mark_recurrence", new, old_id=old)
    county.do(county.office, "withdraw_recurrence", new, old_id=old, reason="并非同一问题")


def five_parties_taken_back() -> None:
    county = County().found()
    as_tianjin_asks(county)
    filing = PartyFiling.objects.filter(authority_id=county.authority_id)[0]
    county.do(county.unit_liaison, "withdraw_party_filing", filing_id=filing.id, reason="登错")
    county.do(county.office, "state_party_absent", party="leader_in_charge", reason="暂缺")
    county.do(county.office, "withdraw_absence", party="leader_in_charge", reason="已到任")
    ahead = county.today + timedelta(days=20)
    county.do(county.office, "call_periodic_reports", first_on=ahead, times=2)
    county.do(county.office, "cancel_periodic_report", due_on=ahead, reason="不再需要")
    other = County().found()
    periodic_written(other)
    shown = fingerprint_of(standing_periodic(other.inspection))
    told = {"due_on": other.today, "shown": shown, "signed_by": "沈知远", "signed_on": other.today}
    paper = {"name": "签字页.pdf", "content": base64.b64encode(PDF).decode()}
    other.do(other.unit_liaison, "attest_periodic_report", **told, paper=paper)
    third = County().found().fed_back()
    bound_to_tianjin(third)
    speak(third)
    third.do(third.office, "withdraw_party_evaluation", party="team", reason="登错")


def teams_composed() -> None:
    composed = Composed()
    row, group = composed.kept(), composed.county.leading_group
    composed.pool.do(commit_seed, group, round_id=composed.round_id, seed="7f3a9c51e0d24b68", appointed="某室")
    composed.pool.do(open_seed, group, round_id=composed.round_id)
    composed.pool.do(hand_out_round, group, composition_id=row.id)
    team = teams_in(row.teams)[0]
    told = {"composition_id": row.id, "group": team.group, "seat": "member"}
    composed.pool.do(reseat, **told, out=team.members[0], into=None, reason="因故")
    repair(composed, row.id)
    composed.pool.do(adopt_composition, group, composition_id=row.id, rechecked="同意")
    composed.readied()
    at, days = composed.at, {"from_on": composed.at.from_on, "until_on": composed.at.until_on}
    given = {"series": "青巡任", "decided_by": "青石县委", "decided_on": composed.county.today, "title": "授权"}
    composed.pool.do(authorise_teams, group, round_id=at.id, **given, **days)
    composed.pool.do(announce_teams, round_id=at.id)
    tour = running_tours(at)[0]
    composed.pool.do(pledge_secrecy, tour_id=tour.id, paper="2018-1")
    others = [one.inspector_id for one in unpledged(composed.at)]
    composed.pool.do(attest_pledges, round_id=composed.round_id, people=others[:1], paper="2018-2")
    composed.pool.do(name_supervisors, tour_id=tour.id, supervisors=["云溪县委巡察办"])
    scored = {"kind": "host_of_member", "team": tour.team, "tour_id": tour.id, "organization_id": None}
    scores = {"quality": 90, "ability": 90, "discipline": 90}
    composed.pool.do(assess, round_id=at.id, **scored, scores=scores, remark="")
    composed.pool.do(end_tour, tour_id=tour.id, on=composed.county.today, reason="调离")


def a_tip_followed() -> None:
    county = County(today=date(2026, 1, 8)).found()
    door = opened_door(county)
    carry(county, door, dict([box_of(door)]))
    at = {"actor": county.team_leader, "now": county.now}
    answering.read_tips(**at, door_id=door.id, key=new_key())
    tip = Tip.objects.get(authority_id=county.authority_id)
    answering.read_tip(**at, tip_id=tip.id, key=new_key())
    close_tip_door(**at, door_id=door.id, key=new_key())


def people_asked() -> None:
    asking = Asking(County().found().fed_back()).opened().printed()
    asking.carried([asking.ballot()]).counted()
    other = Asking(asking.county).opened()
    other.do(call_off_questionnaire, run_id=other.run_id, reason="另行安排")


def a_clue_followed() -> None:
    register = Register(County().found())
    grant_id = register.name("keeper")
    keeper = register.actor("keeper")
    one = register.clue(keeper)
    register.do(amend_clue, keeper, clue_id=one, told=Words({"proposal": "移送"}), seen_version=1)
    for verb, told in LIFE:
        register.do(verb, keeper, clue_id=one, told=Words(told))
    register.do(read_clue, keeper, clue_id=one)
    register.do(read_clue_list, keeper)
    register.do(end_naming, register.county.leading_group, grant_id=grant_id)


def papers_on_site() -> None:
    team = Team()
    paper, on = team.with_file(team.paper()), team.county.today
    heard = {"sort": "interview", "heard": "补贴由办公室造册发放。", "first_asker": "甲", "second_asker": "乙"}
    team.do(team.member, "add_inquiry", paper, **heard, on=on)
    team.do(team.member, "remove_paper_evidence", paper, number=1, reason="传错文件")
    team.do(team.member, "revise_working_paper", team.with_file(paper, 2), **WHOLE | {"nature": "违规发放津补贴。"})
    team.do(team.member, "submit_working_paper", paper)
    team.do(team.deputy, "return_working_paper", paper, reason="依据不准")
    team.do(team.leader, "withdraw_working_paper", team.paper(title="另一件事"), reason="查否")
    team.do(team.member, "submit_working_paper", paper)
    team.do(team.deputy, "review_working_paper", paper)
    team.do(team.leader, "sign_working_paper", paper)
    team.leave()
    team.do(team.office, "confirm_finding", paper)


def beside_the_papers() -> None:
    team = Team()
    county, today = team.county, team.county.today
    unit, shown = county.unit_liaison, {"shown": ""}
    paper, soon = team.signed(), today + timedelta(days=3)
    colleague = replace(county.actor(Role.MEMBER, dossier=True), account_id=uuid.uuid4())
    marks = {"way": 20, "responsibility": 20, "place": 20, "basis": 20}
    team.do(colleague, "review_as_peer", paper, marks=marks, comment="依据可再具体")
    county.do(team.leader, "order_fix", paper_id=str(paper.id), demand="立即停发", due_on=soon)
    county.do(team.leader, "issue_fix_order", number=1, issuer="第一巡察组", series="青巡一立改", on=today)
    county.do(unit, "answer_fix", number=1, how="已停发")
    county.do(unit, "tell_own_fix", matter="台账缺页", how="已补齐")
    county.do(team.member, "check_fix", number=1, result="done")
    county.do(team.leader, "choose_guide", guide="layered:town")
    county.do(team.leader, "put_guide_aside", number=2, reason="类别选错")
    county.do(team.leader, "choose_guide", guide="layered:department")
    county.do(team.member, "tick_guide", number=3, point="1-1", tick_result="nothing")
    county.do(team.member, "withdraw_tick", number=1, reason="勾错")
    county.do(team.member, "note_concern", matter="公租房漏雨", on=today)
    county.do(team.member, "solve_concern", number=1, on=today, solution="已修缮", people_served=36)
    county.do(team.member, "write_log", log_sort="meeting", on=today, entry="研究底稿")
    given = {"on": today, "led_by": "领导小组组长", "diagnosis": "线索少", "prescription": "扩大走访面"}
    county.do(county.leading_group, "give_guidance", **given)
    county.do(team.leader, "follow_guidance", number=1, on=today, follow_up="已走访")
    county.do(team.leader, "put_facts", due_on=soon, nobody_named=True)
    county.do(unit, "reply_to_fact", number=1, reply_sort="objected", reply="有会议纪要")
    county.do(team.office, "answer_objection", number=1, follows="stands", reasons="纪要未明确标准")
    team.leave()
    team.do(team.office, "confirm_finding", paper)
    county.do(team.leader, "write_team_report", overall="总体较好。", advice="清退补贴。")
    county.do(team.office, "record_hearing", body="leading_group", on=today, on_matters="同意反馈")
    county.do(team.office, "record_hearing", body="leading_group", on=today, on_matters="重复登记")
    county.do(team.office, "withdraw_hearing", number=2, reason="重复登记")
    county.do(team.office, "follow_hearing", number=1, on=today, follow_up="已列入反馈")
    county.do(county.leading_group, "redirect_copy_notice", to="leader_in_charge", instead="常务副县长")
    county.do(team.office, "compare_feedback", **shown)
    county.do(team.office, "review_feedback", **shown)
    county.do(team.office, "look_up_for_feedback", looked_up="basis", **shown)


def a_pool_kept() -> None:
    pool = Pool(County().found())
    one, other = pool.enter(), pool.enter(name="陆明川")
    today = pool.county.today
    told: dict[str, Any] = {"inspector_id": one}
    pool.do(correct_inspector, **told, values=PLAIN | {"post": "局长"}, account_id=None, reason="任职")
    pool.do(import_inspectors, rows=(Told(PLAIN | {"name": "韩书岩"}),), reason="")
    grown = {"title": "结对", "days": 0, "from_on": today, "until_on": None}
    pool.do(record_growth, **told, kind="mentor", mentor_id=other, **grown)
    word = {"recommended_by": "云溪县委组织部", "vouched": "作风过硬", "on": today, "paper": ""}
    pool.do(vouch_inspector, **told, **word)
    linked = open_account(pool.county, Role.COMPETENT_DEPARTMENT, "every-linked", pool.county.unit_path, None)
    pool.do(link_account, inspector_id=other, account_id=linked.id)
    pool.do(state_availability, **told, from_on=today, until_on=None, reason="住院")
    a_round_declared_for(pool, one)
    pool.do(leave_pool, **told, on=today, reason="退休")


def a_preparation_struck_out() -> None:
    prepared = Prepared()
    (one,) = prepared.record("training")
    prepared.strike_out(one)


def a_plan_changed() -> None:
    plans = planned()
    first = plans.round(1)
    second = plans.round(2)
    placed = plans.put(first, plans.county.unit_id)
    plans.move(placed, second)
    values = {"must": True, "sector": "教育", "pool": "", "person_days": 0, "reason": ""}
    values |= {"is_priority": True, "has_look_back": False}
    plans.do(set_mandates, term_id=plans.term_id, rows=(Mandated(plans.county.unit_id, values),), reason="")
    plans.do(share_out, round_id=second, teams={placed: "县委第二巡察组"})
    plans.take_out(placed, "机构改革")
    plans.do(withdraw_round, round_id=plans.round(6), reason="误排")
    asked, told = uuid.uuid4(), {"actor": plans.county.office, "now": plans.county.now}
    proposals.ask(term_id=plans.term_id, proposal_id=asked, seed=1, **told)
    proposals.work_off(plans.county.authority_id, asked, now=lambda: plans.county.now)
    plans.do(proposals.accept_proposal, proposal_id=asked, reason="")
    paper: dict[str, Any] = {"title": "方案", "to": "市委巡察办", "in_name_of": "县委", "event_on": plans.county.today}
    filing = plans.do(register_filing, kind="round_plan", about="", **paper)
    one = {"filing_id": uuid.UUID(filing.told["filing"]), "reason": "笔误"}
    plans.do(correct_filing, **one, **paper, number="")
    plans.do(withdraw_filing, **one)
    cost = plans.do(keeping.record_cost, inspection_id=plans.county.inspection_id, **COST)
    plans.do(keeping.withdraw_cost, cost_id=uuid.UUID(cost.told["cost"]), reason="误登")
    method = plans.do(keeping.write_method, method_id=None, name="本级工作法", steps=["第一步"])
    given = {"place": 0, "on": plans.county.today, "remark": ""}
    text = {"document_number": "", "issuer": "县财政局", "until_on": None, "gaps_seen": False}
    entered = plans.do(enter_regulation, title="某办法", text="第一条　甲。", from_on=plans.county.today, **text)
    version = {"version_id": uuid.UUID(entered.told["version"]), "reason": "废止"}
    plans.do(end_regulation, **version, until_on=plans.county.today)
    plans.do(withdraw_regulation, **version)
    plans.do(keeping.tick_method, method_id=uuid.UUID(method.told["method"]), **given)


def a_round_declared_for(pool: Pool, one: uuid.UUID) -> None:
    plans = Plans(pool.county)
    at, unit = plans.round(1), pool.county.unit_id
    plans.put(at, unit)
    told: dict[str, Any] = {"round_id": at, "inspector_id": one}
    pool.do(declare, **told, matters=(), paper="2018-1")
    pool.do(attest_declarations, round_id=at, people=[pool.enter(name="葛长河")], paper="2018-2")
    asked = pool.do(challenge_inspector, **told, organization_id=unit, reason="有过节")
    group, challenge = pool.county.leading_group, uuid.UUID(asked.told["challenge"])
    pool.do(decide_challenge, group, challenge_id=challenge, upheld=True, decision="情况属实")
    pool.do(waive_recusal, group, **told, organization_id=unit, rule="native_place", reason="工作需要")


def corrections_and_second_thoughts() -> None:
    county = County().found().fed_back().planned_and_accepted()
    finding, at = county.finding("1"), county.authority_id
    measure = Measure.objects.filter(authority_id=at, finding=finding)[0]
    county.do(county.office, "correct_finding", finding.id, title="学习流于形式", reason="笔误")
    county.do(county.office, "mark_person_matter", finding.id, person_matter=True, reason="涉及人")
    county.do(county.unit_liaison, "report_progress", measure.id, progress="进行中")
    edited = Entry.objects.filter(authority_id=at, action="report_progress").get()
    undo_edit(
        actor=county.unit_liaison,
        measure_id=measure.id,
        entry_id=edited.id,
        former={"progress": ""},
        now=county.now,
        key=new_key(),
    )
    later = county.today + timedelta(days=120)
    county.do(county.unit_head, "request_extension", measure.id, until_on=later, reason="需会签")
    county.do(county.office, "refuse_extension", measure.id, reason="理由不足")
    told = {"text": "按月检查台账", "owner": "分管副局长", "due_on": measure.due_on, "expected_result": "台账齐全"}
    county.do(county.unit_liaison, "revise_measure", measure.id, **told, reason="细化措施")
    county.do(county.unit_liaison, "revise_measure", measure.id, **told | {"owner": "局长", "reason": "分工调整"})
    county.do(county.office, "note_change", measure.id, remark="阅")
    county.do(county.unit_liaison, "record_meeting", on=county.today)
    county.do(county.unit_liaison, "withdraw_meeting", reason="误登")
    county.finish("1")
    evidence = Evidence.objects.get(authority_id=at, finding=finding)
    county.do(county.unit_liaison, "remove_evidence", evidence.id, reason="传错文件")
    county.sign_off("3")
    county.do(county.office, "reopen", county.finding("3").id, reason="反弹")
    receiver, stages = county.office_id, "分两期"
    ahead = county.today + timedelta(days=90)
    told = {"receiver_id": receiver, "stages": stages, "next_on": ahead, "reason": "长期坚持"}
    county.do(county.office, "hand_over", finding.id, **told)
    county.do(county.office, "take_back", finding.id, reason="可以办结")


def papers_out() -> None:
    county = County().found().fed_back().planned_and_accepted()
    office, at = county.office, county.authority_id
    drawn = numbers.draw_paper_number(
        actor=office, series="青巡办", on=county.today, title="通知", now=county.now, key=new_key()
    )
    number_id = uuid.UUID(drawn.told["row"])
    numbers.void_paper_number(actor=office, number_id=number_id, reason="取错", now=county.now, key=new_key())
    issued = {"issuer": "青石县委巡察办", "series": "青巡办", "on": county.today, "with_code": False}
    told = {"addressee": "", "plan": "第一轮部署", "from_on": county.today, "until_on": county.today}
    county.do(office, "issue_opinion", **issued, **told, overall="总体较好。", advice="抓好整改。")
    paper_id = IssuedPaper.objects.get(authority_id=at).id
    voiding.void_issued_paper(actor=office, paper_id=paper_id, reason="有误", now=county.now, key=new_key())
    notice = CopyNotice.objects.get(authority_id=at)
    county.do(office, "issue_copy_notice", **issued, notice_id=notice.id, answer_due=None)
    county.do(
        county.actor(Role.LEADER_IN_CHARGE), "answer_copy_notice", notice_id=notice.id, on=county.today, answer="已督办"
    )
    county.do(office, "issue_card", finding_id=county.finding("1").id, on=county.today)
    told = {"issuer": "", "series": "", "on": county.today, "asked": "", "answer_due": None}
    county.do(office, "issue_control_sheet", **told)
    word = own_template("{{ organization }}")
    put = template_shelf.put_own_template(
        actor=office, kind="feedback", file_name="样式.docx", content=word, now=county.now, key=new_key()
    )
    template_id = uuid.UUID(put.told["template"])
    template_shelf.end_own_template(actor=office, template_id=template_id, now=county.now, key=new_key())


def letters_out() -> None:
    office = Office()
    county, finding = office.county, str(office.county.finding("3").id)
    office.do(withdraw_letter, letter_id=office.written(), reason="内容重复")
    errand = office.sent()
    told = {"errand_id": errand.id, "on": county.today}
    office.do(receive_errand, office.finance, **told, received_by="办公室")
    office.answered(errand)
    office.do(note_rule, office.finance, **told, title="津补贴目录", file_name="", content=b"")
    office.do(settle_errand, **told, outcome="已采纳")
    receiver = {"receiver_id": str(office.finance_id)}
    county.do(county.office, "transfer_matter", **receiver, finding_id=finding)
    county.do(county.office, "issue_transfer", **receiver, issuer="县委巡察办", series="青移", on=county.today)
    team = reported()
    told = {"issuer": "县委巡察办", "signer": "秦牧野", "addressee": "县委", "series": "青专报"}
    team.county.do(team.office, "issue_special_report", number=1, on=team.county.today, **told)
    report(team)
    third = County().found()
    told = {"issuer": "县委第一巡察组", "plan": "部署", "subjects": "履职问题。", "post": "6号信箱", "telephone": "0"}
    days = {"on": third.today, "from_on": third.today, "until_on": third.today, "telephone_hours": "工作日"}
    third.do(third.office, "issue_inspection_notice", **told, **days)
    publish(third.fed_back(), "party")
    written = {"leader": "县委书记", "instruction": "请研究", "on": team.county.today}
    team.county.do(team.office, "record_instruction", number=1, **written)
    body, _path = team.county.organization("县财政局", "department")
    team.county.do(team.office, "route_instruction", number=1, receiver_id=str(body), demand="提出方案")


def the_end_taken_back() -> None:
    county = County().found().closable()
    at, office = county.authority_id, county.office
    county.do(county.leading_group, "waive", code="checks.too_few", reason="经研究同意")
    county.do(county.leading_group, "withdraw_exemption", Exemption.objects.get(authority_id=at).id, reason="撤回")
    county.do(office, "close")
    county.do(office, "write_archive")
    county.do(office, "end_round", remark="本轮结束")
    other = County().found().closable()
    consent = Consent.objects.filter(authority_id=other.authority_id, kind="countersignature")[0]
    role = {"team_leader": other.team_leader, "supervision_office": other.supervision_office}[consent.by_role]
    other.do(role, "withdraw_consent", consent.id, reason="需补充")
    third = County().found().examined()
    third.do(third.unit_liaison, "write_report", title="报结报告", text="均已整改")
    third.do(third.unit_liaison, "withdraw_report", reason="需修改")
    actors = {"team_leader": third.team_leader, "supervision_office": third.supervision_office, "office": third.office}
    for name, model in (("withdraw_evaluation", Evaluation), ("withdraw_check", Check)):
        row = model.objects.filter(authority_id=third.authority_id).order_by("-number")[0]
        third.do(actors[row.by_role], name, row.id, reason="录错")


def people_and_places() -> None:
    county = County().found()
    today, now, at = county.today, county.now, county.authority_id
    people = {
        role: open_account(county, role, f"every-{login_name_of(role)}", *where(county, role))
        for role in (Role.OFFICE, Role.UNIT_LIAISON)
    }
    office = actor_of(people[Role.OFFICE], today)
    keeper = installer(at, today)
    when: dict[str, Any] = {"now": now}

    def key() -> dict[str, Any]:
        return when | {"key": new_key()}

    access_reminders.choose_mail(actor=office, address="office@example.org", wanted=True, **key())
    token_id, view_id = uuid.uuid4(), uuid.uuid4()
    until = today + timedelta(days=30)
    tokens.open_token(actor=office, token_id=token_id, name="取数", digest="0" * 64, until_on=until, **key())
    tokens.end_token(actor=office, token_id=token_id, **key())
    views.keep_view(actor=office, view_id=view_id, list_name="findings", name="逾期", query="", columns=[], **key())
    views.revise_view(actor=office, view_id=view_id, query="", columns=["number"], **key())
    views.rename_view(actor=office, view_id=view_id, name="超期", **key())
    views.share_view(actor=office, view_id=view_id, is_shared=True, **key())
    views.make_usual(actor=office, view_id=view_id, role=Role.OFFICE, **key())
    views.remove_view(actor=office, view_id=view_id, **key())
    held = Assignment.objects.filter(authority_id=at, role=Role.UNIT_LIAISON)[0]
    access.end(actor=keeper, assignment_id=held.id, on=today, reason="调离", **key())
    liaison = people[Role.UNIT_LIAISON].id
    access.reset_password(actor=keeper, account_id=liaison, password="another-" + PASSWORD, **key())
    access.end_account(actor=keeper, account_id=liaison, on=today, reason="调离", **key())
    own_packs.release_pack(actor=office, text=OWN, reason="试行", **key())
    own_packs.choose_packs(actor=office, packs=["national-2024"], reason="换用新规", **key())
    successor, _ = county.organization("县城乡建设局", "department")
    details = {
        "name": "县城乡和建设局",
        "category": "department",
        "credit_code": "",
        "from_on": today,
        "reason": "笔误",
        "seen_version": Organization.objects.get(pk=successor).version,
    }
    organizations.correct_organization(actor=office, organization_id=successor, **details, **key())
    ending.end_organization(actor=office, organization_id=successor, on=today, reason="机构改革", **key())
    ids = {"predecessor_id": successor, "successor_id": county.unit_id, "on": today + timedelta(days=1)}
    organizations.name_successor(actor=office, **ids, **key())
    unit = Organization.objects.get(pk=county.unit_id)
    given = {"name": "县住建局", "category": unit.category, "credit_code": "", "from_on": unit.from_on}
    told = {**given, "reason": "笔误", "seen_version": unit.version}
    organizations.correct_organization(actor=office, organization_id=unit.id, **told, **key())


def repair(composed: Composed, composition_id: uuid.UUID) -> None:
    """Take the repair that fills the seat again."""
    row, change = composed.row(composition_id), Change("mend")
    given = file_of(instance_of(composed.at).content, composed.at.from_on)
    teams = teams_in(row.teams)
    mended = mend(given, teams, wishes_in(row.wishes, given), change)
    told = {"seen": table_of(given.fingerprint, teams, row.wishes), "asked": {"asked": "mend"}, "wishes": {}}
    told |= {"teams": as_kept(mended.repair.teams), "certificate": {}, "least": mended.repair.least_moves}
    composed.pool.do(take_repair, composition_id=row.id, **told, reason="补缺")
