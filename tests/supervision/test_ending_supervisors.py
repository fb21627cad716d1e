"""A body that still supervises is not ended; the page says how much hangs on it, and each remedy frees it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.domain.ending import StillSupervises
from bihuan.domain.grams import phrases
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.machine import MayNot, StepRefused
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.relinking import SameSupervisionOffice, change_supervision_office
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, inspection_for
from bihuan.dossiers.supervisors import NoSupervisionOffice
from bihuan.ledger.models import Entry
from bihuan.ledger.words import Asked, those_with
from bihuan.organizations.models import Organization
from bihuan.rectification.models import Measure
from bihuan.supervision.ending import end_organization
from bihuan.supervision.joint_changes import change_joint_team
from tests.county import County
from tests.database.states import state_of_ledger, state_of_tables
from tests.supervision.gap import Gap
from tests.web.desks import at, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap() -> Gap:
    return Gap()


def end(gap: Gap, organization_id: uuid.UUID) -> None:
    gap.do(end_organization, organization_id=organization_id, on=gap.today, reason="内设机构改革")


def new_office(gap: Gap) -> uuid.UUID:
    return gap.county.organization("第九执纪监督室", "supervision_office")[0]


def relink(gap: Gap, county: County, office: uuid.UUID, reason: str = "分工调整") -> None:
    told = {"inspection_id": county.inspection_id, "supervision_office_id": office, "reason": reason}
    gap.do(change_supervision_office, **told)


def test_measures_are_found_by_whoever_supervises_the_dossier_now(gap: Gap) -> None:
    office = new_office(gap)
    path = Organization.objects.get(pk=office).path
    measure = Measure.objects.filter(inspection_id=gap.county.inspection_id).order_by("id")[0]
    asked = Asked(Measure, gap.county.authority_id, phrases(measure.text[:6]), (f"s_{path}",))
    assert not Measure.objects.filter(pk__in=those_with(asked)).exists()
    relink(gap, gap.county, office)
    assert measure in Measure.objects.filter(pk__in=those_with(asked))


def test_a_supervision_office_of_running_dossiers_is_not_ended(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> None:
    office = at(gap.county, monkeypatch)("office")
    page = reverse("organization_end", args=[gap.county.office_id])
    shown = office.get(page)
    assert "联系的未报结档案2份" in words(shown)
    assert reverse("dossier_do", args=[gap.county.inspection_id, "change_supervision_office"]) in shown.content.decode()
    with pytest.raises(StillSupervises) as refused:
        end(gap, gap.county.office_id)
    assert (refused.value.dossiers, refused.value.findings, refused.value.checks) == (2, 0, 0)
    answer = send(office, page, on=gap.today.isoformat(), reason="内设机构改革")
    assert answer.status_code == 422
    assert "更换联系监督室" in words(answer)
    assert Organization.objects.get(pk=gap.county.office_id).until_on is None


def test_once_its_dossiers_are_another_office_s_it_ends(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> None:
    new = new_office(gap)
    for county in (gap.county, gap.later):
        relink(gap, county, new)
    page = at(gap.county, monkeypatch)("office").get(reverse("organization_end", args=[gap.county.office_id]))
    assert "联系的未报结档案" not in words(page)
    end(gap, gap.county.office_id)
    assert Organization.objects.get(pk=gap.county.office_id).until_on == gap.today


def test_a_finding_handed_to_a_body_keeps_it(gap: Gap) -> None:
    body = gap.county.organization("派驻第七纪检监察组", "resident_office")[0]
    told = {
        "receiver_id": str(body),
        "stages": "年底见效",
        "next_on": gap.today + timedelta(days=90),
        "reason": "长期坚持",
    }
    finding = gap.county.finding("1")
    gap.county.do(gap.county.office, "hand_over", finding.id, **told)
    with pytest.raises(StillSupervises) as refused:
        end(gap, body)
    assert (refused.value.dossiers, refused.value.findings) == (0, 1)
    gap.county.do(gap.county.office, "take_back", finding.id, reason="另行移交")
    end(gap, body)


def test_a_planned_check_of_somebody_s_joint_team_keeps_his_body(gap: Gap) -> None:
    body, other = gap.body("县委办公室"), gap.body("县委党校")
    (planned,) = gap.planned()
    members = [*gap.members(party_office=body)]
    for place, one in enumerate(members):
        if one.side != "party_office":
            members[place] = gap.members(**{one.side: other})[place]
    team = gap.team([planned], members)
    with pytest.raises(StillSupervises) as refused:
        end(gap, body)
    assert refused.value.checks == 1
    elsewhere = [gap.members(party_office=other)[2] if one.side == "party_office" else one for one in members]
    gap.do(change_joint_team, team_id=team, members=elsewhere, reason="机构改革")
    end(gap, body)


def test_the_new_office_takes_over_that_day_and_the_former_one_has_no_access(gap: Gap) -> None:
    former, new = gap.county.supervision_office, new_office(gap)
    relink(gap, gap.county, new)
    inspection = Inspection.objects.get(pk=gap.county.inspection_id)
    path = Organization.objects.get(pk=new).path
    assert (inspection.supervision_office_id, inspection.supervision_path) == (new, path)
    assert set(Finding.objects.filter(inspection=inspection).values_list("supervision_path", flat=True)) == {path}
    with pytest.raises(NoSuchThing):
        inspection_for(former, inspection.id)
    taken_over: Actor = gap.county.actor(Role.SUPERVISION_OFFICE, path=path)
    assert inspection_for(taken_over, inspection.id).id == inspection.id
    entry = Entry.objects.get(action="change_supervision_office")
    assert (entry.reason, entry.role) == ("分工调整", "office")
    assert state_of_ledger() == state_of_tables()


def test_another_office_is_another_one_that_supervises_with_a_reason_and_by_the_office_only(gap: Gap) -> None:
    new = new_office(gap)
    with pytest.raises(SameSupervisionOffice):
        relink(gap, gap.county, gap.county.office_id)
    with pytest.raises(NoSupervisionOffice):
        relink(gap, gap.county, gap.later.unit_id)
    with pytest.raises(ReasonMissing):
        relink(gap, gap.county, new, reason=" ")
    told = {"inspection_id": gap.county.inspection_id, "supervision_office_id": new, "reason": "分工调整"}
    with pytest.raises(MayNot):
        gap.do(change_supervision_office, gap.county.team_leader, **told)


def test_what_a_consent_rests_on_is_not_changed_under_it(gap: Gap) -> None:
    Inspection.objects.filter(pk=gap.county.inspection_id).update(consents_stand=True)
    with pytest.raises(StepRefused):
        relink(gap, gap.county, new_office(gap))


def test_the_page_offers_every_other_office_and_takes_it(gap: Gap, monkeypatch: pytest.MonkeyPatch) -> None:
    new, office = new_office(gap), at(gap.county, monkeypatch)("office")
    deed = reverse("dossier_do", args=[gap.county.inspection_id, "change_supervision_office"])
    assert deed in office.get(reverse("dossier", args=[gap.county.inspection_id])).content.decode()
    shown = office.get(deed).content.decode()
    assert f'value="{new}"' in shown
    assert f'value="{gap.county.office_id}"' not in shown
    assert send(office, deed, supervision_office_id=str(new), reason="分工调整").status_code == 302
    assert Inspection.objects.get(pk=gap.county.inspection_id).supervision_office_id == new
