"""Parcels: files on a stick, sealed for one installation and signed by another, over every byte.

MAGIC, the signer's public key, 64 bytes of Ed25519 over all that follows and the two before, then one HPKE box
(RFC 9180) that holds a ZIP, stored: `manifest.json` with the sha256 of each file, and the files.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from bihuan.domain.ledger import canonical
from bihuan.exchange.own_keys import OwnKeys
from bihuan.ledger.unpacking import DAMAGED

MAGIC = b"bihuan-parcel-1\n"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
PURPOSE = b"bihuan parcel 1"
KEY_BYTES, SIGNATURE_BYTES = 32, 64
HEAD = len(MAGIC) + KEY_BYTES + SIGNATURE_BYTES
MANIFEST = "manifest.json"
NAME = re.compile(r"[a-z]+\.json|files/[0-9a-f]{64}")
MOST_FILES, MOST_BYTES = 50_000, 4 * 2**30
MOMENT = (1980, 1, 1, 0, 0, 0)


class ParcelUnusable(ValueError):
    """A file that is no parcel for this installation, or was changed on its way."""

    remedy = "have it written anew, and bring that file"

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem, self.remedy = problem, remedy or type(self).remedy
        super().__init__(f"package: {problem}; {self.remedy}")


@dataclass(frozen=True)
class Parcel:
    """An opened parcel: who signed it, what its manifest says, and its files."""

    signer: str
    told: Mapping[str, Any]
    files: Mapping[str, bytes]

    def document(self, name: str) -> Any:
        """Return a file of it as JSON; raise ParcelUnusable where it is missing or none."""
        try:
            return json.loads(self.files[name])
        except (KeyError, ValueError, RecursionError) as error:
            raise ParcelUnusable(problem="a part of it is missing or damaged") from error


def packed(told: Mapping[str, Any], files: Mapping[str, bytes], box_for: str, keys: OwnKeys) -> bytes:
    """Return a parcel for the owner of a card, signed by this installation."""
    listed = {name: {"sha256": hashlib.sha256(c).hexdigest(), "size": len(c)} for name, c in files.items()}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST, MOMENT), canonical({**told, "files": listed}))
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, MOMENT), files[name])
    sealed = SUITE.encrypt(held.getvalue(), X25519PublicKey.from_public_bytes(bytes.fromhex(box_for)), info=PURPOSE)
    signer = keys.signs.public_key().public_bytes_raw()
    return MAGIC + signer + keys.signs.sign(MAGIC + signer + sealed) + sealed


def opened(content: bytes, keys: OwnKeys, signer: str | None = None) -> Parcel:
    """Return what a parcel holds; raise ParcelUnusable where it is not by `signer`, not for us, or not whole."""
    if not content.startswith(MAGIC) or len(content) < HEAD:
        raise ParcelUnusable(
            problem="this file is no package", remedy="choose the file that was written for this installation"
        )
    own, signature = content[len(MAGIC) : len(MAGIC) + KEY_BYTES], content[HEAD - SIGNATURE_BYTES : HEAD]
    sealed = content[HEAD:]
    if signer is not None and own.hex() != signer:
        raise ParcelUnusable(
            problem="it was signed by another installation", remedy="bring the package of the laptop that was lent"
        )
    try:
        Ed25519PublicKey.from_public_bytes(own).verify(signature, MAGIC + own + sealed)
    except (InvalidSignature, ValueError) as error:
        raise ParcelUnusable(problem="it was changed or cut off on its way") from error
    try:
        inside = SUITE.decrypt(sealed, keys.box, info=PURPOSE)
    except (InvalidTag, ValueError) as error:
        raise ParcelUnusable(
            problem="it is sealed for another installation", remedy="take it to the one it is for"
        ) from error
    files = unpacked(inside)
    told = manifest_of(files)
    return Parcel(own.hex(), told, {name: part for name, part in files.items() if name != MANIFEST})


def unpacked(inside: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(inside)) as archive:
            parts = archive.infolist()
            names = [part.filename for part in parts]
            sound = len(parts) <= MOST_FILES and len(names) == len(set(names))
            sound = sound and all(name == MANIFEST or NAME.fullmatch(name) for name in names)
            sound = sound and all(part.compress_type == zipfile.ZIP_STORED for part in parts)
            if not sound or sum(part.file_size for part in parts) > MOST_BYTES:
                raise ParcelUnusable(problem="a part of it is missing or damaged")
            return {name: archive.read(name) for name in names}
    except ParcelUnusable:
        raise
    except DAMAGED as error:
        raise ParcelUnusable(problem="a part of it is missing or damaged") from error


def manifest_of(files: Mapping[str, bytes]) -> Mapping[str, Any]:
    """Return the manifest; raise ParcelUnusable unless it lists just the files that are there, as they are."""
    try:
        told: Any = json.loads(files[MANIFEST])
        listed = {name: (one["sha256"], one["size"]) for name, one in told["files"].items()}
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ParcelUnusable(problem="a part of it is missing or damaged") from error
    there = {n: (hashlib.sha256(c).hexdigest(), len(c)) for n, c in files.items() if n != MANIFEST}
    if listed != there:
        raise ParcelUnusable(problem="a part of it is missing or damaged")
    return dict(told)
