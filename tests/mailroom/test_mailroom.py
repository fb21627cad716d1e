"""Tips inside: a door with a passphrase, boxes looked at one by one, answers out, a paper or a clue, no trace."""

from __future__ import annotations

import base64
import os
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from bihuan.access.models import Account
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.domain.tips import TIP_READERS, SettledMeanwhile, fault_of_box
from bihuan.dossiers.steps import NoSuchThing
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.models import Entry
from bihuan.mailroom import answering, carrying, doors
from bihuan.mailroom.doors import DoorOpenAlready, DoorStageWrong, PassphraseTooShort, PassphraseWrong, private_of
from bihuan.mailroom.models import Tip, TipAnswer, TipBox, TipDoor
from bihuan.mailroom.queries import card_read
from bihuan.mailroom.records import Said, Settled, read, written
from bihuan.tips import boxes
from bihuan.tips.carrying import WHOLE, PackageUnusable, packed
from bihuan.web import clock
from bihuan.web.screens.tips import package_fault
from tests.clues.register import Register
from tests.county import County, new_key
from tests.database.states import state_of_ledger, state_of_tables
from tests.mailroom.public_host import PASSPHRASE, carry_out, key_of, opened_door, serving
from tests.people import people_of
from tests.tips.test_tips import JPEG, PLACE, stripped

pytestmark = pytest.mark.django_db
WORD = "quokka-8841 砚溪码头私设收费"
BACKEND = "bihuan.access.sign_in.AccountBackend"


@pytest.fixture
def county() -> County:
    return County(today=date(2026, 1, 8)).found()


def box_of(door: TipDoor, case: str = "", **told: Any) -> tuple[str, bytes]:
    """Return a box and its place, as the public page makes them."""
    name = case or uuid.uuid4().hex
    whole = {"what": WORD, "whom": "", "name": "", "contact": "", "photos": [], "case": name, "day": "2026-01-08"}
    sealed = boxes.sealed({**whole, "answer_key": "ab" * 32, **told}, door.public)
    return f"{door.name}/inbox/{name}/001.box", sealed


def carry(county: County, door: TipDoor, files: Mapping[str, bytes]) -> None:
    carrying.carry_tips_in(
        actor=county.team_leader,
        door_id=door.id,
        content=packed(files),
        password=key_of(door),
        now=county.now,
        key=new_key(),
    )


# --- doors ----------------------------------------------------------------------------------------------


def test_a_door_is_opened_by_leader_or_deputy_before_or_on_site_and_once_at_a_time(county: County) -> None:
    door = opened_door(county)
    with pytest.raises(DoorOpenAlready):
        opened_door(county)
    told = {"inspection_id": county.inspection_id, "title": "组", "address": "https://a.example", "notice": ""}
    told |= {"until_on": None, "password": PASSPHRASE, "now": county.now}
    for role in (Role.OFFICE, Role.LEADING_GROUP, Role.UNIT_HEAD):
        with pytest.raises(NoSuchThing):
            doors.open_tip_door(actor=county.actor(role), **told, key=new_key())
    doors.close_tip_door(actor=county.team_leader, door_id=door.id, now=county.now, key=new_key())
    with pytest.raises(PassphraseTooShort):
        doors.open_tip_door(actor=county.team_leader, **{**told, "password": "short"}, key=new_key())
    county.fed_back()
    with pytest.raises(DoorStageWrong):
        doors.open_tip_door(actor=replace(county.team_leader, today=county.today), **told, key=new_key())


def test_the_store_holds_no_key_that_opens_without_the_passphrase(county: County) -> None:
    door = opened_door(county)
    private = private_of(door, PASSPHRASE)
    assert boxes.public_of(private) == door.public
    assert private not in door.wrapped
    assert not any(private.encode() in bytes(entry.content) for entry in Entry.objects.all())
    assert not any(door.wrapped.encode() in bytes(entry.content) for entry in Entry.objects.all())
    with pytest.raises(PassphraseWrong):
        private_of(door, PASSPHRASE + "x")


