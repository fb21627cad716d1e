"""Every gate, through every way of writing: page, API, command line, desk, bulk, import. It holds in each.

For every (step, gate) that the method or a pack of the county asks: the step is open, one thing is spoiled, and each
way refuses with exactly that one blocker and leaves everything as it was.
"""

from __future__ import annotations

import base64
import io
import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.cli.main import main
from bihuan.desk.chances import cut
from bihuan.desk.offers import OFFERS, Offer, Target
from bihuan.desk.performing import perform
from bihuan.domain.glossary import say_blocker
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.inspection import STEPS as INSPECTION_STEPS
from bihuan.domain.lifecycle.machine import NoSuchStep, StepRefused
from bihuan.domain.lifecycle.working_paper import COMPLETE
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.models import Entry, Kept
from bihuan.organizations.models import Authority
from bihuan.rules.packs import available, load
from tests.closeout.spoiling import OF_PLACES, SPOILERS, STATES, File, offer_of, role_of, target_of, told_for
from tests.county import PACKS, PDF, County, new_key
from tests.people import login_name_of, person_of

pytestmark = pytest.mark.django_db
STEPS = {**INSPECTION_STEPS, **FINDING_STEPS}
SILENT = {"evaluation.below_pass"}  # asked by no pack that comes with Bihuan
OF_PAPERS = set(COMPLETE)  # asked of a working paper: tests/fieldwork spoils them one by one


def asked(packs: list[str]) -> Iterator[tuple[str, str]]:
    """Return every (step, gate) that the method or one of the packs asks."""
    for name, step in STEPS.items():
        yield from ((name, code) for code in step.gates)
    for pack_id in packs:
        for rule in load(pack_id).rules:
            if rule.id.startswith("gate/"):
                _gate, name, code = rule.id.split("/", 2)
                yield name, code


CASES = sorted(set(asked(PACKS)))
PLACES = sorted({pack_id for pack_id, _ in OF_PLACES})
CASES_OF_PLACES = [
    (pack_id, step, code)
    for pack_id in PLACES
    for step, code in sorted(set(asked([pack_id])))
    if (pack_id, step) in OF_PLACES and code not in STEPS[step].gates and code not in OF_PAPERS
]


@dataclass(frozen=True)
class Attempt:
    """One step, tried by one account."""

    county: County
    offer: Offer
    target_id: uuid.UUID
    account: Account
    told: Mapping[str, Any]
    folder: Path

    @property
    def client(self) -> Client:
        client = Client()
        client.force_login(self.account, backend="bihuan.access.sign_in.AccountBackend")
        return client

    @property
    def plain(self) -> dict[str, Any]:
        """What the deed is told, as JSON has it."""
        told = {name: uploaded(value) if isinstance(value, File) else value for name, value in self.told.items()}
        plain: dict[str, Any] = json.loads(json.dumps(told, default=str))
        return plain


def uploaded(file: File) -> dict[str, str]:
    return {"name": file.name, "content": base64.b64encode(file.content).decode()}


# --- the ways: each returns the codes it shows, or None where it only leaves things as they were ------------


def by_desk(attempt: Attempt) -> list[str]:
    actor = actor_of(attempt.account, attempt.county.today)
    with pytest.raises(StepRefused) as refused:
        perform(
            attempt.offer.name,
            actor=actor,
            target_id=attempt.target_id,
            told=attempt.plain,
            now=attempt.county.now,
            key=new_key(),
        )
    return [b.code for b in cut(actor, attempt.county.inspection, refused.value.verdict).blockers]


def by_api(attempt: Attempt) -> list[str]:
    answer = attempt.client.post(
        reverse(f"api:{attempt.offer.name}", args=[attempt.target_id]),
        json.dumps(attempt.plain),
        content_type="application/json",
        headers={"Idempotency-Key": new_key()},
    )
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json"), answer.content
    told = answer.json()
    assert told["allowed"] is False
    assert len(told["blockers"]) + told["hidden"] == 1
    return [b["code"] for b in told["blockers"]]


DOORS = {
    Target.INSPECTION: "dossier_do",
    Target.FINDING: "finding_do",
    Target.CHECK: "check_do",
    Target.MEASURE: "measure_do",
}


def by_page(attempt: Attempt) -> list[str]:
    values = {
        name: SimpleUploadedFile(value.name, value.content) if isinstance(value, File) else str(value)
        for name, value in attempt.told.items()
    }
    address = reverse(DOORS[attempt.offer.target], args=[attempt.target_id, attempt.offer.name])
    answer = attempt.client.post(address, {**values, "key": str(uuid.uuid4())})
    assert answer.status_code == 409, answer.content.decode()[:3000]
    return codes_on(answer.content.decode())


