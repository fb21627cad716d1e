"""`tips keys|serve|pack|unpack|read|answer`: the public page on a host of its own, and what is carried in and out."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bihuan.cli.main import UnusableInput
from bihuan.domain.office_day import office_day
from bihuan.installation.spoken import say

HELP = "Take what the public sends, sealed; carry it in; read it inside, and answer."
EXAMPLE = """python3 dev tips serve --folder /var/lib/tips --port 8010
python3 dev tips unpack carried-out.zip --folder /var/lib/tips
python3 dev tips pack --folder /var/lib/tips -o /media/usb/carried
python3 dev tips keys -o tips-2026-1
python3 dev tips serve --key tips-2026-1.public --folder /var/lib/tips --port 8010
python3 dev tips read /media/usb/inbox --key tips-2026-1.private
python3 dev tips answer /media/usb/inbox/CASE --key tips-2026-1.private --text answer.txt -o /media/usb/outbox"""
TOGETHER, ONE = 2000, 20  # tips an hour
FOR_ITS_USER = 0o600
CONNECTIONS = 40
TOLD = {"what": "Matter", "whom": "Unit concerned", "name": "Name", "contact": "Contact"}


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parts = parser.add_subparsers(dest="part", required=True)
    keys = parts.add_parser("keys", help=say("make the two keys of an inspection"))
    keys.add_argument("-o", "--output", type=Path, required=True, metavar="NAME")
    served = parts.add_parser("serve", help=say("serve the public page: all doors of a folder, or one key"))
    served.add_argument("--key", type=Path, metavar="NAME.public", help="one page for one key, without doors")
    served.add_argument("--folder", type=Path, required=True)
    served.add_argument("--host", default="127.0.0.1")
    served.add_argument("--port", type=int, default=8010)
    served.add_argument("--hourly", type=int, default=TOGETHER, help=f"tips an hour from all (default: {TOGETHER})")
    served.add_argument("--each", type=int, default=ONE, help=f"tips an hour from one address (default: {ONE})")
    carried = parts.add_parser("pack", help=say("pack what came in, to be carried inside"))
    carried.add_argument("--folder", type=Path, required=True)
    carried.add_argument("-o", "--output", type=Path, required=True, metavar="NAME")
    out = parts.add_parser("unpack", help=say("put doors and answers that were carried out into the folder"))
    out.add_argument("package", type=Path)
    out.add_argument("--folder", type=Path, required=True)
    inside = parts.add_parser("read", help=say("read an inbox on the screen; nothing of it is written anywhere"))
    inside.add_argument("inbox", type=Path)
    inside.add_argument("--key", type=Path, required=True, metavar="NAME.private")
    answer = parts.add_parser("answer", help=say("seal an answer, to be carried out"))
    answer.add_argument("case", type=Path, metavar="INBOX/CASE")
    answer.add_argument("--key", type=Path, required=True, metavar="NAME.private")
    answer.add_argument("--text", type=Path, required=True)
    answer.add_argument("-o", "--output", type=Path, required=True, metavar="OUTBOX")


def run(arguments: Namespace) -> int:
    """Do one part."""
    from bihuan.tips.carrying import PackageUnusable
    from bihuan.tips.doors import DoorUnusable

    parts = {"keys": make_keys, "serve": serve, "pack": pack, "unpack": unpack}
    parts |= {"read": read_inbox, "answer": seal_answer}
    try:
        return parts[arguments.part](arguments)
    except OSError as error:
        raise UnusableInput(f"{error.filename}: {error.strerror}; check the path") from error
    except (PackageUnusable, DoorUnusable) as error:
        raise UnusableInput(str(error)) from error


def make_keys(arguments: Namespace) -> int:
    """Write both keys; the private one is its user's alone, and neither replaces another."""
    from bihuan.tips.boxes import new_keys

    for ending, key in zip(("private", "public"), new_keys(), strict=True):
        file = arguments.output.with_name(f"{arguments.output.name}.{ending}")
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FOR_ITS_USER)
        with os.fdopen(handle, "w") as held:
            held.write(key + "\n")
        print(file)
    return 0


