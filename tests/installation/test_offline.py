"""Without network the script `dev` makes its environment of a folder of packages, and of nothing that is not locked."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.one_store, pytest.mark.long]
HOUSE = Path(__file__).resolve().parents[2]
NAME = "lantern-1.0-py3-none-any.whl"


def wheel_in(folder: Path, says: str) -> str:
    """Write a package of one module into a folder; return the sum by which a lock file knows it."""
    folder.mkdir()
    members = {
        "lantern.py": f"says = {says!r}\n",
        "lantern-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: lantern\nVersion: 1.0\n",
        "lantern-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: us\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{name},{sum_of(text)},{len(text)}" for name, text in members.items()]
    members["lantern-1.0.dist-info/RECORD"] = "\n".join([*record, "lantern-1.0.dist-info/RECORD,,", ""])
    with zipfile.ZipFile(folder / NAME, "w") as wheel:
        for name, text in members.items():
            wheel.writestr(name, text)
    return hashlib.sha256((folder / NAME).read_bytes()).hexdigest()


def sum_of(text: str) -> str:
    told = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    return f"sha256={told.rstrip(b'=').decode()}"


def checkout(place: Path, locked: str) -> Path:
    """Lay out a checkout whose lock file asks for that one package."""
    place.mkdir()
    shutil.copy(HOUSE / "dev", place / "dev")
    (place / "requirements.txt").write_text(f"lantern==1.0 --hash=sha256:{locked}\n")
    return place


def prepared(house: Path, wheels: Path) -> subprocess.CompletedProcess[str]:
    """Let the script of a checkout make its environment, with a folder and an index that nobody keeps."""
    code = "import runpy; script = runpy.run_path('dev', run_name='dev'); script['prepare']('run')"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    env = {**kept, "BIHUAN_WHEELS": str(wheels), "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"}
    return subprocess.run([sys.executable, "-c", code], cwd=house, env=env, capture_output=True, text=True, check=False)


def test_a_folder_of_packages_is_enough_and_only_what_is_locked_gets_in(tmp_path: Path) -> None:
    locked = wheel_in(tmp_path / "wheels", "light")
    house = checkout(tmp_path / "house", locked)
    done = prepared(house, tmp_path / "wheels")
    assert done.returncode == 0, done.stderr
    told = subprocess.run(
        [house / ".venv/bin/python", "-c", "import lantern; print(lantern.says)"], capture_output=True
    )
    assert told.stdout.strip() == b"light"

    wheel_in(tmp_path / "forged", "dark")
    other = checkout(tmp_path / "other", locked)
    refused = prepared(other, tmp_path / "forged")
    assert refused.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in refused.stderr
    assert "mend: check the network, or put the wheels into a folder and set BIHUAN_WHEELS" in refused.stderr
    assert prepared(other, tmp_path / "wheels").returncode == 0, "what failed once can be mended and run again"