def codes_on(page: str) -> list[str]:
    """Return the codes of the blockers that a page shows."""
    return re.findall('data-code="([^"]+)"', page)


def by_command_line(attempt: Attempt) -> list[str]:
    file = attempt.folder / "told.json"
    file.write_text(json.dumps(attempt.plain), encoding="utf-8")
    arguments = [attempt.offer.name, str(attempt.target_id), "--as", attempt.account.login_name, "--json", str(file)]
    with redirect_stdout(io.StringIO()) as out:
        assert main(["step", *arguments]) == 1
    told = json.loads(out.getvalue())
    assert (told["done"], told["allowed"]) == (False, False)
    return [b["code"] for b in told["blockers"]]


def by_bulk(attempt: Attempt) -> list[str]:
    """Look at the preview, which bars the row, then confirm the row all the same, as a forged request would."""
    asked = {"deed": attempt.offer.name, "finding": str(attempt.target_id)}
    shown = attempt.client.post(reverse("findings_bulk"), asked)
    version = Finding.objects.get(pk=attempt.target_id).version
    forged = {
        "deed": attempt.offer.name,
        "row": f"{attempt.target_id}:{version}",
        "confirmed": "1",
        "how": "each",
        "key": str(uuid.uuid4()),
    }
    answer = attempt.client.post(reverse("findings_bulk"), forged)
    assert (shown.status_code, answer.status_code) == (200, 200), answer.content.decode()[:3000]
    assert codes_on(shown.content.decode()) == codes_on(answer.content.decode())
    return codes_on(answer.content.decode())


def by_import(attempt: Attempt) -> None:
    """Bring a finding in as signed off: once there is feedback there is no such step, whoever asks."""
    county = attempt.county
    finding = {"number": "1", "title": "党组理论学习中心组学习流于形式", "stage": "signed_off"}
    told = {"document": uploaded(File("feedback.pdf", PDF)), "findings": [finding]}
    with pytest.raises(NoSuchStep):
        county.do(county.office, "import_findings", **told)


WAYS: Mapping[str, Callable[[Attempt], list[str] | None]] = {
    "desk": by_desk,
    "api": by_api,
    "page": by_page,
    "command line": by_command_line,
    "bulk": by_bulk,
    "import": by_import,
}
ON_MANY = {"request_sign_off", "grant_sign_off"}


def ways_of(step_name: str) -> set[str]:
    """Return the ways by which a step can be tried: bulk offers two deeds, import sets no stage after feedback."""
    ways = {"desk", "api", "page", "command line"}
    if step_name in ON_MANY:
        ways.add("bulk")
    if step_name not in ("give_feedback", "issue_opinion", "issue_report"):
        ways.add("import")
    return ways


def everything() -> dict[str, Any]:
    """Return what must not change: every kept row, and the length of the ledger."""
    rows: dict[str, Any] = {}
    with connection.cursor() as cursor:  # as they lie there: hundreds of thousands of values a run
        for model in apps.get_models():
            if issubclass(model, Kept):
                cursor.execute(f"SELECT * FROM {model._meta.db_table}")
                rows[model._meta.label] = sorted(map(repr, cursor.fetchall()))
    return rows | {"entries": Entry.objects.count()}


# --- that nothing is left out -------------------------------------------------------------------------------


def recorded(pack_id: str) -> set[tuple[str, str]]:
    """Return every (step, gate) of a pack itself."""
    return {(step, code) for step, code in asked([pack_id]) if code not in STEPS[step].gates}


def test_every_gate_of_every_table_and_pack_has_a_spoiler() -> None:
    of_places = {code for pack_id in available() for _, code in recorded(pack_id)}
    assert {code for _, code in CASES} | of_places == set(SPOILERS) | (OF_PAPERS & of_places)
    assert set(GATES) == set(SPOILERS) | SILENT | OF_PAPERS


def test_every_gate_of_every_pack_is_spoiled_in_a_dossier_that_the_pack_binds() -> None:
    for pack_id in available():
        tried = {(step, code) for step, code in CASES if (step, code) in recorded(pack_id)}
        tried |= {(step, code) for name, step, code in CASES_OF_PLACES if name == pack_id}
        of_papers = {one for one in recorded(pack_id) if one[1] in OF_PAPERS}
        assert recorded(pack_id) == tried | of_papers, pack_id


def test_every_gated_step_has_a_dossier_on_which_it_is_open_and_a_deed() -> None:
    assert {name for name, _ in CASES} == set(STATES)
    assert all(offer_of(name).step.name == name for name in [*STATES, *(step for _, step in OF_PLACES)])


