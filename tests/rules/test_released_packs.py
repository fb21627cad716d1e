"""What was released never changes: a dossier is bound to the bytes of its packs."""

import hashlib

from bihuan.rules.documents import RULEPACKS
from bihuan.rules.packs import available, load

RELEASED = {
    name: digest
    for digest, name in (
        line.split("  ", 1) for line in (RULEPACKS / "RELEASED.sha256").read_text(encoding="utf-8").splitlines()
    )
}


def test_a_released_pack_keeps_its_bytes() -> None:
    found = {name: hashlib.sha256((RULEPACKS / name).read_bytes()).hexdigest() for name in RELEASED}
    changed = sorted(name for name in RELEASED if found[name] != RELEASED[name])
    assert changed == [], "a released pack changed: put the change into a pack with a new id"


def test_every_pack_is_in_the_list_of_released_ones() -> None:
    assert {name.rsplit("/", 1)[-1].removesuffix(".yaml") for name in RELEASED} == set(available())


def test_a_pack_knows_the_hash_of_its_bytes() -> None:
    assert {load(pack_id).sha256 for pack_id in available()} == set(RELEASED.values())
