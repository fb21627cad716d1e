"""`paper` as somebody types it: files come out, and what cannot be used is refused on one line."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import jsonschema_rs
import pypdfium2
import pytest

from bihuan.cli.main import main
from bihuan.papers.kinds import NAMES, kind_of


def made(kind: str, out: Path, *more: str) -> int:
    return main(["paper", kind, str(kind_of(kind).example), "-o", str(out), *more])


@pytest.mark.parametrize("kind", NAMES)
def test_every_kind_comes_out_as_both_files(kind: str, tmp_path: Path) -> None:
    assert made(kind, tmp_path / "out.docx") == 0
    assert made(kind, tmp_path / "out.pdf") == 0
    assert docx.Document(str(tmp_path / "out.docx")).paragraphs
    assert len(pypdfium2.PdfDocument(tmp_path / "out.pdf")) >= 1


@pytest.mark.parametrize("kind", NAMES)
def test_the_schema_is_one_and_fits_the_example_within(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paper", "--schema", kind]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(schema["examples"][0])
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(schema, schema["examples"][0] | {"nobody_asked": 1})


@pytest.mark.parametrize("kind", NAMES)
def test_the_schema_s_example_can_be_used_as_data(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["paper", "--schema", kind])
    data = tmp_path / "data.yaml"
    example = json.loads(capsys.readouterr().out)["examples"][0]
    data.write_text(json.dumps(example, ensure_ascii=False), encoding="utf-8")
    assert main(["paper", kind, str(data), "-o", str(tmp_path / "out.docx")]) == 0


def test_the_example_is_printed_as_it_can_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paper", "--example", "transfer"]) == 0
    data = tmp_path / "data.yaml"
    data.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["paper", "transfer", str(data), "-o", str(tmp_path / "out.docx")]) == 0


def test_json_tells_what_was_written_and_the_characters_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data.yaml"
    example = kind_of("filing").example.read_text(encoding="utf-8")
    data.write_text(example.replace("县水务局\n", "县水务局\U00030000\n", 1), encoding="utf-8")
    assert main(["paper", "filing", str(data), "-o", str(tmp_path / "out.pdf"), "--json"]) == 0
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert told["missing_characters"] == ["\U00030000"]
    assert told["bytes"] == (tmp_path / "out.pdf").stat().st_size
    assert "characters the font lacks: \U00030000 (U+30000)" in shown.err


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["paper", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    lines = shown.err.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_bad_input_is_refused_on_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = str(kind_of("filing").example)
    out = str(tmp_path / "out.docx")
    bad = tmp_path / "bad.yaml"
    bad.write_text("issuer: [甲", encoding="utf-8")
    nothing = tmp_path / "nothing.yaml"
    nothing.write_text("", encoding="utf-8")
    said = {
        "poem: no such kind": ["poem", example, "-o", out],
        "there are feedback, fix_at_once": ["--schema", "poem"],
        "no paper ends in .odt; write .docx or .pdf": ["filing", example, "-o", str(tmp_path / "out.odt")],
        "no paper ends in nothing": ["filing", example, "-o", str(tmp_path / "out")],
        "no output named; add -o": ["filing", example],
        "one data file is wanted": ["filing", "-o", out],
        "a kind and a data file are wanted": ["-o", out],
        "cannot be read (No such file": ["filing", str(tmp_path / "gone.yaml"), "-o", out],
        "cannot be written (No such file": ["filing", example, "-o", str(tmp_path / "no" / "folder.pdf")],
        "cannot be written (Is a directory": ["filing", example, "-o", str(folder(tmp_path / "folder.pdf"))],
        "bad.yaml:": ["filing", str(bad), "-o", out],
        "nothing.yaml:1": ["filing", str(nothing), "-o", out],
        "unknown key": ["feedback", example, "-o", out],
        "an own template makes a .docx": ["filing", example, "-o", str(tmp_path / "o.pdf"), "--template", out],
        "a kind and a file are wanted": ["check-template", "filing"],
    }
    for words, arguments in said.items():
        assert words in refused(capsys, *arguments)
    assert not (tmp_path / "out.docx").exists()


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_a_template_is_checked_and_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.docx"
    document = docx.Document()
    document.add_paragraph("{{ organization }}报备{{ matter }}")
    document.save(str(own))
    assert main(["paper", "check-template", "filing", str(own)]) == 0
    assert made("filing", tmp_path / "out.docx", "--template", str(own)) == 0
    assert docx.Document(str(tmp_path / "out.docx")).paragraphs[0].text == "县水务局报备巡察整改方案"
    document.add_paragraph("{{ mater }}")
    document.save(str(own))
    capsys.readouterr()
    told = refused(capsys, "check-template", "filing", str(own))
    assert told == "own.docx: paragraph 2 ({{ mater }}): placeholder mater: unknown; write matter"
    assert refused(
        capsys, "filing", str(kind_of("filing").example), "-o", str(tmp_path / "x.docx"), "--template", str(own)
    )
