"""`paper`: an official document from a file of data, by GB/T 9704-2012."""

from __future__ import annotations

import hashlib
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bihuan.cli.main import UnusableInput

if TYPE_CHECKING:
    from bihuan.papers.kinds import Kind
    from bihuan.papers.making import Printed

HELP = "make an official paper (.docx or .pdf) from a file of data, or check an own template"
EXAMPLE = """\
python3 dev paper --example feedback > data.yaml
python3 dev paper feedback data.yaml -o opinion.pdf
python3 dev paper --schema feedback
python3 dev paper feedback data.yaml -o opinion.docx --template own.docx
python3 dev paper check-template feedback own.docx"""
CHECK = "check-template"


class FaultyTemplate(UnusableInput):
    """A template with faults: one line for each."""

    def __init__(self, file: str, faults: Sequence[object]) -> None:
        self.faults = [f"{file}: {fault}" for fault in faults]
        super().__init__(" | ".join(self.faults))

    @property
    def lines(self) -> list[str]:
        return [" ".join(fault.split()) for fault in self.faults]


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("words", nargs="*", metavar="KIND DATA.yaml", help=f"or: {CHECK} KIND FILE.docx")
    parser.add_argument("-o", "--output", metavar="OUT", help="file to write, .docx or .pdf")
    parser.add_argument("--template", metavar="FILE.docx", help="the office's own template, for a .docx")
    parser.add_argument("--schema", metavar="KIND", help="print the data a kind takes, as JSON Schema")
    parser.add_argument("--example", metavar="KIND", help="print an invented example of a kind's data")
    parser.add_argument("--kinds", action="store_true", help="list the kinds")
    parser.add_argument("--json", action="store_true", help="print one JSON document about what was written")


def run(arguments: Namespace) -> int:
    """Do what is asked; raise UnusableInput with file, place, fault and remedy."""
    if arguments.kinds:
        from bihuan.papers.kinds import NAMES, kind_of

        print("\n".join(f"{name:<20} {kind_of(name).zh} · {kind_of(name).en}" for name in NAMES))
        return 0
    if arguments.schema:
        print(json.dumps(_kind(arguments.schema).schema(), ensure_ascii=False, indent=1, default=str))
        return 0
    if arguments.example:
        print(_kind(arguments.example).example.read_text(encoding="utf-8"), end="")
        return 0
    if arguments.words[:1] == [CHECK]:
        return _check(arguments)
    return _make(arguments)


def _kind(name: str) -> Kind:
    from bihuan.papers.kinds import NoSuchKind, kind_of

    try:
        return kind_of(name)
    except NoSuchKind as error:
        raise UnusableInput(str(error)) from error


def _check(arguments: Namespace) -> int:
    from bihuan.papers.own_templates import check
    from bihuan.papers.template_faults import TemplateUnusable

    if len(arguments.words) != 3:
        raise UnusableInput(f"{CHECK}: a kind and a file are wanted: python3 dev paper {CHECK} KIND FILE.docx")
    kind, path = _kind(arguments.words[1]), Path(arguments.words[2])
    try:
        check(kind, _bytes(path))
    except TemplateUnusable as error:
        raise FaultyTemplate(path.name, error.faults) from error
    said = {"kind": kind.name, "template": str(path), "valid": True}
    print(json.dumps(said, ensure_ascii=False) if arguments.json else f"{path}: every placeholder is known")
    return 0


def _make(arguments: Namespace) -> int:
    from bihuan.papers.fields import DataUnusable
    from bihuan.papers.making import values_from

    kind, source, target = _asked(arguments)
    try:
        values = values_from(kind, source)
    except DataUnusable as error:
        raise UnusableInput(str(error)) from error
    except OSError as error:
        raise UnusableInput(f"{source}: cannot be read ({error.strerror}); name an existing file") from error
    made = _printed(kind, values, target, arguments.template)
    try:
        target.write_bytes(made.content)
    except OSError as error:
        raise UnusableInput(
            f"{target}: cannot be written ({error.strerror}); name a file in a folder you may write"
        ) from error
    _tell(kind, target, made, as_json=arguments.json)
    return 0


def _asked(arguments: Namespace) -> tuple[Kind, Path, Path]:
    """Return kind, data and output; whatever is wrong with them is said before any work."""
    from bihuan.papers.making import SUFFIXES

    if not arguments.words:
        raise UnusableInput("paper: a kind and a data file are wanted: python3 dev paper KIND DATA.yaml -o OUT.pdf")
    kind = _kind(arguments.words[0])
    if len(arguments.words) != 2:
        raise UnusableInput(
            f"paper: {kind.name}: one data file is wanted: python3 dev paper {kind.name} DATA.yaml -o OUT"
        )
    if not arguments.output:
        raise UnusableInput("paper: no output named; add -o OUT.docx or -o OUT.pdf")
    target = Path(arguments.output)
    if target.suffix.lower() not in SUFFIXES:
        raise UnusableInput(f"{target}: no paper ends in {target.suffix or 'nothing'}; write .docx or .pdf")
    if arguments.template and target.suffix.lower() != ".docx":
        raise UnusableInput(f"{target}: an own template makes a .docx; write -o {target.with_suffix('.docx')}")
    return kind, Path(arguments.words[1]), target


def _printed(kind: Kind, values: dict[str, Any], target: Path, template: str | None) -> Printed:
    from bihuan.papers.making import Printed, paper_of, printed
    from bihuan.papers.own_templates import made_with
    from bihuan.papers.template_faults import TemplateUnusable

    if not template:
        return printed(paper_of(kind, values), target.suffix.lower())
    path = Path(template)
    try:
        return Printed(made_with(kind, values, _bytes(path)), {})
    except TemplateUnusable as error:
        raise FaultyTemplate(path.name, error.faults) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnusableInput(f"{path}: cannot be read ({error.strerror}); name an existing file") from error


def _tell(kind: Kind, target: Path, made: Printed, *, as_json: bool) -> None:
    if made.stand_ins:
        names = "; ".join(f"{role} in {family}" for role, family in made.stand_ins.items())
        print(f"{target}: set with free fonts ({names}); name a folder with your own in BIHUAN_FONTS", file=sys.stderr)
    if made.missing:
        from bihuan.papers.fonts import told_characters

        print(
            f"{target}: characters the font lacks: {told_characters(made.missing)}; look at the print", file=sys.stderr
        )
    if not as_json:
        print(f"{target}: {kind.en}, {len(made.content)} bytes")
        return
    said = {
        "kind": kind.name,
        "output": str(target),
        "bytes": len(made.content),
        "sha256": hashlib.sha256(made.content).hexdigest(),
        "stand_ins": dict(made.stand_ins),
        "missing_characters": list(made.missing),
    }
    print(json.dumps(said, ensure_ascii=False, indent=1))
