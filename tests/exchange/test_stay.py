"""Dossiers go along on a laptop and come home: written in one place at a time, all of it or nothing, never twice."""

from __future__ import annotations

import base64
import copy
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bihuan.desk.chances import chances_on_inspection
from bihuan.domain.custody import AnotherPackage, AwayAlready, BackInThePast, LoanEnded, NothingInTheField
from bihuan.domain.ledger import canonical, digest_of
from bihuan.dossiers.actions import open_inspection
from bihuan.dossiers.files import path_of
from bihuan.dossiers.models import StoredFile
from bihuan.dossiers.steps import ReasonMissing
from bihuan.exchange import lending
from bihuan.exchange.outgoing import carried_tables
from bihuan.exchange.own_keys import CardUnusable, card_from, fingerprint_of
from bihuan.exchange.parcels import ParcelUnusable, opened
from bihuan.fieldwork.models import PaperEvidence, WorkingPaper
from bihuan.ledger.carrying import NotAsCarried
from bihuan.ledger.checking import check_chains
from bihuan.ledger.door import HeldElsewhere
from bihuan.ledger.models import Entry
from tests.county import County, new_key
from tests.database.states import state_of_ledger, state_of_tables
from tests.exchange.laptops import TEAM_NAME, Lent
from tests.fieldwork.papers import WHOLE, Team

pytestmark = pytest.mark.django_db


def written(lent: Lent) -> bytes:
    """Return what a laptop brings on which a paper was written, shown by a file, and submitted."""
    return lent.work(lambda: lent.team.submitted())


def test_what_was_done_on_the_laptop_comes_home_with_its_entries_byte_for_byte() -> None:
    lent = Lent()
    content = written(lent)
    done = [bytes(base64.b64decode(one["content"])) for one in opened_at_home(content).document("entries.json")]
    receipt = lent.bring_home(content)
    assert receipt.told["entries"] == len(done) == 3
    rows = Entry.objects.filter(stream=lent.county.inspection.stream).order_by("number")
    assert [bytes(row.content) for row in rows][-3:] == done
    newest = list(Entry.objects.order_by("-id")[:4])
    assert newest[0].action == "bring_home", "what pages remember ends with the newest id"
    assert [row.number for row in newest][1:] == [row.number for row in rows][:-4:-1]
    paper = WorkingPaper.objects.get()
    assert (paper.title, paper.phenomenon, paper.stage) == (WHOLE["title"], WHOLE["phenomenon"], "submitted")
    evidence = PaperEvidence.objects.select_related("file").get()
    assert path_of(evidence.file.sha256).read_bytes().startswith(b"%PDF")
    assert state_of_ledger() == state_of_tables()
    assert check_chains(lent.county.authority_id).broken is None


def test_after_that_it_is_written_at_home_again_where_the_laptop_left_off() -> None:
    lent = Lent()
    lent.bring_home(written(lent))
    assert lent.team.paper().number == "02"
    assert state_of_ledger() == state_of_tables()


def test_while_it_is_away_nothing_is_written_at_home_and_the_holder_is_named() -> None:
    lent = Lent()
    with pytest.raises(HeldElsewhere, match="一组笔记本"):
        lent.team.paper()
    assert chances_on_inspection(lent.team.member, lent.county.inspection) == ()
    assert state_of_ledger() == state_of_tables()


def test_the_same_package_does_not_come_home_twice() -> None:
    lent = Lent()
    content = written(lent)
    lent.bring_home(content)
    with pytest.raises(LoanEnded):
        lent.bring_home(content)
    assert WorkingPaper.objects.count() == 1


def test_a_laptop_that_is_given_up_brings_nothing_any_more() -> None:
    lent = Lent()
    content = written(lent)
    with pytest.raises(ReasonMissing):
        lent.do(lending.declare_lost, loan_id=lent.loan_id, reason=" ")
    lent.do(lending.declare_lost, loan_id=lent.loan_id, reason="在途中被盗，已报案")
    with pytest.raises(LoanEnded):
        lent.bring_home(content)
    assert lent.team.paper().number == "01"
    assert state_of_ledger() == state_of_tables()


def test_what_is_away_is_not_lent_to_another_laptop() -> None:
    with pytest.raises(AwayAlready, match="县住房和城乡建设局 is with 一组笔记本"):
        Lent().lend()


def test_a_team_without_dossiers_in_the_field_takes_nothing_along() -> None:
    with pytest.raises(NothingInTheField):
        Lent().lend(team_name="县委第九巡察组")
    team = Team()
    team.county = County().found().fed_back()
    with pytest.raises(NothingInTheField):
        Lent(team)


def test_nothing_is_to_be_back_before_it_goes() -> None:
    lent = Lent()
    lent.bring_home(written(lent))
    with pytest.raises(BackInThePast):
        lent.lend(back_by=lent.county.today - timedelta(days=1))


