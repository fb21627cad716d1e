"""Doors of the public page: one for each inspection that asks for tips, one for each questionnaire.

A door is a file that is carried out: its name in the address, whose it is, the public key to seal to, its last day; a
questionnaire's holds its questions and marks of its slips, too. Nothing in it opens anything.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

TIPS, BALLOTS = "tips", "ballots"
KINDS = frozenset({TIPS, BALLOTS})
ALPHABET, LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 8
NAME = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
KEY = re.compile(r"[0-9a-f]{64}")
ENDING, FORM = ".door", 1
LARGEST = 4 * 1024 * 1024
Said = Mapping[str, str]  # language → words


class DoorUnusable(ValueError):
    """A file that is no door, or one that was changed."""

    def __init__(self, file: str, problem: str) -> None:
        self.file, self.problem = file, problem
        super().__init__(f"{file}: {problem}; take the file of the door anew from the page of the dossier")


@dataclass(frozen=True)
class Question:
    """What a questionnaire asks, in both languages."""

    code: str
    said: Said


@dataclass(frozen=True)
class Door:
    """A door of the public page."""

    kind: str
    name: str
    title: str
    public: str
    until: date | None = None
    questions: Sequence[Question] = ()
    answers: Sequence[Question] = ()  # what can be ticked
    slips: frozenset[str] = frozenset()

    def is_open_on(self, day: date) -> bool:
        return self.until is None or day <= self.until


def new_name() -> str:
    """Return a name that nobody guesses at once; it keeps no secret, it only has to differ."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def written(door: Door) -> bytes:
    """Return a door as its file; the same door is always the same bytes."""
    told = asdict(door) | {"form": FORM, "until": door.until and door.until.isoformat(), "slips": sorted(door.slips)}
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read(content: bytes, file: str) -> Door:
    """Read the file of a door; raise DoorUnusable."""
    if len(content) > LARGEST:
        raise DoorUnusable(file, "is too large for a door")
    try:
        told = json.loads(content)
        return from_plain(told, file)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise error if isinstance(error, DoorUnusable) else DoorUnusable(file, "is no door") from error


def from_plain(told: Mapping[str, Any], file: str) -> Door:
    if told["form"] != FORM or told["kind"] not in KINDS:
        raise DoorUnusable(file, "is a door of another kind or version")
    if not NAME.fullmatch(told["name"]) or not KEY.fullmatch(told["public"]):
        raise DoorUnusable(file, "its name or its key is none")
    return Door(
        kind=told["kind"],
        name=told["name"],
        title=str(told["title"]),
        public=told["public"],
        until=date.fromisoformat(told["until"]) if told["until"] else None,
        questions=tuple(Question(str(one["code"]), dict(one["said"])) for one in told["questions"]),
        answers=tuple(Question(str(one["code"]), dict(one["said"])) for one in told["answers"]),
        slips=frozenset(map(str, told["slips"])),
    )


def doors_in(folder: Path) -> Mapping[str, Door]:
    """Return the doors of a folder by name; a file that is none is refused, not passed over."""
    found = [read(file.read_bytes(), str(file)) for file in sorted(folder.glob(f"*{ENDING}"))]
    return {door.name: door for door in found}
