"""`step` does a deed from the machine, as an account, and says so; exit codes as the contract has them."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from bihuan.cli.main import main
from bihuan.domain.roles import Role
from bihuan.ledger.models import Entry
from tests.county import County
from tests.people import login_name_of, person_of

pytestmark = pytest.mark.django_db
Shown = pytest.CaptureFixture[str]


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> County:
    made = County().found().fed_back().planned_and_accepted()
    for role in (Role.UNIT_HEAD, Role.OFFICE, Role.SECURITY_ADMINISTRATOR):
        person_of(made, role)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    return made


def step(deed: str, target: object, role: Role, *more: str) -> int:
    return main(["step", deed, str(target), "--as", login_name_of(role), *more])


def told(folder: Path, **values: Any) -> list[str]:
    file = folder / "told.json"
    file.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return ["--json", str(file)]


def test_a_deed_is_done_and_its_entry_says_by_which_way_it_came(county: County, tmp_path: Path, capsys: Shown) -> None:
    finding = county.finding("1")
    seen = finding.version
    assert (
        step(
            "state_result",
            finding.id,
            Role.UNIT_HEAD,
            *told(tmp_path, result="制度已印发", seen_version=seen),
            "--key",
            "a-proper-key",
        )
        == 0
    )
    answer = json.loads(capsys.readouterr().out)
    entry = Entry.objects.get(stream=answer["entry"]["stream"], number=answer["entry"]["number"])
    content = json.loads(bytes(entry.content))
    assert (content["way"], content["key"], answer["repeated"]) == ("command_line", "a-proper-key", False)
    assert county.finding("1").result == "制度已印发"
    assert (
        step(
            "state_result",
            finding.id,
            Role.UNIT_HEAD,
            *told(tmp_path, result="制度已印发", seen_version=seen),
            "--key",
            "a-proper-key",
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out) == answer | {"repeated": True}


def test_a_refused_step_shows_all_that_is_missing_and_the_command_that_mends_it(county: County, capsys: Shown) -> None:
    county.do(county.unit_head, "submit_for_review")
    assert step("close", county.inspection_id, Role.OFFICE) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["done"], answer["step"], answer["allowed"]) == (False, "close", False)
    assert answer["blockers"][0]["code"] == "finding.not_signed_off"
    assert answer["blockers"][0]["link"] == f"step request_sign_off {county.finding('1').id}"
    assert county.inspection.stage == "under_review"


@pytest.mark.parametrize(
    ("deed", "role", "why"),
    [
        ("close", Role.UNIT_HEAD, "may_not"),
        ("close", Role.OFFICE, "no_such_step"),
        ("close", Role.SECURITY_ADMINISTRATOR, "no_such_thing"),
    ],
)
def test_the_three_refusals_are_told_apart(county: County, capsys: Shown, deed: str, role: Role, why: str) -> None:
    assert step(deed, county.inspection_id, role) == 1
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"done", why}


@pytest.mark.parametrize(
    "arguments",
    [
        ["abolish", "{id}", "--as", "office"],
        ["close", "not-an-id", "--as", "office"],
        ["close", "{id}", "--as", "nobody"],
        ["close", "{id}"],
        ["close", "{id}", "--as", "office", "--json", "/no/such/file.json"],
        ["record_check", "{id}", "--as", "office"],
        ["record_check", "{id}", "--as", "office", "--json", "{told}"],
        ["close", "{id}", "--as", "office", "--key", "x" * 500],
    ],
)
def test_what_cannot_be_used_is_said_on_one_line(
    county: County, tmp_path: Path, capsys: Shown, arguments: list[str]
) -> None:
    told(tmp_path, on="2030-01-01", account="看了")
    filled = [a.format(id=county.inspection_id, told=tmp_path / "told.json") for a in arguments]
    entries = Entry.objects.count()
    assert main(["step", *filled]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("content", ["{", "[]", "1"])
def test_what_is_told_has_to_be_an_object(county: County, tmp_path: Path, capsys: Shown, content: str) -> None:
    (tmp_path / "told.json").write_text(content, encoding="utf-8")
    assert step("close", county.inspection_id, Role.OFFICE, "--json", str(tmp_path / "told.json")) == 2


def test_what_is_not_there_is_not_in_reach(county: County, capsys: Shown) -> None:
    nothing = uuid.uuid4()
    assert step("close", nothing, Role.OFFICE) == 1
    assert json.loads(capsys.readouterr().out) == {"done": False, "no_such_thing": f"no such inspection: {nothing}"}


def test_a_look_shows_what_would_be_signed_and_its_fingerprint_signs(
    county: County, tmp_path: Path, capsys: Shown
) -> None:
    county.do(county.unit_liaison, "write_report", title="报结报告", text="均已整改")
    assert step("sign_report", county.inspection_id, Role.UNIT_HEAD, "--look") == 0
    looked = json.loads(capsys.readouterr().out)
    assert (looked["allowed"], looked["report"]["text"], looked["shown"]) == (True, "均已整改", county.shown())
    wrong = told(tmp_path, shown="0" * 64)
    assert step("sign_report", county.inspection_id, Role.UNIT_HEAD, *wrong) == 1
    assert "changed_meanwhile" in json.loads(capsys.readouterr().out)
    right = told(tmp_path, shown=looked["shown"])
    assert step("sign_report", county.inspection_id, Role.UNIT_HEAD, *right) == 0
