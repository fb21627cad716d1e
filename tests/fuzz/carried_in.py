"""Parsers of what comes by the public page and by carried files: forms, photos, packages, doors, ballots, parcels."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.fuzz.changes import canonical
from tests.fuzz.one import Parser

FORM = (
    b'--xyz\r\nContent-Disposition: form-data; name="what"\r\n\r\n\xe4\xbd\xa0\r\n'
    b'--xyz\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    b"\xff\xd8\xff\xd9\r\n--xyz--\r\n"
)
KINDS = (b"multipart/form-data; boundary=xyz", b'multipart/form-data; charset=utf-8; boundary="xyz"')
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
    + b"\0" * 9
    + b"\xff\xdb\x00\x05qqq\xff\xda\x00\x04abscan\xff\x00\xff\xd0\xff\xd9"
)
PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    len(one).to_bytes(4) + kind + one + b"crc!" for kind, one in ((b"IHDR", b"head"), (b"IEND", b""))
)
NAME, CASE = "abcdefgh", "d" * 32


def public_form() -> Parser:
    """What anybody posts to the public page: the first line is the kind, all else the body."""
    from bihuan.tips.forms import FormUnusable, read

    def reading(data: bytes) -> object:
        kind, _line, body = data.partition(b"\n")
        return read(kind.decode("latin-1"), body)

    return Parser(reading, (FormUnusable,), [kind + b"\n" + FORM for kind in KINDS], "of_text")


def photo() -> Parser:
    from bihuan.tips.photos import NoPhoto, stripped

    return Parser(stripped, (NoPhoto,), [JPEG, PNG], "by_bytes")


def tips_package() -> Parser:
    """A package between the public host and the inside, either way."""
    from bihuan.tips.carrying import BALLOTS, GOES_OUT, TIP, PackageUnusable, packed, unpacked

    seed = packed({f"{NAME}/inbox/{CASE}/001.box": b"x" * 100, f"{NAME}/ballots.json": b"{}"})
    return Parser(lambda data: unpacked(data, (TIP, BALLOTS, GOES_OUT)), (PackageUnusable,), [seed], "by_bytes")


def door() -> Parser:
    from bihuan.tips.doors import Door, DoorUnusable, Question, read, written

    asked = (Question("q1", {"zh": "问", "en": "asked"}),)
    seeds = [
        written(Door("ballots", NAME, "测评", "0" * 64, None, asked, asked, frozenset({"a" * 64}))),
        written(Door("tips", NAME, "反映", "0" * 64)),
    ]
    return Parser(lambda data: read(data, "fuzz.door"), (DoorUnusable,), seeds, "of_document")


def bag() -> Parser:
    """The ballots of a questionnaire, and what the inside asks of them before it opens one."""
    from bihuan.tips.bags import BagUnusable, Held, mark_of, read, told_of, written

    seed = written(Held([told_of("ABCD-EFGH-JKMN-PQRS-TUVW", NAME)], [b"x" * 50]))

    def reading(data: bytes) -> object:
        held = read(data)
        return [mark_of(one) for one in held.spent], set(held.boxes)

    return Parser(reading, (BagUnusable,), [seed], "of_document")


def box() -> Parser:
    """What a box says once it is opened: whoever has the public key can have sealed it."""
    from bihuan.domain.questionnaires import Asked, fault_of_ballot
    from bihuan.tips.boxes import SUITE, BoxShut, X25519PublicKey, new_keys, opened

    private, public = new_keys()
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(public))

    def reading(data: bytes) -> object:
        told = opened(SUITE.encrypt(data, key, info=b"bihuan tip 1"), private)
        return fault_of_ballot(told.get("ticked"), Asked(("q1",), {"good": 1}, 1))

    return Parser(reading, (BoxShut,), [json.dumps({"ticked": {"q1": "good"}}).encode()], "of_document")


def parcel() -> Parser:
    """What a laptop's package holds, after its signature and seal."""
    from bihuan.exchange.parcels import MANIFEST, ParcelUnusable, manifest_of, unpacked
    from bihuan.tips.carrying import packed

    part = b'{"rows":[]}'
    listed: dict[str, Any] = {"rows.json": {"sha256": hashlib.sha256(part).hexdigest(), "size": len(part)}}
    seed = packed({MANIFEST: canonical({"form": "home", "files": listed}), "rows.json": part})
    return Parser(lambda data: manifest_of(unpacked(data)), (ParcelUnusable,), [seed], "by_bytes")


CARRIED_IN: Mapping[str, Callable[[], Parser]] = {
    "public_form": public_form,
    "photo": photo,
    "tips_package": tips_package,
    "door": door,
    "bag": bag,
    "box": box,
    "parcel": parcel,
}
