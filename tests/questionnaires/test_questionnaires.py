"""Questionnaires: slips that are kept nowhere, ballots that join no slip, one count, figures where enough answered."""

from __future__ import annotations

import base64
import json
import random
import re
import statistics
import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdfium2 import PdfDocument

from bihuan.access.models import Account
from bihuan.domain.page_address import NoPageAddress
from bihuan.domain.questionnaires import (
    Asked,
    QuestionnaireKind,
    fault_of_ballot,
    mean_of,
    of_replaced,
    result_from,
    tally,
)
from bihuan.domain.roles import Role
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt
from bihuan.ledger.models import Entry
from bihuan.questionnaires import actions
from bihuan.questionnaires.ballots import BallotsUnusable, NoNewBallots
from bihuan.questionnaires.models import Questionnaire
from bihuan.questionnaires.queries import agrees, file_of_run, result_of, satisfaction_by_round
from bihuan.rules.questionnaires import form_on, most_days_on
from bihuan.tips.bags import Held, mark_of, told_of
from bihuan.tips.boxes import BALLOT, new_code, opened
from bihuan.tips.carrying import packed, put_out
from bihuan.tips.doors import written as written_door
from bihuan.web import clock
from tests.county import County, new_key
from tests.mailroom.public_host import serving
from tests.people import people_of
from tests.questionnaires.asking import Asking

pytestmark = pytest.mark.django_db
ASKED = Asked(("a", "b"), {"good": 100, "bad": 0}, 3)
BACKEND = "bihuan.access.sign_in.AccountBackend"


@pytest.fixture
def asking() -> Asking:
    return Asking(County().found().fed_back()).opened().printed()


# --- counting -------------------------------------------------------------------------------------------


def test_ticks_are_counted_by_question_and_the_mean_follows_from_the_marks() -> None:
    ballots = [{"a": "good", "b": "bad"}, {"a": "good", "b": "good"}, {"a": "bad", "b": "bad"}]
    counted = tally(ballots, ASKED)
    assert counted == {"a": {"good": 2, "bad": 1}, "b": {"good": 1, "bad": 2}}
    result = result_from(counted, 3, 9, ASKED)
    assert [one.mean_hundredths for one in result.questions] == [6667, 3333]
    assert result.mean_hundredths == 5000
    assert mean_of({"good": 0, "bad": 0}, ASKED.marks) == 0


def test_below_the_least_number_no_figure_is_given() -> None:
    result = result_from(tally([{"a": "good", "b": "bad"}] * 2, ASKED), 2, 9, ASKED)
    assert (result.is_shown, result.questions, result.mean_hundredths) == (False, (), None)


@pytest.mark.parametrize(
    "ticked", [None, [], {}, {"a": "good"}, {"a": "good", "b": "x"}, {"a": "good", "b": "bad", "c": "bad"}]
)
def test_a_ballot_that_does_not_tick_each_question_once_is_none(ticked: object) -> None:
    assert not fault_of_ballot({"a": "good", "b": "bad"}, ASKED)
    assert fault_of_ballot(ticked, ASKED)


@pytest.mark.parametrize("kind", QuestionnaireKind)
def test_every_kind_has_its_questions_in_both_languages_and_a_least_number(kind: QuestionnaireKind) -> None:
    form = form_on(kind, date(2026, 1, 1))
    assert form.release.startswith("questionnaires@")
    assert form.content["least_ballots"] >= 5
    assert all(one["zh"] and one["en"] for one in (*form.content["questions"], *form.content["answers"]))


# --- when it is asked, by whom --------------------------------------------------------------------------


def test_the_rectification_is_asked_about_after_the_feedback_and_the_inspection_from_the_entry_on() -> None:
    county = County().found()
    with pytest.raises(actions.AskedTooEarly):
        Asking(county, QuestionnaireKind.INSPECTION).opened()
    county.do(county.office, "enter_site")
    Asking(county, QuestionnaireKind.INSPECTION).opened()
    for kind in (QuestionnaireKind.PEOPLE, QuestionnaireKind.SATISFACTION):
        with pytest.raises(actions.AskedTooEarly):
            Asking(county, kind).opened()


def test_only_the_office_opens_prints_carries_and_counts(asking: Asking) -> None:
    for role in set(Role) - {Role.OFFICE}:
        actor = asking.county.actor(role)
        with pytest.raises(NoSuchThing):
            actions.count_questionnaire(actor=actor, run_id=asking.run_id, now=asking.county.now, key=new_key())


