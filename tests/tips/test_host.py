"""The public host: many doors, questionnaires whose ballots join no slip, and packages that strangers may have made."""

from __future__ import annotations

import io
import json
import os
import random
import statistics
import threading
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bihuan.cli import main as command
from bihuan.tips import bags, boxes, carrying, doors
from bihuan.tips.ballot_page import BallotPage
from bihuan.tips.carrying import PackageUnusable, packages_of, put_out, unpacked
from bihuan.tips.cases import A_DAY
from bihuan.tips.doors import Door, DoorUnusable, Question
from bihuan.tips.host import PublicHost
from bihuan.tips.limits import Limits
from bihuan.tips.pages import STYLE
from tests.tips.test_tips import ADDRESS, AGENT, KIND, WORD, form

TODAY = date(2026, 3, 9)
VOTERS = 40


def asked() -> tuple[Question, ...]:
    return tuple(Question(f"q{n}", {"zh": f"第{n}项", "en": f"question {n}"}) for n in range(1, 8))


ANSWERS = tuple(Question(code, {"zh": code, "en": code}) for code in ("good", "fair", "poor"))


class Host:
    """A public host with one door for tips and one for a questionnaire."""

    def __init__(self, folder: Path, slips: int = VOTERS) -> None:
        self.folder, self.day = folder, TODAY
        self.private, public = boxes.new_keys()
        self.codes = [boxes.new_code() for _ in range(slips)]
        name = doors.new_name()
        marks = frozenset(bags.mark_of(bags.told_of(code, name)) for code in self.codes)
        until = date(2026, 4, 1)
        self.tips = Door("tips", doors.new_name(), "县委第一巡察组", public, until)
        self.poll = Door("ballots", name, "整改满意度测评", public, until, asked(), ANSWERS, marks)
        put_out(
            carrying.packed({f"doors/{one.name}.door": doors.written(one) for one in (self.tips, self.poll)}), folder
        )
        self.page = PublicHost(folder, Limits(one=20, all_together=200, clock=lambda: 0.0), lambda: self.day)

    def ask(self, path: str, body: bytes | None = None, query: str = "l=en") -> tuple[str, str]:
        told: list[Any] = []
        environ = {
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "REMOTE_ADDR": ADDRESS,
            "HTTP_USER_AGENT": AGENT,
            "CONTENT_TYPE": KIND,
            "CONTENT_LENGTH": str(len(body or b"")),
            "wsgi.input": io.BytesIO(body or b""),
        }
        answer = b"".join(self.page(environ, lambda status, headers: told.append(status)))
        return told[0], answer.decode()

    def vote(self, code: str, ticked: Mapping[str, str] | None = None) -> tuple[str, str]:
        return self.ask(f"/{self.poll.name}/", form({"code": code, **(ticked or all_ticked())}))

    def held(self) -> bags.Held:
        return bags.read((self.folder / self.poll.name / bags.FILE).read_bytes())

    def opened(self) -> list[Mapping[str, str]]:
        return [boxes.opened(box, self.private, boxes.BALLOT)["ticked"] for box in self.held().boxes]


def all_ticked(code: str = "good") -> dict[str, str]:
    return {one.code: code for one in asked()}


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path / "public")


# --- doors ----------------------------------------------------------------------------------------------


def test_each_door_has_a_page_of_its_own_and_what_has_no_door_is_not_there(host: Host) -> None:
    assert "县委第一巡察组" in host.ask(f"/{host.tips.name}/")[1]
    ballot = host.ask(f"/{host.poll.name}/", query="l=zh")[1]
    assert "第1项" in ballot
    assert "<h1>不记名测评</h1>" in ballot, "whoever votes tells on nobody"
    assert host.ask(f"/{host.tips.name}")[0].startswith("308")
    for path in ("/", "/abcdefgh/", "/../doors/", f"/{host.tips.name}/nothing"):
        assert host.ask(path)[0].startswith("404"), path


