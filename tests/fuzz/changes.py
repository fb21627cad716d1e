"""Changes that know what they change: bytes alone would be refused at the first gate, and nothing behind it be tried.

Each takes bytes and returns bytes; whatever cannot be understood is changed byte by byte.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any

import atheris

Change = Callable[[bytes, int, int], bytes]
ODD_WORDS = (
    "",
    "0",
    "-1",
    "²",
    "½",
    "①",
    "٣",
    "１２",
    "99999999999999999999",
    "1e309",
    "NaN",
    "Infinity",
    "-0.0",
    "2018-02-30",
    "0000-00-00",
    "9999-12-31",
    "2018年13月45日",
    "〇",
    "百千万亿",
    "第二百零十",
    "true",
    "null",
    "~",
    "&x",
    "*x",
    "!!set",
    "<<",
    "[",
    "{",
    "%s",
    "../../x",
    "=1+1",
    "\u200b",
    "\u0085",
    "\ufeff",
    "𠮷",
    "（",
    "guàn（",
    "A" * 5000,
    "9" * 5000,
    "（一）" * 300,
)
ODD_VALUES: tuple[Any, ...] = (
    *ODD_WORDS,
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    1e300,
    [],
    {},
    [[[]]],
    {"a": {"b": []}},
    [None],
)
VALUE = re.compile(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)|[0-9]+|[\w.-]+', re.S)
ROOM = 4000  # bytes that a change may add
ENTRY = ("action", "algorithm", "bytes", "digest", "number", "previous", "recorded_at", "stream")


def by_bytes(data: bytes, most: int, seed: int) -> bytes:
    return bytes(atheris.Mutate(data, most))


def of_text(data: bytes, most: int, seed: int) -> bytes:
    """Change a value, or a line, of YAML, XML or running text."""
    chance = random.Random(seed)
    kind = chance.random()
    if kind < 0.2 or not data:
        return by_bytes(data, min(most, len(data) + 200), seed)
    if kind < 0.7:
        places = list(VALUE.finditer(data))
        if places:
            place = chance.choice(places)
            return (data[: place.start()] + chance.choice(ODD_WORDS).encode() + data[place.end() :])[:most]
    lines = data.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    if kind < 0.8:
        lines.insert(other, lines[at])
    elif kind < 0.9:
        lines[at], lines[other] = lines[other], lines[at]
    else:
        del lines[at]
    return b"\n".join(lines)[:most]


def odd(value: Any, chance: random.Random) -> Any:
    """Return a value with one odd thing somewhere in it."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        key = chance.choice(sorted(value))
        kind = chance.random()
        if kind < 0.1:
            return {name: told for name, told in value.items() if name != key}
        if kind < 0.2:
            return {**value, chance.choice(ODD_WORDS)[:40]: value[key]}
        return {**value, key: odd(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        return [*value[:at], odd(value[at], chance), *value[at + 1 :]] * chance.choice((1, 1, 2))
    return chance.choice(ODD_VALUES)


def of_json(data: bytes, most: int, seed: int) -> bytes:
    """Change a value of JSON; its first byte says which form it is for."""
    chance = random.Random(seed)
    try:
        told = json.loads(data[1:])
    except (ValueError, RecursionError):
        return by_bytes(data, most, seed)
    if chance.random() < 0.05:
        return by_bytes(data, most, seed)
    return (bytes([chance.randrange(256)]) + json.dumps(odd(told, chance)).encode())[:most]


def of_document(data: bytes, most: int, seed: int) -> bytes:
    """Change a value of a JSON document, mostly kept in the one form in which Bihuan writes it."""
    chance = random.Random(seed)
    if chance.random() < 0.01:
        return b"[" * min(most, 100_000)
    try:
        told = odd(json.loads(data), chance)
    except (ValueError, RecursionError):
        return by_bytes(data, most, seed)
    if chance.random() < 0.05:
        return by_bytes(data, most, seed)
    return (canonical(told) + b"\n")[:most]


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")


def of_ledger(data: bytes, most: int, seed: int) -> bytes:
    """Forge an entry and chain all after it anew, as somebody would who can compute hashes."""
    from bihuan.domain.ledger import NOTHING_BEFORE, digest_of

    chance = random.Random(seed)
    try:
        entries = [json.loads(line) for line in data.splitlines()]
        at = chance.randrange(len(entries))
        content = json.loads(base64.b64decode(entries[at]["bytes"]))
        forged = odd(content, chance) if chance.random() < 0.7 else content
        entries[at]["bytes"] = base64.b64encode(canonical(forged)).decode()
        if chance.random() < 0.3:
            entries[at] = odd(entries[at], chance)
        previous = NOTHING_BEFORE
        for entry in entries:
            label = {"stream": entry["stream"], "number": entry["number"], "previous": previous}
            content = base64.b64decode(entry["bytes"])
            entry["previous"], previous = previous, digest_of(**label, content=content, algorithm=entry["algorithm"])
            entry["digest"] = previous
        return b"".join(canonical(entry) + b"\n" for entry in entries)[:most]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return by_bytes(data, most, seed)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a ZIP; none of one that is damaged, however it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return {entry.filename: book.read(entry) for entry in book.infolist()[:200]}
    except Exception:  # zlib and struct have errors of their own
        return {}


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return made.getvalue()


def of_parts(data: bytes, most: int, seed: int) -> bytes:
    """Change parts of a ZIP and put it together again; without that its checksums would refuse every change."""
    chance, parts = random.Random(seed), parts_of(data)
    if not parts or chance.random() < 0.05:
        return by_bytes(data, most, seed)
    for name in chance.choices(sorted(parts), k=chance.choice((1, 1, 2, 3))):
        parts[name] = of_text(parts[name], len(parts[name]) + ROOM, chance.randrange(2**31))
    made = packed(parts)
    return made if len(made) <= most else data[:most]


def of_archive(data: bytes, most: int, seed: int) -> bytes:
    """Change a file of an archive, and mostly its manifest with it, so that what lies behind the sums is tried."""
    chance, parts = random.Random(seed), parts_of(data)
    if "manifest.json" not in parts or chance.random() < 0.05:
        return by_bytes(data, most, seed)
    name = chance.choice(sorted(parts))
    room, own = len(parts[name]) + ROOM, chance.randrange(2**31)
    try:
        if name == "ledger.jsonl":
            parts[name] = of_ledger(parts[name], room, own)
        else:
            parts[name] = canonical(odd(json.loads(parts[name]), chance)) + b"\n"
        if name != "manifest.json":
            manifest = json.loads(parts["manifest.json"])
            told = {"sha256": hashlib.sha256(parts[name]).hexdigest(), "size": len(parts[name])}
            manifest["files"][name] = told
            last = json.loads(parts["ledger.jsonl"].splitlines()[-1])
            manifest["ledger"] = {last["stream"]: {"number": last["number"], "digest": last["digest"]}}
            parts["manifest.json"] = canonical(manifest) + b"\n"
    except (ValueError, LookupError, TypeError, RecursionError):
        parts[name] = by_bytes(parts[name], room, own)
    return packed(parts)
