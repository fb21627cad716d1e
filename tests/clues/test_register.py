"""The clue register: who is named, a clue's life, its due answer, its figures, and that each read is an entry."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.access.actions import NotYours, OwnPower
from bihuan.access.models import Account
from bihuan.clues.actions import (
    ClueElsewhere,
    ClueRefused,
    amend_clue,
    transfer_clue,
)
from bihuan.clues.people import NamedAlready, NotNameable, end_naming, name_for_clues, reach_of
from bihuan.clues.queries import clue_read, clues_read
from bihuan.clues.records import Words, read, written
from bihuan.domain.clues import (
    Clue,
    ClueStage,
    Count,
    Outcome,
    Person,
    counted,
    faults_of,
    faults_of_outcome,
    faults_of_transfer,
    next_number,
    persons_in,
)
from bihuan.domain.roles import Role
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger import sealing
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.ledger.models import Entry
from bihuan.web import clock
from tests.clues.register import LIFE, PLAIN, TRANSFER, Register
from tests.county import County

pytestmark = pytest.mark.django_db
TODAY = date(2018, 1, 8)
SOUND = Clue(number="2018-001", registered_on=TODAY, **PLAIN)
BACKEND = "bihuan.access.sign_in.AccountBackend"


@pytest.fixture
def register() -> Register:
    return Register(County().found())


# --- what is asked of a clue ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoiled", "fault"),
    [
        ({"persons": ()}, ("persons", "missing")),
        ({"persons": (Person("", "砚溪矿务局"),)}, ("persons", "nameless")),
        ({"persons": persons_in("褚砚舟，砚溪矿务局，副局长")}, ("persons", "unsplit")),
        ({"persons": persons_in("褚砚舟|矿务局|副局长|副科|县委|又一项")}, ("persons", "unsplit")),
        ({"persons": (Person("褚砚舟"), Person("褚砚舟"))}, ("persons", "twice")),
        ({"disciplines": ()}, ("disciplines", "missing")),
        ({"disciplines": ("courage",)}, ("disciplines", "unknown")),
        ({"source": "rumour"}, ("source", "unknown")),
        ({"summary": ""}, ("summary", "missing")),
        ({"registered_on": date(2018, 1, 9)}, ("registered_on", "ahead")),
    ],
)
def test_one_fault_of_a_clue_is_named_alone(spoiled: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults_of(SOUND, TODAY) == ()
    assert [(one.key, one.code) for one in faults_of(replace(SOUND, **spoiled), TODAY)] == [fault]


def test_a_transfer_needs_a_receiver_and_a_proposal_and_is_not_before_the_registration() -> None:
    handed = replace(SOUND, receiver="discipline", transferred_on=TODAY)
    assert faults_of_transfer(handed, TODAY) == ()
    early = replace(handed, receiver="", proposal="", transferred_on=date(2018, 1, 7))
    assert [one.code for one in faults_of_transfer(early, TODAY)] == ["missing", "missing", "before"]


def test_an_outcome_concerns_no_more_persons_than_there_are_and_stands_once() -> None:
    received = replace(SOUND, received_on=TODAY)
    assert faults_of_outcome(received, Outcome("filed", TODAY, 2), TODAY) == ()
    assert [one.code for one in faults_of_outcome(received, Outcome("filed", TODAY, 3), TODAY)] == ["too_many"]
    again = replace(received, outcomes=(Outcome("filed", TODAY, 1),))
    assert [one.code for one in faults_of_outcome(again, Outcome("filed", TODAY, 1), TODAY)] == ["stands"]


def test_persons_are_read_line_by_line() -> None:
    assert persons_in("褚砚舟|矿务局|副局长\n\n苗若谷") == (Person("褚砚舟", "矿务局", "副局长"), Person("苗若谷"))


def test_clues_and_persons_are_counted_apart() -> None:
    one = replace(SOUND, outcomes=(Outcome("filed", TODAY, 1),))
    other = replace(SOUND, persons=(Person("甘棠"),), disciplines=("life",), stage=ClueStage.CLOSED)
    found = counted([one, other])
    assert found.all == Count(2, 3)
    assert (found.by_discipline["integrity"], found.by_discipline["life"]) == (Count(1, 2), Count(1, 1))
    assert found.by_outcome["filed"] == Count(1, 1)
    assert found.by_stage["closed"] == Count(1, 1)


def test_a_record_comes_back_as_it_was_and_no_two_of_one_clue_are_alike() -> None:
    full = replace(SOUND, outcomes=(Outcome("filed", TODAY, 1),), packs=(("a", "b"),), stage=ClueStage.ANSWERED)
    assert read(written(full)) == full
    assert written(full) != written(full)


# --- who is named ---------------------------------------------------------------------------------------


def test_a_role_alone_opens_nothing_and_a_name_does_from_its_first_to_its_last_day(register: Register) -> None:
    assert reach_of(register.actor("keeper")) is None
    register.name("keeper", until_on=date(2018, 1, 9))
    keeper = register.actor("keeper")
    assert reach_of(keeper) is not None
    assert reach_of(replace(keeper, today=date(2018, 1, 10))) is None
    assert reach_of(replace(keeper, today=date(2017, 12, 31))) is None


def test_the_leading_group_and_the_security_administrator_name_and_nobody_himself(register: Register) -> None:
    county = register.county
    told = {
        "account_id": register.account("keeper", Role.OFFICE).id,
        "dossier_id": None,
        "may_write": True,
        "from_on": TODAY,
        "until_on": None,
    }
    for role in set(Role) - {Role.LEADING_GROUP, Role.SECURITY_ADMINISTRATOR}:
        with pytest.raises(NotYours):
            register.do(name_for_clues, county.actor(role), **told)
    lead = register.actor("lead", Role.LEADING_GROUP)
    with pytest.raises(OwnPower):
        register.do(name_for_clues, lead, **told | {"account_id": lead.account_id})
    register.do(name_for_clues, county.actor(Role.SECURITY_ADMINISTRATOR), **told)
    with pytest.raises(NamedAlready):
        register.do(name_for_clues, lead, **told)


@pytest.mark.parametrize("role", [Role.AUDIT_ADMINISTRATOR, Role.SYSTEM_ADMINISTRATOR, Role.ORGANISATION_DEPARTMENT])
def test_administrators_are_never_named(register: Register, role: Role) -> None:
    account = register.account("other", role)
    told = {"dossier_id": None, "may_write": False, "from_on": TODAY, "until_on": None, "account_id": account.id}
    if role is Role.ORGANISATION_DEPARTMENT:
        assert register.do(name_for_clues, register.county.leading_group, **told)
        return
    with pytest.raises(NotNameable):
        register.do(name_for_clues, register.county.leading_group, **told)


def test_an_ended_naming_holds_at_once(register: Register) -> None:
    grant_id = register.name("keeper")
    one = register.clue(register.actor("keeper"))
    register.do(end_naming, register.county.leading_group, grant_id=grant_id)
    with pytest.raises(NoSuchThing):
        clue_read(register.actor("keeper"), one, register.county.now)


def test_who_is_named_for_one_dossier_meets_no_other_clue_not_even_in_a_number(register: Register) -> None:
    county = register.county
    register.name("keeper")
    other = register.clue(register.actor("keeper"))
    register.name("narrow", dossier_id=county.inspection_id)
    narrow = register.actor("narrow")
    own = register.clue(narrow, dossier_id=county.inspection_id)
    assert [one.id for one in clues_read(narrow, county.now)] == [own]
    assert register.said(own).number == "2018-0101-001"
    for wrong in (other, uuid.uuid4()):
        with pytest.raises(NoSuchThing) as told:
            clue_read(narrow, wrong, county.now)
        assert (told.value.what, told.value.which) == ("clue", wrong)
    with pytest.raises(NoSuchThing):
        register.clue(narrow)


def test_who_may_read_writes_nothing(register: Register) -> None:
    register.name("keeper")
    one = register.clue(register.actor("keeper"))
    register.name("reader", may_write=False)
    reader = register.actor("reader")
    assert clue_read(reader, one, register.county.now).clue.summary == PLAIN["summary"]
    with pytest.raises(NoSuchThing):
        register.do(transfer_clue, reader, clue_id=one, told=Words(TRANSFER))


# --- a clue's life --------------------------------------------------------------------------------------


def test_a_clue_lives_from_its_registration_to_its_close_and_skips_no_stage(register: Register) -> None:
    register.name("keeper")
    keeper = register.actor("keeper")
    one = register.clue(keeper)
    for (deed, told), too_early in zip(LIFE, (1, 2, 4, None, None), strict=True):
        if too_early is not None:
            later, wrong = LIFE[too_early]
            with pytest.raises(ClueElsewhere):
                register.do(later, keeper, clue_id=one, told=Words(wrong))
        register.do(deed, keeper, clue_id=one, told=Words(told))
    said = register.said(one)
    assert (said.stage, said.outcomes, said.closing) == (ClueStage.CLOSED, (Outcome("filed", TODAY, 1),), "已办结")
    with pytest.raises(ClueElsewhere):
        register.do(amend_clue, keeper, clue_id=one, told=Words(PLAIN), seen_version=register.row(one).version)


def test_the_answer_is_due_when_the_packs_of_the_transfer_say_and_its_lamp_ends_with_the_answer(
    register: Register,
) -> None:
    register.name("keeper")
    keeper = register.actor("keeper")
    one = register.clue(keeper)
    assert clue_read(keeper, one, register.county.now).due is None
    register.do(transfer_clue, keeper, clue_id=one, told=Words(TRANSFER))
    late = replace(keeper, today=date(2018, 4, 9))
    found = clue_read(late, one, register.county.now)
    assert found.due is not None
    assert (found.due.due, found.lamp) == (date(2018, 4, 8), "red")
    for deed, told in LIFE[1:3]:
        register.do(deed, keeper, clue_id=one, told=Words(told))
    assert clue_read(late, one, register.county.now).lamp == "none"


def test_an_amendment_over_words_its_author_has_not_seen_is_refused(register: Register) -> None:
    register.name("keeper")
    keeper = register.actor("keeper")
    one = register.clue(keeper)
    register.do(amend_clue, keeper, clue_id=one, told=Words(PLAIN | {"summary": "另有其事"}), seen_version=1)
    with pytest.raises(ChangedMeanwhile):
        register.do(amend_clue, keeper, clue_id=one, told=Words(PLAIN), seen_version=1)
    with pytest.raises(ClueRefused):
        register.do(amend_clue, keeper, clue_id=one, told=Words(PLAIN | {"summary": ""}), seen_version=2)
    assert register.said(one).summary == "另有其事"


# --- every read is an entry -----------------------------------------------------------------------------


def test_every_read_is_an_entry_on_the_clues_own_stream_without_a_word_of_it(register: Register) -> None:
    register.name("keeper")
    keeper = register.actor("keeper")
    one = register.clue(keeper)
    for _ in range(2):
        clue_read(keeper, one, register.county.now)
    clues_read(keeper, register.county.now)
    rows = Entry.objects.filter(authority_id=register.county.authority_id)
    own = list(rows.filter(stream=f"clue:{one}").order_by("number"))
    assert [(entry.action, entry.actor_id) for entry in own] == [
        ("register_clue", keeper.account_id),
        ("read_clue", keeper.account_id),
        ("read_clue", keeper.account_id),
    ]
    assert set(json.loads(bytes(own[0].content))["rows"][0]["set"]["record"]) == {"commitment"}
    assert not any((entry.reason, entry.subject) != ("", "") for entry in own)
    assert [entry.action for entry in rows.filter(stream=f"clues:{register.county.authority_id}")] == ["read_clue_list"]


def test_the_register_has_a_key_of_its_own(register: Register) -> None:
    register.name("keeper")
    one = register.clue(register.actor("keeper"))
    raw = sealing.seal(b"{}", "clues_cluerecord.record")
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(raw, "clues_cluerecord.record", "clue-key")
    assert sealing.key_file("clue-key") != sealing.key_file()
    assert register.said(one).summary == PLAIN["summary"]


# --- pages ----------------------------------------------------------------------------------------------


@pytest.fixture
def at_work(register: Register, monkeypatch: pytest.MonkeyPatch) -> Register:
    monkeypatch.setattr(clock, "today", lambda: register.county.today)
    monkeypatch.setattr(clock, "now", lambda: register.county.now)
    return register


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def posted(client: Client, url: str, told: dict[str, Any]) -> Any:
    return client.post(url, {**told, "key": str(uuid.uuid4())})


def test_a_named_person_registers_hands_over_and_reads_by_pages(at_work: Register) -> None:
    at_work.name("keeper")
    client = browser(at_work.account("keeper", Role.OFFICE))
    assert reverse("clues") in client.get(reverse("todo")).content.decode()
    told = {
        "dossier_id": str(at_work.county.inspection_id),
        "persons": "褚砚舟|砚溪矿务局|副局长\n苗若谷",
        "disciplines": ["integrity"],
        "source": "interview",
        "summary": "收受溪石礼盒",
        "registered_on": "2018-01-08",
    }
    card = posted(client, reverse("clue_register"), told)
    assert card.status_code == 302
    shown = client.get(card["Location"])
    assert "苗若谷" in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    answer = posted(client, card["Location"] + "transfer/", {k: str(v) for k, v in TRANSFER.items()})
    assert answer.status_code == 302
    listed = client.get(reverse("clues")).content.decode()
    assert "2018-04-08" in listed
    assert "苗若谷" not in listed
    wrong = posted(client, card["Location"] + "receive/", {"received_by": "某", "received_on": "2018-01-07"})
    assert wrong.status_code == 422
    assert "不能早于2018-01-08" in wrong.content.decode()
    client.cookies["django_language"] = "en"
    assert "Register a clue" in client.get(reverse("clues")).content.decode()


def test_the_list_is_cut_by_what_names_nobody_and_its_figures_stay_whole_and_are_explained(at_work: Register) -> None:
    at_work.name("keeper")
    keeper = at_work.actor("keeper")
    at_work.clue(keeper)
    one = at_work.clue(keeper, dossier_id=at_work.county.inspection_id, disciplines=("work",))
    at_work.do(transfer_clue, keeper, clue_id=one, told=Words(TRANSFER))
    client = browser(at_work.account("keeper", Role.OFFICE))
    for asked, listed, left_out in (
        ({"stage": "transferred"}, "2018-0101-001", ">2018-001<"),
        ({"discipline": "integrity"}, ">2018-001<", "2018-0101-001"),
    ):
        shown = client.get(reverse("clues"), asked).content.decode()
        assert listed in shown
        assert left_out not in shown
        assert "统计全部 2 件线索、4 人" in shown
    assert "没有符合条件的线索" in client.get(reverse("clues"), {"lamp": "red"}).content.decode()


def test_the_register_goes_out_as_no_workbook_and_says_why(at_work: Register) -> None:
    at_work.name("keeper")
    at_work.clue(at_work.actor("keeper"))
    client = browser(at_work.account("keeper", Role.OFFICE))
    shown = client.get(reverse("clues")).content.decode()
    assert "只有本台账不能导出 Excel" in shown
    assert "导出 Excel</" not in shown
    for wanted in ("clues", "clue"):
        assert client.get(reverse("sheet_workbook", args=[wanted])).status_code == 404


def test_no_number_is_given_twice_whichever_clues_a_series_is_beside() -> None:
    given = ["2026-001", "2026-001", "2026-0502-001", "2025-0502-007"]
    assert next_number(2026, "", given) == "2026-002"
    assert next_number(2026, "0502", given) == "2026-0502-002"
    assert next_number(2026, "0503", given) == "2026-0503-001"


def test_only_who_may_be_named_is_offered(at_work: Register) -> None:
    keeper = at_work.account("keeper", Role.OFFICE)
    lead = at_work.account("lead", Role.LEADING_GROUP)
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR):
        at_work.account(role.value, role)
    form = browser(lead).get(reverse("clue_person_name")).context["form"]
    assert [value for value, _words in form.fields["account_id"].choices if value] == [str(keeper.id)]


def test_the_leading_group_names_and_ends_by_pages(at_work: Register) -> None:
    keeper = at_work.account("keeper", Role.OFFICE)
    lead = browser(at_work.account("lead", Role.LEADING_GROUP))
    told = {"account_id": str(keeper.id), "dossier_id": "", "may_write": "on", "from_on": "2018-01-08", "until_on": ""}
    assert posted(lead, reverse("clue_person_name"), told).status_code == 302
    assert browser(keeper).get(reverse("clues")).status_code == 200
    page = lead.get(reverse("clue_people")).content.decode()
    end = page.split('action="/clue-people/')[1].split('"')[0]
    assert posted(lead, f"/clue-people/{end}", {}).status_code == 302
    assert browser(keeper).get(reverse("clues")).status_code == 404
    assert lead.get(reverse("clues")).status_code == 404
