"""What others made lies under static/vendor unchanged: with its version, its licence and its checksums."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "src/bihuan/web/static/vendor"
PACKAGES = sorted(folder for folder in VENDOR.iterdir() if folder.is_dir())


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_every_vendored_file_is_the_one_that_was_checked_in(package: Path) -> None:
    listed = dict(reversed(line.split()) for line in (package / "SHA256SUMS").read_text().splitlines())
    there = {file.name for file in package.iterdir()} - {"SHA256SUMS"}
    assert there == set(listed)
    assert {"VERSION", "LICENSE"} <= there
    for name, checksum in listed.items():
        assert hashlib.sha256((package / name).read_bytes()).hexdigest() == checksum, name
