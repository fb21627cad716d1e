"""No deed writes over words that its author has not seen, by whichever way he comes.

Every deed that writes over something, by every way: it is shown, somebody else writes, it is sent. Nothing of it is
written. Which deeds these are stands in domain/lifecycle/revising.py; whether all are there is found out by doing.
"""

from __future__ import annotations

import inspect
import io
import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bihuan.access.models import Account
from bihuan.api.house import api
from bihuan.cli.main import main
from bihuan.desk import forms
from bihuan.desk.many import MANY
from bihuan.desk.offers import OFFERS, Offer, Target
from bihuan.desk.performing import NotSeen, perform
from bihuan.desk.refusals import kind_of
from bihuan.desk.seeing import seen_now
from bihuan.desk.trying import NOS
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.ledger import changes_in
from bihuan.domain.lifecycle.revising import DRAFTING, REPLACING, REVISED, SEEN, SEEN_DRAFT, SEEN_REPORT, SEEN_VERSION
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.door import ChangedMeanwhile, Receipt, batch
from bihuan.ledger.models import Entry
from bihuan.rectification.lists import FIVE_LISTS
from bihuan.rectification.models import Measure
from bihuan.simulate.county import play
from bihuan.simulate.plans import Cut
from bihuan.web.sheets import FINDING_COLUMNS
from tests.county import County, new_key
from tests.database.every_deed import the_rest
from tests.database.test_every_deed_once import EVERY_KIND_OF_STORY
from tests.people import login_name_of, person_of
from tests.rectification.workbook import filled_in

pytestmark = pytest.mark.django_db
MEASURE = {"owner": "分管副局长", "department": "办公室", "due_on": "2018-05-31", "expected_result": "台账齐全"}


@dataclass(frozen=True)
class Case:
    """A deed as two people would do it: whose it is, on what, what the one tells and what the other."""

    role: Role
    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    number: str = "1"


ON_SITE = {"revise_working_paper", *DRAFTING}  # long before the feedback: tests/fieldwork tries them
HERE = set(SEEN) - ON_SITE
CARRIED = "|".join(["key", SEEN_VERSION, SEEN_REPORT, SEEN_DRAFT])
CASES: Mapping[str, Case] = {
    "revise_measure": Case(Role.UNIT_LIAISON, {**MEASURE, "text": "我方"}, {**MEASURE, "text": "他方"}),
    "report_progress": Case(Role.UNIT_LIAISON, {"progress": "我方"}, {"progress": "他方"}),
    "state_result": Case(Role.UNIT_LIAISON, {"result": "我方"}, {"result": "他方"}),
    "state_outcome": Case(Role.UNIT_LIAISON, {"outcome": "我方"}, {"outcome": "他方"}, "2"),
    "follow_long_term": Case(
        Role.OFFICE, {"seen": "我方", "next_on": "2019-03-01"}, {"seen": "他方", "next_on": "2019-06-01"}, "3"
    ),
    "mark_person_matter": Case(Role.OFFICE, {"person_matter": True}, {"person_matter": True}),
    "correct_finding": Case(Role.OFFICE, {"title": "我方", "reason": "核对"}, {"title": "他方", "reason": "核对"}),
    "write_report": Case(Role.UNIT_LIAISON, {"title": "我方", "text": "我方"}, {"title": "他方", "text": "他方"}),
    "withdraw_report": Case(Role.UNIT_LIAISON, {"reason": "我方"}, {}),
}


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> County:
    """A dossier on which each of these deeds is open, with its people."""
    made = County().found().fed_back().with_measures()
    told: dict[str, Any] = {"receiver_id": str(made.office_id), "stages": "分两年", "next_on": date(2018, 9, 1)}
    made.do(made.office, "hand_over", made.finding("3").id, reason="历史遗留", **told)
    made.do(made.supervision_office, "accept_hand_over", made.finding("3").id)
    made.do(made.unit_liaison, "write_report", title="报结报告", text="均已整改")
    for role in sorted({case.role for case in CASES.values()}):
        person_of(made, role)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    return made


