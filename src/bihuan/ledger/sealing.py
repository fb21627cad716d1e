"""What is about persons lies sealed in the store: AES-256-GCM under a key of its own, which no backup holds.

The one place that knows how; a certified module takes its place here. Whoever copies the database alone reads nothing.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

KEY_FILE, KEY_BYTES, NONCE_BYTES = "sealing-key", 32, 12
FORM = "s1:"  # how a sealed text begins; another algorithm gets another sign
OWNER_ONLY, FILE_OF_OWNER = 0o700, 0o600


class SealBroken(ValueError):
    """A sealed column cannot be opened: another key, or a changed row."""

    def __init__(self, what: str, key: str = KEY_FILE) -> None:
        self.what, self.key = what, key
        super().__init__(f"{what} cannot be opened; put the file {key} of this installation back into its folder")


def key_file(name: str = KEY_FILE) -> Path:
    return Path(settings.HOME) / name


@cache
def _key(path: Path) -> bytes:
    """Return a key that is there; raise FileNotFoundError. Reading never makes one: it would open nothing."""
    return bytes.fromhex(path.read_text().strip())


def _key_to_seal_with(path: Path) -> bytes:
    """Return the key; made at first use, readable by its user only, never half-written."""
    if not path.exists():
        keep_once(path, secrets.token_hex(KEY_BYTES))
    return _key(path)


def keep_once(path: Path, secret: str) -> None:
    """Keep a secret and have it on the disk before anything rests on it: a row may outlive a power cut."""
    path.parent.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    fresh.touch(mode=FILE_OF_OWNER)
    with fresh.open("w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)  # never replaces what a second start has made meanwhile
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        os.replace(fresh, path)
    fresh.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def seal(content: bytes, what: str, key: str = KEY_FILE) -> str:
    """Return a content as it may lie in the store; `what` binds it to its column, `key` names the file of its key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    hidden = AESGCM(_key_to_seal_with(key_file(key))).encrypt(nonce, content, what.encode())
    return FORM + base64.b64encode(nonce + hidden).decode()


def unseal(text: str, what: str, key: str = KEY_FILE) -> bytes:
    """Return what was sealed; raise SealBroken where it cannot be opened."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if not text.startswith(FORM):
        raise SealBroken(what, key)
    try:
        hidden = base64.b64decode(text[len(FORM) :], validate=True)
        return AESGCM(_key(key_file(key))).decrypt(hidden[:NONCE_BYTES], hidden[NONCE_BYTES:], what.encode())
    except (InvalidTag, ValueError, FileNotFoundError) as error:
        raise SealBroken(what, key) from error


def marked(content: bytes, key: str = KEY_FILE) -> str:
    """Return a mark by which only who has the key could tell whether a guess at a content is right."""
    return hmac.digest(_key_to_seal_with(key_file(key)), content, "sha256").hex()