@pytest.mark.parametrize("until_on", [None, date(2026, 1, 10), date(2026, 1, 20)])
def test_a_closed_door_takes_nothing_from_its_closing_day_on_and_a_late_close_opens_no_page(
    county: County, until_on: date | None
) -> None:
    door = opened_door(county, until_on=until_on)
    leader = replace(county.team_leader, today=date(2026, 1, 15))
    doors.close_tip_door(actor=leader, door_id=door.id, now=county.now, key=new_key())
    page = doors.file_of_door(TipDoor.objects.get())
    last = min(date(2026, 1, 14), until_on or date.max)
    open_days = [day for day in range(8, 31) if page.is_open_on(date(2026, 1, day))]
    assert open_days == list(range(8, last.day + 1))


# --- carried in -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoiled", "fault"),
    [
        ({}, ""),
        ({"said_case": "b"}, "moved"),
        ({"day": date(2026, 1, 7)}, "early"),
        ({"day": date(2026, 1, 10)}, "ahead"),
    ],
)
def test_one_fault_of_a_box_is_named_alone(spoiled: dict[str, Any], fault: str) -> None:
    sound = {"case": "a", "said_case": "a", "day": date(2026, 1, 8)}
    days = {"opened_on": date(2026, 1, 8), "today": date(2026, 1, 9)}
    assert fault_of_box(**{**sound, **spoiled}, **days) == fault


def test_forged_old_moved_and_foreign_boxes_are_refused_with_their_places_and_the_rest_is_taken(county: County) -> None:
    door = opened_door(county)
    good, old, moved, ahead = (
        box_of(door),
        box_of(door, day="2025-12-31"),
        box_of(door, case="c" * 32),
        box_of(door, day="2026-02-01"),
    )
    forged = (f"{door.name}/inbox/{'d' * 32}/001.box", os.urandom(5000))
    changed = (f"{door.name}/inbox/{'e' * 32}/001.box", good[1][:-1] + bytes([good[1][-1] ^ 1]))
    foreign = (f"abcdefgh/inbox/{'f' * 32}/001.box", good[1])
    files = dict([good, old, ahead, forged, changed, foreign])
    files[moved[0].replace("c" * 32, "9" * 32)] = moved[1]
    found = carrying.look_through(door, packed(files), key_of(door), county.today)
    assert [one.case for one in found.new] == [good[0].split("/")[2]]
    assert sorted(code for _place, code in found.refused) == ["ahead", "early", "elsewhere", "moved", "shut", "shut"]
    assert (forged[0], "shut") in found.refused
    carry(county, door, files)
    assert Tip.objects.count() == 1


def test_the_same_package_again_brings_nothing_and_says_so(county: County) -> None:
    door = opened_door(county)
    files = dict([box_of(door), box_of(door)])
    carry(county, door, files)
    with pytest.raises(carrying.NothingCarried, match="2 carried in before"):
        carry(county, door, files)
    carry(county, door, {**files, **dict([box_of(door)])})
    assert (Tip.objects.count(), TipBox.objects.count()) == (3, 3)


@pytest.mark.parametrize("content", [b"", os.urandom(300), packed({"../../etc/passwd": b"x"})])
def test_what_is_no_package_is_refused(county: County, content: bytes) -> None:
    door = opened_door(county)
    with pytest.raises(PackageUnusable):
        carrying.look_through(door, content, key_of(door), county.today)


def test_a_thousand_tips_come_in_at_once(county: County) -> None:
    door = opened_door(county)
    carry(county, door, dict(box_of(door) for _ in range(1000)))
    assert list(Tip.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 1001))


# --- at rest --------------------------------------------------------------------------------------------


def test_neither_store_nor_ledger_holds_a_word(county: County) -> None:
    door = opened_door(county)
    carry(county, door, dict([box_of(door)]))
    tip = Tip.objects.get()
    said = Said({"text": WORD})
    at = {"actor": county.team_leader, "tip_id": tip.id, "now": county.now}
    answering.answer_tip(**at, said=said, password=key_of(door), key=new_key())
    answering.settle_tip(**at, said=Said({"way": "other", "note": WORD}), seen=0, password=key_of(door), key=new_key())
    assert WORD not in repr(said)
    assert Tip.objects.get().state == "settled"
    held = [TipBox.objects.get().content, Tip.objects.get().record, TipAnswer.objects.get().box]
    raw = b"".join(base64.b64decode(one) for one in held)
    told = b"".join(bytes(entry.content) + entry.reason.encode() for entry in Entry.objects.all())
    assert WORD.encode() not in raw + told
    assert b"quokka" not in raw + told


