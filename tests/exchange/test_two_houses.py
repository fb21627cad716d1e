"""A laptop as a real installation of its own: card, package, a stay on the command line, and home again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bihuan.domain.roles import Role
from bihuan.dossiers.files import path_of
from bihuan.exchange.own_keys import card_from
from bihuan.fieldwork.models import WorkingPaper
from tests.database.states import state_of_ledger, state_of_tables
from tests.exchange.laptops import Lent
from tests.faults.installation import Installation
from tests.fieldwork.papers import Team
from tests.people import open_account

pytestmark = [pytest.mark.django_db, pytest.mark.one_store, pytest.mark.slow]


class Laptop:
    """A home folder of its own, and the files that are carried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.house = Installation(folder / "laptop")

    def do(self, *words: str, code: int = 0) -> str:
        done = self.house.run(*words)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def file(self, name: str) -> str:
        return str(self.folder / name)


def test_a_paper_typed_on_a_real_laptop_comes_home(tmp_path: Path) -> None:
    laptop, team = Laptop(tmp_path), Team()
    earlier = team.paper(title="先前的一件事")
    open_account(team.county, Role.MEMBER, "member", "", team.county.inspection_id)
    laptop.do("stay", "card", "--name", "一组笔记本", "-o", laptop.file("card"))
    lent = Lent(team, card=card_from(Path(laptop.file("card")).read_bytes()))
    Path(laptop.file("out")).write_bytes(path_of(lent.loan.parcel).read_bytes())
    assert "青石县委" in laptop.do("stay", "begin", laptop.file("out"))
    assert "already" in laptop.do("stay", "begin", laptop.file("out"), code=1)

    Path(laptop.file("told.json")).write_text(json.dumps({"title": "驻点发现的一件事"}), encoding="utf-8")
    step = ["step", "write_working_paper", str(lent.county.inspection_id), "--as", "member"]
    told = json.loads(laptop.do(*step, "--json", laptop.file("told.json")))
    assert told["told"]["number"] == "02", "numbers go on"
    laptop.do("stay", "pack", "--as", "member", "-o", laptop.file("home"))
    assert "held_elsewhere" in laptop.do(*step, "--json", laptop.file("told.json"), code=1)

    lent.bring_home(Path(laptop.file("home")).read_bytes())
    papers = WorkingPaper.objects.order_by("number")
    assert [paper.title for paper in papers] == [earlier.title, "驻点发现的一件事"]
    assert state_of_ledger() == state_of_tables()
