"""`tips keys|serve|read|answer`: the public page on a host of its own, and what is carried inside and out."""

from __future__ import annotations

import base64
import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

from bihuan.cli.main import UnusableInput

HELP = "Take what the public sends, sealed; read it inside, and answer."
EXAMPLE = """python3 dev tips keys -o tips-2026-1
python3 dev tips serve --key tips-2026-1.public --folder /var/lib/tips --port 8010
python3 dev tips read /media/usb/inbox --key tips-2026-1.private -o tips
python3 dev tips answer tips/NAME/tip.json --text answer.txt -o /media/usb/outbox"""
TOGETHER, ONE = 2000, 20  # tips an hour
FOR_ITS_USER = 0o600
CONNECTIONS = 40


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parts = parser.add_subparsers(dest="part", required=True)
    keys = parts.add_parser("keys", help="make the two keys of an inspection")
    keys.add_argument("-o", "--output", type=Path, required=True, metavar="NAME")
    served = parts.add_parser("serve", help="serve the public page; needs the public key only")
    served.add_argument("--key", type=Path, required=True, metavar="NAME.public")
    served.add_argument("--folder", type=Path, required=True)
    served.add_argument("--host", default="127.0.0.1")
    served.add_argument("--port", type=int, default=8010)
    served.add_argument("--hourly", type=int, default=TOGETHER, help=f"tips an hour from all (default: {TOGETHER})")
    served.add_argument("--each", type=int, default=ONE, help=f"tips an hour from one address (default: {ONE})")
    inside = parts.add_parser("read", help="open an inbox that was carried inside")
    inside.add_argument("inbox", type=Path)
    inside.add_argument("--key", type=Path, required=True, metavar="NAME.private")
    inside.add_argument("-o", "--output", type=Path, required=True)
    answer = parts.add_parser("answer", help="seal an answer, to be carried out")
    answer.add_argument("tip", type=Path)
    answer.add_argument("--text", type=Path, required=True)
    answer.add_argument("-o", "--output", type=Path, required=True, metavar="OUTBOX")


def run(arguments: Namespace) -> int:
    """Do one part."""
    parts = {"keys": make_keys, "serve": serve, "read": read_inbox, "answer": seal_answer}
    try:
        return parts[arguments.part](arguments)
    except OSError as error:
        raise UnusableInput(f"{error.filename}: {error.strerror}; check the path") from error


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


def page_of(arguments: Namespace) -> Any:
    from bihuan.tips.limits import Limits
    from bihuan.tips.server import TipPage

    limits = Limits(one=arguments.each, all_together=arguments.hourly, clock=time.monotonic)
    return TipPage(arguments.folder, key_in(arguments.key), limits, date.today)


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


def read_inbox(arguments: Namespace) -> int:
    """Open each box into a folder for its user only; 1 where some do not open."""
    from bihuan.tips.boxes import BoxShut, opened
    from bihuan.tips.cases import boxes, cases

    private, shut = key_in(arguments.key), 0
    os.umask(0o077)
    for case in cases(arguments.inbox):
        target = arguments.output / case.name
        for number, box in enumerate(boxes(case), start=1):
            try:
                told = dict(opened(box.read_bytes(), private))
            except BoxShut as problem:
                print(f"{box}: {problem}")
                shut += 1
                continue
            target.mkdir(parents=True, exist_ok=True)
            for place, photo in enumerate(told.pop("photos"), start=1):
                (target / f"{number}-{place}.photo").write_bytes(base64.b64decode(photo))
            name = "tip.json" if number == 1 else f"more-{number - 1}.json"
            (target / name).write_text(json.dumps(told, ensure_ascii=False, indent=1))
            print(target / name)
    return 1 if shut else 0


def seal_answer(arguments: Namespace) -> int:
    """Put an answer into an outbox; only who has the receipt code can read it."""
    from bihuan.tips.boxes import answer_sealed
    from bihuan.tips.cases import put

    told = json.loads(arguments.tip.read_text())
    put(
        arguments.output,
        arguments.tip.parent.name,
        answer_sealed(arguments.text.read_text(), bytes.fromhex(told["answer_key"])),
    )
    return 0
