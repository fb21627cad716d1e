"""A city office calls people from the pools of its counties into one round: each county sends its own workbook."""

from __future__ import annotations

import io
import uuid
from collections import Counter
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.domain.glossary import INSPECTOR_FIELDS
from bihuan.dossiers.models import Round
from bihuan.organizations.actions import add_organization
from bihuan.teams.attesting import attest_declarations
from bihuan.teams.composing import set_terms, teams_in
from bihuan.teams.declarations import declare
from bihuan.teams.inspectors import pool_of
from bihuan.teams.instances import file_of, instance_of, terms_of
from bihuan.teams.models import Composition, Declaration, Inspector
from bihuan.teams.pool_sheet import Lender
from bihuan.teams.preparing import NobodyThere
from bihuan.web.sheets.written import write_pool
from tests.county import County, new_key
from tests.planning.plans import Plans
from tests.pool.people import Pool
from tests.web.desks import Desks, at, words
from tests.web.workbooks import hidden

pytestmark = pytest.mark.django_db
COUNTIES = {"云溪县": 45, "白水县": 62, "松阳县": 80}
UNITS = ("县纪委监委", "县委组织部", "县财政局", "县审计局", "县委宣传部", "县信息中心")
EACH = 12


def sent_by(place: str) -> bytes:
    """Return the workbook that a county exports: its own people, who are of no other place there."""
    own = Pool(County().found())
    for number in range(EACH):
        told = {"may_lead": number < 2, "may_deputise": number < 4, "level": 3 if number < 2 else 2}
        skills = ["discipline", "audit" if number % 2 else "finance"]
        unit, sex = UNITS[number % len(UNITS)], "fm"[number % 2]
        who = {"name": f"{place[0]}某{number}", "unit": unit, "place": "", "km": 0, "native_place": "临江市区"}
        own.enter(**who, sex=sex, specialities=skills, **told)
    return write_pool(pool_of(own.county.authority_id), "人才库")


def bring_in(office: Client, place: str, data: bytes, *, km: int = 0, status: int = 200, reason: str = "") -> str:
    """Send a county's workbook and confirm what it changes, where it changes anything."""
    told = {"workbook": SimpleUploadedFile("人才库.xlsx", data), "place": place, "km": str(km), "reason": reason}
    answer = office.post(reverse("pool_import"), told)
    assert answer.status_code == status
    if status == 200:
        assert office.post(reverse("pool_confirm"), hidden(answer)).status_code == 302
    return words(answer)


def changed(data: bytes, line: int, key: str, value: str) -> bytes:
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    assert sheet is not None
    at = next(cell.column for cell in sheet[1] if cell.value == INSPECTOR_FIELDS[key].zh)
    sheet.cell(line, at).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class City:
    """A city with three counties in its tree, a bureau and a town in each, and a round over all of them."""

    def __init__(self) -> None:
        self.county = County().found()
        self.plans, self.pool = Plans(self.county), Pool(self.county)
        self.round_id = self.plans.round(1)
        for place in COUNTIES:
            top = self.add(place, "department", None)
            for name, category in (("教育局", "department"), ("东山镇", "town")):
                self.plans.put(self.round_id, self.add(place + name, category, top), person_days=80)

    def add(self, name: str, category: str, parent: uuid.UUID | None) -> uuid.UUID:
        told = {"name": name, "category": category, "credit_code": "", "from_on": date(2010, 1, 1), "parent_id": parent}
        made = add_organization(actor=self.county.office, **told, now=self.county.now, key=new_key())
        return uuid.UUID(made.told["organization"])


@pytest.fixture
def city() -> City:
    return City()


