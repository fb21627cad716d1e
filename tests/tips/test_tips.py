"""Tips: sealed where they come in, opened inside only, answered by the receipt code; nothing of the sender is kept."""

from __future__ import annotations

import io
import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bihuan.cli import main as command
from bihuan.tips import boxes, pages
from bihuan.tips.cases import A_DAY, MOST_MESSAGES
from bihuan.tips.limits import HOUR, Limits
from bihuan.tips.photos import NoPhoto, stripped
from bihuan.tips.server import MOST_BYTES, TipPage

WORD, ADDRESS, AGENT = "quokka-8841 砚溪码头私设收费", "203.0.113.77", "Strange/9.9"
KIND = "multipart/form-data; boundary=xyz"
PIXELS = b"\xff\xda\x00\x04\x01\x02scan\xff\x00data\xff\xd0more\xff\xd9"
PLACE = b"Exif\x00\x00GPS 31.2N 121.5E"
JPEG = b"\xff\xd8\xff\xe1" + (len(PLACE) + 2).to_bytes(2) + PLACE + b"\xff\xdb\x00\x03q" + PIXELS


def chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + b"crc!"


PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    chunk(*one) for one in ((b"IHDR", b"head"), (b"tEXt", PLACE), (b"IDAT", b"dots"), (b"IEND", b""))
)


def form(texts: dict[str, str], photos: tuple[bytes, ...] = ()) -> bytes:
    parts = [f'Content-Disposition: form-data; name="{k}"\r\n\r\n{v}'.encode() for k, v in texts.items()]
    head = b'Content-Disposition: form-data; name="photos"; filename="IMG_2031.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    parts += [head + one for one in photos]
    return b"".join(b"--xyz\r\n" + one + b"\r\n" for one in parts) + b"--xyz--\r\n"


@dataclass
class Host:
    """The public host, and the inside with the private key."""

    folder: Path
    private: str = ""
    time: float = 0.0
    page: TipPage = field(init=False)

    def __post_init__(self) -> None:
        self.private, public = boxes.new_keys()
        limits = Limits(one=20, all_together=60, clock=lambda: self.time)
        self.page = TipPage(self.folder, public, limits, lambda: date(2026, 3, 9))

    def ask(self, path: str, body: bytes | None = None, *, length: int | None = None, **more: str) -> tuple[str, str]:
        told: list[Any] = []
        environ: dict[str, Any] = {
            "PATH_INFO": path,
            "QUERY_STRING": "l=en",
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "REMOTE_ADDR": ADDRESS,
            "HTTP_USER_AGENT": AGENT,
            "CONTENT_TYPE": KIND,
            "CONTENT_LENGTH": str(len(body or b"") if length is None else length),
            "wsgi.input": io.BytesIO(body or b""),
            **more,
        }
        answer = b"".join(self.page(environ, lambda status, headers: told.append(status)))
        return told[0], answer.decode()

    def send(self, photos: tuple[bytes, ...] = (), **texts: str) -> str:
        status, body = self.ask("/", form({"what": WORD, **texts}, photos))
        assert status == "200 OK", body
        return body.split("<span class=code>")[1].split("<")[0]

    def inside(self) -> list[Any]:
        found = sorted(self.folder.glob("inbox/*/*.box"))
        return [boxes.opened(one.read_bytes(), self.private) for one in found]


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path / "tips")


# --- the page -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_the_page_and_its_style_are_two_requests_of_a_few_kilobytes_without_a_script(language: str) -> None:
    page = pages.form_page(language)
    assert len(page) + len(pages.STYLE) <= 12 * 1024
    assert b"<script" not in page
    assert page.count(b"/style.css") == 1
    assert b"http://" not in page + pages.STYLE.encode()
    assert b"https://" not in page + pages.STYLE.encode()


def test_every_word_of_the_page_is_there_in_both_languages() -> None:
    assert pages.words("zh").keys() == pages.words("en").keys()


# --- sealed ---------------------------------------------------------------------------------------------


def test_a_tip_is_opened_by_the_private_key_only(host: Host) -> None:
    host.send(name="甲", whom="县港航站")
    told = host.inside()[0]
    assert (told["what"], told["name"], told["day"]) == (WORD, "甲", "2026-03-09")
    box = next(host.folder.glob("inbox/*/*.box")).read_bytes()
    for key, content in ((boxes.new_keys()[0], box), (host.private, box[:-1] + bytes([box[-1] ^ 1]))):
        with pytest.raises(boxes.BoxShut):
            boxes.opened(content, key)


def test_a_name_is_not_asked_for(host: Host) -> None:
    host.send()
    assert host.inside()[0]["name"] == ""