def test_a_page_of_a_questionnaire_is_two_requests_of_a_few_kilobytes_without_a_script(host: Host) -> None:
    body = host.ask(f"/{host.poll.name}/", query=f"l=zh&t={host.codes[0]}")[1]
    assert len(body.encode()) + len(STYLE) <= 12 * 1024
    assert host.codes[0] in body, "the code of a slip that was scanned stands there"
    assert "<script" not in body
    assert body.count("/style.css") == 1
    assert "<textarea" not in body, "handwriting betrays"


def test_after_the_last_day_nothing_is_taken_and_answers_can_still_be_read(host: Host) -> None:
    code = host.ask(f"/{host.tips.name}/", form({"what": WORD}))[1].split("<span class=code>")[1].split("<")[0]
    host.day = date(2026, 4, 2)
    assert host.ask(f"/{host.tips.name}/", form({"what": WORD}))[0].startswith("422")
    assert "There is no answer yet" in host.ask(f"/{host.tips.name}/follow", form({"code": code}))[1]
    assert "any more" in host.vote(host.codes[0])[1]
    assert not (host.folder / host.poll.name).exists()


@pytest.mark.parametrize(
    "spoiled", [b"", b"[]", b'{"form": 2}', b"\xff\xfe", b'{"form":1,"kind":"tips","name":"../../etc","public":"00"}']
)
def test_a_file_that_is_no_door_is_refused_with_its_place_and_what_to_do(host: Host, spoiled: bytes) -> None:
    file = host.folder / "doors" / "zzzzzzzz.door"
    file.write_bytes(spoiled)
    with pytest.raises(DoorUnusable, match="take the file of the door anew") as told:
        doors.doors_in(file.parent)
    assert str(file) in str(told.value)


def test_a_door_comes_back_as_it_was(host: Host) -> None:
    assert doors.read(doors.written(host.poll), "x") == host.poll


# --- ballots --------------------------------------------------------------------------------------------


def test_a_slip_gives_one_ballot_and_no_second_one(host: Host) -> None:
    assert host.vote(host.codes[0].lower().replace("-", ""))[0] == "200 OK"
    status, body = host.vote(host.codes[0], all_ticked("poor"))
    assert (status[:3], "used already" in body) == ("422", True)
    assert host.opened() == [all_ticked()]


