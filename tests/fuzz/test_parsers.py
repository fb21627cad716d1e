"""Nothing that a stranger hands in makes a parser fail, take more than 5 seconds, or more than 256 MB.

Each parser answers or refuses in words, whatever atheris makes of the seeds. A find is left in the test's folder;
`python -m tests.fuzz.harness PARSER 0 0 FILE` parses it again.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.fuzz.fuzzing import fuzzed
from tests.fuzz.parsers import PARSERS

pytestmark = [
    pytest.mark.one_store,
    pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="no atheris for this Python and machine"),
]
SHORT, WHOLE = 200, 50_000


def refuse_finds(parser: str, runs: int, finds: Path) -> None:
    done = fuzzed(parser, runs, finds)
    assert not done.finds, f"{[str(find) for find in done.finds]}\n{done.said[-4000:]}"
    assert done.inputs == runs


@pytest.mark.long
@pytest.mark.parametrize("parser", PARSERS)
def test_a_parser_answers_or_refuses_whatever_it_is_given(parser: str, tmp_path: Path) -> None:
    refuse_finds(parser, SHORT, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("parser", PARSERS)
def test_a_parser_stands_fifty_thousand_inputs(parser: str, tmp_path: Path) -> None:
    refuse_finds(parser, WHOLE, tmp_path)
