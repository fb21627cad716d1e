"""The ledger as a law: the bytes of an entry, its digest, a chain that holds, and the state that entries replay to.

Digest of an entry: H("bihuan-ledger-1" LF stream LF number LF previous LF bytes), H being SHA-256 or SM3,
`previous` the hex digest of the entry before (64 zeros before the first). The bytes are canonical JSON and are
never made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

DOMAIN = b"bihuan-ledger-1"
NOTHING_BEFORE = "0" * 64
ALGORITHMS = ("sha256", "sm3")


@dataclass(frozen=True)
class Line:
    """One entry as it leaves the ledger."""

    stream: str
    number: int
    action: str
    recorded_at: str
    content: bytes
    algorithm: str
    previous: str
    digest: str


class ChainBroken(Exception):
    """The first entry that does not hold, and why."""

    def __init__(self, stream: str, number: int, reason: str) -> None:
        self.stream, self.number, self.reason = stream, number, reason
        super().__init__(f"stream {stream}, entry {number}: {reason}")


@dataclass(frozen=True)
class Written:
    """A part of a payload that is in its one form already, as a big column is before its entry is made."""

    json: bytes


PLACE, PLACE_WRITTEN = "\x00", b'"\\u0000"'  # stands for a part that is written: a text that hardly anything tells


def canonical(payload: Mapping[str, Any]) -> bytes:
    """Return the one form in which a payload is written: sorted keys, no blanks, UTF-8."""
    parts: list[bytes] = []

    def place_of(part: Written) -> str:
        parts.append(part.json)
        return PLACE

    told = in_one_form(payload, place_of)
    if not parts:
        return told
    between = told.split(PLACE_WRITTEN)
    if len(between) != len(parts) + 1:  # something does tell that text
        return in_one_form(payload, lambda part: json.loads(part.json))
    return b"".join(chain(*zip(between, [*parts, b""], strict=True)))


def in_one_form(payload: Mapping[str, Any], instead: Callable[[Written], Any]) -> bytes:
    """Return a payload as JSON, with something instead of what is written already."""

    def known(part: object) -> Any:
        if not isinstance(part, Written):
            raise TypeError(f"{type(part).__name__} has no one form in JSON")
        return instead(part)

    return json.dumps(
        payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=known
    ).encode()


def digest_of(*, stream: str, number: int, previous: str, content: bytes, algorithm: str = "sha256") -> str:
    """Return the hex digest that binds an entry to its place and to everything before it."""
    head = b"\n".join([DOMAIN, stream.encode(), str(number).encode(), previous.encode(), b""])
    return hashlib.new(algorithm, head + content).hexdigest()


def verify_chain(lines: Iterable[Line]) -> dict[str, tuple[int, str]]:
    """Check every entry of every stream in order; return the last number and digest of each stream."""
    heads: dict[str, tuple[int, str]] = {}
    for line in lines:
        number, previous = heads.get(line.stream, (0, NOTHING_BEFORE))
        reason = fault_of(line, number + 1, previous)
        if reason:
            raise ChainBroken(line.stream, line.number, reason)
        heads[line.stream] = (line.number, line.digest)
    return heads


def fault_of(line: Line, number: int, previous: str) -> str | None:
    """Return what is wrong with an entry that should be `number` and follow `previous`, None when it holds."""
    if line.number != number:
        return f"expected entry {number}"
    if line.previous != previous:
        return "does not follow the entry before it"
    if line.algorithm not in ALGORITHMS:
        return f"unknown algorithm {line.algorithm}"
    computed = digest_of(
        stream=line.stream,
        number=line.number,
        previous=line.previous,
        content=line.content,
        algorithm=line.algorithm,
    )
    if computed != line.digest:
        return "its bytes do not give its digest"
    told = json.loads(line.content)
    if (told["stream"], told["number"], told["action"], told["recorded_at"]) != (
        line.stream,
        line.number,
        line.action,
        line.recorded_at,
    ):
        return "its label differs from its bytes"
    return None


State = dict[str, dict[str, dict[str, Any]]]


def changes_in(told: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the rows that an entry tells of: table, id, and the columns that were set.

    A change is written {table, id, set}; since version 2 of an entry, many new rows of one table may be written
    together: {table, ids, same, each}, `same` holding the columns that they share and `each` the others, row by row.
    """
    for change in told["rows"]:
        if "ids" not in change:
            yield change["table"], change["id"], change["set"]
            continue
        columns = change["each"]
        for place, row_id in enumerate(change["ids"]):
            yield change["table"], row_id, change["same"] | {name: columns[name][place] for name in columns}


def replay(contents: Iterable[bytes]) -> State:
    """Return the state the entries lead to: table → row id → columns (personal ones as commitments)."""
    state: State = {}
    for content in contents:
        for table, row_id, columns in changes_in(json.loads(content)):
            state.setdefault(table, {}).setdefault(row_id, {}).update(columns)
    return state
