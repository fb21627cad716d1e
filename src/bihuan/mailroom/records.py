"""What the inside writes of a tip, sealed to the key of its door: anybody can seal, the passphrase alone opens."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.domain.ledger import canonical
from bihuan.ledger.sealing import marked
from bihuan.tips.boxes import RECORD, opened, sealed

MARKS_KEY = "tip-key"  # the file of the key of marks, and of what a browser keeps for an hour


@dataclass(frozen=True)
class Answered:
    """An answer as its author and his colleagues read it."""

    on: str
    by: str
    text: str


@dataclass(frozen=True)
class Settled:
    """How a tip was dealt with, once; what is sent later makes it wait again, and this stays."""

    on: str
    by: str
    way: str
    note: str = ""
    paper: str = ""  # the id of the working paper that it led to

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


@dataclass(frozen=True)
class Record:
    """What was done with a tip, the latest last, and the key that answers to it are sealed with."""

    answer_key: str
    answers: tuple[Answered, ...] = ()
    settlements: tuple[Settled, ...] = ()


@dataclass(frozen=True, repr=False)
class Said:
    """What a form tells of a tip. Its repr is a mark, since a deed's fingerprint lies open in the ledger."""

    values: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Said({marked(canonical(dict(self.values)), MARKS_KEY)})"


def written(record: Record, public: str) -> str:
    """Return a record as it lies in the store."""
    told: dict[str, Any] = {
        "answer_key": record.answer_key,
        "answers": [vars(one) for one in record.answers],
        "settlements": [vars(one) for one in record.settlements],
    }
    return base64.b64encode(sealed(told, public, RECORD)).decode()


def read(content: str, private: str) -> Record:
    """Return what a record says; raise BoxShut."""
    told = dict(opened(base64.b64decode(content), private, RECORD))
    answers = tuple(Answered(**one) for one in told["answers"])
    return Record(told["answer_key"], answers, tuple(settlements_in(told)))


def settlements_in(told: Mapping[str, Any]) -> Iterator[Settled]:
    """Yield how a tip was dealt with; records of before this was a list told the last time only."""
    if told.get("way"):
        yield Settled(told["settled_on"], told["settled_by"], told["way"], told["note"], told["paper"])
    for one in told.get("settlements", ()):
        yield Settled(**one)