def key_in(file: Path) -> str:
    key = file.read_text().strip()
    if len(key) != 64 or set(key) - set("0123456789abcdef"):
        raise UnusableInput(f"{file}: is no key; make keys with `tips keys`")
    return key


def serve(arguments: Namespace) -> int:
    """Serve until interrupted; nothing of a request is logged, and its body stays in memory until it is sealed."""
    import waitress

    arguments.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    print(f"http://{arguments.host}:{arguments.port}", file=sys.stderr)
    waitress.serve(page_of(arguments), host=arguments.host, port=arguments.port, **server_options())
    return 0


def today() -> date:
    """Return the day where the office is: a host that keeps another zone would date tips a day early."""
    return office_day(datetime.now(UTC))


def page_of(arguments: Namespace) -> Any:
    from bihuan.tips.doors import doors_in
    from bihuan.tips.host import DOORS, PublicHost
    from bihuan.tips.limits import Limits
    from bihuan.tips.server import TipPage

    limits = Limits(one=arguments.each, all_together=arguments.hourly, clock=time.monotonic)
    if arguments.key is not None:
        return TipPage(arguments.folder, key_in(arguments.key), limits, today)
    doors_in(arguments.folder / DOORS)  # a file that is no door is told now, not to the first sender
    return PublicHost(arguments.folder, limits, today)


def server_options() -> dict[str, Any]:
    """Return waitress's options: what is too large is refused unread, and no body overflows into a file."""
    from bihuan.tips.server import MOST_BYTES

    return {
        "max_request_body_size": MOST_BYTES,
        "inbuf_overflow": 2 * MOST_BYTES,
        "connection_limit": CONNECTIONS,
        "threads": 4,
        "ident": "",
    }


def pack(arguments: Namespace) -> int:
    """Write what came in as packages that fit through the inside's door; the folder stays as it is."""
    from bihuan.tips.carrying import packages_of

    written = 0
    for number, content in enumerate(packages_of(arguments.folder), start=1):
        file = arguments.output.with_name(f"{arguments.output.name}-{number}.zip")
        file.write_bytes(content)
        print(file)
        written += 1
    if not written:
        print(say("nothing has come in"))
    return 0 if written else 1


def unpack(arguments: Namespace) -> int:
    """Put doors and answers into the folder of the public page."""
    from bihuan.tips.carrying import put_out

    new, there = put_out(arguments.package.read_bytes(), arguments.folder)
    print(say(f"new: {new}, there already: {there}"))
    return 0


def read_inbox(arguments: Namespace) -> int:
    """Print what each box says; nothing is written to a disk. 1 where some do not open."""
    from bihuan.tips.boxes import BoxShut, opened
    from bihuan.tips.cases import boxes, cases

    private, shut = key_in(arguments.key), 0
    for case in cases(arguments.inbox):
        for box in boxes(case):
            try:
                told = opened(box.read_bytes(), private)
            except BoxShut as problem:
                print(f"{box}: {say(str(problem))}")
                shut += 1
                continue
            print(f"{case.name}/{box.name}  {told['day']}")
            for name, words in TOLD.items():
                if told.get(name):
                    print(f"  {say(words)}: {told[name]}")
            print(f"  {say('Photos')}: {len(told['photos'])}")
    return 1 if shut else 0


def seal_answer(arguments: Namespace) -> int:
    """Put an answer into an outbox; only who has the receipt code can read it."""
    from bihuan.tips.boxes import BoxShut, answer_sealed, opened
    from bihuan.tips.cases import boxes, put

    first = next(boxes(arguments.case), None)
    if first is None:
        raise UnusableInput(f"{arguments.case}: is no case of an inbox; name the folder of one")
    try:
        told = opened(first.read_bytes(), key_in(arguments.key))
    except BoxShut as problem:
        raise UnusableInput(f"{first}: {problem}") from problem
    text = arguments.text.read_text()
    put(arguments.output, arguments.case.name, answer_sealed(text, bytes.fromhex(told["answer_key"])))
    return 0