@pytest.fixture
def desks(city: City, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(city.county, monkeypatch)


def people_of(city: City) -> list[Inspector]:
    return pool_of(city.county.authority_id)


def test_a_county_s_own_workbook_comes_in_as_people_of_that_county(city: City, desks: Desks) -> None:
    office, data = desks("office"), sent_by("云溪县")
    assert "编号" in bring_in(office, "", data, status=422), "without the county its ids are strangers here"
    bring_in(office, "云溪县", data, km=45)
    rows = people_of(city)
    assert {(one.place, one.km) for one in rows} == {("云溪县", 45)}
    assert {one.unit for one in rows} == {"云溪县" + unit.removeprefix("县") for unit in UNITS}


def test_what_a_county_sends_again_corrects_the_same_people(city: City, desks: Desks) -> None:
    office, data = desks("office"), sent_by("云溪县")
    bring_in(office, "云溪县", data, km=45)
    bring_in(office, "云溪县", data, km=45, status=302)
    assert len(people_of(city)) == EACH
    bring_in(office, "云溪县", changed(data, 2, "post", "副书记"), km=45, reason="职务变动")
    assert Counter(one.post == "副书记" for one in people_of(city))[True] == 1


def test_a_unit_is_called_after_its_county_once() -> None:
    lender = Lender("云溪县")
    told = [lender.from_here(unit) for unit in ("县纪委监委", "云溪县审计局", "东山镇", "")]
    assert told == ["云溪县纪委监委", "云溪县审计局", "云溪县东山镇", ""]


def test_one_round_mixes_people_of_all_counties_and_nobody_leads_at_home(city: City, desks: Desks) -> None:
    office, round_id = desks("office"), city.round_id
    for place, km in COUNTIES.items():
        bring_in(office, place, sent_by(place), km=km)
    for number, one in enumerate(people_of(city)):
        city.pool.do(declare, round_id=round_id, inspector_id=one.id, matters=(), paper=f"2018-{number}")
    at_round = Round.objects.get(authority_id=city.county.authority_id, pk=round_id)
    terms = terms_of(at_round) | {"teams": 3, "size": 5}
    city.pool.do(set_terms, round_id=round_id, terms=terms)
    office.post(reverse("compose", args=[round_id]))
    office.post(reverse("composition_keep", args=[round_id]), {"key": str(uuid.uuid4())})
    row = Composition.objects.get(authority_id=city.county.authority_id)
    assert row.proven
    found = instance_of(at_round)
    assert [{one.name[:3] for one in team.organizations} for team in found.teams] == [{one} for one in COUNTIES]
    given = file_of(found.content, at_round.from_on).round
    home = {team.key: team.organizations[0].name[:3] for team in found.teams}
    for team in teams_in(row.teams):
        places = Counter(found.people[name].place for _seat, name in team.seats)
        assert len(places) > 1, "people of several counties sit together"
        assert places[home[team.group]] <= given.terms.locals_most
        assert team.leader is not None
        assert found.people[team.leader].place != home[team.group], "nobody leads at home"
    assert "云溪县" in words(office.get(reverse("composer", args=[round_id])))


def test_declarations_of_many_are_attested_at_once_county_by_county(city: City, desks: Desks) -> None:
    office = desks("office")
    for place in ("云溪县", "白水县"):
        bring_in(office, place, sent_by(place))
    page = reverse("declarations_attest", args=[city.round_id])
    assert office.get(page, {"tick": "白水县"}).content.decode().count(" checked") == EACH
    some = [str(one.id) for one in people_of(city) if one.place == "白水县"]
    told = {"people": some, "paper": "白水县申报表1—12", "key": str(uuid.uuid4())}
    assert office.post(page, told | {"paper": ""}).status_code == 422
    assert office.post(page, told).status_code == 302
    assert Counter(Declaration.objects.values_list("paper", flat=True)) == {"白水县申报表1—12": EACH}
    assert "白某" not in words(office.get(page)), "only who still owes a declaration is offered"
    assert "云某" not in words(office.get(reverse("pool"), {"place": "白水县"}))


def test_a_declaration_that_stands_is_not_written_over_by_a_list(city: City, desks: Desks) -> None:
    bring_in(desks("office"), "云溪县", sent_by("云溪县"))
    one, *rest = (row.id for row in people_of(city))
    city.pool.do(declare, round_id=city.round_id, inspector_id=one, matters=(), paper="本人申报")
    city.pool.do(attest_declarations, round_id=city.round_id, people=[one, *rest], paper="名册")
    assert Counter(Declaration.objects.values_list("paper", flat=True)) == {"本人申报": 1, "名册": EACH - 1}
    with pytest.raises(NobodyThere):
        city.pool.do(attest_declarations, round_id=city.round_id, people=[one], paper="名册")
