"""The scenes of the guide's pictures are played in a part of the demo county: what each shows must still be there."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error

from bihuan.cli.demo import write_papers
from bihuan.simulate.cast import SHANGHAI
from bihuan.simulate.county import play
from bihuan.simulate.plans import Cut
from bihuan.web import clock
from tests.browser.guide_pictures import PICTURES, Photographer, frame
from tests.browser.guide_scenes import SCENES

TODAY = date(2026, 11, 22)
SHOWN = Cut((9, 11, 14, 20, 22, 23), 20)  # the units that the scenes name, by their places in the county's list


def test_every_scene_has_its_pictures_and_every_picture_its_scene() -> None:
    for language in ("zh", "en"):
        assert {picture.stem for picture in (PICTURES / language).glob("*.png")} == set(SCENES)


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.one_store
@pytest.mark.django_db(transaction=True)
def test_every_scene_can_be_played(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: datetime.combine(TODAY, time(9), SHANGHAI))
    write_papers(tmp_path, play(today=TODAY, seed=1, say=lambda _: None, cut=SHOWN).papers)
    photographer = Photographer(chromium, "zh", live_server.url, tmp_path)
    broken = {}
    for name in SCENES:
        try:
            frame(*photographer.play(name))
        except (AssertionError, Error) as error:
            broken[name] = str(error)
    assert not broken, "mend guide_scenes.py, look whether the guide still says the same, python3 dev guide-pictures"