def test_the_same_file_kept_at_home_meanwhile_is_no_obstacle() -> None:
    lent = Lent()
    content = written(lent)
    row = next(one for one in opened_at_home(content).document("rows.json") if one["model"] == "dossiers.storedfile")
    own = uuid.uuid4()
    told = {"media_type": "application/pdf", "name": "同一份凭证.pdf", "size": row["fields"]["size"]}
    StoredFile.objects.bulk_create(
        [StoredFile(id=own, authority_id=lent.county.authority_id, sha256=row["fields"]["sha256"], **told)]
    )
    lent.bring_home(content)
    assert PaperEvidence.objects.get().file_id != own
    assert StoredFile.objects.count() == 2


def opened_at_home(content: bytes) -> Any:
    from bihuan.exchange.own_keys import own_keys

    return opened(content, own_keys())


def test_a_team_that_has_a_dossier_away_numbers_no_paper_at_home() -> None:
    lent = Lent()
    content = written(lent)
    other = replace_dossier(lent)
    with pytest.raises(HeldElsewhere, match="一组笔记本"):
        other.paper()
    lent.bring_home(content)
    assert other.paper().number == "02"


def replace_dossier(lent: Lent) -> Team:
    """Return the same team with another dossier of the round, which it has gone into at home meanwhile."""
    county = copy.copy(lent.county)
    county.unit_id, county.unit_path = county.organization("县水利局", "department")
    told = {"round_id": county.round_id, "organization_id": county.unit_id, "supervision_office_id": county.office_id}
    made = open_inspection(
        actor=county.office,
        **told,
        number=2,
        kind="routine",
        team_name=TEAM_NAME,
        responsible_department_needed=False,
        now=county.now,
        key=new_key(),
    )
    county.inspection_id = uuid.UUID(made.told["inspection"])
    county.do(county.office, "enter_site")
    team = copy.copy(lent.team)
    team.county = county
    return team


def test_on_the_laptop_nothing_is_typed_that_has_no_way_home() -> None:
    lent = Lent()
    lent.as_laptop()
    assert lent.team.paper().number == "01"
    lent.county.do(lent.team.leader, "leave_site")
    with pytest.raises(HeldElsewhere):
        lent.county.do(lent.team.leader, "write_team_report", overall="较好。", advice="抓好整改。")


# --- what went along ------------------------------------------------------------------------------


def test_clues_tips_the_pool_draws_and_evaluations_stay_at_home() -> None:
    labels = {model._meta.app_label for model in carried_tables()}
    assert labels <= {"dossiers", "fieldwork", "organizations", "rules", "access"}
    of_access = {model.__name__ for model in carried_tables() if model._meta.app_label == "access"}
    assert of_access == {"Account", "Assignment"}


def test_no_other_dossier_goes_along() -> None:
    lent = Lent()
    rows = lent.parcel().document("rows.json")
    assert [row["pk"] for row in rows if row["model"] == "dossiers.inspection"] == [str(lent.county.inspection_id)]


def test_the_laptop_alone_opens_what_was_lent_to_it() -> None:
    lent = Lent()
    with pytest.raises(ParcelUnusable, match="sealed for another installation"):
        opened_at_home(path_of(lent.loan.parcel).read_bytes())


# --- packages that were tampered with ---------------------------------------------------------------


def untouched(lent: Lent, content: bytes, refusal: type[Exception], match: str) -> None:
    """Expect a refusal that leaves everything as it was, and the true package to be taken afterwards."""
    state, entries, true = state_of_tables(), Entry.objects.count(), written(lent)
    with pytest.raises(refusal, match=match):
        lent.bring_home(content)
    assert (state_of_tables(), Entry.objects.count()) == (state, entries)
    lent.bring_home(true)


def first_paper(rows: list[Any]) -> Any:
    return next(row["fields"] for row in rows if row["model"] == "fieldwork.workingpaper")


def somebody_who_stayed(entries: list[Any]) -> None:
    """Let the office speak, and chain all anew, as whoever has the laptop could."""
    previous = entries[0]["previous"]
    for entry in entries:
        said = json.loads(base64.b64decode(entry["content"])) | {"actor": str(uuid.UUID(int=5))}
        content = canonical(said)
        label = {"stream": entry["stream"], "number": entry["number"], "previous": previous}
        entry |= {"actor_id": said["actor"], "content": base64.b64encode(content).decode(), "previous": previous}
        previous = entry["digest"] = digest_of(**label, content=content)


def a_title_written_over(rows: list[Any]) -> None:
    first_paper(rows)["title"] = "另一件事"


def a_stage_written_over(rows: list[Any]) -> None:
    first_paper(rows)["stage"] = "signed"


def a_row_left_out(rows: list[Any]) -> list[Any]:
    return [row for row in rows if row["model"] != "fieldwork.paperevidence"]


def a_row_of_another_dossier(rows: list[Any]) -> None:
    first_paper(rows)["inspection"] = str(uuid.uuid4())


