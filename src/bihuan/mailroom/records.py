"""What the inside writes of a tip, sealed to the key of its door: anybody can seal, the passphrase alone opens."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
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
class Record:
    """How a tip was dealt with, and the key that answers to it are sealed with."""

    answer_key: str
    answers: tuple[Answered, ...] = ()
    way: str = ""
    note: str = ""
    settled_on: str = ""
    settled_by: str = ""
    paper: str = ""  # the id of the working paper that it led to


@dataclass(frozen=True, repr=False)
class Said:
    """What a form tells of a tip. Its repr is a mark, since a deed's fingerprint lies open in the ledger."""

    values: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Said({marked(canonical(dict(self.values)), MARKS_KEY)})"


def written(record: Record, public: str) -> str:
    """Return a record as it lies in the store."""
    told: dict[str, Any] = dict(vars(record)) | {"answers": [vars(one) for one in record.answers]}
    return base64.b64encode(sealed(told, public, RECORD)).decode()


def read(content: str, private: str) -> Record:
    """Return what a record says; raise BoxShut."""
    told = dict(opened(base64.b64decode(content), private, RECORD))
    told["answers"] = tuple(Answered(**one) for one in told["answers"])
    return Record(**told)