def test_every_way_is_tried() -> None:
    assert set().union(*(ways_of(name) for name, _ in CASES)) == set(WAYS)
    for name, _ in CASES:
        assert {"desk", "api", "page", "command line"} <= ways_of(name)


# --- the gates themselves -----------------------------------------------------------------------------------


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> Callable[[County], None]:
    def stand(county: County) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: county.now)

    return stand


@pytest.mark.parametrize("step_name", sorted(STATES))
def test_the_step_is_open_before_anything_is_spoiled(step_name: str) -> None:
    county = County().found()
    STATES[step_name](county)
    offer = offer_of(step_name)
    account = person_of(county, role_of(offer.step))
    attempt = Attempt(county, offer, target_of(county, offer), account, told_for(step_name, county), Path())
    perform(
        offer.name,
        actor=actor_of(account, county.today),
        target_id=attempt.target_id,
        told=attempt.plain,
        now=county.now,
        key=new_key(),
    )


@pytest.mark.parametrize(("step_name", "code"), CASES)
def test_the_gate_holds_by_every_way(
    step_name: str,
    code: str,
    at_work: Callable[[County], None],
    tmp_path: Path,
) -> None:
    county = County().found()
    STATES[step_name](county)
    at_work(county)
    holds(county, step_name, code, tmp_path)


def placed(pack_id: str, step_name: str) -> County:
    """Return a county with a dossier on which a step is open, bound to the pack of a single place and no other."""
    county = County().found()
    OF_PLACES[pack_id, step_name](county)
    pins = [[pack_id, load(pack_id).sha256]]
    if county.inspection.feedback_on is None:  # nothing is pinned yet: the office's choice binds
        Authority.objects.filter(pk=county.authority_id).update(packs=[pack_id])
    else:
        Inspection.objects.filter(pk=county.inspection_id).update(packs=pins)
    return county


@pytest.mark.parametrize(("pack_id", "step_name"), sorted(OF_PLACES))
def test_the_step_is_open_under_the_pack_of_a_place_before_anything_is_spoiled(pack_id: str, step_name: str) -> None:
    county = placed(pack_id, step_name)
    county.do(county.actor(role_of(offer_of(step_name).step)), step_name, **told_for(step_name, county))


@pytest.mark.parametrize(("pack_id", "step_name", "code"), CASES_OF_PLACES)
def test_the_gate_of_a_place_holds_by_every_way(
    pack_id: str, step_name: str, code: str, at_work: Callable[[County], None], tmp_path: Path
) -> None:
    county = placed(pack_id, step_name)
    at_work(county)
    holds(county, step_name, code, tmp_path)


def holds(county: County, step_name: str, code: str, folder: Path) -> None:
    """Spoil one thing; every way refuses with that one blocker, and leaves everything as it was."""
    SPOILERS[code](county)
    offer = offer_of(step_name)
    role = role_of(offer.step)
    account = person_of(county, role)
    assert account.login_name == login_name_of(role)
    attempt = Attempt(county, offer, target_of(county, offer), account, told_for(step_name, county), folder)
    is_shown = role not in UNIT or GATES[code].whose in UNIT
    before = everything()
    for way in sorted(ways_of(step_name)):
        told = WAYS[way](attempt)
        if told is not None:
            assert set(told) == ({code} if is_shown else set()), way
        assert everything() == before, way


# --- what import can bring in -------------------------------------------------------------------------------


def test_findings_of_a_feedback_document_come_in_as_rectifying_whatever_the_document_claims() -> None:
    county = County().found().reporting()
    findings = [{"number": "1", "title": "党组理论学习流于形式", "stage": stage} for stage in ("signed_off",)]
    told = {"document": uploaded(File("feedback.pdf", PDF)), "findings": findings}
    county.do(county.office, "import_findings", **told)
    assert Finding.objects.get().stage == "rectifying"
    assert Inspection.objects.get().stage == "reporting"


def test_no_list_that_comes_back_as_a_workbook_moves_a_stage() -> None:
    from bihuan.rectification.lists import FIVE_LISTS

    deeds = {column.deed for one in FIVE_LISTS.values() for column in one.columns if column.is_open} | {"add_measure"}
    assert deeds <= set(OFFERS)
    assert {deed for deed in deeds if OFFERS[deed].step.target is not None} == set()


def test_the_words_of_a_blocker_are_those_of_the_glossary() -> None:
    assert {code for code in GATES if not say_blocker(code, "1").zh} == set()


def test_every_role_that_tries_is_one_of_the_step_s_own() -> None:
    assert all(role_of(offer_of(name).step) in Role for name in STATES)
