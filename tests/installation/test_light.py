"""The server keeps little of an old machine's memory: what only jobs need is not loaded with the pages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_store
SOURCE = Path(__file__).resolve().parents[2] / "src"
PAGES = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_pages_load_neither_the_solver_nor_what_reads_and_writes_documents(tmp_path: Path) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bihuan.installation.settings", "BIHUAN_HOME": str(tmp_path)}
    environment |= {"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", PAGES], env=environment, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "bihuan" in loaded
    assert loaded & {"highspy", "numpy", "openpyxl", "docx", "typst", "pypdfium2", "rjieba"} == set()
