"""Every parser that takes what strangers made: how it is called, what it may refuse with, what it begins from."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.fuzz.carried_in import CARRIED_IN
from tests.fuzz.changes import canonical, packed
from tests.fuzz.engines import ENGINES
from tests.fuzz.one import Parser, in_a_file
from tests.fuzz.workbooks import WORKBOOKS

HOUSE = Path(__file__).resolve().parents[2]
DOCUMENTS = HOUSE / "tests/documents"
RULEPACKS = HOUSE / "src/bihuan/rulepacks"
CASE = """packs: [national-2017, closing-loop-2018]
step: close
by: office
on: 2018-11-30
inspection:
  stage: under_review
  feedback_on: 2018-03-01
  heads: [{name: 沈知远, from: 2017-01-01}]
  findings: [{number: F-01, stage: signed_off}]
  evaluations: [{by: office, on: 2018-06-20, score: 88.5}]
"""


def documents(suffix: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(DOCUMENTS.rglob(f"*{suffix}")) if path.stat().st_size < 60_000]


def reads(name: str) -> Callable[[bytes], object]:
    from bihuan.intake.content import refuse_unusable
    from bihuan.intake.reading import read_fully

    def read(data: bytes) -> object:
        refuse_unusable(data, name)  # as an upload is
        return read_fully(data, name)

    return read


def document(suffix: str, change: str) -> Parser:
    from bihuan.intake.refusals import Unreadable

    return Parser(reads(f"fuzz{suffix}"), (Unreadable,), documents(suffix), change)


def cleaning() -> Parser:
    from bihuan.intake.cleaning import clean

    return Parser(lambda data: clean(data.decode("utf-8", "replace")), (), documents(".txt"), "of_text")


def pack() -> Parser:
    from bihuan.rules.documents import PackError, read_document
    from bihuan.rules.schema import pack_from

    seeds = [path.read_bytes() for path in sorted(RULEPACKS.rglob("*.yaml")) if path.stat().st_size < 40_000]
    return Parser(in_a_file(lambda path: pack_from(read_document(path)), ".yaml"), (PackError,), seeds, "of_text")


def written() -> Parser:
    """A pack as an office types it, judged with all that a shipped one need not be."""
    from bihuan.rules.documents import PackError
    from bihuan.rules.written import read_written
    from tests.rules.spoilt_packs import GOOD, text_of

    seeds = [text_of(GOOD).encode()]
    return Parser(lambda data: read_written(data.decode("utf-8", "replace")), (PackError,), seeds, "of_text")


def case() -> Parser:
    from bihuan.cli.case_file import read_case
    from bihuan.cli.judge import answer_of
    from bihuan.cli.main import UnusableInput

    def judged(path: Path) -> object:
        return answer_of(read_case(path), path.name)

    return Parser(in_a_file(judged, ".yaml"), (UnusableInput,), [CASE.encode()], "of_text")


def ledger_lines() -> bytes:
    """Return a small ledger as it is exported."""
    from bihuan.domain.ledger import NOTHING_BEFORE, digest_of

    lines, previous, stream = [], NOTHING_BEFORE, "dossier:1"
    for number in (1, 2, 3):
        told = {
            "v": 1,
            "stream": stream,
            "number": number,
            "action": "close",
            "recorded_at": "2018-11-30T02:00:00+00:00",
        }
        content = canonical(told | {"rows": [{"table": "t", "id": "1", "set": {"stage": "rectifying", "n": number}}]})
        digest = digest_of(stream=stream, number=number, previous=previous, content=content, algorithm="sha256")
        entry = {"stream": stream, "number": number, "action": "close", "recorded_at": told["recorded_at"]}
        shown = {"bytes": base64.b64encode(content).decode(), "algorithm": "sha256", "digest": digest}
        lines.append(entry | shown | {"previous": previous})
        previous = digest
    return b"".join(canonical(line) + b"\n" for line in lines)


def ledger() -> Parser:
    from bihuan.ledger.verifier import DoesNotHold, Unusable, verify_lines

    return Parser(lambda data: verify_lines(data, "fuzz.jsonl"), (DoesNotHold, Unusable), [ledger_lines()], "of_ledger")


def archive_seed() -> bytes:
    files = {"ledger.jsonl": ledger_lines(), "rows.json": b'{"t":{"1":{"n":3,"stage":"rectifying"}}}\n'}
    listed = {name: {"sha256": hashlib.sha256(told).hexdigest(), "size": len(told)} for name, told in files.items()}
    last = json.loads(files["ledger.jsonl"].splitlines()[-1])
    ends = {last["stream"]: {"number": last["number"], "digest": last["digest"]}}
    manifest = canonical({"files": listed, "ledger": ends}) + b"\n"
    return packed({**files, "manifest.json": manifest})


def archive() -> Parser:
    from bihuan.ledger.verifier import DoesNotHold, Unusable, verify

    return Parser(in_a_file(verify, ".zip"), (DoesNotHold, Unusable), [archive_seed()], "of_archive")


def checkpoint() -> Parser:
    from bihuan.ledger.verifier import Unusable, read_checkpoint

    seed = canonical({"stream": "dossier:1", "number": 3, "digest": "0" * 64, "at": "2018-11-30T02:00:00+00:00"})
    return Parser(in_a_file(read_checkpoint, ".json"), (Unusable,), [seed], "of_document")


def returned() -> Parser:
    from bihuan.dossiers.models import Inspection
    from bihuan.intake.refusals import Unreadable
    from bihuan.rectification.lists import FIVE_LISTS
    from bihuan.rectification.returned import Comparison, read_cells, read_table
    from bihuan.rectification.workbooks import write_list

    inspection = Inspection(id=uuid.UUID(int=7), authority_id=uuid.UUID(int=8), organization_name="县教育局")
    lists = tuple(FIVE_LISTS.values())

    def read(data: bytes) -> None:
        fitting = Unreadable("fuzz.xlsx")
        for one in lists:
            try:
                table = read_table(data, "fuzz.xlsx", one, inspection)
            except Unreadable as refused:
                fitting = refused
                continue
            for row in table.rows:
                read_cells(row, table, one, Comparison())
            return
        raise fitting

    return Parser(read, (Unreadable,), [write_list(one, inspection, [], title="清单") for one in lists], "of_parts")


class NotJson(Exception):
    """Bytes that are no JSON."""


def forms() -> Parser:
    from bihuan.desk.offers import OFFERS
    from bihuan.desk.performing import FormRefused, NotSeen, checked

    offers = tuple(OFFERS.values())

    def read(data: bytes) -> None:
        try:
            told: Any = json.loads(data[1:])
        except (ValueError, RecursionError) as error:
            raise NotJson from error  # Ninja answers it before any form is asked
        if isinstance(told, dict):
            checked(offers[(data or b"0")[0] % len(offers)], told)

    seeds = []
    for number, offer in enumerate(offers):
        told = dict.fromkeys(offer.form.model_fields, "2018-03-01")
        seeds.append(bytes([number]) + json.dumps(told).encode())
    return Parser(read, (FormRefused, NotSeen, NotJson), seeds, "of_json")


PARSERS: Mapping[str, Callable[[], Parser]] = {
    "docx": functools.partial(document, ".docx", "of_parts"),
    "xlsx": functools.partial(document, ".xlsx", "of_parts"),
    "pdf": functools.partial(document, ".pdf", "by_bytes"),
    "txt": functools.partial(document, ".txt", "of_text"),
    "clean": cleaning,
    "pack": pack,
    "written": written,
    "case": case,
    "ledger": ledger,
    "archive": archive,
    "checkpoint": checkpoint,
    "returned": returned,
    "forms": forms,
    **ENGINES,
    **CARRIED_IN,
    **WORKBOOKS,
}