def test_after_the_close_out_nothing_is_opened_carried_in_or_counted() -> None:
    county = County().found().closable()
    asking = Asking(county).opened().printed()
    content = asking.package(asking.held([asking.ballot()]))
    county.do(county.office, "close")
    county.today += timedelta(days=8)
    for deed, told in (
        (actions.carry_ballots, {"content": content}),
        (actions.count_questionnaire, {}),
        (actions.call_off_questionnaire, {"reason": "晚了"}),
    ):
        with pytest.raises(actions.DossierClosed):
            asking.do(deed, run_id=asking.run_id, **told)
    with pytest.raises(actions.DossierClosed):
        Asking(county).opened()


# --- slips ----------------------------------------------------------------------------------------------


def test_no_code_of_a_slip_stands_in_the_store_or_the_ledger(asking: Asking) -> None:
    run = asking.run
    held = json.dumps([run.slips, run.asked, run.boxes, run.name, run.private]).encode()
    told = b"".join(bytes(entry.content) for entry in Entry.objects.all())
    for code in asking.codes:
        for secret in (code, code.replace("-", ""), told_of(code, run.name)):
            assert secret.encode() not in held + told
    assert (run.printed, len(run.slips)) == (20, 20)
    assert not any(mark.encode() in told for mark in run.slips), "not even the marks are recorded"


def test_slips_printed_anew_make_the_earlier_ones_void_and_not_once_ballots_are_here(asking: Asking) -> None:
    earlier, of_earlier = list(asking.codes), [asking.ballot("bad"), asking.ballot("poor")]
    key = asking.run.private
    asking.printed(5)
    assert earlier[0] not in asking.codes
    assert key != asking.run.private, "nobody opens a ballot of an earlier slip"
    with pytest.raises(NoNewBallots, match="2 of slips that were replaced"):
        carried_with(asking, of_earlier, earlier[:2])
    new = asking.ballot()
    done = carried_with(asking, [*of_earlier, new], [*earlier[:2], asking.codes[0]])
    assert (asking.run.ballots, done.told) == (1, {"left_out": 2})
    later = asking.ballot("fair")
    carried_with(asking, [*of_earlier, new, later], [*earlier[:2], *asking.codes[:2]])
    with pytest.raises(actions.BallotsAreIn):
        asking.printed(5)
    asking.counted()
    assert asking.tallied()["overall"] == {"good": 1, "fair": 1, "poor": 0, "bad": 0}
    assert agrees(asking.run)


def carried_with(asking: Asking, boxes: list[bytes], codes: list[str]) -> Receipt:
    """Carry in a bag with just these ballots and spent slips."""
    held = asking.held(boxes, codes)
    return asking.do(actions.carry_ballots, run_id=asking.run_id, content=asking.package(held))


def test_as_many_ballots_stay_shut_as_slips_were_replaced_and_no_other(asking: Asking) -> None:
    earlier, old = list(asking.codes), asking.ballot()
    asking.printed(5).printed(5)
    new, codes = asking.ballot(), [earlier[0], asking.codes[0]]
    changed = new[:-1] + bytes([new[-1] ^ 1])
    for boxes in ([old, changed], [asking.ballot(), new], [old, asking.ballot("x")]):
        with pytest.raises(BallotsUnusable, match="shut"):
            carried_with(asking, boxes, codes)
    with pytest.raises(BallotsUnusable, match="unprinted"):
        carried_with(asking, [old, new], [new_code(), asking.codes[0]])
    carried_with(asking, [old, new], codes)
    assert asking.run.ballots == 1


def test_slips_that_were_never_printed_are_told_from_those_that_were_replaced() -> None:
    slips, replaced = frozenset("ab"), frozenset("cd")
    assert of_replaced(frozenset("a"), slips, replaced) == 0
    assert of_replaced(frozenset("acd"), slips, replaced) == 2
    assert of_replaced(frozenset("ax"), slips, replaced) is None


# --- carried in -----------------------------------------------------------------------------------------


