"""The column in which a clue lies: sealed under the key of the register, which opens nothing else."""

from __future__ import annotations

from typing import ClassVar

from bihuan.ledger.sealed import SealedField

CLUE_KEY = "clue-key"


class ClueField(SealedField):
    """Text of a clue, sealed under the register's own key."""

    key: ClassVar[str] = CLUE_KEY
