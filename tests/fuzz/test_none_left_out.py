"""Whatever opens a file of strangers with a library stands under the fuzzing, or says why it need not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.parsers import HOUSE, PARSERS

SOURCE = HOUSE / "src/bihuan"
OPENERS = {
    "BytesParser",
    "CalamineWorkbook",
    "DocxTemplate",
    "OleFileIO",
    "PdfDocument",
    "ZipFile",
    "fromstring",
    "load_workbook",
}
FUZZED = {  # module → a parser that goes through it
    "exchange/parcels.py": "parcel",
    "intake/annotate.py": "marked",
    "intake/cell_marks.py": "marked",
    "intake/container.py": "docx",
    "intake/content.py": "docx",
    "intake/readers/pdf.py": "pdf",
    "intake/readers/workbook.py": "xlsx",
    "intake/workbook_parts.py": "marked",
    "ledger/verifier.py": "archive",
    "papers/own_templates.py": "template",
    "tips/carrying.py": "tips_package",
}
NOT_FUZZED = {  # module → why nobody else's file comes there
    "installation/container.py": "a backup is the administrator's own, and its seal is checked before it is opened",
    "papers/word_file.py": "opens what was written a moment before",
}


def opens(call: ast.Call) -> bool:
    """True for a call that opens a file to read it."""
    names = {one.attr for one in ast.walk(call.func) if isinstance(one, ast.Attribute)}
    names |= {one.id for one in ast.walk(call.func) if isinstance(one, ast.Name)}
    writes = any(isinstance(one, ast.Constant) and one.value == "w" for one in call.args)
    return bool(names & OPENERS) and not writes


def opening() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("*.py")):
        if any(isinstance(node, ast.Call) and opens(node) for node in ast.walk(ast.parse(path.read_text("utf-8")))):
            yield Path(path).relative_to(SOURCE).as_posix()


def test_every_module_that_opens_files_is_fuzzed_or_says_why_not() -> None:
    assert sorted(opening()) == sorted({**FUZZED, **NOT_FUZZED}), "add a parser to tests/fuzz, or a reason here"
    assert not FUZZED.keys() & NOT_FUZZED.keys()
    assert set(FUZZED.values()) <= PARSERS.keys()