def test_each_way_of_forging_a_package_is_refused_with_its_place(asking: Asking) -> None:
    run, boxes = asking.run, [asking.ballot(), asking.ballot("bad")]
    sound = asking.held(boxes)
    changed = boxes[0][:-1] + bytes([boxes[0][-1] ^ 1])
    forged = {
        "uneven": Held(sound.spent, sound.boxes[:1]),
        "unprinted": asking.held(boxes, [asking.codes[0], new_code()]),
        "shut": asking.held([changed, boxes[1]]),
    }
    forged_twice = {
        "uneven": Held([sound.spent[0]] * 2, sound.boxes),
        "shut": asking.held([asking.ballot("x"), boxes[1]]),
    }
    for code, held in (*forged.items(), *forged_twice.items(), ("uneven", Held(sound.spent, [boxes[0]] * 2))):
        with pytest.raises(BallotsUnusable) as told:
            asking.do(actions.carry_ballots, run_id=run.id, content=asking.package(held))
        assert (told.value.code, told.value.place.startswith(f"{run.name}/ballots.json")) == (code, True)
    with pytest.raises(BallotsUnusable, match="absent"):
        asking.do(actions.carry_ballots, run_id=run.id, content=packed({"abcdefgh/ballots.json": b"{}"}))
    assert asking.run.ballots == 0


def test_the_same_package_again_brings_nothing_and_an_old_one_is_refused(asking: Asking) -> None:
    first, second, third = asking.ballot(), asking.ballot("bad"), asking.ballot("fair")
    asking.carried([first, second])
    with pytest.raises(NoNewBallots):
        asking.carried([second, first])
    with pytest.raises(BallotsUnusable, match="older"):
        asking.carried([first, third, asking.ballot()])
    asking.carried([third, second, first])
    assert asking.run.ballots == 3


def test_it_is_counted_once_after_its_last_day_and_nothing_is_told_before(asking: Asking) -> None:
    asking.carried([asking.ballot() for _ in range(12)])
    assert result_of(asking.county.inspection, asking.kind) is None
    with pytest.raises(actions.StillRunning):
        asking.do(actions.count_questionnaire, run_id=asking.run_id)
    asking.counted()
    with pytest.raises(actions.QuestionnaireOver):
        asking.do(actions.count_questionnaire, run_id=asking.run_id)
    with pytest.raises(actions.QuestionnaireOver):
        asking.carried([asking.ballot() for _ in range(13)])


def test_a_questionnaire_whose_slips_are_all_used_is_counted_at_once(asking: Asking) -> None:
    asking.carried([asking.ballot() for _ in range(20)])
    asking.do(actions.count_questionnaire, run_id=asking.run_id)
    found = result_of(asking.county.inspection, asking.kind)
    assert found is not None
    assert (found.mean_hundredths, found.is_shown) == (10000, True)


def test_a_result_can_be_counted_anew_and_a_changed_ballot_shows(asking: Asking) -> None:
    asking.carried([asking.ballot(), *(asking.ballot("poor") for _ in range(10))]).counted()
    run = asking.run
    assert agrees(run)
    assert run.tally["overall"] == {"good": 1, "fair": 0, "poor": 10, "bad": 0}
    run.boxes = "\n".join(run.boxes.splitlines()[:-1])
    assert not agrees(run)


def test_of_a_round_the_satisfaction_with_the_inspection_is_told(asking: Asking) -> None:
    county = asking.county
    other = Asking(county, QuestionnaireKind.INSPECTION).opened(title="巡察").printed()
    other.carried([*(other.ballot() for _ in range(9)), other.ballot("bad")]).counted()
    found = satisfaction_by_round(county.authority_id)[county.round_id]
    assert (found.dossiers, found.ballots, found.mean_hundredths) == (1, 10, 9000)


# --- nothing joins a ballot to a slip -------------------------------------------------------------------


def test_whoever_has_the_store_and_its_keys_joins_no_slip_to_a_ballot() -> None:
    """Each voter ticks his own number; by chance one in all is joined rightly."""
    found = []
    for trial in range(6):
        asking = Asking(County().found().fed_back()).opened().printed(16)
        order = random.Random(trial).sample(range(16), 16)
        boxes: dict[str, bytes] = {}
        for voter in order:
            bits = ["good" if voter >> place & 1 else "bad" for place in range(4)]
            boxes[asking.codes[voter]] = asking.ballot(**dict(zip(asking.questions, bits, strict=False)))
        asking.do(
            actions.carry_ballots,
            run_id=asking.run_id,
            content=asking.package(asking.held(list(boxes.values()), list(boxes))),
        )
        run = asking.run
        ticked = [opened(bytes_of(line), run.private, BALLOT)["ticked"] for line in run.boxes.splitlines()]
        seen = [sum((one[q] == "good") << place for place, q in enumerate(asking.questions[:4])) for one in ticked]
        by_mark = {mark_for(asking, voter): voter for voter in range(16)}
        found += [
            sum(a == b for a, b in zip(seen, (by_mark[mark] for mark in run.slips), strict=True)),
            sum(a == b for a, b in zip(seen, order, strict=True)),
        ]
    assert statistics.mean(found) < 2.5
    assert max(found) < 8


