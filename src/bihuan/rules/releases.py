"""Packs as a dossier pinned them: by id and sha256, whatever has been released since."""

from __future__ import annotations

import hashlib
from functools import cache

from bihuan.domain.rulebook import Pack
from bihuan.rules.documents import RULEPACKS, PackError, read_document
from bihuan.rules.packs import load, path_of
from bihuan.rules.schema import pack_from

EARLIER = RULEPACKS / "earlier"


class ReleaseMissing(PackError):
    """A dossier is bound to a release whose bytes are not here."""

    def __init__(self, pack_id: str, sha256: str) -> None:
        self.pack_id, self.sha256 = pack_id, sha256
        super().__init__(
            f"the release of pack {pack_id} with sha256 {sha256[:12]}… is not here; "
            f"put its file back as rulepacks/earlier/{pack_id}@{sha256}.yaml"
        )


def earlier_releases() -> tuple[tuple[str, str], ...]:
    """Return the releases that came before the present ones and are still here: pack and sha256."""
    names = (path.stem.partition("@") for path in sorted(EARLIER.glob("*@*.yaml")))
    return tuple((pack_id, sha256) for pack_id, _at, sha256 in names)


def bytes_of(pack_id: str, sha256: str) -> bytes:
    """Return the very bytes of a pinned release, as an archive carries them."""
    for path in (*path_of(pack_id), EARLIER / f"{pack_id}@{sha256}.yaml"):
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return path.read_bytes()
    raise ReleaseMissing(pack_id, sha256)


@cache
def pinned(pack_id: str, sha256: str) -> Pack:
    """Return exactly the release that was pinned."""
    current = load(pack_id)
    if current.sha256 == sha256:
        return current
    path = EARLIER / f"{pack_id}@{sha256}.yaml"
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise ReleaseMissing(pack_id, sha256)
    return pack_from(read_document(path))