def target_of(county: County, deed: str) -> uuid.UUID:
    finding = county.finding(CASES[deed].number)
    by_target = {
        Target.INSPECTION: lambda: county.inspection_id,
        Target.FINDING: lambda: finding.id,
        Target.MEASURE: lambda: Measure.objects.get(finding=finding).id,
    }
    return by_target[OFFERS[deed].target]()


def actor_for(county: County, role: Role) -> Actor:
    made = {Role.UNIT_LIAISON: county.unit_liaison, Role.OFFICE: county.office}[role]
    return replace(made, today=county.today)


def browser(county: County, role: Role) -> Client:
    client = Client()
    account = Account.objects.get(authority_id=county.authority_id, login_name=login_name_of(role))
    client.force_login(account, backend="bihuan.access.sign_in.AccountBackend")
    return client


def they_write(county: County, deed: str) -> None:
    """Let somebody else do the same deed, having seen what stands."""
    if deed == "withdraw_report":
        county.do(county.unit_head, "write_report", title="他方", text="他方")
        return
    other = county.unit_head if CASES[deed].role is Role.UNIT_LIAISON else county.office
    if deed == "mark_person_matter":  # what differs is that it was said and taken back
        county.do(other, deed, target_of(county, deed), person_matter=True)
        county.do(other, deed, target_of(county, deed), person_matter=False, reason="误标")
        return
    county.do(other, deed, target_of(county, deed), **CASES[deed].theirs)


@contextmanager
def they_are_quicker(county: County, deed: str) -> Iterator[None]:
    """Let somebody else write first; what is done inside must write nothing."""
    they_write(county, deed)
    before = Entry.objects.count()
    yield
    assert Entry.objects.count() == before


# --- the ways ---------------------------------------------------------------------------------------


def by_desk(county: County, deed: str, _folder: Path) -> None:
    case, target = CASES[deed], target_of(county, deed)
    told = {**case.mine, **seen_now(OFFERS[deed], county.authority_id, target)}
    with they_are_quicker(county, deed), pytest.raises(ChangedMeanwhile):
        perform(
            deed,
            actor=actor_for(county, case.role),
            target_id=target,
            told=told,
            now=county.now,
            key=new_key(),
        )


def by_api(county: County, deed: str, _folder: Path) -> None:
    """Read what stands by the API, as a program would, and send the version it tells."""
    case, target = CASES[deed], target_of(county, deed)
    client = browser(county, case.role)
    seen = read_by_api(client, county, deed, target)
    address = reverse(f"api:{deed}", args=[target])
    with they_are_quicker(county, deed):
        answer = post(client, address, {**case.mine, SEEN[deed]: seen})
        assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json"), answer.content
        assert answer.json()["type"] == "urn:bihuan:refusal:changed_meanwhile"
    again = post(client, address, {**case.mine, SEEN[deed]: read_by_api(client, county, deed, target)})
    assert again.status_code == 200, again.content


def read_by_api(client: Client, county: County, deed: str, target: uuid.UUID) -> int:
    if SEEN[deed] == SEEN_REPORT:
        return int(client.get(reverse("api:inspection", args=[target])).json()["report"]["number"])
    if OFFERS[deed].target is Target.FINDING:
        return int(client.get(reverse("api:finding", args=[target])).json()["version"])
    listed = client.get(reverse("api:measures", args=[county.finding(CASES[deed].number).id])).json()
    return int(next(one["version"] for one in listed if one["id"] == str(target)))


def post(client: Client, address: str, told: Mapping[str, Any]) -> Any:
    headers = {"Idempotency-Key": new_key()}
    return client.post(address, json.dumps(told), content_type="application/json", headers=headers)


def by_page(county: County, deed: str, _folder: Path) -> None:
    """Open the page, and send it with what it carries by itself."""
    case, offer = CASES[deed], OFFERS[deed]
    client = browser(county, case.role)
    door = "dossier_do" if offer.target is Target.INSPECTION else f"{offer.target}_do"
    address = reverse(door, args=[target_of(county, deed), deed])
    carried = hidden_on(client.get(address).content.decode())
    assert set(carried) == {"key", SEEN[deed]}
    with they_are_quicker(county, deed):
        answer = client.post(address, {**case.mine, **carried})
        assert answer.status_code == 409, answer.content.decode()
    fresh = hidden_on(client.get(address).content.decode())
    assert client.post(address, {**case.mine, **fresh}).status_code == 302