def bytes_of(line: str) -> bytes:
    return base64.b64decode(line)


def mark_for(asking: Asking, voter: int) -> str:
    return mark_of(told_of(asking.codes[voter], asking.run.name))


def test_the_store_keeps_no_spent_slip_no_day_and_no_row_of_a_ballot(asking: Asking) -> None:
    asking.carried([asking.ballot() for _ in range(3)])
    asking.county.today += timedelta(days=1)
    spent = [told_of(code, asking.run.name) for code in asking.codes]
    tables = connection.introspection.table_names()
    assert [name for name in tables if name.startswith("questionnaires")] == ["questionnaires_questionnaire"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM questionnaires_questionnaire")
        everything = repr(cursor.fetchall())
    entries = b"".join(bytes(entry.content) for entry in Entry.objects.all()).decode()
    assert not any(one in everything + entries for one in spent)
    assert asking.run.boxes.splitlines() == sorted(asking.run.boxes.splitlines(), key=bytes_of)


# --- pages, and the real process ------------------------------------------------------------------------


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> tuple[County, Mapping[Role, Account]]:
    county = County(today=timezone.localdate() - timedelta(days=400)).found()
    county.today = timezone.localdate()
    monkeypatch.setattr(clock, "today", lambda: county.today)
    monkeypatch.setattr(clock, "now", lambda: county.now)
    county.fed_back()
    return county, people_of(county)


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=BACKEND)
    return client


def posted(client: Client, url: str, told: dict[str, Any] | None = None) -> Any:
    return client.post(url, {**(told or {}), "key": str(uuid.uuid4())})


@pytest.mark.one_store
def test_from_slip_to_result_through_pages_and_the_real_process(
    at_work: tuple[County, Mapping[Role, Account]], tmp_path: Path
) -> None:
    county, accounts = at_work
    office, base = browser(accounts[Role.OFFICE]), reverse("questionnaires", args=[county.inspection_id])
    told = {"kind": "people", "audience": "cadres", "title": "群众测评", "address": "https://tips.example"}
    posted(office, f"{base}open/", {**told, "until_on": county.today.isoformat()})
    run = Questionnaire.objects.get()
    page = reverse("questionnaire", args=[run.id])
    assert page in office.get(reverse("todo")).content.decode()
    paper = posted(office, f"{page}slips.pdf", {"count": "12"})
    assert (paper["Content-Type"], paper["Cache-Control"]) == ("application/pdf", "no-store")
    codes = printed_in(paper.content)
    assert len(codes) == 12
    with serving(tmp_path / "public") as host:
        put_out(office.get(f"{page}out.zip").content, host.folder)
        assert "第" not in host.send(f"/{run.name}/?l=en")[1]
        ticked = {one["code"]: "good" for one in run.asked["questions"]}
        for code in codes[:11]:
            answer = "fair" if code == codes[3] else "good"
            status, body = host.send(f"/{run.name}/?l=zh", {"code": code, **dict.fromkeys(ticked, answer)})
            assert (status, "感谢" in body) == (200, True), body
        again = host.send(f"/{run.name}/?l=zh", {"code": codes[0], **ticked})
        assert (again[0], "已经用过" in again[1]) == (422, True)
        package = tmp_path / "ballots.zip"
        package.write_bytes(host.carried(tmp_path))
        assert host.log.read_text().count("\n") <= 1
    with package.open("rb") as file:
        assert posted(office, f"{page}in/", {"package": file}).status_code == 302
    with package.open("rb") as file:
        assert "没有新的选票" in posted(office, f"{page}in/", {"package": file}).content.decode()
    assert "97.73" not in office.get(page).content.decode()
    posted(office, f"{page}count/")
    assert Questionnaire.objects.get().counted_on is None, "one slip is left and its last day is today"
    county.today += timedelta(days=1)
    posted(office, f"{page}count/")
    shown = office.get(page).content.decode()
    assert ("97.73" in shown, "结果一致" in shown) == (True, True)
    assert "97.73" in office.get(reverse("dossier", args=[county.inspection_id])).content.decode()
    for role in (Role.UNIT_HEAD, Role.UNIT_LIAISON):
        unit = browser(accounts[role])
        assert unit.get(page).status_code == 404
        assert unit.get(base).status_code == 404
        assert "群众测评" not in unit.get(reverse("dossier", args=[county.inspection_id])).content.decode()


