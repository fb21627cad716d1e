"""Nothing that a stranger hands in makes a parser fail, take more than 5 seconds, or more than 256 MB.

Each parser answers or refuses in words, whatever atheris makes of the seeds. A find is left in the test's folder;
`python -m tests.fuzz.harness PARSER 0 0 FILE` parses it again.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.parsers import HOUSE, PARSERS

pytestmark = [
    pytest.mark.one_store,
    pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="no atheris for this Python and machine"),
]
SEED = 20261125
SHORT, WHOLE = 200, 50_000


def fuzzed(parser: str, runs: int, finds: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz.harness", parser, str(runs), str(SEED)]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    environment = own | {"PYTHONPATH": str(HOUSE / "src"), "PYTHONUTF8": "1"}
    environment |= {"BIHUAN_FUZZ_FINDS": str(finds), "BIHUAN_HOME": str(finds / "home")}
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, f"{[str(find) for find in finds.glob(f'{parser}-*')]}\n{done.stderr[-4000:]}"
    assert f"number_of_executed_units: {runs}" in done.stderr


@pytest.mark.long
@pytest.mark.parametrize("parser", PARSERS)
def test_a_parser_answers_or_refuses_whatever_it_is_given(parser: str, tmp_path: Path) -> None:
    fuzzed(parser, SHORT, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("parser", PARSERS)
def test_a_parser_stands_fifty_thousand_inputs(parser: str, tmp_path: Path) -> None:
    fuzzed(parser, WHOLE, tmp_path)
