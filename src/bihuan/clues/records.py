"""A clue as the text that is sealed, and back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from bihuan.clues.field import CLUE_KEY
from bihuan.domain.clues import Clue, ClueStage, Outcome, Person
from bihuan.domain.ledger import canonical
from bihuan.ledger.sealing import marked
from bihuan.ledger.values import plain

SALT = "salt"
DAYS = frozenset(field.name for field in fields(Clue) if field.name.endswith("_on"))


@dataclass(frozen=True, repr=False)
class Words:
    """What a form tells of a clue. Its repr is a mark, since a deed's fingerprint lies open in the ledger."""

    values: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"Words({marked(canonical(told_of(self.values)), CLUE_KEY)})"


def told_of(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values as JSON has them, persons and outcomes too."""
    told: Mapping[str, Any] = plain({name: opened(value) for name, value in values.items()})
    return told


def opened(value: Any) -> Any:
    if isinstance(value, Person | Outcome):
        return asdict(value)
    return [opened(one) for one in value] if isinstance(value, tuple) else value


def written(clue: Clue) -> str:
    """Return a clue as the text of its record, with a new salt."""
    values = {field.name: getattr(clue, field.name) for field in fields(Clue)}
    return json.dumps({**told_of(values), SALT: secrets.token_hex(16)}, ensure_ascii=False)


def read(record: str) -> Clue:
    """Return the clue that a record tells."""
    told: dict[str, Any] = json.loads(record)
    told.pop(SALT)
    for name in DAYS:
        told[name] = date.fromisoformat(told[name]) if told[name] else None
    told["stage"] = ClueStage(told["stage"])
    told["persons"] = tuple(Person(**one) for one in told["persons"])
    told["outcomes"] = tuple(Outcome(**one | {"on": date.fromisoformat(one["on"])}) for one in told["outcomes"])
    told["disciplines"] = tuple(told["disciplines"])
    told["packs"] = tuple((pack_id, sha256) for pack_id, sha256 in told["packs"])
    return Clue(**told)
