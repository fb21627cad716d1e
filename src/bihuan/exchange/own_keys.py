"""The keys by which installations know each other: one to sign with, one that opens what is sealed for its owner."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

from bihuan.ledger.sealing import keep_once

FILE, FORM = "exchange-keys", "bihuan-card-1"
HEX = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME, LONGEST_CARD, SHOWN = 60, 2000, 16


class CardUnusable(ValueError):
    """A file that is no laptop's card."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"card: {problem}; make it on the laptop with `stay card`, and bring that file")


@dataclass(frozen=True)
class OwnKeys:
    """Both private keys of this installation."""

    box: X25519PrivateKey
    signs: Ed25519PrivateKey

    def card(self, name: str) -> dict[str, str]:
        """Return what others have to know: it is no secret."""
        box, signs = self.box.public_key().public_bytes_raw(), self.signs.public_key().public_bytes_raw()
        return {"form": FORM, "name": name, "box": box.hex(), "signs": signs.hex()}


def own_keys() -> OwnKeys:
    """Return this installation's keys; made when they are first asked for, readable by its user only."""
    path = Path(settings.HOME) / FILE
    if not path.exists():
        fresh = OwnKeys(X25519PrivateKey.generate(), Ed25519PrivateKey.generate())
        told = {"box": fresh.box.private_bytes_raw().hex(), "signs": fresh.signs.private_bytes_raw().hex()}
        keep_once(path, json.dumps(told))
    told = json.loads(path.read_text())
    box, signs = (bytes.fromhex(told[name]) for name in ("box", "signs"))
    return OwnKeys(X25519PrivateKey.from_private_bytes(box), Ed25519PrivateKey.from_private_bytes(signs))


def card_from(content: bytes) -> dict[str, str]:
    """Return a card that was brought; raise CardUnusable."""
    try:
        told: Any = json.loads(content[:LONGEST_CARD].decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CardUnusable(problem="this file is no card") from error
    if not isinstance(told, dict) or set(told) != {"form", "name", "box", "signs"} or told["form"] != FORM:
        raise CardUnusable(problem="this file is no card")
    if not all(isinstance(told[name], str) for name in told) or not 0 < len(told["name"].strip()) <= LONGEST_NAME:
        raise CardUnusable(problem="the laptop has no name, or a very long one")
    if not HEX.fullmatch(told["box"]) or not HEX.fullmatch(told["signs"]):
        raise CardUnusable(problem="its keys are damaged")
    return told


def fingerprint_of(card: Mapping[str, str]) -> str:
    """Return what two people compare by telephone: the beginning of a hash over both keys, in groups of four."""
    whole = hashlib.sha256(f"{card['box']}{card['signs']}".encode()).hexdigest()[:SHOWN]
    return "-".join(whole[at : at + 4] for at in range(0, SHOWN, 4))