def test_what_came_by_earlier_slips_is_left_out_and_the_page_tells_how_much(
    at_work: tuple[County, Mapping[Role, Account]], tmp_path: Path
) -> None:
    county, accounts = at_work
    office, asking = browser(accounts[Role.OFFICE]), Asking(county, QuestionnaireKind.PEOPLE).opened()
    page = reverse("questionnaire", args=[asking.run_id])
    ticked = dict.fromkeys(asking.questions, "good")
    with serving(tmp_path / "public") as host:
        earlier: list[str] = []
        for votes in (2, 1):
            codes = printed_in(posted(office, f"{page}slips.pdf", {"count": "3"}).content)
            put_out(office.get(f"{page}out.zip").content, host.folder)
            for code in codes[:votes]:
                assert host.send(f"/{asking.run.name}/?l=zh", {"code": code, **ticked})[0] == 200
            earlier = earlier or codes
        assert host.send(f"/{asking.run.name}/?l=zh", {"code": earlier[2], **ticked})[0] == 422
        package = tmp_path / "ballots.zip"
        package.write_bytes(host.carried(tmp_path))
    assert "此前印制的3条已作废" in office.get(page).content.decode()
    with package.open("rb") as file:
        assert posted(office, f"{page}in/", {"package": file}).status_code == 302
    assert "另有2票所用的测评条已重印作废，不计入" in office.get(page).content.decode()
    with package.open("rb") as file:
        assert "已带入1票，另有2票" in posted(office, f"{page}in/", {"package": file}).content.decode()


def printed_in(pdf: bytes) -> list[str]:
    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(pdf))
    return sorted(set(re.findall(r"(?:[2-9A-Z]{4}-){4}[2-9A-Z]{4}", text)))


def test_too_few_ballots_show_no_figure_anywhere(at_work: tuple[County, Mapping[Role, Account]]) -> None:
    county, accounts = at_work
    asking = Asking(county, QuestionnaireKind.INSPECTION).opened().printed()
    asking.carried([asking.ballot("poor"), *(asking.ballot() for _ in range(8))]).counted()
    for role in (Role.OFFICE, Role.TEAM_LEADER, Role.LEADING_GROUP):
        client = browser(accounts[role])
        for url in (
            reverse("questionnaire", args=[asking.run_id]),
            reverse("questionnaires", args=[county.inspection_id]),
            reverse("dossier", args=[county.inspection_id]),
        ):
            assert "93.89" not in client.get(url).content.decode()
    assert "93.89" not in browser(accounts[Role.OFFICE]).get(reverse("rounds")).content.decode()


def test_a_door_of_a_counted_questionnaire_takes_nothing_more(asking: Asking) -> None:
    asking.carried([asking.ballot()]).counted()
    door = file_of_run(asking.run)
    assert not door.is_open_on(asking.county.today + timedelta(days=1))
    assert asking.codes[0].encode() not in written_door(door)


def test_a_questionnaire_takes_nothing_on_the_day_it_was_called_off_or_counted(asking: Asking) -> None:
    today = asking.county.today
    assert file_of_run(asking.run).is_open_on(today)
    asking.do(actions.call_off_questionnaire, run_id=asking.run_id, reason="印错")
    assert not file_of_run(asking.run).is_open_on(today)
    other = next(one for one in actions.AUDIENCES if one != asking.run.audience)
    asking.opened(audience=other).printed(1).carried([asking.ballot()])
    asking.do(actions.count_questionnaire, run_id=asking.run_id)
    assert not file_of_run(asking.run).is_open_on(today)


def test_one_run_at_a_time_asks_the_same_of_the_same_people(asking: Asking) -> None:
    with pytest.raises(actions.RunsAlready, match="number 1"):
        asking.opened()
    other = next(one for one in actions.AUDIENCES if one != asking.run.audience)
    asking.opened(audience=other)
    asking.do(actions.call_off_questionnaire, run_id=asking.run_id, reason="印错")
    asking.opened(audience=other)


def test_an_address_is_one_and_a_last_day_is_within_the_days_of_the_pack(asking: Asking) -> None:
    other = next(one for one in actions.AUDIENCES if one != asking.run.audience)
    for address in (
        "no address",
        "ts.example",
        "ftp://ts.example",
        "https://",
        "https://a b.example",
        "https://ts.example/?a=1",
    ):
        with pytest.raises(NoPageAddress):
            asking.opened(audience=other, address=address)
    latest = asking.county.today + timedelta(days=most_days_on(asking.county.today))
    with pytest.raises(actions.LastDayFar):
        asking.opened(audience=other, until_on=latest + timedelta(days=1))
    asking.opened(audience=other, until_on=latest)
