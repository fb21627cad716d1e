#!/usr/bin/env python3
"""Stand-alone verifier of Bihuan's ledger: one file, standard library only, no part of Bihuan needed.

    python3 verifier.py FILE.jsonl [--checkpoint FILE]      entries as `ledger export` writes them
    python3 verifier.py ARCHIVE.zip [--checkpoint FILE]     the archive of a dossier, or the folder it was unpacked to

Exit code 0: everything holds. 1: something does not; the first entry (or file) that does not hold is named.
2: the input cannot be used. A checkpoint kept elsewhere shows entries that were cut off or made anew.

Digest of an entry: H("bihuan-ledger-1" LF stream LF number LF previous LF bytes), H being SHA-256 or SM3, `previous`
the hex digest of the entry before it (64 zeros before the first).
"""

from __future__ import annotations

import argparse
import binascii
import hashlib
import io
import json
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

DOMAIN = b"bihuan-ledger-1"
NOTHING_BEFORE = "0" * 64
ALGORITHMS = ("sha256", "sm3")
FIELDS = {"stream", "number", "recorded_at", "action", "bytes", "algorithm", "previous", "digest"}
labels_of = itemgetter("stream", "number", "action", "recorded_at")
PIECES = 31  # of a line that is cut at its quotation marks, where no text holds one
Told = dict[str, Any]  # what a line, an entry or a manifest says
Chains = dict[str, list[str]]  # stream → digest of entry 1, 2, …
Files = dict[str, bytes]
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
NOT_PACKED = (OSError, NotImplementedError, RuntimeError, EOFError, ValueError)
MANIFEST, LEDGER, ROWS, FILES = "manifest.json", "ledger.jsonl", "rows.json", "files/"
STORED = "dossiers_storedfile"  # the one table whose rows another dossier's stream may have told first

WORDS: dict[str, str] = {}  # English → Chinese with {names} for what is told; an archive's own copy has them


class DoesNotHold(Exception):
    """Something was changed, or is missing."""


class Unusable(Exception):
    """The input is not what this verifier reads, or this Python cannot check it."""