def test_what_was_done_with_tips_is_what_the_ledger_leads_to(county: County) -> None:
    door = opened_door(county)
    files = dict([box_of(door)])
    carry(county, door, files)
    at = {"actor": county.team_leader, "tip_id": Tip.objects.get().id, "now": county.now, "password": key_of(door)}
    answering.answer_tip(**at, said=Said({"text": "已收到"}), key=new_key())
    answering.settle_tip(**at, said=Said({"way": "other", "note": ""}), seen=0, key=new_key())
    carry(county, door, {**files, **dict([box_of(door)])})
    told = {"actor": county.team_leader, "door_id": door.id, "now": county.now}
    carrying.carry_answers_out(**told, key=new_key())
    doors.close_tip_door(**told, key=new_key())
    assert state_of_ledger() == state_of_tables()


def test_each_settlement_stands_and_none_is_made_over_one_that_its_author_has_not_seen(county: County) -> None:
    door = opened_door(county)
    first, more = box_of(door, case := uuid.uuid4().hex), box_of(door, case, what="又收了一次")
    carry(county, door, dict([first]))
    tip, paper = Tip.objects.get(), str(uuid.uuid4())
    leader = replace(county.team_leader, name="陆明")

    def settle(actor: Actor, seen: int, **said: str) -> None:
        told = {"tip_id": tip.id, "said": Said(said), "password": key_of(door), "now": county.now}
        answering.settle_tip(actor=actor, **told, seen=seen, key=new_key())

    settle(leader, 0, way="lead", paper=paper)
    carry(county, door, {more[0].replace("001", "002"): more[1]})
    assert Tip.objects.get().state == "new"
    colleague = replace(county.team_leader, name="韩某")
    with pytest.raises(SettledMeanwhile, match="陆明 settled it on 2026-01-08"):
        settle(colleague, 0, way="answered")
    settle(colleague, 1, way="answered", note="已当面答复")
    done = card_read(county.team_leader, tip.id, key_of(door), county.now).record.settlements
    assert [(one.by, one.way, one.paper) for one in done] == [("陆明", "lead", paper), ("韩某", "answered", "")]


def test_how_a_tip_was_dealt_with_is_read_from_records_of_before_there_was_a_list(county: County) -> None:
    door = opened_door(county)
    told = {"answer_key": "ab" * 32, "answers": [], "way": "other", "note": "转办", "paper": ""}
    settled = told | {"settled_on": "2026-01-08", "settled_by": "陆明"}
    for held, there in ((settled, [Settled("2026-01-08", "陆明", "other", "转办")]), (told | {"way": ""}, [])):
        content = base64.b64encode(boxes.sealed(held, door.public, boxes.RECORD)).decode()
        assert list(read(content, key_of(door)).settlements) == there
        assert read(written(read(content, key_of(door)), door.public), key_of(door)) == read(content, key_of(door))


def test_each_read_is_an_entry_on_the_tips_own_stream(county: County) -> None:
    door = opened_door(county)
    carry(county, door, dict([box_of(door)]))
    tip = Tip.objects.get()
    card = card_read(county.team_leader, tip.id, key_of(door), county.now)
    assert card.messages[0].what == WORD
    assert [entry.action for entry in Entry.objects.filter(stream=tip.stream)] == ["read_tip"]
    with pytest.raises(NoSuchThing):
        card_read(county.office, tip.id, key_of(door), county.now)


def test_only_the_team_of_the_dossier_reaches_a_tip(county: County) -> None:
    door = opened_door(county)
    carry(county, door, dict([box_of(door)]))
    tip = Tip.objects.get()
    for role in set(Role) - TIP_READERS:
        with pytest.raises(NoSuchThing):
            answering.read_tip(actor=county.actor(role), tip_id=tip.id, now=county.now, key=new_key())


