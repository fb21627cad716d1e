"""Nobody gets in unknown; everybody gets exactly what his role reaches, route by route."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern

from bihuan.api.house import urls
from bihuan.desk.fitting import ASKED_BY
from bihuan.desk.offers import OFFERS
from bihuan.desk.supervising import DEEDS as SUPERVISION
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.domain.roles import ADMINISTRATORS, UNIT, Role
from bihuan.dossiers.models import Evidence
from bihuan.supervision.reorganising import reorganise
from bihuan.supervision.wanted import NewUnit, Wanted
from tests.api.callers import Caller, body
from tests.closeout.spoiling import unreviewed_paper
from tests.county import County, new_key
from tests.people import open_account

pytestmark = pytest.mark.django_db
Callers = dict[Role, Caller]

PUBLIC = {"openapi-json", "nowhere", "api-root"}  # the description of the API holds no data; the others are a 404
REACHES = frozenset(Role) - ADMINISTRATORS  # in this county everybody but the administrators reaches the dossier

# the reviewed table: route → who is answered; everybody else who is signed in gets a 404, as if there were nothing
READING = {
    "inspections": frozenset(Role),  # the list is there for all; what is in it is the reader's scope
    "findings": frozenset(Role),
    "tokens": frozenset(Role),
    "inspection": REACHES,
    "findings_of": REACHES,
    "finding": REACHES,
    "measures": REACHES,
    "evidence": REACHES,
    "evidence_content": REACHES,
    "site_deeds": REACHES,
    "inspection_deeds": REACHES,
    "finding_deeds": REACHES,
    "measure_deeds": REACHES,
    "evidence_deeds": REACHES,
    "check_deeds": REACHES - UNIT,
    "consent_deeds": REACHES - UNIT,
    "exemption_deeds": REACHES - UNIT,
    "evaluation_deeds": REACHES - UNIT,  # until it is told
    "working_paper_deeds": READERS,
    "copy_notices": REACHES,  # in the list are those that the reader may know of
    "periodic_reports": REACHES,
    "filings": REACHES,
    "scorers": frozenset({Role.OFFICE}),
    "site": READERS | UNIT,
    "stay": READERS,
    "draft": READERS,
    "working_papers": READERS,
    "working_paper": READERS,
    "field_guides": frozenset(Role),
    "field_guide": READERS,
    "guides_of": READERS,
    "special_reports": READERS,
    "instructions": READERS,
    "working_paper_codes": frozenset(Role),
    "organizations": frozenset(Role),
    "consequences": frozenset(Role),
    "proposed_consequences": frozenset(Role),
    "consequences_of": REACHES,  # the unit reads those it was notified of
    "people_counts": REACHES - UNIT,
    "score_form": REACHES,  # the unit assesses itself on it
    "bill_of": REACHES,
    "extracts_known": frozenset(Role),  # as with every list: what is in it is what the reader may know of
    "planned_checks": frozenset(Role),
    "reorganisations": frozenset(Role),
    "reorganisation_of": frozenset({Role.OFFICE, Role.LEADING_GROUP}),
}
NOT_READING = {"token_open", "token_end"}


def routes() -> Iterator[URLPattern]:
    for pattern in urls()[0]:
        assert isinstance(pattern, URLPattern)
        yield pattern


def names() -> set[str]:
    return {str(pattern.name) for pattern in routes()} - PUBLIC


def test_every_route_stands_in_the_table_or_is_a_deed() -> None:
    deeds = set(OFFERS) | {name for name in names() if name.endswith("_no_deed")}
    of_supervision = {f"do_{one.name}" for one in SUPERVISION}
    assert names() == set(READING) | NOT_READING | deeds | of_supervision


def test_every_route_asks_who_it_is_by_every_method() -> None:
    for pattern in routes():
        if pattern.name in PUBLIC:
            continue
        address = "/api/" + re.sub("<uuid(str)?:[a-z_]+>", str(uuid.uuid4()), str(pattern.pattern)).replace(
            "<deed>", "close"
        )
        told = {Client().generic(method, address).status_code for method in ("GET", "POST", "PUT", "PATCH", "DELETE")}
        assert 401 in told <= {401, 405}, address


@pytest.fixture
def full(county: County) -> County:
    """The county with one of each thing that a route is about."""
    for number in ("1", "2", "3"):
        county.sign_off(number)
    county.check(county.team_leader, county.today)
    county.evaluate(county.office, county.today)
    county.do(county.unit_liaison, "write_report", title="报结报告", text="均已整改")
    county.sign()
    county.do(county.unit_head, "submit_for_review")
    county.do(county.supervision_office, "accept")
    county.do(county.leading_group, "waive", code="checks.too_few", reason="单位合并")
    unreviewed_paper(county)
    renamed = NewUnit("县城乡建设局", "department")
    wanted = Wanted("rename", date(2030, 1, 1), "青编发〔2018〕2号", (county.unit_id,), founded=(renamed,))
    reorganise(actor=county.office, wanted=wanted, now=county.now, key=new_key())
    return county


def target_of(county: County, name: str) -> list[uuid.UUID | str]:
    from bihuan.closeout.models import Consent, Exemption
    from bihuan.evaluation.models import Evaluation
    from bihuan.fieldwork.models import WorkingPaper
    from bihuan.rectification.models import Measure
    from bihuan.supervision.models import Check, Reorganisation

    things: dict[str, list[uuid.UUID | str]] = {
        "inspection": [county.inspection_id],
        "finding": [county.finding("1").id],
        "measure": [Measure.objects.filter(finding=county.finding("1")).get().id],
        "evidence": [Evidence.objects.get(finding=county.finding("1")).id],
        "check": [Check.objects.get().id],
        "evaluation": [Evaluation.objects.get().id],
        "consent": [Consent.objects.get().id],
        "exemption": [Exemption.objects.get().id],
        "site": [county.inspection_id],
        "working_paper": [WorkingPaper.objects.get().id],
        "reorganisation": [Reorganisation.objects.get().id],
        "field_guide": ["layered:department"],
    }
    if name in OFFERS:
        return things[OFFERS[name].target]
    if name in (
        "inspections",
        "findings",
        "tokens",
        "token_open",
        "extracts_known",
        "planned_checks",
        "reorganisations",
        "organizations",
        "field_guides",
        "working_paper_codes",
        "consequences",
        "proposed_consequences",
    ):
        return []
    of_a_thing = {
        "findings_of": "inspection",
        "bill_of": "inspection",
        **dict.fromkeys(("copy_notices", "periodic_reports", "filings", "scorers"), "inspection"),
        **dict.fromkeys(("stay", "draft", "working_papers"), "inspection"),
        **dict.fromkeys(("special_reports", "instructions", "guides_of"), "inspection"),
        **dict.fromkeys(("consequences_of", "people_counts", "score_form"), "inspection"),
        "reorganisation_of": "reorganisation",
        "measures": "finding",
        "evidence": "finding",
        "evidence_content": "evidence",
    }
    return things[of_a_thing.get(name) or name.removesuffix("_deeds")]


def address_of(county: County, name: str) -> str:
    from django.urls import reverse

    return reverse(f"api:{name}", args=target_of(county, name))


def test_every_role_at_every_reading_route_gets_what_the_table_says(full: County, callers: Callers) -> None:
    told = {(name, role): callers[role].get(address_of(full, name)).status_code for name in READING for role in Role}
    assert told == {(name, role): 200 if role in READING[name] else 404 for name in READING for role in Role}


@pytest.mark.long
def test_every_role_at_every_deed_may_ask_it_or_may_not_as_the_tables_of_steps_say(
    full: County, callers: Callers
) -> None:
    wrong = []
    for offer in OFFERS.values():
        kept_back = UNIT if offer.target in ("check", "evaluation", "consent", "exemption") else frozenset()
        if offer.target == "working_paper":
            kept_back = REACHES - READERS
        for role in Role:
            status = callers[role].get(address_of(full, offer.name)).status_code
            if role in ADMINISTRATORS | kept_back:
                expected = {404}
            elif role not in offer.step.roles:
                expected = {403}
            else:
                stage = "signed_off" if offer.step in FINDING_STEPS.values() else "under_review"
                fits = offer.step.fits(stage, "under_review") and offer.name not in ASKED_BY  # no pack here asks for it
                expected = {200} if fits else {404}
            if status not in expected:
                wrong.append((offer.name, role.value, status, expected))
    assert wrong == []


def test_nobody_gets_in_unknown(full: County) -> None:
    for name in sorted(set(READING) | set(OFFERS)):
        refused = Client().get(address_of(full, name))
        assert (refused.status_code, refused["Content-Type"]) == (401, "application/problem+json"), name
        assert refused["WWW-Authenticate"].startswith("Bearer")


def told_in_headers(response: HttpResponse) -> dict[str, str]:
    """Return the headers, the number of the request apart."""
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


def test_what_is_not_there_and_what_is_not_in_reach_are_the_same_bytes(full: County, callers: Callers) -> None:
    other = open_account(full, Role.UNIT_HEAD, "another-unit", "zzz", None)
    stranger = Caller(other)
    for name in sorted(set(READING) | set(OFFERS)):
        targets = target_of(full, name)
        if not targets:
            continue
        there = stranger.get(address_of(full, name))
        address = address_of(full, name).replace(str(targets[0]), str(uuid.uuid4()))
        nothing = stranger.get(address)
        assert (there.status_code, there.content) == (404, nothing.content), name
        assert told_in_headers(there) == told_in_headers(nothing), name
        if name in OFFERS and not any(field.is_required() for field in OFFERS[name].form.model_fields.values()):
            done = [stranger.post(a) for a in (address_of(full, name), address)]
            assert done[0].status_code == 404, name
            assert done[0].content == done[1].content == there.content, name
    assert body(stranger.get("/api/findings"))["items"] == []
    assert {stranger.get(a).content for a in ("/api/", "/api/no/such/address")} == {there.content}


def test_another_authority_reaches_nothing(full: County, at_this_day: Callable[[County], None]) -> None:
    neighbour = County(authority_id=uuid.uuid4())
    neighbour.found()
    office = Caller(open_account(neighbour, Role.OFFICE, "office-next-door", "", None))
    assert office.get(f"/api/inspections/{full.inspection_id}").status_code == 404
    assert [row["id"] for row in body(office.get("/api/inspections"))["items"]] == [str(neighbour.inspection_id)]


def test_a_method_that_an_address_does_not_know_is_a_problem_too(full: County, callers: Callers) -> None:
    refused = callers[Role.OFFICE].client.delete("/api/inspections")
    assert (refused.status_code, refused["Content-Type"], refused["Allow"]) == (405, "application/problem+json", "GET")


@pytest.mark.parametrize(
    "address", ["/api/nothing", "/api/findings/%0A/deeds/rename", "/api/a%0Ab", "/api/%E5%BA%95%E7%A8%BF/"]
)
def test_an_address_that_leads_nowhere_is_a_problem_however_it_is_written(callers: Callers, address: str) -> None:
    refused = callers[Role.OFFICE].client.get(address)
    assert (refused.status_code, refused["Content-Type"]) == (404, "application/problem+json")


# --- what is cut within reach ---------------------------------------------------------------------


def test_the_unit_reads_no_score_that_it_was_not_told(full: County, callers: Callers) -> None:
    from bihuan.evaluation.models import Evaluation

    address = f"/api/inspections/{full.inspection_id}"
    for role in sorted(UNIT):
        seen = body(callers[role].get(address))
        assert (seen["evaluations"], seen["checks"], seen["consents"], seen["exceptions"]) == ([], [], [], [])
    assert len(body(callers[Role.OFFICE].get(address))["evaluations"]) == 1
    full.do(full.office, "tell_evaluation", Evaluation.objects.get().id)
    assert [row["number"] for row in body(callers[Role.UNIT_HEAD].get(address))["evaluations"]] == [1]


# --- personal tokens ------------------------------------------------------------------------------


def token_for(caller: Caller, until_on: date) -> str:
    opened = caller.post("/api/tokens", {"name": "取数", "until_on": until_on})
    assert opened.status_code == 200, opened.content
    return str(body(opened)["token"])


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_does_what_its_account_does_and_needs_no_csrf(county: County, callers: Callers) -> None:
    token = token_for(callers[Role.UNIT_HEAD], county.today + timedelta(days=30))
    client = Client(enforce_csrf_checks=True)
    address = f"/api/inspections/{county.inspection_id}/deeds/submit_for_review"
    done = client.post(
        address, "{}", content_type="application/json", headers=bearing(token) | {"Idempotency-Key": new_key()}
    )
    assert done.status_code == 200, done.content
    assert county.inspection.stage == "under_review"


def test_a_token_is_kept_as_its_digest_only_and_never_shown_again(county: County, callers: Callers) -> None:
    from bihuan.access.models import AccessToken
    from bihuan.ledger.models import Entry

    token = token_for(callers[Role.OFFICE], county.today + timedelta(days=30))
    row = AccessToken.objects.get()
    assert token not in str(vars(row))
    assert row.digest not in "".join(bytes(entry.content).decode() for entry in Entry.objects.all())
    assert token not in callers[Role.OFFICE].get("/api/tokens").content.decode()


def test_a_token_that_is_over_ended_or_invented_opens_nothing(county: County, callers: Callers) -> None:
    owner = callers[Role.OFFICE]
    token = token_for(owner, county.today + timedelta(days=1))
    assert Client().get("/api/findings", headers=bearing(token)).status_code == 200
    assert owner.client.get("/api/findings", headers=bearing("bihuan_invented")).status_code == 401
    assert owner.client.get("/api/findings", headers=bearing(token[:-1])).status_code == 401
    county.today += timedelta(days=2)
    assert Client().get("/api/findings", headers=bearing(token)).status_code == 401
    county.today -= timedelta(days=2)
    token_id = body(owner.get("/api/tokens"))[0]["id"]
    assert callers[Role.LEADING_GROUP].post(f"/api/tokens/{token_id}/end").status_code == 404
    assert owner.post(f"/api/tokens/{token_id}/end").status_code == 200
    assert Client().get("/api/findings", headers=bearing(token)).status_code == 401


def test_a_token_opens_no_token_and_lists_none(county: County, callers: Callers) -> None:
    token = token_for(callers[Role.OFFICE], county.today + timedelta(days=30))
    assert Client().get("/api/tokens", headers=bearing(token)).status_code == 401


@pytest.mark.parametrize("days", [-1, 10_000])
def test_a_token_ends_and_not_too_late(county: County, callers: Callers, days: int) -> None:
    told = {"name": "取数", "until_on": county.today + timedelta(days=days)}
    assert callers[Role.OFFICE].post("/api/tokens", told).status_code == 422


def test_a_token_of_an_account_that_ended_or_owes_a_password_opens_nothing(county: County, callers: Callers) -> None:
    from bihuan.access import actions as access
    from bihuan.access.actors import installer

    token = token_for(callers[Role.OFFICE], county.today + timedelta(days=30))
    keeper = installer(county.authority_id, county.today)
    account_id = callers[Role.OFFICE].account.id
    access.reset_password(
        actor=keeper, account_id=account_id, password="another-first-one", now=county.now, key=new_key()
    )
    assert Client().get("/api/findings", headers=bearing(token)).status_code == 401
    access.end_account(
        actor=keeper, account_id=account_id, on=county.today, reason="调离", now=county.now, key=new_key()
    )
    assert Client().get("/api/findings", headers=bearing(token)).status_code == 401
