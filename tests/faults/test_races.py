"""Ten at once before a real server: one key has one effect and one answer, and nothing is approved or closed twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.installation import Installation
from tests.faults.races import refuse_two_approvals, refuse_two_effects_of_one_key

pytestmark = [pytest.mark.one_store, pytest.mark.long]


@pytest.fixture
def accepted(tmp_path: Path) -> Iterator[Installation]:
    """An installation whose dossier waits for its approval."""
    made = Installation(tmp_path / "home").founded(0, "accepted")
    yield made
    made.kill()


def test_of_ten_at_once_with_one_key_or_over_one_measure_one_has_an_effect(house: Installation) -> None:
    refuse_two_effects_of_one_key(house)


def test_of_ten_who_approve_or_close_at_once_one_does_it(accepted: Installation) -> None:
    refuse_two_approvals(accepted)
