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
from django.urls import get_resolver, reverse
get_resolver().url_patterns
reverse("todo")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_pages_load_neither_the_solver_nor_what_reads_and_writes_documents(tmp_path: Path) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bihuan.installation.settings", "BIHUAN_HOME": str(tmp_path)}
    environment |= {"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", PAGES], env=environment, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "bihuan" in loaded
    assert loaded & {"ninja", "highspy", "numpy", "openpyxl", "docx", "typst", "pypdfium2", "rjieba"} == set()


THREADS = """
import resource, threading
from pathlib import Path
from bihuan.installation.memory import keep_in_one_pool

keep_in_one_pool()


def work():
    for _ in range(20):
        kept = [bytes(700) for _ in range(2000)]
        del kept


for _ in range(8):
    one = threading.Thread(target=work)
    one.start()
    one.join()
pools = [line for line in Path("/proc/self/maps").read_text().splitlines() if " 00:00 0 " in line and " ---p " in line]
print(sum(int(end, 16) - int(begin, 16) > 2**25 for begin, end in (line.split()[0].split("-") for line in pools)))
"""


def test_threads_take_their_memory_from_one_pool(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", THREADS], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


LOADING = """
import gc
from bihuan.installation.memory import loading

with loading():
    assert not gc.isenabled()
    loaded = [[one] for one in range(1000)]
print(gc.isenabled(), gc.get_freeze_count() >= 1000, not {id(one) for one in loaded} & set(map(id, gc.get_objects())))
"""


def test_what_is_loaded_at_the_start_is_not_looked_through_for_garbage_later() -> None:
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", LOADING], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "True"]