def test_the_folder_holds_no_word_no_address_no_agent_no_code_and_no_fine_time(host: Host) -> None:
    code = host.send((JPEG,))
    held = list(host.folder.rglob("*"))
    for path in held:
        content = path.read_bytes() if path.is_file() else b""
        for secret in (WORD, ADDRESS, AGENT, code, "IMG_2031"):
            assert secret.encode() not in content + str(path.relative_to(host.folder)).encode()
    kept = [path for path in held if path.name.endswith(".box")]
    assert all(path.stat().st_mtime % A_DAY == 0 for path in (*kept, *(path.parent for path in kept)))


def test_boxes_are_filled_up_so_that_their_size_tells_little(host: Host) -> None:
    host.send()
    host.send(contact="一三八零零零零零零零零")
    assert len({path.stat().st_size for path in host.folder.glob("inbox/*/*.box")}) == 1


# --- what anybody can send ------------------------------------------------------------------------------

PART = b'\r\nContent-Disposition: form-data; name="what"\r\n\r\n'
ODD_KINDS = [
    "",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; ~*",
    f"{KIND}x",
    f'{KIND}"',
    "multipart/mixed; " + KIND[21:],
]
ODD_BODIES = [
    b"",
    b"--xyz",
    b"--xyz" + PART + b"cut off",
    b"--xyz\r\n\r\nno head\r\n--xyz--",
    b"--xyz\r\nContent-Disposition: form-data; ~*\r\n\r\nx\r\n--xyz--",
    b"--xyz\r\nContent-Disposition: form-data; name*0*=what\r\n\r\nx\r\n--xyz--",
    b"--xyzzy" + PART + b"x\r\n--xyz--",
    b"--xyz" + PART[:-2] + b"x\r\n--xyz--",
    b"--xyz" + b"\r\n--xyz".join([PART + b"x"] * 40) + b"\r\n--xyz--",
]


@pytest.mark.parametrize(
    ("kind", "body"), [(kind, form({"what": WORD})) for kind in ODD_KINDS] + [(KIND, one) for one in ODD_BODIES]
)
def test_what_is_no_form_is_answered_with_the_form(host: Host, kind: str, body: bytes) -> None:
    status, page = host.ask("/", body, CONTENT_TYPE=kind)
    assert status == "422 Unprocessable"
    assert "<form" in page
    assert host.inside() == []


def test_a_form_is_read_as_browsers_and_programs_write_it(host: Host) -> None:
    head = b'preamble\r\n--xyz \r\ncontent-disposition: Form-Data; filename=" name=a; \xe7.jpg"; name=photos\r\n\r\n'
    whole = head + JPEG + b"\r\n--xyz" + PART + b"--xy\r\n" + WORD.encode() + b"\r\n--xyz--\r\nepilogue"
    status, _page = host.ask("/", whole, CONTENT_TYPE='Multipart/Form-Data; charset=utf-8; Boundary="xyz"')
    assert status == "200 OK"
    (told,) = host.inside()
    assert (told["what"], len(told["photos"])) == (f"--xy\r\n{WORD}", 1)


def test_a_length_in_other_digits_is_none(host: Host) -> None:
    assert host.ask("/", form({"what": WORD}), CONTENT_LENGTH="²")[0] == "422 Unprocessable"


# --- photos ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("photo", [JPEG, PNG])
def test_photos_lose_what_tells_and_keep_what_draws(photo: bytes) -> None:
    clean = stripped(photo)
    assert b"GPS" in photo
    assert b"GPS" not in clean
    assert stripped(clean) == clean
    assert (PIXELS in clean) or (chunk(b"IDAT", b"dots") in clean)


@pytest.mark.parametrize("photo", [JPEG, PNG])
def test_a_photo_cut_off_anywhere_is_no_photo(photo: bytes) -> None:
    for end in range(len(photo) - 1):
        with pytest.raises(NoPhoto):
            stripped(photo[:end])


def test_what_is_no_photo_is_refused_and_the_text_is_still_there(host: Host) -> None:
    status, body = host.ask("/", form({"what": WORD}, (b"MZ program",)))
    assert status.startswith("422")
    assert WORD in body
    assert not host.folder.exists()


# --- receipt code ---------------------------------------------------------------------------------------


def test_a_receipt_code_has_more_than_eighty_bits() -> None:
    letters = len(boxes.new_code().replace("-", ""))
    assert letters * math.log2(len(set(boxes.LETTERS))) >= 80


def test_messages_go_both_ways_under_the_code(host: Host) -> None:
    code = host.send()
    status, body = host.ask("/follow", form({"code": code.lower().replace("-", " ")}))
    assert (status, "There is no answer yet" in body) == ("200 OK", True)
    host.ask("/follow", form({"code": code, "more": "又收费了"}))
    assert [one["what"] for one in host.inside()] == [WORD, "又收费了"]
    name, _key = boxes.secrets_of(code)
    out = host.folder / "outbox" / name
    out.mkdir(parents=True)
    (out / "001.box").write_bytes(boxes.answer_sealed("已转办 <b>", bytes.fromhex(host.inside()[0]["answer_key"])))
    (out / "002.box").write_bytes(boxes.answer_sealed("别人的", os.urandom(32)))
    body = host.ask("/follow", form({"code": code}))[1]
    assert "已转办 &lt;b&gt;" in body
    assert "别人的" not in body


