"""`read` and `clean` on the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pytest

from bihuan.cli import clean as clean_command
from bihuan.cli import read as read_command

PAPER = "青石县水利局党组关于巡察整改情况的通报\n一、反馈问题整改情况\n1.关于学习不够的问题\n整改情况：一是学习。\n"


def called(module: object, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    module.configure(parser)  # type: ignore[attr-defined]
    code = module.run(parser.parse_args(list(arguments)))  # type: ignore[attr-defined]
    assert isinstance(code, int)
    return code


def test_read_prints_one_json_document_with_exactly_the_fields_agreed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAPER, "utf-8")
    assert called(read_command, str(path), "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert set(document) == {"kind", "title", "organization", "inspected_by", "dates", "claims", "findings", "notes"}
    assert set(document["dates"]) == {"from", "to", "feedback"}
    fields = "number path title text status long_term fix_at_once measures amounts quotes line"
    assert set(document["findings"][0]) == set(fields.split())
    assert document["organization"] == "青石县水利局党组"


def test_read_prints_a_summary_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAPER, "utf-8")
    assert called(read_command, str(path)) == 0
    assert "学习不够" in capsys.readouterr().out


@pytest.mark.parametrize("module", [read_command, clean_command])
def test_a_file_that_cannot_be_used_gives_exit_2_and_one_line(
    module: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"")
    assert called(module, str(path)) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("a.docx: ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("正常的文字。\r\n第二行\n".encode(), "正常的文字。\r\n第二行\n".encode()),
        ("\ufeff整改(gǎi)\r\n".encode(), "\ufeff整改\r\n".encode()),
        ("整改(gǎi)\n".encode("gb18030"), "整改\n".encode()),
        ("巡察發現問題".encode("utf-16"), "\ufeff巡察发现问题".encode()),
        (b"plain ascii (a)\n", b"plain ascii (a)\n"),
    ],
)
def test_clean_prints_the_bytes_of_the_repaired_text(
    before: bytes, after: bytes, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(before)
    assert called(clean_command, str(path)) == 0
    assert capfdbinary.readouterr().out == after
