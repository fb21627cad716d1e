"""Before the feedback: the right of reply, the hearing, and the looks at what will be told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.closeout.paper_values import areas_of, opinion_values
from bihuan.domain.comparison import beside
from bihuan.domain.hearings import HeardAfterFeedback, HeardTooEarly, LeadingGroupFirst
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused
from bihuan.domain.lifecycle.separation import OneHandTwice
from bihuan.domain.roles import Role
from bihuan.dossiers.days import late_entries
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing
from bihuan.feedback.hearings import lacking_hearings
from bihuan.feedback.looking import LookedAlready, comparison_of, fingerprint_of, review_of
from bihuan.feedback.models import Hearing, PutFact, TeamReport
from bihuan.feedback.replying import ConfirmedAlready, NamesInFacts, NothingToPut, WordsMissing
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.papers.models import IssuedPaper
from tests.fieldwork.papers import WHOLE, Team, encoded
from tests.people import person_of
from tests.web.desks import hidden_on, key_on

pytestmark = pytest.mark.django_db
PDF = {"name": "会议纪要.pdf", "content": encoded(b"%PDF-1.4 invented")}
PLACES = ["national-2017", "changzhou-2021"]


def put(team: Team, **other: Any) -> PutFact:
    """Put the fact of a signed paper to the unit."""
    team.signed(**other)
    team.county.do(team.leader, "put_facts", due_on=team.county.today + timedelta(days=3), nobody_named=True)
    return PutFact.objects.latest("number")


def last(team: Team) -> int:
    return PutFact.objects.filter(inspection=team.county.inspection_id).count()


def reply(team: Team, sort: str, words: str = "补贴有县政府会议纪要为据") -> None:
    told = {"number": last(team), "reply_sort": sort, "reply": words, "file": PDF}
    team.county.do(team.county.unit_liaison, "reply_to_fact", **told)


def answer(team: Team, follows: str, **other: Any) -> None:
    told = {"number": last(team), "follows": follows, "reasons": "纪要未明确标准"}
    team.county.do(team.office, "answer_objection", **told | other)


def feedback(team: Team) -> None:
    county = team.county
    county.do(
        team.office, "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on=county.today, advice=""
    )
    county.do(team.office, "give_feedback", on=county.today)


def lacking(team: Team) -> set[str]:
    with pytest.raises(StepRefused) as refused:
        team.county.do(team.office, "give_feedback", on=team.county.today)
    return {code for code in refused.value.verdict.unmet if not code.startswith("copy_notice")}


# --- the right of reply ----------------------------------------------------------------------------


def test_what_is_put_shows_neither_source_nor_basis_nor_author() -> None:
    fact = put(Team())
    assert (fact.title, fact.words) == (WHOLE["title"], WHOLE["phenomenon"])


def test_what_looks_like_a_name_is_looked_at_before_it_is_put() -> None:
    team = Team()
    team.signed(phenomenon="副局长赵明川审批发放补贴。")
    day = team.county.today + timedelta(days=3)
    with pytest.raises(NamesInFacts) as refused:
        team.county.do(team.leader, "put_facts", due_on=day)
    assert "赵明川" in refused.value.names
    team.county.do(team.leader, "put_facts", due_on=day, nobody_named=True)


def test_where_nothing_waits_to_be_put_the_page_says_so_and_has_neither_button_nor_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    client = Client()
    client.force_login(person_of(team.county, Role.OFFICE), backend="bihuan.access.sign_in.AccountBackend")
    deed = reverse("dossier_do", args=[team.county.inspection_id, "put_facts"])
    talk = reverse("unit_talk", args=[team.county.inspection_id])
    assert "请先审签底稿" in client.get(deed).content.decode()
    assert deed not in client.get(talk).content.decode()
    team.signed()
    assert 'id="dead-end"' not in client.get(deed).content.decode()
    assert deed in client.get(talk).content.decode()


def test_a_form_without_anything_to_choose_links_to_what_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    team.confirmed()
    client = Client()
    client.force_login(person_of(team.county, Role.OFFICE), backend="bihuan.access.sign_in.AccountBackend")
    shown = client.get(reverse("dossier_do", args=[team.county.inspection_id, "issue_copy_notice"])).content.decode()
    note = shown.split('id="dead-end"')[1].split("</p>")[0]
    assert reverse("dossier_do", args=[team.county.inspection_id, "send_copy_notice"]) in note


def test_nothing_is_put_twice_and_a_restricted_paper_waits_for_its_confirmation() -> None:
    team = Team()
    put(team)
    team.signed(title="限阅的事", secrecy="restricted")
    with pytest.raises(NothingToPut):
        team.county.do(team.leader, "put_facts", due_on=team.county.today, nobody_named=True)


def test_until_its_day_the_feedback_waits_for_the_reply_and_no_longer() -> None:
    team = Team()
    fact = put(team)
    team.leave()
    team.do(team.office, "confirm_finding", WorkingPaper.objects.get())
    assert lacking(team) == {"reply.awaited"}
    team.county.today = fact.due_on + timedelta(days=1)
    feedback(team)


def test_an_objection_bars_feedback_and_opinion_until_another_hand_has_answered_it() -> None:
    team = Team()
    put(team)
    reply(team, "objected")
    team.leave()
    team.do(team.office, "confirm_finding", WorkingPaper.objects.get())
    assert lacking(team) == {"objection.unanswered"}
    told = {
        "issuer": "青石县委",
        "series": "青巡反馈",
        "plan": "第一轮部署",
        "overall": "较好。",
        "advice": "抓好整改。",
    }
    days = {"on": team.county.today, "from_on": team.county.today, "until_on": team.county.today}
    with pytest.raises(StepRefused):
        team.county.do(team.office, "issue_opinion", **told, **days)
    with pytest.raises(OneHandTwice):
        team.county.do(team.member, "answer_objection", number=1, follows="stands", reasons="不成立")
    answer(team, "stands")
    team.county.do(team.office, "issue_opinion", **told, **days)
    feedback(team)
    kept = PutFact.objects.get()
    assert (kept.stage, kept.reply != "", kept.file is not None, kept.reasons) == (
        "settled",
        True,
        True,
        "纪要未明确标准",
    )


def test_an_objection_without_words_is_none() -> None:
    team = Team()
    put(team)
    with pytest.raises(WordsMissing):
        reply(team, "objected", " ")
    reply(team, "accepted", "")
    with pytest.raises(NoSuchStep):
        reply(team, "objected")


def test_a_right_objection_sends_a_signed_paper_back_and_its_new_words_are_put_again() -> None:
    team = Team()
    put(team)
    reply(team, "objected")
    answer(team, "changed")
    paper = WorkingPaper.objects.get()
    assert paper.stage == "draft"
    paper = team.do(team.member, "revise_working_paper", paper, **WHOLE | {"phenomenon": "发放8.6万元。"})
    for actor, deed in (
        (team.member, "submit_working_paper"),
        (team.deputy, "review_working_paper"),
        (team.leader, "sign_working_paper"),
    ):
        team.do(actor, deed, paper)
    team.county.do(team.leader, "put_facts", due_on=team.county.today, nobody_named=True)
    assert PutFact.objects.latest("number").words == "发放8.6万元。"


def test_what_is_dropped_is_withdrawn_and_a_confirmed_finding_gets_its_new_words() -> None:
    team = Team()
    put(team)
    reply(team, "objected")
    team.leave()
    paper = team.do(team.office, "confirm_finding", WorkingPaper.objects.get())
    with pytest.raises(ConfirmedAlready):
        answer(team, "changed")
    answer(team, "changed", new_text="发放8.6万元。")
    assert Finding.objects.get(pk=paper.finding_id).text == "发放8.6万元。"
    other = Team()
    put(other)
    reply(other, "objected")
    answer(other, "dropped")
    assert WorkingPaper.objects.get(inspection=other.county.inspection_id).stage == "withdrawn"


def test_whoever_changes_a_confirmed_finding_begins_with_its_words_and_can_choose_no_other_fact(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = Team()
    monkeypatch.setattr("django.utils.timezone.now", lambda: team.county.now)
    put(team)
    reply(team, "objected")
    put(team, title="公车登记不全", phenomenon="2017年公车登记缺3个月。")
    reply(team, "objected")
    team.leave()
    for paper in WorkingPaper.objects.order_by("number"):
        team.do(team.office, "confirm_finding", paper)
    first = Finding.objects.get(title=WHOLE["title"])
    client = Client()
    client.force_login(person_of(team.county, Role.OFFICE), backend="bihuan.access.sign_in.AccountBackend")
    address = reverse("dossier_do", args=[team.county.inspection_id, "answer_objection"])
    form = client.get(f"{address}?number=1").context["form"]
    assert (form.initial["new_title"], form.initial["new_text"]) == (first.title, first.text)
    assert WHOLE["nature"] in first.text
    assert [value for value, _words in form.fields["number"].choices] == ["1"]
    with pytest.raises(ConfirmedAlready):
        answer(team, "changed", number=1, new_title=first.title, new_text=first.text)


def test_nobody_of_the_team_replies_for_the_unit() -> None:
    team = Team()
    put(team)
    with pytest.raises(MayNot):
        team.county.do(team.leader, "reply_to_fact", number=1, reply_sort="accepted")


# --- the hearing, and what the papers are made of ----------------------------------------------------


def test_a_hearing_is_kept_with_what_was_said_and_followed_up() -> None:
    team = Team()
    team.leave()
    said = {"on_matters": "补贴一律清退", "on_persons": "对分管人员谈话提醒"}
    team.county.do(team.office, "record_hearing", body="leading_group", on=team.county.today, **said)
    team.county.do(team.office, "follow_hearing", number=1, on=team.county.today, follow_up="已列入反馈")
    assert Hearing.objects.get().follow_up == "已列入反馈"


def test_nobody_hears_before_the_team_has_left_and_no_other_body_before_the_leading_group() -> None:
    team = Team()
    team.leave()
    today = team.county.today
    team.county.today = today + timedelta(days=5)

    def heard(body: str, days: int) -> None:
        team.county.do(team.office, "record_hearing", body=body, on=today + timedelta(days=days), on_matters="同意")

    with pytest.raises(HeardTooEarly):
        heard("leading_group", -1)
    with pytest.raises(LeadingGroupFirst):
        heard("five_person_meeting", 2)
    heard("leading_group", 3)
    with pytest.raises(LeadingGroupFirst):
        heard("secretary", 2)
    heard("secretary", 3)
    assert Hearing.objects.count() == 2


def test_overall_view_and_advice_are_written_once_and_the_opinion_opens_with_them(client: Any) -> None:
    team = Team()
    team.confirmed()
    team.county.do(team.leader, "write_team_report", overall="班子履职总体较好。", advice="清退补贴。")
    client.force_login(person_of(team.county, Role.OFFICE), backend="bihuan.access.sign_in.AccountBackend")
    shown = client.get(reverse("dossier_do", args=[team.county.inspection_id, "issue_opinion"])).content.decode()
    assert "班子履职总体较好。" in shown
    assert "清退补贴。" in shown
    assert IssuedPaper.objects.count() == 0


def carried_by(response: Any) -> dict[str, str]:
    return {**hidden_on(response), "key": key_on(response)}


def test_two_tabs_do_not_write_over_each_other_and_earlier_drafts_can_be_read(client: Any) -> None:
    team = Team()
    team.confirmed()
    client.force_login(person_of(team.county, Role.TEAM_LEADER), backend="bihuan.access.sign_in.AccountBackend")
    address = reverse("dossier_do", args=[team.county.inspection_id, "write_team_report"])
    tabs = [carried_by(client.get(address)) for _tab in range(2)]
    first, second = ({"overall": f"{name}稿。", "advice": "清退补贴。"} for name in ("甲", "乙"))
    assert client.post(address, {**tabs[0], **first}).status_code == 302
    refused = client.post(address, {**tabs[1], **second})
    shown = refused.content.decode()
    assert (refused.status_code, TeamReport.objects.count()) == (409, 1)
    assert shown.index("甲稿。") < shown.index("乙稿。</textarea>")
    assert client.post(address, {**carried_by(refused), **second}).status_code == 302
    page = client.get(reverse("to_feedback", args=[team.county.inspection_id])).content.decode()
    assert "以前的稿子（1稿）" in page
    assert page.index("乙稿。") < page.index('id="draft-1"') < page.index("甲稿。")


def hear(team: Team, *bodies: str, **told: Any) -> None:
    for body in bodies:
        team.county.do(
            team.office, "record_hearing", **{"body": body, "on": team.county.today, "on_matters": "同意", **told}
        )


def advised(client: Any, team: Team, deed: str) -> str:
    if "_auth_user_id" not in client.session:
        client.force_login(person_of(team.county, Role.OFFICE), backend="bihuan.access.sign_in.AccountBackend")
    page = client.get(reverse("dossier_do", args=[team.county.inspection_id, deed])).content.decode()
    return str(page.partition('id="unprepared"')[2].partition("<form")[0])


@pytest.mark.parametrize("deed", ["give_feedback", "issue_opinion"])
def test_what_the_preparation_lacks_is_listed_beside_the_form_and_bars_nothing(client: Any, deed: str) -> None:
    team = Team()
    finding = team.confirmed().finding
    assert finding is not None
    team.county.do(team.office, "correct_finding", finding.id, title="另一标题", reason="笔误")
    note = advised(client, team, deed)
    bodies = ("巡察工作领导小组", "五人小组会议或党委书记专题会")
    for said in (*bodies, "0/2", "0/3", "另一标题", "#hearings", "#looks", "#comparison"):
        assert said in note, said
    looked_over(team)
    hear(team, "leading_group", "secretary")
    note = advised(client, team, deed)
    assert "另一标题" in note
    assert "#hearings" not in note
    assert "#looks" not in note
    feedback(team)


def test_what_a_gate_asks_is_not_said_twice(client: Any) -> None:
    team = Team(PLACES)
    team.confirmed()
    note = advised(client, team, "give_feedback")
    assert "#hearings" in note
    assert "#looks" not in note
    assert "另外，【反馈准备】" in note, "it does not say that what a gate bars can be done"
    note = advised(client, team, "issue_opinion")
    assert "#looks" in note
    assert "可以办理，但【反馈准备】" in note


def test_a_hearing_registered_twice_is_struck_out_and_counts_no_more(client: Any) -> None:
    team = Team()
    team.confirmed()
    hear(team, "leading_group", "leading_group", "secretary")
    team.county.do(team.office, "withdraw_hearing", number=2, reason="重复登记")
    assert lacking_hearings(team.county.inspection, team.county.today) == ()
    with pytest.raises(NoSuchThing):
        team.county.do(team.office, "withdraw_hearing", number=2, reason="再撤")
    with pytest.raises(NoSuchThing):
        team.county.do(team.office, "follow_hearing", number=2, on=team.county.today, follow_up="已落实")
    team.county.do(team.office, "withdraw_hearing", number=1, reason="误登")
    assert lacking_hearings(team.county.inspection, team.county.today) == (("leading_group",),)
    assert "#hearings" in advised(client, team, "give_feedback")
    page = client.get(reverse("to_feedback", args=[team.county.inspection_id])).content.decode()
    assert "重复登记" in page
    form = client.get(reverse("dossier_do", args=[team.county.inspection_id, "withdraw_hearing"]) + "?number=3")
    assert re.findall(r'<option value="(\d+)"', form.content.decode()) == ["3"]
    assert re.findall(r"do/withdraw_hearing/\?number=(\d)", page) == ["3"]


def test_the_opinion_does_not_claim_hearings_that_are_not_registered() -> None:
    team = Team()
    team.confirmed()
    today = team.county.today
    assert "heard" not in opinion_values(team.county.inspection, today, today)
    hear(team, "leading_group")
    assert "heard" not in opinion_values(team.county.inspection, today, today)
    hear(team, "five_person_meeting")
    assert opinion_values(team.county.inspection, today, today)["heard"] is True
    assert "heard" not in opinion_values(team.county.inspection, today - timedelta(days=1), today)


def test_a_hearing_missed_before_the_feedback_is_told_late_with_its_true_day(client: Any) -> None:
    team = Team()
    team.confirmed()
    on = team.county.today
    feedback(team)
    team.county.today = on + timedelta(days=40)
    assert "#hearings" in advised(client, team, "issue_opinion")
    with pytest.raises(HeardAfterFeedback):
        hear(team, "leading_group")
    hear(team, "leading_group", "secretary", on=on)
    assert advised(client, team, "issue_opinion") == ""
    assert [(one.happened, one.happened_on) for one in late_entries(team.county.inspection)] == [
        ("record_hearing", on)
    ] * 2


# --- one comparison, two reviews, three look-ups ------------------------------------------------------


def looked_over(team: Team) -> None:
    shown = fingerprint_of(team.county.inspection)
    team.county.do(team.office, "compare_feedback", shown=shown)
    team.county.do(team.office, "review_feedback", shown=shown)
    team.county.do(team.county.leading_group, "review_feedback", shown=shown)
    for what in ("evidence", "basis", "reply"):
        team.county.do(team.office, "look_up_for_feedback", shown=shown, looked_up=what)


def test_where_a_pack_asks_for_the_looks_feedback_waits_for_all_of_them() -> None:
    team = Team(PLACES)
    team.confirmed()
    asked = {f"feedback_review.{what}" for what in ("not_compared", "too_few_reviews", "too_few_look_ups")}
    assert lacking(team) == asked
    looked_over(team)
    feedback(team)


def test_a_finding_changed_after_the_looks_makes_them_void() -> None:
    team = Team(PLACES)
    finding = team.confirmed().finding
    assert finding is not None
    looked_over(team)
    team.county.do(team.office, "correct_finding", finding.id, title="违规发放补贴", text=finding.text, reason="笔误")
    assert not review_of(team.county.inspection).compared_with_papers
    assert len(lacking(team)) == 3


def test_two_reviews_by_one_person_are_one_and_what_was_not_shown_is_not_reviewed() -> None:
    team = Team()
    team.confirmed()
    team.county.do(team.office, "review_feedback", shown=fingerprint_of(team.county.inspection))
    with pytest.raises(LookedAlready):
        team.county.do(team.office, "review_feedback", shown=fingerprint_of(team.county.inspection))
    with pytest.raises(ChangedMeanwhile):
        team.county.do(team.county.leading_group, "review_feedback", shown="0" * 64)


def test_the_comparison_marks_what_a_finding_says_differently_and_money_it_does_not_tell() -> None:
    team = Team()
    paper = team.confirmed(phenomenon="发放值班补贴12.6万元。")
    finding = paper.finding
    assert finding is not None
    assert not comparison_of(team.county.inspection)[0].differs
    text = finding.text.replace("12.6万元", "8.6万元")
    team.county.do(team.office, "correct_finding", finding.id, title=finding.title, text=text, reason="笔误")
    one = comparison_of(team.county.inspection)[0]
    assert (one.differs, one.money_untold) == (True, True)
    assert "".join(piece.text for piece in one.told) == f"{finding.title}\n{text}\n{finding.basis}"


def test_a_basis_written_by_hand_goes_with_the_finding_into_opinion_and_comparison() -> None:
    team = Team(PLACES)
    written = "县财政局报销规定第三条。\r\n本县惯例"
    finding = team.confirmed(basis=written).finding
    assert finding is not None
    assert finding.basis.splitlines() == ["县财政局报销规定第三条。", "本县惯例"]
    (area,) = areas_of([finding])
    assert area["findings"][0]["basis"] == ["县财政局报销规定第三条", "本县惯例"]
    assert not comparison_of(team.county.inspection)[0].differs
    looked_over(team)
    same = {"title": finding.title, "text": finding.text, "category": finding.category, "reason": "笔误"}
    team.county.do(team.office, "correct_finding", finding.id, **same)
    assert not comparison_of(team.county.inspection)[0].differs  # told without a basis, it stands
    team.county.do(team.office, "correct_finding", finding.id, **same, basis="县财政局报销规定第四条")
    assert comparison_of(team.county.inspection)[0].differs
    assert not review_of(team.county.inspection).compared_with_papers


def test_the_form_that_corrects_a_finding_opens_with_its_basis(client: Any) -> None:
    team = Team()
    finding = team.confirmed(basis="县财政局报销规定第三条").finding
    assert finding is not None
    client.force_login(person_of(team.county, Role.OFFICE), backend="bihuan.access.sign_in.AccountBackend")
    shown = client.get(reverse("finding_do", args=[finding.id, "correct_finding"])).content.decode()
    assert "县财政局报销规定第三条</textarea>" in shown


def test_two_texts_beside_each_other_keep_every_sign_of_both() -> None:
    left, right = beside("发放12.6万元", "发放8万元补贴")
    assert ("".join(p.text for p in left), "".join(p.text for p in right)) == ("发放12.6万元", "发放8万元补贴")
    assert [p.text for p in left if not p.differs] == [p.text for p in right if not p.differs]


def test_a_colleague_of_the_office_is_somebody_else() -> None:
    team = Team(PLACES)
    team.confirmed()
    other = replace(team.office, account_id=team.county.unit_id)
    for actor in (team.office, other):
        team.county.do(actor, "review_feedback", shown=fingerprint_of(team.county.inspection))
    assert len(set(review_of(team.county.inspection).reviewed_by)) == 2