# --- there and back through the real process --------------------------------------------------------------


@pytest.mark.one_store
def test_a_conversation_goes_both_ways_through_the_real_process(tmp_path: Path) -> None:
    county = County(today=timezone.localdate()).found()  # the process has the clock of the machine
    door = opened_door(county)
    with serving(tmp_path / "public") as host:
        assert carry_out(door, host) == (1, 0)
        code = host.tell(door, (JPEG,), what=WORD, name="甲")
        carrying.carry_tips_in(
            actor=county.team_leader,
            door_id=door.id,
            content=host_package(host, tmp_path),
            password=key_of(door),
            now=county.now,
            key=new_key(),
        )
        tip = Tip.objects.get()
        answering.answer_tip(
            actor=county.team_leader,
            tip_id=tip.id,
            said=Said({"text": "已转办，请补充时间"}),
            password=key_of(door),
            now=county.now,
            key=new_key(),
        )
        assert "暂时没有答复" in host.answers(door, code)
        assert carry_out(door, host) == (1, 1)
        assert "已转办，请补充时间" in host.answers(door, code, more="去年三月起")
        later = replace(county.team_leader, today=county.today + timedelta(days=1))
        told = {"door_id": door.id, "content": host_package(host, tmp_path), "password": key_of(door)}
        carrying.carry_tips_in(actor=later, **told, now=county.now + timedelta(days=1), key=new_key())
        status, _body = host.send(f"/{door.name}/", {"what": ""})
        assert status == 422
    card = card_read(county.team_leader, tip.id, key_of(door), county.now)
    assert [(one.what, one.photos) for one in card.messages] == [(WORD, 1), ("去年三月起", 0)]
    assert (card.tip.state, card.record.answers[0].text) == ("new", "已转办，请补充时间")
    told_photo = boxes.opened(base64.b64decode(TipBox.objects.get(number=1).content), key_of(door))["photos"][0]
    assert base64.b64decode(told_photo) == stripped(JPEG)
    assert PLACE not in base64.b64decode(told_photo)
    assert host.log.read_text().count("\n") <= 1, "nothing of a request is logged"


def host_package(host: Any, to: Path) -> bytes:
    content: bytes = host.carried(to)
    return content


# --- pages ----------------------------------------------------------------------------------------------


@pytest.fixture
def at_work(county: County, monkeypatch: pytest.MonkeyPatch) -> tuple[County, Mapping[Role, Account]]:
    monkeypatch.setattr(clock, "today", lambda: county.today)
    monkeypatch.setattr(clock, "now", lambda: county.now)
    return county, people_of(county)


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def posted(client: Client, url: str, told: dict[str, Any] | None = None) -> Any:
    return client.post(url, {**(told or {}), "key": str(uuid.uuid4())})


