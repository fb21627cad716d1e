#!/usr/bin/env python3
"""Stand-alone verifier of a surprise draw: one file, standard library only, no part of Bihuan needed.

    python3 draw_verifier.py DRAW.json [--commitment HEX]

Exit code 0: the result follows from what was fixed before. 1: it does not, and why. 2: the input cannot be used.
Without --commitment the file is only shown to agree with itself: compare the commitment that is printed with the one
that was published before the shares were opened.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

FORM = "bihuan-draw-1"
HEX = re.compile(r"[0-9a-f]{64}")
SHARE = re.compile(r"[0-9a-f]{32}")
PARTIES = ("office", "second")
MOST = 2**32  # of a weight or a count
FIELDS = {"form", "draw", "population", "commitments", "shares", "commitment", "seed", "result"}
OF_POPULATION = {"form", "draw", "on", "basis", "count", "candidates", "salt"}
OF_CANDIDATE = {"id", "name", "weight", "factors"}
Told = dict[str, Any]

WORDS: dict[str, str] = {}  # English → Chinese with {names} for what is told; an exported copy has them


class DrawRefuted(Exception):
    """The result does not follow, or the file is not written as Bihuan writes it."""


class DrawUnusable(Exception):
    """The input is no draw."""


def hashed(what: str, *parts: str) -> str:
    """Return the SHA-256 of parts, one a line, under the name of what they are."""
    return hashlib.sha256("\n".join([f"{FORM} {what}", *parts]).encode()).hexdigest()


def canonical(value: object) -> str:
    """Return the one form in which Bihuan writes JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise DrawRefuted(f"does not hold: {otherwise}")


def is_number(value: object) -> bool:
    return type(value) is int and 0 < value < MOST


def read_population(text: str) -> Told:
    """Return the population of a draw; raise DrawRefuted where it is not written in its one form."""
    try:
        told: Told = json.loads(text)
        require(canonical(told) == text, "the population is not written in its one form")
    except (ValueError, RecursionError):
        raise DrawRefuted("does not hold: the population is no JSON") from None
    require(isinstance(told, dict) and set(told) == OF_POPULATION, "the population has other fields")
    require(told["form"] == FORM and is_number(told["count"]), "the population has no count")
    words = (told["draw"], told["on"], told["basis"], told["salt"])
    require(all(isinstance(word, str) for word in words), "the population has other fields")
    candidates = told["candidates"]
    require(isinstance(candidates, list) and told["count"] < len(candidates), "there are too few candidates")
    for one in candidates:
        require(isinstance(one, dict) and set(one) == OF_CANDIDATE, "a candidate has other fields")
        require(isinstance(one["id"], str) and isinstance(one["name"], str), "a candidate has no name")
        require(is_number(one["weight"]), "a weight is no whole number above zero")
    ids = [one["id"] for one in candidates]
    require(ids == sorted(set(ids)), "the candidates are not in their one order")
    return told


def drawn(candidates: list[Told], count: int, seed: str) -> list[str]:
    """Return who is drawn, in order, from the seed alone."""
    left, found, k = list(candidates), list[str](), 0
    while len(found) < count:
        total = sum(one["weight"] for one in left)
        number = int(hashed("number", seed, str(k)), 16)
        k += 1
        if number // total == 2**256 // total:
            continue  # beyond the last whole multiple: it would favour the first ones
        place, passed = number % total, 0
        for one in left:
            passed += one["weight"]
            if place < passed:
                found.append(one["id"])
                left.remove(one)
                break
    return found


def check(read: Any, commitment: str | None = None) -> Told:
    """Check a draw that was read from its file; return it, or raise DrawRefuted with the first thing that is wrong."""
    told: Told = read
    require(isinstance(told, dict) and set(told) == FIELDS, "the file has not exactly the fields of a draw")
    require(told["form"] == FORM, "the file has another form")
    for name in ("draw", "population", "commitment", "seed"):
        require(isinstance(told[name], str), f"{name} is no text")
    for name, form in (("commitments", HEX), ("shares", SHARE)):
        wanted = {"population", *PARTIES} if name == "commitments" else set(PARTIES)
        require(isinstance(told[name], dict) and set(told[name]) == wanted, f"{name} are not complete")
        require(all(isinstance(v, str) and form.fullmatch(v) for v in told[name].values()), f"{name} are malformed")
    own, shares = told["commitments"], told["shares"]
    require(hashed("population", told["population"]) == own["population"], "the population is not the committed one")
    for party in PARTIES:
        require(hashed("share", told["draw"], party, shares[party]) == own[party], f"the share of {party} is another")
    whole = hashed("draw", told["draw"], own["population"], own["office"], own["second"])
    require(told["commitment"] == whole, "the commitment does not hold the other three")
    require(commitment is None or commitment == whole, "the draw is not the one whose commitment was published")
    population = read_population(told["population"])
    require(population["draw"] == told["draw"], "the population is that of another draw")
    seed = hashed("seed", own["population"], shares["office"], shares["second"])
    require(told["seed"] == seed, "the seed does not follow from the shares")
    require(told["result"] == drawn(population["candidates"], population["count"], seed), "the result is another")
    return told


def checked(content: bytes, commitment: str | None = None) -> Told:
    """Check the bytes of a draw's file, which has one form only."""
    try:
        text = content.decode()
        told = json.loads(text)
        require(text == canonical(told) + "\n", "the file is not written in its one form")
    except (ValueError, RecursionError):
        raise DrawRefuted("does not hold: the file is no JSON") from None
    return check(told, commitment)


def verify(path: Path, commitment: str | None = None) -> str:
    """Verify a file; return what holds, raise DrawRefuted or DrawUnusable."""
    if commitment is not None and not HEX.fullmatch(commitment):
        raise DrawUnusable("a commitment has 64 signs, 0 to 9 and a to f")
    try:
        content = path.read_bytes()
    except OSError:
        raise DrawUnusable(f"{path}: cannot be read; name the file of a draw") from None
    told = checked(content, commitment)
    names = {one["id"]: one["name"] for one in json.loads(told["population"])["candidates"]}
    lines = [f"{place}. {names[one]}" for place, one in enumerate(told["result"], 1)]
    number = len(names)
    head = f"{path}: the result follows: {len(lines)} drawn out of {number}, commitment {told['commitment']}"
    if commitment is None:
        lines.append("compare the commitment with the published one, or give it with --commitment")
    return "\n".join([head, *lines])


def in_both(english: str, words: dict[str, str]) -> str:
    """Return lines, each that has a Chinese wording with it above."""
    return "\n".join(line for one in english.splitlines() for line in (translated(one, words), one) if line)


def translated(english: str, words: dict[str, str]) -> str:
    for told, chinese in words.items():
        found = re.fullmatch(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(told)), english, re.S)
        if found:
            return chinese.format_map(found.groupdict())
    return ""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="draw_verifier.py", description="Verify a surprise draw of Bihuan.")
    parser.add_argument("file", type=Path, help="DRAW.json")
    parser.add_argument("--commitment", metavar="HEX", help="the one published before the shares were opened")
    chosen = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without Chinese signs still shows the English
    try:
        print(in_both(verify(chosen.file, chosen.commitment), WORDS))
    except DrawRefuted as reason:
        print(in_both(str(reason), WORDS))
        return 1
    except DrawUnusable as problem:
        print(in_both(str(problem), WORDS), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
