"""Sealed columns: opened by the key they were sealed with and by no other; reading makes no key."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from bihuan.ledger.sealing import KEY_FILE, SealBroken, seal, unseal


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.HOME = tmp_path / "home"
    return tmp_path / "home"


def test_what_was_sealed_opens_again_as_what_it_was_and_as_nothing_else(home: Path) -> None:
    sealed = seal("沈某".encode(), "name")
    assert unseal(sealed, "name").decode() == "沈某"
    with pytest.raises(SealBroken):
        unseal(sealed, "post")
    assert stat.S_IMODE((home / KEY_FILE).stat().st_mode) == 0o600
    assert [one.name for one in home.iterdir()] == [KEY_FILE]


def test_without_its_key_nothing_opens_and_no_key_is_made_that_would_take_its_place(
    home: Path, settings: Any, tmp_path: Path
) -> None:
    sealed = seal("沈某".encode(), "name")
    settings.HOME = tmp_path / "restored"
    with pytest.raises(SealBroken, match=KEY_FILE):
        unseal(sealed, "name")
    assert not (tmp_path / "restored" / KEY_FILE).exists()
    seal(b"another", "name")
    with pytest.raises(SealBroken):
        unseal(sealed, "name")
