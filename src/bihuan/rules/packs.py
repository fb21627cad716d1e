"""The packs that come with Bihuan: which there are, each one read and checked, several layered for a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from bihuan.domain.rulebook import Pack, Rulebook, in_force
from bihuan.rules.documents import RULEPACKS, PackError, PackUnreadable, read_document
from bihuan.rules.schema import pack_from, refuse_empty

__all__ = ["PackError", "PackNamedTwice", "PackUnknown", "PackUnreadable", "available", "load", "read_pack", "rulebook"]

SHELVES = ("national", "local")
EXAMPLES = ".examples.yaml"


class PackUnknown(PackError):
    """A pack is named that is not there."""

    def __init__(self, pack_id: str, known: Iterable[str]) -> None:
        self.pack_id, self.known = pack_id, tuple(known)
        super().__init__(f"there is no pack {pack_id!r}; name one of {', '.join(self.known)}")


class PackNamedTwice(PackError):
    """One pack is named twice, so that the order of layers has two meanings."""

    def __init__(self, pack_id: str) -> None:
        self.pack_id = pack_id
        super().__init__(f"pack {pack_id!r} is named twice; name each pack once, the prevailing one last")


@cache
def _files() -> Mapping[str, Path]:
    return {
        path.stem: path
        for shelf in SHELVES
        for path in sorted((RULEPACKS / shelf).glob("*.yaml"))
        if not path.name.endswith(EXAMPLES)
    }


def available() -> tuple[str, ...]:
    """Return the ids of all packs, national ones first."""
    return tuple(_files())


def path_of(pack_id: str) -> tuple[Path, ...]:
    """Return where the current release of a pack lies; nothing for a pack that is no longer shipped."""
    path = _files().get(pack_id)
    return (path,) if path else ()


def read_pack(path: Path) -> Pack:
    """Read one pack file; its name has to be its id."""
    document = read_document(path)
    refuse_empty(document, document.content)
    pack = pack_from(document)
    if pack.id != path.stem:
        problem = f"the id is {pack.id!r}, the file's name {path.stem!r}"
        raise document.refusal(("id",), None, problem, "give the file the name of its id")
    return pack


@cache
def load(pack_id: str) -> Pack:
    """Return a pack by its id; raise PackUnknown where there is none of that name."""
    path = _files().get(pack_id)
    if path is None:
        raise PackUnknown(pack_id, available())
    return read_pack(path)


def refuse_twice(pack_ids: Iterable[str]) -> None:
    """Raise PackNamedTwice where one pack stands in two places of a choice."""
    seen: set[str] = set()
    for pack_id in pack_ids:
        if pack_id in seen:
            raise PackNamedTwice(pack_id)
        seen.add(pack_id)


def rulebook(pack_ids: Iterable[str], day: date) -> Rulebook:
    """Return what the packs say on a day, later ones over earlier ones."""
    chosen = list(pack_ids)
    refuse_twice(chosen)
    return in_force(map(load, chosen), day)
