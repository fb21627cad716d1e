"""The packs that an authority can choose: those that come with Bihuan, and those that its office wrote and released.

A release stays as it is for ever: dossiers are bound to its sha256. A new one of the same name takes its place for
dossiers whose feedback is still to come.
"""

from __future__ import annotations

import time
import uuid
from datetime import datetime
from functools import lru_cache

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.layers import refuse_contradiction
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import Label, Pack, PacksMissing, in_force
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.prepared import read_rows
from bihuan.organizations.models import Authority, OwnPack
from bihuan.rules.packs import PackUnknown, available, load, refuse_twice
from bihuan.rules.releases import ReleaseMissing, bytes_of, pinned
from bihuan.rules.written import read_released, read_written

TITLE_SECONDS = 60  # another process may have released a later one, which bears another title


class NothingNew(ValueError):
    """The very text that was released already."""

    def __init__(self, pack_id: str) -> None:
        self.pack_id = pack_id
        super().__init__(f"{pack_id} says exactly what was released already; change it, or leave it")


class ReleasedBefore(ValueError):
    """A text that an earlier release holds; releases are numbered onward, none comes back."""

    def __init__(self, pack_id: str, number: int) -> None:
        self.pack_id, self.number = pack_id, number
        super().__init__(
            f"release {number} of {pack_id} says exactly this, and later ones followed; "
            "to go back to it, give the text another release day or another word, and release that"
        )


class ReasonEmpty(ValueError):
    """A pack binds others; whoever releases it says why."""

    def __init__(self) -> None:
        super().__init__("the reason is empty; say why the pack is released")


def own_releases(authority_id: uuid.UUID) -> dict[str, OwnPack]:
    """Return the present release of each pack that an office wrote, by its name."""
    rows = OwnPack.objects.filter(authority_id=authority_id).order_by("pack_id", "number")
    return {row.pack_id: row for row in rows}


def choosable(authority_id: uuid.UUID) -> list[Pack]:
    """Return every pack that an authority can choose: those that come with Bihuan, then its own."""
    own = [parsed(row.text) for row in own_releases(authority_id).values()]
    return [*(load(pack_id) for pack_id in available()), *own]


def pack_named(authority_id: uuid.UUID, pack_id: str) -> Pack:
    """Return the present release of a pack; raise PackUnknown."""
    if pack_id in available():
        return load(pack_id)
    rows = read_rows(OwnPack, {"authority_id": authority_id, "pack_id": pack_id}, "-number", most=1)
    if not rows:
        raise PackUnknown(pack_id, available())
    return parsed(rows[0].text)


def release_named(authority_id: uuid.UUID, pack_id: str, sha256: str) -> Pack:
    """Return exactly the release that a dossier is bound to; raise ReleaseMissing."""
    return pinned(pack_id, sha256) if pack_id in available() else _own_release(authority_id, pack_id, sha256)


@lru_cache(maxsize=256)
def _own_release(authority_id: uuid.UUID, pack_id: str, sha256: str) -> Pack:
    return parsed(_row_of(authority_id, pack_id, sha256).text)


def _row_of(authority_id: uuid.UUID, pack_id: str, sha256: str) -> OwnPack:
    rows = OwnPack.objects.filter(authority_id=authority_id, pack_id=pack_id, sha256=sha256)
    row = rows.first()
    if row is None:
        raise ReleaseMissing(pack_id, sha256)
    return row


def release_bytes(authority_id: uuid.UUID, pack_id: str, sha256: str) -> bytes:
    """Return the very bytes of a release, as an archive carries them."""
    if pack_id in available():
        return bytes_of(pack_id, sha256)
    return _row_of(authority_id, pack_id, sha256).text.encode("utf-8")


def title_of_own(authority_id: uuid.UUID, pack_id: str) -> Label | None:
    """Return what a pack of an authority is called in its present release; None where it has none of that name."""
    try:
        return _title_of(authority_id, pack_id, int(time.monotonic() // TITLE_SECONDS))
    except PackUnknown:
        return None


@lru_cache(maxsize=256)
def _title_of(authority_id: uuid.UUID, pack_id: str, _minute: int) -> Label:
    return pack_named(authority_id, pack_id).title


@lru_cache(maxsize=64)
def parsed(text: str) -> Pack:
    """Return the pack that a released text holds."""
    return read_released(text)


@deed
def release_pack(*, actor: Actor, text: str, reason: str, now: datetime, key: str) -> Receipt:
    """Release a pack that the office wrote: read strictly, kept for ever. It binds nothing before it is chosen."""
    role = require(actor, frozenset({Role.OFFICE}), "release_pack")
    pack = read_written(text)
    if not reason.strip():
        raise ReasonEmpty
    mine = OwnPack.objects.filter(authority_id=actor.authority_id, pack_id=pack.id)
    latest = mine.order_by("-number").first()
    if latest is not None and latest.sha256 == pack.sha256:
        raise NothingNew(pack.id)
    earlier = mine.filter(sha256=pack.sha256).first()
    if earlier is not None:
        raise ReleasedBefore(pack.id, earlier.number)
    row = OwnPack(
        authority_id=actor.authority_id,
        pack_id=pack.id,
        number=latest.number + 1 if latest else 1,
        sha256=pack.sha256,
        text=text,
        released_on=actor.today,
    )
    told = {"pack": pack.id, "number": row.number, "sha256": pack.sha256}
    _title_of.cache_clear()  # a later release may bear another title
    return commit(note=note(actor, "release_pack", role, now, pack.id, reason, told=told), rows=[row])


@deed
def choose_packs(*, actor: Actor, packs: list[str], reason: str, now: datetime, key: str) -> Receipt:
    """Choose the packs that bind dossiers whose feedback is still to come; bound ones keep theirs."""
    role = require(actor, frozenset({Role.OFFICE}), "choose_packs")
    refuse_twice(packs)
    chosen = [pack_named(actor.authority_id, pack_id) for pack_id in packs]
    if not packs:
        raise PacksMissing
    refuse_contradiction(in_force(chosen, actor.today))
    authority = Authority.objects.get(authority_id=actor.authority_id)
    authority.packs = packs
    return commit(note=note(actor, "choose_packs", role, now, authority.name, reason), rows=[authority])