def test_two_at_once_with_one_slip_give_one_ballot(host: Host) -> None:
    statuses: list[str] = []
    threads = [threading.Thread(target=lambda: statuses.append(host.vote(host.codes[0])[0])) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(status[:3] for status in statuses) == ["200", *["422"] * 5]
    assert len(host.held().boxes) == 1


def test_a_door_that_is_carried_out_anew_while_somebody_votes_keeps_its_one_bag(host: Host) -> None:
    before = host.page.page_of(host.poll.name)
    file = host.folder / "doors" / f"{host.poll.name}.door"
    os.utime(file, (1, 1))
    after = host.page.page_of(host.poll.name)
    assert before is not after
    assert isinstance(before, BallotPage)
    assert isinstance(after, BallotPage)
    assert before.bag is after.bag, "two bags are two locks, and the ballot put last would be the only one"


def test_an_unknown_code_and_a_question_that_is_not_ticked_are_refused_and_nothing_is_spent(host: Host) -> None:
    assert "no such code" in host.vote(boxes.new_code())[1]
    status, body = host.vote(host.codes[0], {**all_ticked(), "q3": ""})
    assert (status[:3], "is not ticked" in body, body.count(" checked")) == ("422", True, 6)
    assert not (host.folder / host.poll.name).exists()
    assert host.vote(host.codes[0])[0] == "200 OK"


def test_wrong_codes_are_few_an_hour_and_right_ones_as_many_as_there_are_slips(host: Host) -> None:
    statuses = [host.vote(boxes.new_code())[0][:3] for _ in range(30)]
    assert (statuses.count("422"), statuses.count("429")) == (20, 10)
    assert {host.vote(code)[0] for code in host.codes} == {"200 OK"}


def test_the_host_holds_no_code_no_tick_no_address_and_no_fine_time(host: Host) -> None:
    for code in host.codes:
        host.vote(code)
    for path in host.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for secret in (*host.codes, "good", ADDRESS, AGENT):
            assert secret.encode() not in content or path.suffix == ".door", (path, secret)
    own = host.folder / host.poll.name
    assert [path.name for path in own.iterdir()] == [bags.FILE], "no file of its own says when a ballot came"
    assert all(path.stat().st_mtime % A_DAY == 0 for path in (own, own / bags.FILE))
    assert len({len(box) for box in host.held().boxes}) == 1, "and no size which"


def joined_rightly(host: Host, order: list[int]) -> int:
    """Try to join slips to ballots by their places, and count how often that is right."""
    held = host.held()
    by_slip = {bags.told_of(host.codes[voter], host.poll.name): voter for voter in order}
    slips = [by_slip[spent] for spent in held.spent]
    ballots = [int("".join(one.values()).replace("good", "1").replace("fair", "0"), 2) for one in host.opened()]
    return sum(slip == ballot for slip, ballot in zip(slips, ballots, strict=True))


def test_whoever_tries_to_join_slips_to_ballots_does_no_better_than_chance(tmp_path: Path) -> None:
    """Each voter ticks his own number; by chance one in all voters is joined rightly, with a spread of one."""
    found = []
    for trial in range(12):
        host = Host(tmp_path / str(trial), slips=24)
        order = random.Random(trial).sample(range(24), 24)
        for voter in order:
            bits = f"{voter:07b}".replace("1", "good ").replace("0", "fair ").split()
            assert (
                host.vote(host.codes[voter], dict(zip((one.code for one in asked()), bits, strict=True)))[0] == "200 OK"
            )
        found.append(joined_rightly(host, order))
    assert statistics.mean(found) < 3
    assert max(found) < 8


# --- carried in and out ---------------------------------------------------------------------------------


def test_everything_that_came_in_is_packed_and_nothing_else(host: Host, tmp_path: Path) -> None:
    host.ask(f"/{host.tips.name}/", form({"what": WORD}))
    host.vote(host.codes[0])
    (host.folder / "notes.txt").write_text("of the operator")
    assert command.main(["tips", "pack", "--folder", str(host.folder), "-o", str(tmp_path / "carried")]) == 0
    files = unpacked((tmp_path / "carried-1.zip").read_bytes(), (carrying.TIP, carrying.BALLOTS))
    assert sorted(name.split("/")[0] for name in files) == sorted((host.tips.name, host.poll.name))
    with zipfile.ZipFile(tmp_path / "carried-1.zip") as package:
        assert {one.date_time for one in package.infolist()} == {carrying.NEVER}
    assert command.main(["tips", "pack", "--folder", str(tmp_path / "empty"), "-o", str(tmp_path / "none")]) == 1


def test_a_large_inbox_goes_in_several_packages(host: Host) -> None:
    for _ in range(6):
        host.ask(f"/{host.tips.name}/", form({"what": WORD}))
    assert len(list(packages_of(host.folder, most=9_000))) == 3


def test_answers_are_put_out_once_and_never_over_one_another(host: Host) -> None:
    name = f"{host.tips.name}/outbox/{'a' * 32}/001.box"
    assert put_out(carrying.packed({name: b"sealed"}), host.folder) == (1, 0)
    assert put_out(carrying.packed({name: b"sealed"}), host.folder) == (0, 1)
    with pytest.raises(PackageUnusable, match="says something else"):
        put_out(carrying.packed({name: b"forged"}), host.folder)
    assert (host.folder / name).read_bytes() == b"sealed"


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return held.getvalue()


BOX = f"abcdefgh/inbox/{'0' * 32}/001.box"
SOUND = zipped({BOX: b"x" * 100})
LISTED, ENDS = SOUND.index(b"PK\x01\x02"), SOUND.index(b"PK\x05\x06")


def forged(at: int, content: bytes) -> bytes:
    return SOUND[:at] + content + SOUND[at + len(content) :]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "package"),
        (os.urandom(500), "package"),
        (zipped({BOX: b"x"})[:-30], "package"),
        (zipped({"../../etc/cron.d/x": b"x"}), "../../etc/cron.d/x"),
        (zipped({"abcdefgh/inbox/plain.txt": b"x"}), "abcdefgh/inbox/plain.txt"),
        (zipped({BOX: b"x" * 100}, zipfile.ZIP_DEFLATED), BOX),
        (zipped({BOX: b"\0" * (carrying.LARGEST + 1)}), BOX),
        (forged(ENDS + 16, (LISTED + 38).to_bytes(4, "little")), "package"),  # its list begins before the file does
        (
            forged(LISTED + 8, b"\0\x08" + SOUND[LISTED + 10 : LISTED + 46] + b"\xb1"),
            "package",
        ),  # a name in no encoding
        (forged(LISTED + 20, b"\xff\0\0\0\xff"), "package"),  # longer than the file
        (forged(LISTED + 8, b"\1"), "package"),  # sealed with a password
    ],
)
def test_a_package_from_a_stranger_is_refused_with_its_place_and_what_to_do(content: bytes, place: str) -> None:
    with pytest.raises(PackageUnusable, match="pack it anew") as told:
        unpacked(content, (carrying.TIP,))
    assert told.value.place == place