def an_account_put_in(rows: list[Any]) -> list[Any]:
    fields = {"authority_id": first_paper(rows)["authority_id"], "login_name": "guest", "name": "外人", "password": "x"}
    return [*rows, {"model": "access.account", "pk": str(uuid.uuid4()), "fields": fields}]


def a_row_nobody_told_of(rows: list[Any]) -> list[Any]:
    paper = next(row for row in rows if row["model"] == "fieldwork.workingpaper")
    return [*rows, {**paper, "pk": str(uuid.uuid4()), "fields": {**paper["fields"], "number": "77"}}]


def an_entry_left_out(entries: list[Any]) -> list[Any]:
    return [entries[0], *entries[2:]]


def an_entry_rewritten(entries: list[Any]) -> None:
    said = json.loads(base64.b64decode(entries[0]["content"]))
    said["recorded_at"] = "2018-01-01T08:00:00+08:00"
    entries[0]["content"] = base64.b64encode(json.dumps(said).encode()).decode()


def another_name_beside_an_entry(entries: list[Any]) -> None:
    entries[0]["actor_id"] = str(uuid.uuid4())


def another_stream(entries: list[Any]) -> None:
    said = json.loads(base64.b64decode(entries[0]["content"])) | {"stream": "clue:1"}
    entries[0] |= {"stream": "clue:1", "content": base64.b64encode(json.dumps(said).encode()).decode()}


@pytest.mark.parametrize(
    ("part", "spoil", "match"),
    [
        ("rows.json", a_title_written_over, "title is not what the entries lead to"),
        ("rows.json", a_stage_written_over, "stage is not what the entries lead to"),
        ("rows.json", a_row_left_out, "it did not come"),
        ("rows.json", a_row_of_another_dossier, "was not lent"),
        ("rows.json", an_account_put_in, "rows of this table are not carried"),
        ("rows.json", a_row_nobody_told_of, "no entry tells of"),
        ("rows.json", lambda _: [{"model": "nothing"}], "not written as rows are"),
        ("keys.json", lambda _: [], "is not what the entries lead to"),
        ("entries.json", an_entry_left_out, "expected entry"),
        ("entries.json", an_entry_rewritten, "do not give its digest"),
        ("entries.json", another_name_beside_an_entry, "beside the entry"),
        ("entries.json", another_stream, "was not lent"),
        ("entries.json", lambda _: [{}], "not written as entries are"),
        ("entries.json", somebody_who_stayed, "did not go along"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_package_that_was_made_up_is_refused_whole(part: str, spoil: Callable[[Any], Any], match: str) -> None:
    lent = Lent()
    untouched(lent, lent.spoiled(written(lent), part, spoil), NotAsCarried, match)


def test_a_file_that_is_missing_is_named() -> None:
    lent = Lent()
    content = lent.work(lambda: lent.team.with_file(lent.team.paper(), 7301))  # no other test has this file
    parcel = opened_at_home(content)
    parts = {name: part for name, part in parcel.files.items() if not name.startswith("files/")}
    for name in parcel.files.keys() - parts.keys():
        path_of(name.removeprefix("files/")).unlink()
    told = {key: value for key, value in parcel.told.items() if key != "files"}
    with pytest.raises(NotAsCarried, match="the file is missing"):
        lent.bring_home(lent.packed(told, parts))


@pytest.mark.parametrize("at", [0, 20, 60, 130, 400, -1])
def test_one_changed_byte_is_enough(at: int) -> None:
    lent = Lent()
    content = bytearray(written(lent))
    content[at] ^= 1
    untouched(lent, bytes(content), ParcelUnusable, "package: ")


@pytest.mark.parametrize("length", [0, 10, 100, -1])
def test_a_package_that_was_cut_off_is_refused(length: int) -> None:
    lent = Lent()
    untouched(lent, written(lent)[:length], ParcelUnusable, "package: ")


def test_another_laptops_package_is_refused() -> None:
    lent = Lent()
    mine, lent.keys = lent.keys, Lent(Team()).keys
    strange = lent.packed({"form": "home", "loan": str(lent.loan_id)}, {})
    lent.keys = mine
    untouched(lent, strange, ParcelUnusable, "signed by another installation")


def test_the_package_of_another_loan_is_refused() -> None:
    lent = Lent()
    untouched(lent, lent.packed({"form": "home", "loan": str(uuid.uuid4())}, {}), AnotherPackage, "for this loan")


def test_a_card_that_is_none_is_refused() -> None:
    good = Lent().keys.card("一组笔记本")
    assert len(fingerprint_of(good)) == 19
    for card in ({}, {**good, "form": "x"}, {**good, "box": "00"}, {**good, "name": " "}, {**good, "more": "x"}, []):
        with pytest.raises(CardUnusable):
            card_from(json.dumps(card).encode())
    with pytest.raises(CardUnusable):
        card_from(b"\xff\xfe\x00")