def test_a_wrong_code_opens_nothing(host: Host) -> None:
    host.send()
    for wrong in (boxes.new_code(), "", "../inbox"):
        status, body = host.ask("/follow", form({"code": wrong}))
        assert status.startswith("422")
        assert "There is no such code" in body


def test_under_one_code_so_many_messages_are_taken_and_no_more(host: Host) -> None:
    code = host.send()
    for number in range(MOST_MESSAGES):
        host.time += HOUR
        _status, body = host.ask("/follow", form({"code": code, "more": f"第{number}次"}))
    assert "No more is taken under this code" in body
    assert len(host.inside()) == MOST_MESSAGES


# --- too large, too many --------------------------------------------------------------------------------


def test_a_hundred_megabytes_are_refused_unread(host: Host) -> None:
    class Untouched(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("the body was read")

    status, body = host.ask("/", b"", length=100 * 1024 * 1024, **{"wsgi.input": Untouched()})  # type: ignore[arg-type]
    assert status.startswith("413")
    assert "too large" in body
    assert MOST_BYTES < 100 * 1024 * 1024


def test_ten_thousand_tips_an_hour_are_refused_calmly_and_the_next_hour_begins_anew(host: Host) -> None:
    statuses = [
        host.ask("/", form({"what": WORD}), REMOTE_ADDR=f"198.51.100.{number % 250}")[0][:3] for number in range(10_000)
    ]
    assert (statuses.count("200"), statuses.count("429")) == (60, 9_940)
    assert len(host.inside()) == 60
    host.time += HOUR
    assert host.send()


def test_one_address_has_its_share_and_the_counters_hold_no_address(host: Host) -> None:
    statuses = [host.ask("/", form({"what": WORD}))[0][:3] for _ in range(25)]
    assert statuses.count("200") == 20
    assert host.ask("/", form({"what": WORD}), REMOTE_ADDR="198.51.100.9")[0] == "200 OK"
    before = set(host.page.limits._counts)
    assert ADDRESS.encode() not in b"".join(before)
    host.time += HOUR
    host.send()
    assert not before & set(host.page.limits._counts), "another hour, another salt"


@pytest.mark.parametrize(
    ("kind", "body"),
    [("text/plain", b"x"), ("multipart/form-data", b"x"), (KIND, b"--xyz\r\n\r\n\r\n--xyz--"), (KIND, os.urandom(200))],
)
def test_what_is_no_form_is_refused(host: Host, kind: str, body: bytes) -> None:
    assert host.ask("/", body, CONTENT_TYPE=kind)[0].startswith("422")


# --- the commands ---------------------------------------------------------------------------------------


def test_a_tip_is_carried_inside_and_its_answer_out_by_the_commands(
    host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run: Callable[..., int] = lambda *told: command.main(["tips", *map(str, told)])  # noqa: E731
    assert run("keys", "-o", tmp_path / "round") == 0
    assert run("keys", "-o", tmp_path / "round") == 2, "no key is written over"
    assert (tmp_path / "round.private").stat().st_mode & 0o077 == 0
    host.page = TipPage(host.folder, (tmp_path / "round.public").read_text().strip(), host.page.limits, date.today)
    code = host.send((JPEG,))
    inbox, private = host.folder / "inbox", tmp_path / "round.private"
    before = sorted(tmp_path.rglob("*"))
    assert run("read", inbox, "--key", private) == 0
    assert WORD in capsys.readouterr().out
    assert sorted(tmp_path.rglob("*")) == before, "nothing that was read lies on the disk"
    (tmp_path / "answer.txt").write_text("已核实退费")
    case = next(inbox.glob("*"))
    assert run("answer", case, "--key", private, "--text", tmp_path / "answer.txt", "-o", host.folder / "outbox") == 0
    assert "已核实退费" in host.ask("/follow", form({"code": code}))[1]
    assert run("read", inbox, "--key", tmp_path / "round.public") == 1
    assert "cannot be opened" in capsys.readouterr().out
    assert run("answer", case, "--key", tmp_path / "round.public", "--text", tmp_path / "answer.txt", "-o", inbox) == 2


def test_what_is_read_is_chinese_on_a_chinese_machine(
    host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    host.send(name="甲", contact="县港航站")
    (tmp_path / "k").write_text(host.private)
    assert command.main(["tips", "read", str(host.folder / "inbox"), "--key", str(tmp_path / "k")]) == 0
    told = capsys.readouterr().out
    assert "反映的问题: " + WORD in told
    assert "姓名: 甲" in told