def hidden_on(page: str) -> dict[str, str]:
    form = page[page.index('<form method="post"', page.index("<main")) :]
    return dict(re.findall(rf'<input type="hidden" name="({CARRIED})" value="([^"]+)"', form))


def by_command_line(county: County, deed: str, folder: Path) -> None:
    """Look, as the command offers it, then do it."""
    case = CASES[deed]
    arguments = ["step", deed, str(target_of(county, deed)), "--as", login_name_of(case.role)]
    seen = said_by([*arguments, "--look"])[SEEN[deed]]
    file = folder / "told.json"
    file.write_text(json.dumps({**case.mine, SEEN[deed]: seen}), encoding="utf-8")
    with they_are_quicker(county, deed):
        answer = said_by([*arguments, "--json", str(file)])
        assert set(answer) == {"done", "changed_meanwhile"}


def said_by(arguments: list[str]) -> dict[str, Any]:
    with redirect_stdout(io.StringIO()) as out:
        main(arguments)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


MANY_TOLD = {"revise_measure": {"owner": "我方"}, "report_progress": {"progress": "我方"}}


def by_bulk(county: County, deed: str, _folder: Path) -> None:
    """Preview the deed on the rows, then confirm what was shown."""
    case, client, address = CASES[deed], browser(county, CASES[deed].role), reverse("findings_bulk")
    ticked = {"deed": deed, "finding": str(county.finding(case.number).id), "told": "1"}
    page = client.post(address, {**ticked, **MANY_TOLD.get(deed, dict(case.mine))}).content.decode()
    form = next(part for part in re.findall(r"<form.*?</form>", page, re.S) if 'name="confirmed"' in part)
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    with they_are_quicker(county, deed):
        done = client.post(address, {**{k: unescape(v) for k, v in carried.items()}, "how": "each"}).content.decode()
        assert "data-refused" in done


def by_cell(county: County, deed: str, _folder: Path) -> None:
    """Open a cell of a list, type into it, leave it."""
    name, key = next((one.name, c.key) for one in FIVE_LISTS.values() for c in one.columns if c.deed == deed)
    client, row = browser(county, CASES[deed].role), target_of(county, deed)
    address = f"{reverse('list_row', args=[county.inspection_id, name, row])}?cell={key}"
    page = client.get(address, headers={"HX-Request": "true"}).content.decode()
    carried = dict(re.findall(r'<input[^>]*?name="([^"]+)" value="([^"]*)"', page))
    with they_are_quicker(county, deed):
        answer = client.post(address, {**carried, key: "我方"}, headers={"HX-Request": "true"})
        assert answer.status_code == 409, answer.content.decode()


def by_list(county: County, deed: str, _folder: Path) -> None:
    """Take one of the five lists away as a workbook, fill it in, bring it back."""
    name, key = next((one.name, c.key) for one in FIVE_LISTS.values() for c in one.columns if c.deed == deed)
    client, where = browser(county, CASES[deed].role), [county.inspection_id, name]
    data = filled_in(client.get(reverse("list_workbook", args=where)).content, (1, key, "我方"))
    with they_are_quicker(county, deed):
        shown = client.post(reverse("list_return", args=where), {"workbook": SimpleUploadedFile("a.xlsx", data)})
        assert 'name="fingerprint"' not in shown.content.decode()


def by_list_between(county: County, deed: str, _folder: Path) -> None:
    """Bring a list back; somebody writes between the preview and its confirmation."""
    name, key = next((one.name, c.key) for one in FIVE_LISTS.values() for c in one.columns if c.deed == deed)
    client, where = browser(county, CASES[deed].role), [county.inspection_id, name]
    data = filled_in(client.get(reverse("list_workbook", args=where)).content, (1, key, "我方"))
    shown = client.post(reverse("list_return", args=where), {"workbook": SimpleUploadedFile("a.xlsx", data)})
    carried = dict(re.findall(r'name="(token|fingerprint)" value="([^"]+)"', shown.content.decode()))
    with they_are_quicker(county, deed):
        told = {**carried, "key": str(uuid.uuid4())}
        assert client.post(reverse("list_confirm", args=where), told).status_code == 409