def canonical(value: object) -> bytes:
    """Return the one form in which Bihuan writes JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(entry: Told, content: bytes) -> str:
    algorithm = entry["algorithm"]
    if algorithm not in ALGORITHMS:
        raise DoesNotHold(f"unknown algorithm {algorithm!r}")
    if algorithm not in hashlib.algorithms_available:
        raise Unusable(f"this Python has no {algorithm.upper()}; verify with a Python whose OpenSSL has it")
    hashed = hashlib.sha256(DOMAIN) if algorithm == "sha256" else hashlib.new(algorithm, DOMAIN)
    hashed.update(f"\n{entry['stream']}\n{entry['number']}\n{entry['previous']}\n".encode())
    hashed.update(content)
    return hashed.hexdigest()


def entry_of(line: bytes) -> Told:
    """Return one line as an entry; every byte of it has to be as Bihuan writes it."""
    return plain_entry_of(line) or parsed_entry_of(line)


def plain_entry_of(line: bytes) -> Told | None:
    """Return the entry of a line in which JSON has nothing to escape; None where only parsing it can tell.

    Cut at its quotation marks, such a line gives its texts; it is compared with what Bihuan writes of them.
    """
    try:
        text = line.decode()
        pieces = text.split('"')
        if len(pieces) != PIECES or "\\" in text:
            return None
        number = int(pieces[18][1:-1])
    except ValueError:  # no UTF-8, no number
        return None
    action, algorithm, content, digest = pieces[3:16:4]
    previous, recorded_at, stream = pieces[21:30:4]
    if not f"{action}{algorithm}{digest}{previous}{recorded_at}{stream}".isprintable() or text != (
        f'{{"action":"{action}","algorithm":"{algorithm}","bytes":"{content}","digest":"{digest}",'
        f'"number":{number},"previous":"{previous}","recorded_at":"{recorded_at}","stream":"{stream}"}}'
    ):
        return None  # the content itself is proven by `content_of`
    return {
        "action": action,
        "algorithm": algorithm,
        "bytes": content,
        "digest": digest,
        "number": number,
        "previous": previous,
        "recorded_at": recorded_at,
        "stream": stream,
    }


def parsed_entry_of(line: bytes) -> Told:
    """Return one line as an entry; every byte of it has to be as Bihuan writes it."""
    try:
        entry = json.loads(line.decode())
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise DoesNotHold("the line is no JSON") from error
    if not isinstance(entry, dict) or set(entry) != FIELDS:
        raise DoesNotHold("the line has not exactly the fields of an entry")
    whole = type(entry["number"]) is int and all(isinstance(entry[f], str) for f in FIELDS - {"number"})
    if not whole or canonical_or_none(entry) != line:
        raise DoesNotHold("the line is not written as Bihuan writes it")
    return entry


def canonical_or_none(value: object) -> bytes | None:
    try:
        return canonical(value)
    except (ValueError, RecursionError):
        return None


def content_of(entry: Told) -> bytes:
    try:
        content = binascii.a2b_base64(entry["bytes"])
    except (binascii.Error, ValueError) as error:
        raise DoesNotHold("its bytes are no base64") from error
    if binascii.b2a_base64(content, newline=False).decode() != entry["bytes"]:
        raise DoesNotHold("its bytes are not written as Bihuan writes them")
    return content


def check_entry(entry: Told, number: int, previous: str) -> Told:
    """Check an entry that should be `number` and follow `previous`; return what it says."""
    if entry["number"] != number:
        raise DoesNotHold(f"expected entry {number} here")
    if entry["previous"] != previous:
        raise DoesNotHold("it does not follow the entry before it")
    content = content_of(entry)
    if digest_of(entry, content) != entry["digest"]:
        raise DoesNotHold("its bytes do not give its digest")
    try:
        told: Told = json.loads(content.decode())
        same = labels_of(told) == labels_of(entry)
    except (UnicodeDecodeError, ValueError, RecursionError, KeyError, TypeError) as error:
        raise DoesNotHold("its bytes are no entry") from error
    if not same:
        raise DoesNotHold("its label differs from its bytes")
    return told


def told_by(lines: Iterable[bytes], name: str, chains: Chains) -> Iterator[Told]:
    """Check line by line and yield what each entry says; `chains` gathers {stream: [digest of entry 1, 2, …]}."""
    place, line = 0, b"\n"
    for place, line in enumerate(lines, start=1):
        where = f"{name}, line {place}"
        try:
            entry = entry_of(line.removesuffix(b"\n"))
            where += f": stream {entry['stream']}, entry {entry['number']}"
            chain = chains.setdefault(entry["stream"], [])
            told = check_entry(entry, len(chain) + 1, chain[-1] if chain else NOTHING_BEFORE)
        except DoesNotHold as reason:
            raise DoesNotHold(f"{where}: {reason}") from None
        chain.append(entry["digest"])
        yield told
    if not place:
        raise DoesNotHold(f"{name}: there is no entry in it")
    if not line.endswith(b"\n"):
        raise DoesNotHold(f"{name}, line {place}: the line does not end; the file was cut")


def verify_lines(text: bytes, name: str) -> tuple[Chains, list[Told]]:
    """Check every line; return {stream: [digest of entry 1, 2, …]} and what the entries say, in order."""
    chains: Chains = {}
    told = list(told_by(io.BytesIO(text), name, chains))
    return chains, told


def verify_file(path: Path) -> tuple[Chains, int]:
    """Check every line of a file, holding one at a time; return the chains and how many entries there are."""
    chains: Chains = {}
    try:
        with path.open("rb") as file:
            count = sum(1 for _ in told_by(file, str(path), chains))
    except OSError as error:
        raise Unusable(f"{path}: cannot be read ({error.strerror}); name a file of entries or an archive") from error
    return chains, count


def check_checkpoint(chains: Chains, checkpoint: Told) -> None:
    """Compare with a checkpoint that was kept elsewhere."""
    stream, number, digest = checkpoint["stream"], checkpoint["number"], checkpoint["digest"]
    chain = chains.get(stream, [])
    if len(chain) < number:
        where = f"stream {stream}, entry {len(chain) + 1}"
        raise DoesNotHold(f"{where}: missing; the checkpoint of {checkpoint['at']} knows {number} entries")
    if chain[number - 1] != digest:
        raise DoesNotHold(
            f"stream {stream}, entry {number}: not the entry that the checkpoint of {checkpoint['at']} knows"
        )


def read_checkpoint(path: Path) -> Told:
    try:
        checkpoint: Told = json.loads(path.read_bytes().decode())
        known = {"stream": str, "number": int, "digest": str, "at": str}
        if {key: type(value) for key, value in checkpoint.items()} != known or checkpoint["number"] < 1:
            raise ValueError("it has not exactly stream, number, digest, at")
    except (OSError, UnicodeDecodeError, ValueError, AttributeError, RecursionError) as error:
        raise Unusable(f"{path}: no checkpoint ({error}); name a file that `ledger checkpoint` wrote") from error
    return checkpoint


# --- the archive of a dossier ---------------------------------------------------------------------


def verify_archive(files: Files, name: str) -> tuple[Chains, list[Told]]:
    """Check the sha256 of every file, the ledger in it, and that the rows are what the ledger leads to."""
    if MANIFEST not in files:
        raise Unusable(f"{name}: no {MANIFEST} in it; name an archive that `archive` wrote")
    try:
        listed = json.loads(files[MANIFEST].decode())["files"]
        expected = {path: (told["sha256"], told["size"]) for path, told in listed.items()}
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DoesNotHold(f"{name}: {MANIFEST} cannot be read") from error
    for path in sorted(set(expected) | (set(files) - {MANIFEST})):
        if path not in files:
            raise DoesNotHold(f"{name}: {path} is missing")
        if path not in expected:
            raise DoesNotHold(f"{name}: {path} is not in the manifest")
        if (hashlib.sha256(files[path]).hexdigest(), len(files[path])) != expected[path]:
            raise DoesNotHold(f"{name}: {path} was changed")
    chains, told = verify_lines(files.get(LEDGER, b""), LEDGER)
    try:
        check_manifest(json.loads(files[MANIFEST].decode()), chains, files[MANIFEST])
        rows = json.loads(files[ROWS].decode())
        check_rows(rows, told)
        check_files(rows, expected)
    except (UnicodeDecodeError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise DoesNotHold(f"{name}: {MANIFEST} or {ROWS} is not as Bihuan writes it") from error
    return chains, told


def check_manifest(manifest: Told, chains: Chains, raw: bytes) -> None:
    """The manifest says how far the ledger goes, and is written in the one form."""
    if canonical(manifest) + b"\n" != raw:
        raise DoesNotHold(f"{MANIFEST}: not written as Bihuan writes it")
    ends = {stream: {"number": len(chain), "digest": chain[-1]} for stream, chain in chains.items()}
    if manifest.get("ledger") != ends:
        raise DoesNotHold(f"{MANIFEST}: the ledger does not end where the manifest says")


def check_rows(rows: Told, told: list[Told]) -> None:
    """Replay the entries and compare; personal columns stand in the ledger as commitments only and are passed over."""
    known = replayed(told)
    told_of = {(table, row_id) for table, row_id, _, _ in known}
    for table, row_id in sorted((t, i) for t, found in rows.items() for i in found if t != STORED):
        if (table, row_id) not in told_of:
            raise DoesNotHold(f"{ROWS}: {table} {row_id} is not in the ledger")
    for table, row_id, column, value in known:
        there = rows.get(table, {}).get(row_id)
        if there is None:
            raise DoesNotHold(f"{ROWS}: {table} {row_id} is missing, the ledger has it")
        if not (isinstance(value, dict) and set(value) == {"commitment"}) and there.get(column) != value:
            raise DoesNotHold(f"{ROWS}: {table} {row_id}: {column} is not what the ledger leads to")


def check_files(rows: Told, listed: Told) -> None:
    """Every file that a row names has to be there, under the sha256 that the row tells."""
    there = {Path(name).stem: told[0] for name, told in listed.items() if name.startswith(FILES)}
    for row_id, row in rows.get(STORED, {}).items():
        if there.get(row["sha256"]) != row["sha256"]:
            raise DoesNotHold(f"{FILES}{row['sha256']}: the file that {STORED} {row_id} names is missing")


def replayed(told: list[Told]) -> list[tuple[str, str, str, Any]]:
    state: dict[tuple[str, str], Told] = {}
    for entry in told:
        for change in entry["rows"]:
            for row_id, columns in rows_in(change):
                state.setdefault((change["table"], row_id), {}).update(columns)
    return [(table, row_id, column, value) for (table, row_id), row in state.items() for column, value in row.items()]


def rows_in(change: Told) -> Iterator[tuple[str, Told]]:
    """Yield the rows of a change: one, or many new ones with the columns they share, and the others row by row."""
    if "ids" not in change:
        yield change["id"], change["set"]
        return
    each = change["each"]
    for place, row_id in enumerate(change["ids"]):
        yield row_id, {**change["same"], **{name: each[name][place] for name in each}}


def files_of(path: Path) -> Files:
    """Return the files of an archive, packed or unpacked, by name."""
    if path.is_dir():
        return {str(f.relative_to(path).as_posix()): f.read_bytes() for f in sorted(path.rglob("*")) if f.is_file()}
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) != len(set(names)):
                raise DoesNotHold(f"{path}: a name stands in it twice")
            if any(entry.compress_type not in PACKED_AS for entry in archive.infolist()):
                raise DoesNotHold(f"{path}: a file in it is not packed as Bihuan packs")
            return {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, struct.error, *NOT_PACKED) as error:
        raise DoesNotHold(f"{path}: the archive cannot be unpacked ({error})") from error


def verify(path: Path, checkpoint: Path | None = None) -> str:
    """Check a file; return what holds, in one line."""
    if path.is_dir() or path.suffix == ".zip":
        if not path.exists():
            raise Unusable(f"{path}: there is no such file; name an archive")
        files = files_of(path)
        chains, told = verify_archive(files, str(path))
        what = f"{len(files)} files and {len(told)} entries"
    else:
        chains, count = verify_file(path)
        what = f"{count} entries"
    if checkpoint is not None:
        check_checkpoint(chains, read_checkpoint(checkpoint))
        what += ", the checkpoint among them"
    return f"{path}: {what} hold; {heads_of(chains)}"


def in_both(english: str, words: dict[str, str]) -> str:
    """Return a line with its Chinese above it; of a place and a reason each part, and the line alone without words."""
    place, colon, reason = english.rpartition(": ")
    told = translated(reason, words)
    chinese = place + colon + told if told else translated(english, words)
    return f"{chinese}\n{english}" if chinese else english


def translated(english: str, words: dict[str, str]) -> str:
    for told, chinese in words.items():
        found = re.fullmatch(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(told)), english, re.S)
        if found:
            return chinese.format_map(found.groupdict())
    return ""


def heads_of(chains: Chains) -> str:
    return "; ".join(f"{stream} ends with entry {len(c)}, digest {c[-1]}" for stream, c in chains.items())


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="verifier.py", description="Verify an export of Bihuan's ledger or an archive."
    )
    parser.add_argument("file", type=Path, help="FILE.jsonl, ARCHIVE.zip or the folder it was unpacked to")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint that was kept elsewhere")
    chosen = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without Chinese signs still shows the English
    try:
        print(in_both(verify(chosen.file, chosen.checkpoint), WORDS))
    except DoesNotHold as reason:
        print(in_both(str(reason), WORDS))
        return 1
    except Unusable as problem:
        print(in_both(str(problem), WORDS), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
