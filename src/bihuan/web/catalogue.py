"""The Chinese of the pages: collect what templates and code say, append what is missing, compile.

    PYTHONPATH=src python -m bihuan.web.catalogue

appends every sentence that has no translation yet to the .po file (fill in its msgstr and run it again) and writes the
.mo file; western punctuation between Chinese characters becomes Chinese. Standard library and Django's template reader
only: GNU gettext need not be installed.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bihuan.web.punctuation import chinese_signs

ROOMS = Path(__file__).resolve().parents[1]
PO = Path(__file__).resolve().parent / "locale/zh_Hans/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
GUIDES = ROOMS.parents[1] / "docs/guide/zh"
SPEAKERS = {"gettext", "_", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
REFUSAL_PARTS = {"problem", "remedy"}  # sentences that refusals carry in English and pages translate
# they speak English, or through the glossary
SILENT_ROOMS = {"rules", "domain", "rulepacks", "api", "cli", "simulate", "installation"}
MO_MAGIC = 0x950412DE
PO_LINE = re.compile(r'(?:(?P<keyword>msgid|msgid_plural|msgstr|msgstr\[0\])\s+)?(?P<text>"(?:[^"\\]|\\.)*")\Z')
TEMPLATE_CALL = re.compile(r"""(?<![\w.])(?:_|n?gettext)\(\s*[uU]?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


class CatalogueBroken(ValueError):
    """A line of the .po file that cannot be read."""

    def __init__(self, line: int, text: str) -> None:
        self.line, self.text = line, text
        super().__init__(f'django.po, line {line}: {text!r} is no line of a catalogue; write msgid/msgstr "…"')


@dataclass(frozen=True)
class Said:
    """One sentence of the product and where it stands."""

    msgid: str
    place: str


def collect(rooms: Path = ROOMS) -> dict[str, Said]:
    """Return every sentence that templates and code of the rooms translate."""
    found: dict[str, Said] = {}
    for file in sorted([*rooms.rglob("*.html"), *rooms.rglob("*.py")]):
        if "migrations" in file.parts or file.relative_to(rooms).parts[0] in SILENT_ROOMS:
            continue
        said = said_in_template(file) if file.suffix == ".html" else said_in_code(file)
        for msgid in said:
            found.setdefault(msgid, Said(msgid, file.relative_to(rooms).as_posix()))
    return found


def said_in_template(file: Path) -> Iterator[str]:
    """Return the sentences of a template, read as Django itself reads it."""
    from django.utils.translation.template import templatize

    for literal in TEMPLATE_CALL.findall(templatize(file.read_text(encoding="utf-8"))):
        yield ast.literal_eval(literal)


def said_in_code(file: Path) -> Iterator[str]:
    """Return the sentences of a module: arguments of gettext, problem and remedy of refusals, titles of fields."""
    text = file.read_text(encoding="utf-8")
    if not any(speaker in text for speaker in ("gettext", "problem=", "remedy", "FileRefused", "pydantic")):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield from said_in_call(node)
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in REFUSAL_PARTS:
            yield from constants([node.value])


def said_in_call(node: ast.Call) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if name in SPEAKERS:
        yield from constants(node.args[1:2] if name.startswith("pgettext") else node.args[:1])
    if name == "FileRefused":
        yield from constants(node.args[1:3])
    parts = REFUSAL_PARTS | {"title"} if name == "Field" else REFUSAL_PARTS
    yield from constants([keyword.value for keyword in node.keywords if keyword.arg in parts])


def constants(nodes: list[ast.expr]) -> Iterator[str]:
    """Return the sentences that stand there literally; a value inside one is %s (web.sayings fills numbers in)."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "%s" for part in node.values)


def read_po(file: Path = PO) -> dict[str, str]:
    """Return the translations of a .po file; the empty msgid is its header, a plural stands as `one\\0many`."""
    entries: dict[str, str] = {}
    msgid, part = "", ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        found = PO_LINE.match(line.strip())
        if found is None:
            if line.strip() and not line.startswith("#"):
                raise CatalogueBroken(number, line)
            continue
        text = str(ast.literal_eval(found["text"]))
        part = found["keyword"] or part
        if found["keyword"] == "msgid":
            msgid = text
        elif found["keyword"] == "msgid_plural":
            msgid += "\0" + text
        elif found["keyword"]:
            if msgid in entries:  # two merged into one: the later would silently stand for the other's sentence
                raise CatalogueBroken(number, line)
            entries[msgid] = text
        elif part.startswith("msgstr"):
            entries[msgid] += text
        else:
            msgid += text
    return entries


def compiled(entries: dict[str, str]) -> bytes:
    """Return translations in the binary form that gettext reads; empty ones are left out."""
    pairs = [(k.encode(), v.encode()) for k, v in sorted(entries.items()) if v]
    start = 7 * 4
    offset = start + 16 * len(pairs)
    tables, strings = [], b""
    for column in (0, 1):
        table = b""
        for pair in pairs:
            table += struct.pack("<II", len(pair[column]), offset + len(strings))
            strings += pair[column] + b"\0"
        tables.append(table)
    head = struct.pack("<IIIIIII", MO_MAGIC, 0, len(pairs), start, start + 8 * len(pairs), 0, offset)
    return head + tables[0] + tables[1] + strings


def compile_catalogue(po: Path = PO, mo: Path = MO) -> None:
    """Write the .mo file of a .po file."""
    mo.write_bytes(compiled(read_po(po)))


def missing(entries: dict[str, str]) -> list[Said]:
    """Return the sentences of the product that have no Chinese, by place."""
    known = {msgid.split("\0")[0] for msgid, chinese in entries.items() if chinese}
    return sorted((s for s in collect().values() if s.msgid not in known), key=lambda s: (s.place, s.msgid))


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def append_missing(po: Path = PO) -> list[Said]:
    """Append the sentences that the .po file does not know yet, with an empty msgstr; return all that lack Chinese."""
    entries = read_po(po)
    lacking = missing(entries)
    new = [said for said in lacking if said.msgid not in entries]
    if new:
        blocks = [f'\n#: {said.place}\nmsgid {quoted(said.msgid)}\nmsgstr ""\n' for said in new]
        with po.open("a", encoding="utf-8") as file:
            file.write("".join(blocks))
    return lacking


def mend_signs(po: Path = PO, guides: Path = GUIDES) -> None:
    """Put Chinese punctuation into the translations and the Chinese guides, as tests/architecture asks for it."""
    part, lines = "", []
    for line in po.read_text(encoding="utf-8").splitlines(keepends=True):
        part = line.split(maxsplit=1)[0] if line.startswith("msg") else part
        lines.append(chinese_signs(line) if part.startswith("msgstr") and '"' in line else line)
    write_where_changed(po, "".join(lines))
    for guide in sorted(guides.glob("*.md")):
        write_where_changed(guide, "".join(map(chinese_signs, guide.read_text(encoding="utf-8").splitlines(True))))


def write_where_changed(file: Path, text: str) -> None:
    if text != file.read_text(encoding="utf-8"):
        file.write_text(text, encoding="utf-8")


def main() -> int:
    """Append, mend the signs, compile, and list what still lacks Chinese; 1 where something does."""
    lacking = append_missing()
    mend_signs()
    compile_catalogue()
    for said in lacking:
        print(f"{said.place}: {said.msgid}")
    print(f"{len(lacking)} sentences without Chinese; {PO.name} and {MO.name} are up to date", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
