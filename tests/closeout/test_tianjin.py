"""Filing with five parties, periodic reports, three-party evaluation: who enters what, what counts, who reads it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from bihuan.closeout.actions import verdict_on
from bihuan.domain.lifecycle.machine import StepRefused
from bihuan.domain.roles import Role
from bihuan.domain.sequence import OutOfOrder
from bihuan.evaluation.three_party import PartyHasSpoken
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.organizations.models import HeadTenure
from bihuan.rectification.filed import NobodyReceived, NothingToFile, PartyHasIt, PartyUnknown
from bihuan.rectification.periodic import NotWrittenYet, PeriodicSigned, fingerprint_of, standing_periodic
from bihuan.supervision.actions import NotYourEntry
from tests.closeout.spoiling import bound_to_tianjin, file_all, speak
from tests.county import County
from tests.web.desks import Desks, at, send, words

pytestmark = pytest.mark.django_db
BOTH = {"leader_in_charge": "秘书科", "office": "综合科"}


@pytest.fixture
def county() -> County:
    made = County().found().fed_back().planned_and_accepted()
    bound_to_tianjin(made)
    return made


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def missing(county: County, family: str) -> list[str]:
    verdict = verdict_on(county.inspection, "close", county.actor(Role.OFFICE))
    return [f"{b.code} {b.subject}" for b in verdict.blockers if b.code.startswith(family)]


def file_plan(county: County, **received: str) -> None:
    county.do(county.unit_liaison, "file_with_parties", paper="plan", on=county.today, received=received)


def called(county: County, **told: object) -> date:
    county.do(county.office, "call_periodic_reports", first_on=county.today, **told)
    return county.today


def signed(county: County, due: date) -> None:
    shown = fingerprint_of(standing_periodic(county.inspection))
    county.do(county.unit_head, "sign_periodic_report", due_on=due, shown=shown)


# --- five parties --------------------------------------------------------------------------------------


def test_a_filing_counts_for_its_party_and_the_rest_is_named(county: County) -> None:
    file_plan(county, **BOTH)
    owed = missing(county, "filing")
    assert len(owed) == 8
    assert "filing.missing plan → office" not in owed
    assert "filing.missing plan → team" in owed


def test_nothing_is_filed_twice_with_nobody_or_before_it_stands(county: County) -> None:
    with pytest.raises(NobodyReceived):
        file_plan(county, office=" ")
    with pytest.raises(PartyUnknown):
        file_plan(county, supervision_office="某人")
    with pytest.raises(NothingToFile):
        file_all(county, "report")
    told = {"paper": "plan", "received": BOTH, "on": county.today - timedelta(days=1)}
    with pytest.raises(OutOfOrder):
        county.do(county.unit_liaison, "file_with_parties", **told)
    file_plan(county, **BOTH)
    with pytest.raises(PartyHasIt):
        file_plan(county, office="综合科")


def test_a_plan_that_is_handed_in_again_is_filed_anew(county: County) -> None:
    file_plan(county, **BOTH)
    county.do(county.office, "return_plan", reason="需调整")
    county.do(county.unit_head, "submit_plan")
    assert "filing.missing plan → office" in missing(county, "filing")
    file_plan(county, **BOTH)


def test_a_party_that_does_not_exist_is_asked_for_nothing(county: County) -> None:
    county.do(county.office, "state_party_absent", party="resident_discipline", reason="乡镇没有派驻机构")
    assert not [one for one in missing(county, "") if "resident" in one]
    county.do(county.office, "withdraw_absence", party="resident_discipline", reason="已派驻")
    assert "three_party.missing resident_discipline" in missing(county, "three_party")


def test_what_is_not_filed_waits_on_the_to_do_of_unit_and_office_and_is_filed_by_the_page(desks: Desks) -> None:
    county = desks.county
    for role in ("unit_liaison", "office"):
        assert "整改方案：尚未向" in words(desks(role).get(reverse("todo")))
    url = reverse("dossier_do", args=[county.inspection_id, "file_with_parties"])
    told = {f"received-{party}": "收文员" for party in ("leader_in_charge", "competent_department", "team", "office")}
    told |= {"paper": "plan", "on": county.today.isoformat(), "received-resident_discipline": "收文员"}
    assert send(desks("unit_liaison"), url, **told).status_code == 302
    assert "整改方案：尚未向" not in words(desks("office").get(reverse("todo")))
    shown = words(desks("office").get(reverse("dossier", args=[county.inspection_id])))
    assert shown.count(f"{county.today}已报备 收文员") == 5


def test_where_no_pack_asks_there_is_neither_deed_nor_panel(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back().planned_and_accepted()
    desks = at(county, monkeypatch)
    page = desks("unit_liaison").get(reverse("dossier", args=[county.inspection_id])).content.decode()
    assert "file_with_parties" not in page
    assert "五方报备" not in page
    url = reverse("dossier_do", args=[county.inspection_id, "file_with_parties"])
    assert desks("unit_liaison").get(url).status_code == 404


# --- periodic reports ----------------------------------------------------------------------------------


def test_a_report_that_is_due_holds_the_close_out_until_its_head_has_signed(county: County) -> None:
    due = called(county, every_months=2, times=2)
    assert missing(county, "periodic") == [f"periodic_report.unsigned {due}"]
    with pytest.raises(NotWrittenYet):
        signed(county, due)
    county.do(county.unit_liaison, "write_periodic_report", due_on=due, text="本月进展")
    signed(county, due)
    assert missing(county, "periodic") == []
    with pytest.raises(PeriodicSigned):
        county.do(county.unit_liaison, "write_periodic_report", due_on=due, text="再写")


def test_what_was_changed_after_it_was_read_is_not_signed(county: County) -> None:
    due = called(county)
    county.do(county.unit_liaison, "write_periodic_report", due_on=due, text="本月进展")
    shown = fingerprint_of(standing_periodic(county.inspection))
    county.do(county.unit_liaison, "write_periodic_report", due_on=due, text="改过的进展", shown=shown)
    with pytest.raises(ChangedMeanwhile):
        county.do(county.unit_head, "sign_periodic_report", due_on=due, shown=shown)


def test_nobody_writes_over_a_report_that_waits_without_having_read_it(county: County) -> None:
    due = called(county)
    county.do(county.unit_liaison, "write_periodic_report", due_on=due, text="本月进展")
    with pytest.raises(ChangedMeanwhile):
        county.do(county.unit_liaison, "write_periodic_report", due_on=due, text="另一份进展")
    assert standing_periodic(county.inspection)[0].text == "本月进展"


def test_one_signed_by_somebody_who_was_not_head_is_written_and_signed_anew(county: County) -> None:
    due = called(county)
    county.do(county.unit_liaison, "write_periodic_report", due_on=due, text="本月进展")
    signed(county, due)
    HeadTenure.objects.update(name="陆明川")
    assert missing(county, "periodic") == [f"periodic_report.not_signed_by_present_head {due}"]
    county.do(county.unit_liaison, "write_periodic_report", due_on=due, text="重新报送")
    signed(county, due)
    assert missing(county, "periodic") == []


def test_nobody_but_the_head_signs(county: County) -> None:
    due = called(county)
    county.do(county.unit_liaison, "write_periodic_report", due_on=due, text="本月进展")
    shown = fingerprint_of(standing_periodic(county.inspection))
    other = county.actor(Role.UNIT_HEAD, path=county.unit_path)
    with pytest.raises(StepRefused):
        county.do(other, "sign_periodic_report", due_on=due, shown=shown)


def test_the_head_reads_and_signs_on_one_page(desks: Desks) -> None:
    county = desks.county
    due = called(county)
    told = {"due_on": due.isoformat(), "text": "完成制度修订三项"}
    write = reverse("dossier_do", args=[county.inspection_id, "write_periodic_report"])
    assert send(desks("unit_liaison"), write, **told).status_code == 302
    sign = reverse("dossier_do", args=[county.inspection_id, "sign_periodic_report"])
    assert sign in desks("unit_head").get(reverse("todo")).content.decode()
    assert "定期报告" in words(desks("unit_head").get(reverse("reminders")))
    assert "完成制度修订三项" in words(desks("unit_head").get(sign))
    assert send(desks("unit_head"), sign, due_on=due.isoformat()).status_code == 302
    assert standing_periodic(county.inspection)[0].signed_by == "沈知远"


# --- three parties -------------------------------------------------------------------------------------


def test_the_unit_and_its_superior_are_told_once_all_three_have_spoken(desks: Desks) -> None:
    county = desks.county
    told = {"on": county.today, "superior": "市级主管部门"}
    with pytest.raises(StepRefused):
        county.do(county.office, "feed_back_three_party", **told)
    speak(county)
    page = reverse("dossier", args=[county.inspection_id])
    assert "整改扎实" in words(desks("office").get(page))
    assert "整改扎实" not in words(desks("unit_head").get(page))
    county.do(county.office, "feed_back_three_party", **told)
    assert "整改扎实" in words(desks("unit_head").get(page))
    assert missing(county, "three_party") == []


def test_what_is_withdrawn_takes_with_it_what_was_told(county: County) -> None:
    speak(county)
    county.do(county.office, "feed_back_three_party", on=county.today, superior="市级主管部门")
    told = {"on": county.today, "rating": "fair", "opinion": "一般"}
    with pytest.raises(PartyHasSpoken):
        county.do(county.team_leader, "evaluate_as_party", **told)
    with pytest.raises(NotYourEntry):
        county.do(county.team_leader, "withdraw_party_evaluation", party="resident_discipline", reason="不是本方")
    county.do(county.team_leader, "withdraw_party_evaluation", party="team", reason="登错")
    assert missing(county, "three_party") == [
        "three_party.missing team",
        "three_party.not_fed_back organization",
        "three_party.not_fed_back superior",
    ]


def test_the_panel_names_whom_the_rest_is_owed_in_words(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    page = words(at(county, monkeypatch)("office").get(reverse("dossier", args=[county.inspection_id])))
    assert "处未满足" in page, "more than five papers are not filed"
    assert "整改方案（向派驻纪检监察组）" in page
    assert "→" not in page.split("处未满足")[1][:200], "no code of a paper or a party stands there"
