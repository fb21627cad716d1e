"""`dev demo`: a load that was cut off leaves nothing, and an installation's own folder is never touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bihuan.cli import demo
from bihuan.cli.main import UnusableInput, main


def loaded(home: Path, seed: int = 1) -> None:
    home.mkdir(parents=True)
    (home / demo.DATABASE).touch()
    (home / demo.MARK).write_text(json.dumps({"seed": seed}))


def ends_with(code: int) -> object:
    """Return a load that writes half a county and ends with a code."""

    def load(command: list[str]) -> SimpleNamespace:
        folder = Path(command[command.index("--load-into") + 1])
        (folder / demo.DATABASE).touch()
        if code == 0:
            (folder / demo.MARK).write_text(json.dumps({"seed": 1}))
        return SimpleNamespace(returncode=code)

    return load


def test_a_load_that_was_cut_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "demo"
    monkeypatch.setattr(subprocess, "run", ends_with(-9))
    with pytest.raises(UnusableInput):
        demo.make(home, 1)
    assert list(tmp_path.iterdir()) == []
    assert not demo.is_loaded(home, None)


def test_a_whole_load_moves_into_the_place_of_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "demo"
    loaded(home)
    (home / "old").touch()
    monkeypatch.setattr(subprocess, "run", ends_with(0))
    demo.make(home, 1)
    assert demo.is_loaded(home, None)
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]
    assert not (home / "old").exists()


def test_another_seed_asks_for_another_county(tmp_path: Path) -> None:
    loaded(tmp_path / "demo", seed=4)
    assert demo.is_loaded(tmp_path / "demo", 4)
    assert demo.is_loaded(tmp_path / "demo", None)
    assert not demo.is_loaded(tmp_path / "demo", 5)


def test_the_demo_lives_beside_an_installation_never_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIHUAN_HOME", str(tmp_path))
    assert demo.home_of_the_demo() == tmp_path / "demo"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from bihuan.cli.main import main\n"
        "try: main(['demo', '--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit('django' in sys.modules or 'pydantic' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True).returncode == 0


def test_an_unknown_option_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--nonsense"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