DEEP = b"[" * 20_000


@pytest.mark.parametrize("content", [DEEP, b"[]", b'{"spent": [], "boxes": [1]}', b'{"spent": ["0"], "boxes": []}'])
def test_ballots_that_a_stranger_wrote_are_refused(content: bytes) -> None:
    with pytest.raises(bags.BagUnusable, match="put back"):
        bags.read(content)


def test_what_is_nested_without_end_is_neither_a_door_nor_a_box() -> None:
    with pytest.raises(DoorUnusable, match="is no door"):
        doors.read(DEEP, "a.door")
    private, public = boxes.new_keys()
    key = boxes.X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    for content in (DEEP, b"[]"):
        with pytest.raises(boxes.BoxShut):
            boxes.opened(boxes.SUITE.encrypt(content, key, info=boxes.PURPOSE), private)


def test_unpacking_a_forged_package_changes_nothing(host: Host, tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(zipped({"doors/abcdefgh.door": b"x", "doors/../x": b"y"}))
    before = sorted(host.folder.rglob("*"))
    assert command.main(["tips", "unpack", str(tmp_path / "bad.zip"), "--folder", str(host.folder)]) == 2
    assert sorted(host.folder.rglob("*")) == before


def test_a_key_is_wrapped_so_that_its_passphrase_alone_opens_it(host: Host) -> None:
    held = boxes.wrapped(host.private, "青石巡察一组 2026")
    assert boxes.unwrapped(held, " 青石巡察一组 2026 ") == host.private
    assert host.private not in held
    with pytest.raises(boxes.BoxShut):
        boxes.unwrapped(held, "青石巡察一组 2025")
    assert boxes.public_of(host.private) == host.poll.public


def test_a_ballot_does_not_pass_for_a_tip(host: Host) -> None:
    host.vote(host.codes[0])
    with pytest.raises(boxes.BoxShut):
        boxes.opened(host.held().boxes[0], host.private)


def test_a_bag_that_was_changed_still_reads_as_what_it_is(host: Host) -> None:
    host.vote(host.codes[0])
    told = json.loads((host.folder / host.poll.name / bags.FILE).read_bytes())
    assert set(told) == {"spent", "boxes"}
    assert replace(host.poll, until=None).is_open_on(date(2030, 1, 1))
