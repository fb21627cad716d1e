"""Several files chosen in one press: each by a deed of its own with entry and key, all of them or none."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bihuan.desk.forms import Upload
from bihuan.desk.offers import Offer, Several
from bihuan.desk.performing import perform
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.files import FileRefused, kept_as
from bihuan.ledger.door import Receipt, batch


class FilesRefused(ValueError):
    """Files of one choice that cannot be kept, each with its own refusal; none of the choice is kept."""

    def __init__(self, refusals: Sequence[FileRefused]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("; ".join(map(str, self.refusals)))


def perform_each(
    offer: Offer, *, actor: Actor, target_id: uuid.UUID, told: Mapping[str, Any], now: datetime, key: uuid.UUID
) -> list[Receipt]:
    """Do a deed once for each file that was chosen for it, or for none where one of them is refused.

    The first deed has the key of the press and each other one a key derived from it, so that a second press repeats
    what the first did.
    """
    each = tellings(offer.several, told) if offer.several else [told]

    def done(place: int) -> Receipt:
        return perform(
            offer.name, actor=actor, target_id=target_id, told=each[place], now=now, key=str(key_at(key, place))
        )

    if len(each) == 1:
        return [done(0)]
    with batch():
        return [done(place) for place in range(len(each))]


def key_at(key: uuid.UUID, place: int) -> uuid.UUID:
    return uuid.uuid5(key, str(place)) if place else key


def tellings(several: Several, told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what each deed is told; a label that stands for several files is numbered. Raise FilesRefused."""
    files = once_each(told[several.files])
    if len(files) == 1:
        return [{**told, several.files: files[0]}]
    refuse_unkeepable(files)
    label = told.get(several.label, "")
    return [
        {**told, several.files: file, several.label: f"{label} ({number})" if label else ""}
        for number, file in enumerate(files, 1)
    ]


def once_each(files: Iterable[Upload]) -> list[Upload]:
    """Return files in the order of their choice, those with the same bytes once."""
    first: dict[bytes, Upload] = {}
    for file in files:
        first.setdefault(hashlib.sha256(file.content).digest(), file)
    return list(first.values())


def refuse_unkeepable(files: Iterable[Upload]) -> None:
    """Look at all files before the first deed; raise FilesRefused with every one that cannot be kept."""
    refusals = []
    for file in files:
        try:
            kept_as(file.content, file.name)
        except FileRefused as refused:
            refusals.append(refused)
    if refusals:
        raise FilesRefused(refusals)
