"""Sealed boxes (HPKE, RFC 9180) and receipt codes: who seals cannot open, and who has the folder learns no code."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
PURPOSE = b"bihuan tip 1"
BALLOT = b"bihuan ballot 1"
RECORD = b"bihuan tip record 1"  # what the inside writes of a case, sealed to the same key
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read for another: log2(31) = 4.95 bits each
GROUPS, A_GROUP = 5, 4  # 20 letters: 99 bits
KEY_BYTES, NONCE_BYTES = 32, 12
PADDED_TO = 4096  # sizes tell little: each box is filled up to a multiple of it
BALLOT_PADDED_TO = 1024  # more than any ballot: all are of one size
COST, BLOCK, LANES = 2**14, 8, 1  # scrypt: 16 MB and some 50 ms a guess
SALT = b"bihuan receipt 1"


class BoxShut(ValueError):
    """A box that this key does not open, or that was changed."""

    def __init__(self) -> None:
        super().__init__("the box cannot be opened; use the key of this inspection, and a file that was not changed")


def new_keys() -> tuple[str, str]:
    """Return a private key, which stays inside, and the public one that the page gets; both as hexadecimal."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw().hex(), private.public_key().public_bytes_raw().hex()


def sealed(told: Mapping[str, Any], public: str, purpose: bytes = PURPOSE, padded_to: int = PADDED_TO) -> bytes:
    """Return what only the owner of the private key can read; `purpose` keeps a box from passing for another sort."""
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return SUITE.encrypt(padded(told, padded_to), key, info=purpose)


def opened(box: bytes, private: str, purpose: bytes = PURPOSE) -> Mapping[str, Any]:
    """Return what a box says; raise BoxShut."""
    try:
        content = SUITE.decrypt(box, X25519PrivateKey.from_private_bytes(bytes.fromhex(private)), info=purpose)
        told: Mapping[str, Any] | Any = json.loads(content)
    except (InvalidTag, ValueError, RecursionError) as error:
        raise BoxShut from error
    if not isinstance(told, Mapping):
        raise BoxShut
    return told


def public_of(private: str) -> str:
    """Return the public key that belongs to a private one."""
    return X25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key().public_bytes_raw().hex()


def wrapped(private: str, passphrase: str) -> str:
    """Return a private key that only a passphrase opens."""
    salt, nonce = secrets.token_bytes(NONCE_BYTES), secrets.token_bytes(NONCE_BYTES)
    return (salt + nonce + AESGCM(stretched(passphrase, salt)).encrypt(nonce, bytes.fromhex(private), PURPOSE)).hex()


def unwrapped(held: str, passphrase: str) -> str:
    """Return the private key; raise BoxShut where the passphrase is another."""
    whole = bytes.fromhex(held)
    salt, nonce, rest = whole[:NONCE_BYTES], whole[NONCE_BYTES : 2 * NONCE_BYTES], whole[2 * NONCE_BYTES :]
    try:
        return AESGCM(stretched(passphrase, salt)).decrypt(nonce, rest, PURPOSE).hex()
    except InvalidTag as error:
        raise BoxShut from error


def stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=COST, r=BLOCK, p=LANES).derive(passphrase.strip().encode())


def padded(told: Mapping[str, Any], to: int = PADDED_TO) -> bytes:
    content = json.dumps(told, ensure_ascii=False).encode()
    return content + b" " * (-len(content) % to)


def new_code() -> str:
    """Return a receipt code such as ABCD-EFGH-JKMN-PQRS-TUVW."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(A_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def spelled(code: str) -> str:
    """Return a code as it was given out, however it is typed."""
    letters = "".join(one for one in code.upper() if one in LETTERS)
    return "-".join(letters[at : at + A_GROUP] for at in range(0, len(letters), A_GROUP))


def secrets_of(code: str) -> tuple[str, bytes]:
    """Return the name under which a case lies, and the key of its answers; neither leads back to the code."""
    made = Scrypt(salt=SALT, length=2 * KEY_BYTES, n=COST, r=BLOCK, p=LANES).derive(spelled(code).encode())
    return hashlib.sha256(made[:KEY_BYTES]).hexdigest()[:KEY_BYTES], made[KEY_BYTES:]


def answer_sealed(text: str, key: bytes) -> bytes:
    """Return an answer that only who has the receipt code can read."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, padded({"text": text}), PURPOSE)


def answer_opened(box: bytes, key: bytes) -> str:
    """Return what an answer says; raise BoxShut."""
    try:
        content = AESGCM(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], PURPOSE)
    except (InvalidTag, ValueError) as error:
        raise BoxShut from error
    return str(json.loads(content)["text"])