def by_sheet(county: County, deed: str, _folder: Path) -> None:
    """Take the account of findings away as a workbook, fill it in, bring it back."""
    key = next(column.key for column in FINDING_COLUMNS if column.deed == deed)
    client, row = browser(county, CASES[deed].role), int(CASES[deed].number)
    data = filled_in(client.get(reverse("sheet_workbook", args=["findings"])).content, (row, key, "我方"))
    told = {"reason": "核对"}
    with they_are_quicker(county, deed):
        file = SimpleUploadedFile("a.xlsx", data)
        shown = client.post(reverse("sheet_return", args=["findings"]), {"workbook": file, **told})
        assert 'name="fingerprint"' not in shown.content.decode()


LISTED = {c.deed for one in FIVE_LISTS.values() if one.can_return for c in one.columns if c.is_open}
WAYS: Mapping[str, tuple[Callable[[County, str, Path], None], set[str]]] = {
    "desk": (by_desk, HERE),
    "api": (by_api, HERE),
    "page": (by_page, HERE),
    "command line": (by_command_line, HERE),
    "bulk": (by_bulk, HERE & set(MANY)),
    "cell": (by_cell, HERE & LISTED),
    "list": (by_list, HERE & LISTED),
    "list, between preview and confirmation": (by_list_between, HERE & LISTED),
    # a tick that came back to where it was conflicts with nobody's: a workbook tells a mark by its cell
    "sheet": (by_sheet, HERE & {column.deed for column in FINDING_COLUMNS} - {"mark_person_matter"}),
}


@pytest.mark.parametrize(("way", "deed"), [(way, deed) for way, (_, deeds) in WAYS.items() for deed in sorted(deeds)])
def test_what_somebody_wrote_meanwhile_is_not_written_over(county: County, tmp_path: Path, way: str, deed: str) -> None:
    WAYS[way][0](county, deed, tmp_path)


# --- who says nothing of what he saw ------------------------------------------------------------------


@pytest.mark.parametrize("deed", sorted(HERE))
def test_who_does_not_say_what_he_saw_is_told_to_look_first(county: County, tmp_path: Path, deed: str) -> None:
    case, target = CASES[deed], target_of(county, deed)
    before = Entry.objects.count()
    with pytest.raises(NotSeen):
        perform(
            deed, actor=actor_for(county, case.role), target_id=target, told=case.mine, now=county.now, key=new_key()
        )
    answer = post(browser(county, case.role), reverse(f"api:{deed}", args=[target]), case.mine)
    assert (answer.status_code, answer.json()["type"]) == (428, "urn:bihuan:refusal:not_seen")
    assert SEEN[deed] in answer.json()["remedy"]
    file = tmp_path / "told.json"
    file.write_text(json.dumps(case.mine), encoding="utf-8")
    said = said_by(["step", deed, str(target), "--as", login_name_of(case.role), "--json", str(file)])
    assert SEEN[deed] in said["not_seen"]
    assert Entry.objects.count() == before


def test_the_description_of_the_api_asks_for_it() -> None:
    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    for deed in SEEN:
        told = next(o["post"] for o in schema["paths"].values() if o.get("post", {}).get("operationId") == deed)
        body = told["requestBody"]["content"]["application/json"]["schema"]
        shape = schema["components"]["schemas"][body["$ref"].rpartition("/")[2]]
        assert SEEN[deed] in shape["required"], deed
        assert {"409", "428"} <= set(told["responses"])


# --- what is no hindrance ------------------------------------------------------------------------------


def test_a_change_of_other_words_of_the_row_is_no_hindrance(county: County) -> None:
    finding, measure = county.finding("1"), Measure.objects.get(finding=county.finding("1"))
    seen = {name: seen_now(OFFERS[name], county.authority_id, finding.id) for name in ("state_result",)}
    of_measure = seen_now(OFFERS["report_progress"], county.authority_id, measure.id)
    county.do(county.office, "correct_finding", finding.id, title="改正后的题目", reason="核对")
    county.do(county.unit_head, "revise_measure", measure.id, **{**MEASURE, "text": "另一措施", "due_on": "2018-04-30"})
    county.do(county.unit_liaison, "state_result", finding.id, result="我方", **seen["state_result"])
    county.do(county.unit_liaison, "report_progress", measure.id, progress="我方", **of_measure)
    assert county.finding("1").result == "我方"


