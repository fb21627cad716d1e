"""Whether the keys are there that no backup holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bihuan.clues.field import CLUE_KEY
from bihuan.ledger.sealed import sealing_keys, shut_keys
from bihuan.ledger.sealing import KEY_FILE
from bihuan.teams.models import Inspector

pytestmark = pytest.mark.django_db


def test_keys_that_open_what_lies_under_them_are_not_told_and_missing_ones_are(settings: Any, tmp_path: Path) -> None:
    assert shut_keys() == {}, "nothing is sealed yet"
    row = Inspector(
        authority_id="01a21671-1f50-77e5-ba4d-2707e4553664",
        name="沈知远",
        sex="f",
        unit="县审计局",
        entered_on=date(2018, 1, 8),
    )
    Inspector._base_manager.bulk_create([row])
    assert shut_keys() == {}
    settings.HOME = tmp_path
    assert shut_keys() == {KEY_FILE: "teams_inspector.name"}
    (tmp_path / KEY_FILE).write_text("00" * 32)
    assert shut_keys() == {KEY_FILE: "teams_inspector.name"}, "another key opens nothing"


def test_every_room_s_own_key_is_known() -> None:
    assert sealing_keys() == {KEY_FILE, CLUE_KEY, "ballot-key"}