def test_the_team_opens_carries_in_reads_and_answers_by_pages(
    at_work: tuple[County, Mapping[Role, Account]], tmp_path: Path
) -> None:
    county, accounts = at_work
    leader, page = browser(accounts[Role.TEAM_LEADER]), reverse("tips", args=[county.inspection_id])
    opening = {"title": "县委第一巡察组", "address": "https://tips.example", "notice": "", "until_on": ""}
    wrong = posted(leader, f"{page}open/", opening | {"passphrase": PASSPHRASE, "again": "x"})
    assert wrong.status_code == 422
    assert posted(leader, f"{page}open/", opening | {"passphrase": PASSPHRASE, "again": PASSPHRASE}).status_code == 302
    door = TipDoor.objects.get()
    assert leader.get(f"{page}poster.pdf").content.startswith(b"%PDF")
    assert posted(leader, f"{page}out.zip").content.startswith(b"PK")
    shut = posted(leader, f"{page}unlock/", {"passphrase": "another one altogether"})
    assert (shut.status_code, "口令与" in shut.content.decode() or "不是" in shut.content.decode()) == (422, True)
    assert posted(leader, f"{page}unlock/", {"passphrase": PASSPHRASE}).status_code == 302
    cookie = leader.cookies["tip_key"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", page)
    assert key_of(door) not in cookie.value
    place, sealed = box_of(door, photos=[base64.b64encode(JPEG).decode()], name="甲")
    file = tmp_path / "carried-1.zip"
    file.write_bytes(packed({place: sealed, f"{door.name}/inbox/{'d' * 32}/001.box": b"forged"}))
    with file.open("rb") as package:
        answer = posted(leader, f"{page}in/", {"package": package})
    assert ("无法打开" in answer.content.decode(), WORD in answer.content.decode()) == (True, True)
    tip = Tip.objects.get()
    card = reverse("tip", args=[county.inspection_id, tip.id])
    shown = leader.get(card)
    assert (WORD in shown.content.decode(), shown["Cache-Control"]) == (True, "private, no-store")
    assert leader.get(f"{card}photos/1/1/").content == JPEG
    assert leader.get(f"{card}photos/1/2/").status_code == 404
    assert posted(leader, f"{card}answer/", {"text": " "}).status_code == 422
    assert posted(leader, f"{card}answer/", {"text": "已核实"}).status_code == 302
    assert "1" in leader.get(page).content.decode()
    locked = browser(accounts[Role.MEMBER])
    assert WORD not in locked.get(page).content.decode()
    assert locked.get(card).status_code == 302
    for role in (Role.OFFICE, Role.LEADING_GROUP, Role.UNIT_HEAD, Role.SUPERVISION_OFFICE):
        assert browser(accounts[role]).get(card).status_code in (403, 404), role
    assert leader.get(f"{page}lock/").status_code == 302
    assert leader.get(card).status_code == 302


def test_a_key_in_a_browser_ends_after_half_an_hour_and_serves_nobody_else(
    at_work: tuple[County, Mapping[Role, Account]], monkeypatch: pytest.MonkeyPatch
) -> None:
    county, accounts = at_work
    door = opened_door(county)
    carry(county, door, dict([box_of(door)]))
    leader, page = browser(accounts[Role.TEAM_LEADER]), reverse("tips", args=[county.inspection_id])
    posted(leader, f"{page}unlock/", {"passphrase": PASSPHRASE})
    stolen = leader.cookies["tip_key"].value
    member = browser(accounts[Role.MEMBER])
    member.cookies["tip_key"] = stolen
    assert WORD in leader.get(page).content.decode()
    assert WORD not in member.get(page).content.decode()
    monkeypatch.setattr(clock, "now", lambda: county.now + timedelta(minutes=31))
    assert WORD not in leader.get(page).content.decode()


def test_a_tip_becomes_a_working_paper_that_tells_nothing_of_its_sender(
    at_work: tuple[County, Mapping[Role, Account]],
) -> None:
    county, accounts = at_work
    county.do(county.office, "enter_site")
    door = opened_door(county)
    carry(county, door, dict([box_of(door, name="甲", contact="一三八")]))
    leader, page = browser(accounts[Role.TEAM_LEADER]), reverse("tips", args=[county.inspection_id])
    posted(leader, f"{page}unlock/", {"passphrase": PASSPHRASE})
    card = reverse("tip", args=[county.inspection_id, Tip.objects.get().id])
    start = leader.get(f"{card}paper/").content.decode()
    assert (WORD in start, "一三八" in start) == (True, False)
    done = posted(leader, f"{card}paper/", {"title": "私设收费", "phenomenon": "码头收费", "seen": "0"})
    paper = WorkingPaper.objects.get()
    assert done["Location"] == reverse("working_paper", args=[paper.id])
    assert (paper.found_how, paper.title) == ("群众反映", "私设收费")
    assert Tip.objects.get().state == "settled"
    assert str(paper.id) in leader.get(card).content.decode()


def test_a_form_opened_before_a_colleague_settled_is_refused_in_words_and_keeps_what_was_typed(
    at_work: tuple[County, Mapping[Role, Account]],
) -> None:
    county, accounts = at_work
    county.do(county.office, "enter_site")
    door = opened_door(county)
    carry(county, door, dict([box_of(door)]))
    leader, page = browser(accounts[Role.TEAM_LEADER]), reverse("tips", args=[county.inspection_id])
    posted(leader, f"{page}unlock/", {"passphrase": PASSPHRASE})
    card = reverse("tip", args=[county.inspection_id, Tip.objects.get().id])
    assert '<input type="hidden" name="seen" value="0"' in leader.get(card).content.decode()
    words = {"title": "私设收费", "phenomenon": "码头收费", "seen": "0"}
    posted(leader, f"{card}paper/", words)
    again = posted(leader, f"{card}paper/", words)
    assert (again.status_code, WorkingPaper.objects.count()) == (422, 1)
    refused = posted(leader, f"{card}settle/", {"way": "answered", "note": "当面答复", "seen": "0"})
    shown = refused.content.decode()
    for told in (
        "已登记本件办理情况（2026-01-08，形成底稿）",
        "当面答复",
        '<input type="hidden" name="seen" value="1"',
    ):
        assert told in shown, told
    assert posted(leader, f"{card}settle/", {"way": "answered", "note": "当面答复", "seen": "1"}).status_code == 302
    shown = leader.get(card).content.decode()
    assert (str(WorkingPaper.objects.get().id) in shown, "当面答复" in shown) == (True, True)


def test_a_tip_about_a_person_goes_to_the_register_by_who_is_named_and_looks_like_any_other(
    at_work: tuple[County, Mapping[Role, Account]],
) -> None:
    county, accounts = at_work
    door = opened_door(county)
    carry(county, door, dict([box_of(door), box_of(door)]))
    first, second = Tip.objects.order_by("number")
    page = reverse("tips", args=[county.inspection_id])
    member, leader = browser(accounts[Role.MEMBER]), browser(accounts[Role.TEAM_LEADER])
    register = Register(county)
    register.accounts["leader"] = accounts[Role.TEAM_LEADER]
    register.name("leader", dossier_id=county.inspection_id)
    for client in (member, leader):
        posted(client, f"{page}unlock/", {"passphrase": PASSPHRASE})
    card = reverse("tip", args=[county.inspection_id, first.id])
    assert ("clue/" in leader.get(card).content.decode(), "clue/" in member.get(card).content.decode()) == (True, False)
    assert member.get(f"{card}clue/").status_code == 404
    told = {
        "dossier_id": str(county.inspection_id),
        "persons": "褚砚舟|码头|站长",
        "disciplines": ["masses"],
        "source": "petition",
        "summary": WORD,
        "seen": "0",
        "registered_on": county.today.isoformat(),
    }
    done = posted(leader, f"{card}clue/", told)
    assert done["Location"].startswith("/clues/")
    other = reverse("tip", args=[county.inspection_id, second.id])
    assert posted(leader, f"{other}settle/", {"way": "other", "note": "", "seen": "0"}).status_code == 302
    shown = [member.get(one).content.decode().split("<h2>办理情况")[1].split("</section>")[0] for one in (card, other)]
    assert shown[0] == shown[1]
    assert "已按规定处理" in shown[0]
    rows = [Entry.objects.filter(subject=str(one.id)).values_list("action", flat=True) for one in (first, second)]
    assert "settle_tip" in rows[0]
    assert "settle_tip" in rows[1]


def test_the_to_do_tells_the_team_and_nobody_else(at_work: tuple[County, Mapping[Role, Account]]) -> None:
    county, accounts = at_work
    door = opened_door(county)
    carry(county, door, dict([box_of(door), box_of(door)]))
    page = reverse("tips", args=[county.inspection_id])
    for role, account in accounts.items():
        found = page in browser(account).get(reverse("todo")).content.decode()
        assert found == (role in TIP_READERS), role


def test_a_file_that_is_no_package_is_refused_by_its_own_name() -> None:
    with override("zh-hans"):
        assert package_fault(PackageUnusable(WHOLE, "was cut off"), "照片.zip").startswith("照片.zip 无法使用")
        assert package_fault(PackageUnusable("inbox/1", "was changed"), "照片.zip").startswith("inbox/1 无法使用")