def test_a_version_that_never_was_is_refused(county: County) -> None:
    with pytest.raises(ChangedMeanwhile):
        county.do(county.unit_liaison, "state_result", county.finding("1").id, result="我方", seen_version=99)


def test_the_same_request_again_is_its_first_answer_whatever_came_after(county: County) -> None:
    client, finding = browser(county, Role.UNIT_LIAISON), county.finding("1")
    told = {"result": "我方", SEEN_VERSION: finding.version}
    headers, address = {"Idempotency-Key": new_key()}, reverse("api:state_result", args=[finding.id])

    def send() -> Any:
        return client.post(address, json.dumps(told), content_type="application/json", headers=headers)

    assert send().json()["repeated"] is False
    county.do(county.unit_head, "state_result", finding.id, result="他方")
    assert send().json()["repeated"] is True
    assert county.finding("1").result == "他方"


# --- that none is left out -----------------------------------------------------------------------------


def test_the_list_the_forms_and_the_verbs_say_the_same() -> None:
    assert set(CASES) == HERE
    assert {name for name, offer in OFFERS.items() if issubclass(offer.form, forms.Revising)} == set(REVISED)
    assert {name for name, offer in OFFERS.items() if issubclass(offer.form, forms.UponTheReport)} == REPLACING
    for name, offer in OFFERS.items():
        asked = {p.name for p in inspect.signature(offer.act).parameters.values() if p.default is p.empty}
        assert asked & {SEEN_VERSION, SEEN_REPORT, SEEN_DRAFT} == ({SEEN[name]} if name in SEEN else set()), name
    for name, columns in REVISED.items():
        model = {Target.MEASURE: Measure, Target.WORKING_PAPER: WorkingPaper}.get(OFFERS[name].target, Finding)
        assert set(columns) <= {field.attname for field in model._meta.concrete_fields}, name


# columns that follow from others, and the rows' own bookkeeping: nobody's words
# days that follow from others; the latest paper that was issued of a thing, of which each stays
DERIVED = {"version", "due_on", "last_due_on", "sign_off_requested_on", "paper_id"}


class _TakenBack(Exception):
    """Raised to take a repeated deed back."""


@pytest.mark.long
def test_every_deed_that_can_be_done_twice_over_one_row_is_on_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each deed is done, and done again at once: where a second one is let through, it writes over the first."""
    tried: set[str] = set()
    over: dict[str, set[str]] = {}

    def doing_twice(offer: Offer) -> Offer:
        def act(**told: Any) -> Receipt:
            receipt = offer.act(**told)
            if offer.name not in over:
                tried.add(offer.name)
                again = done_again(offer, told)
                if again is not None and (columns := written_over(receipt) | written_over(again)):
                    over[offer.name] = columns
            return receipt

        return replace(offer, act=act)

    for name, offer in OFFERS.items():
        monkeypatch.setitem(OFFERS, name, doing_twice(offer))  # type: ignore[arg-type]
    play(today=date(2026, 11, 22), seed=7, say=lambda _: None, cut=Cut(EVERY_KIND_OF_STORY, 9))
    the_rest()
    assert set(OFFERS) - tried == set(), "let every_deed.py do the new deed once, where it is open"
    assert over == {}, "a deed that writes over what stands is told what its author saw: domain/lifecycle/revising.py"


def done_again(offer: Offer, told: Mapping[str, Any]) -> Receipt | None:
    """Do a deed once more by somebody who saw what he saw before; return its receipt, None where it is refused."""
    receipt: list[Receipt] = []
    try:
        with batch():
            receipt.append(offer.act(**{**told, "key": new_key()}))
            raise _TakenBack
    except _TakenBack:
        return receipt[0]
    except Exception as refusal:
        if kind_of(refusal) not in NOS:
            raise
        return None


def written_over(receipt: Receipt) -> set[str]:
    """Return the columns that a deed set in rows which stood before it."""
    found: set[str] = set()
    for table, _row_id, changed in changes_in(json.loads(bytes(receipt.entry.content))):
        if changed.get("version", 1) > 1:
            found |= {f"{table}.{column}" for column in changed if column not in DERIVED}
    return found
