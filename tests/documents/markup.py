"""The plain-data notation of source/*.src: a line a paragraph or row, marked by hand with what is there."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "source"
MEASURE = re.compile("\u27e6(.*?)\u27e7")
AMOUNT = re.compile(r"\{([^{}=]+)=([0-9.]+)\}")
TITLE = re.compile(r"<(.*?)>")
CLOSING = " \u3001.\uff0e()\uff08\uff09\u3002"
STATE_FLAGS = {"long": "long_term", "fix": "fix_at_once"}


class SourceError(ValueError):
    """A line of a .src file that cannot be understood."""


@dataclass
class Line:
    """One paragraph, heading or row as it will be printed."""

    tag: str
    text: str
    number: str = ""
    cells: list[str] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)

    @property
    def level(self) -> int:
        return int(self.tag[1]) if self.tag[1:].isdigit() else 0


@dataclass
class Document:
    """A document to write and the label that belongs to it."""

    name: str
    meta: dict[str, str]
    lines: list[Line]
    label: dict[str, Any]


def plain(text: str) -> str:
    """The text as printed, without any marks."""
    text = AMOUNT.sub(r"\1", text)
    return MEASURE.sub(r"\1", TITLE.sub(r"\1", text))


def _options(text: str) -> tuple[str, dict[str, list[str]]]:
    body, _, tail = text.partition(" @@ ")
    options: dict[str, list[str]] = {}
    for item in filter(None, (part.strip() for part in tail.replace(" @@ ", ";").split(";"))):
        key, _, value = item.partition("=")
        options.setdefault(key, []).append(value)
    return body.rstrip(), options


def bank() -> dict[int, dict[str, str]]:
    """The invented problems shared by the long documents."""
    entries: dict[int, dict[str, str]] = {}
    for line in (SOURCE / "bank.txt").read_text("utf-8").splitlines():
        if line.isdigit():
            entries[int(line)] = {}
        elif line.strip():
            key, _, value = line.partition(" ")
            entries[max(entries)][key] = value
    return entries


def _expand(rule: str, problems: dict[int, dict[str, str]]) -> list[str]:
    head, *parts = [part.strip() for part in rule.split(" ;; ")]
    fields = dict(item.split("=") for item in head.split()[1:])
    first, _, last = fields["of"].partition("-")
    lines = []
    for n, key in enumerate(range(int(first), int(last or first) + 1), int(fields.get("start", 1))):
        for part in parts:
            words = problems[key] | {"n": str(n)}
            lines.append(re.sub(r"\$([a-z])", lambda m, w=words: w[m[1]], part))
    return lines


class _Builder:
    """Follows the marks line by line and writes down the label."""

    def __init__(self, meta: dict[str, str]) -> None:
        self.meta = meta
        self.path: list[tuple[int, str]] = []
        self.findings: list[dict[str, Any]] = []
        self.claims: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []
        self.omitted: list[set[str]] = []
        self.ordinal = 0

    def take(self, line: Line, raw: str) -> None:
        sheet = self.meta["format"] == "xlsx"
        if line.tag == "sheet":
            self.ordinal = 0
            return
        if sheet or line.tag != "-":
            self.ordinal += 1
        if line.level:
            self.path = [step for step in self.path if step[0] < line.level]
        if line.tag[0] in "FR":
            self._open(line, raw)
        elif line.tag in "bB" and self.findings:
            self._fill(line, raw)
        if line.tag[0] == "H":
            self.path.append((line.level, line.number + line.text))
        self._facts(line)

    def _open(self, line: Line, raw: str) -> None:
        title = TITLE.search(raw)
        shown = line.cells[0].removeprefix("num:") if line.cells else line.number
        bare = plain(AMOUNT.sub(r"\1", title[1])) if title else line.text
        finding = {"number": shown.strip(CLOSING), "path": [text for _, text in self.path], "title": bare}
        finding |= {"status": None, "long_term": False, "fix_at_once": False, "measures": [], "amounts": []}
        self.findings.append(finding | {"line": self.ordinal})
        self.omitted.append({"path"} if line.tag == "R" else set())
        self._fill(line, raw)

    def _fill(self, line: Line, raw: str) -> None:
        finding = self.findings[-1]
        if line.tag == "B":
            finding["text"] = line.text
        finding["measures"] += [plain(found) for found in MEASURE.findall(raw)]
        for text, yuan in AMOUNT.findall(raw):
            finding["amounts"].append({"fen": int(Decimal(yuan) * 100), "text": text})
        for word in ",".join(line.options.get("status", [])).split(","):
            if word in STATE_FLAGS:
                finding[STATE_FLAGS[word]] = True
            elif word:
                finding["status"] = word
        if "quotes" in line.options:
            finding["quotes"] = line.options["quotes"][0].split("|")
        self.omitted[-1] |= set(",".join(line.options.get("omit", [])).split(","))

    def _facts(self, line: Line) -> None:
        for text in line.options.get("claim", []):
            of, *figures, agrees = text.split(",")
            names = ("total", "done", "partial", "open", "rate")
            claim: dict[str, Any] = {"of": of}
            for name, figure in zip(names, figures, strict=True):
                claim[name] = None if not figure else float(figure) if name == "rate" else int(figure)
            self.claims.append(claim | {"agrees": agrees == "yes", "line": self.ordinal})
            if agrees != "yes":
                self.notes.append({"line": self.ordinal, "code": "claim.mismatch"})
        for code in line.options.get("note", []):
            self.notes.append({"line": self.ordinal, "code": code})

    def label(self) -> dict[str, Any]:
        meta, label = self.meta, {}
        for key in ("kind", "title", "organization", "inspected_by"):
            if key in meta:
                label[key] = None if meta[key] == "null" else meta[key]
        if "dates" in meta:
            days = zip(("from", "to", "feedback"), meta["dates"].split(","), strict=True)
            stated = {key: day.strip() for key, day in days if day.strip() != "-"}
            label["dates"] = {key: None if day == "null" else day for key, day in stated.items()}
        unsaid = set(meta.get("omit", "").replace(" ", "").split(","))
        if "claims" not in unsaid:
            label["claims"] = self._without(unsaid, self.claims)
        if "findings" not in unsaid:
            label["findings"] = []
            for item, hidden in zip(self.findings, self.omitted, strict=True):
                label["findings"] += self._without(unsaid | hidden, [item])
        if "garble" in meta:
            self.notes.append({"code": "text.garbled_repaired"})  # one note or many, at any line
        if self.notes or meta.get("notes") == "none":
            label["notes"] = self._without(unsaid, self.notes)
        return label

    @staticmethod
    def _without(unsaid: set[str], items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{key: value for key, value in item.items() if key not in unsaid} for item in items]


def _line(raw: str) -> Line:
    tag, _, rest = raw.partition(" ")
    marked, options = _options(rest)
    line = Line(tag, plain(marked), options=options)
    if line.tag[0] in "HF":
        if "|" not in line.text:
            raise SourceError(f"heading without number and bar: {raw}")
        line.number, line.text = line.text.split("|", 1)
    elif line.tag[0] in "rR":
        line.cells = [cell.strip() for cell in line.text.split("|")]
    return line


def load(path: Path) -> Document:
    """Reads one .src file into what is printed and what must be found."""
    head, _, body = path.read_text("utf-8").partition("\n---\n")
    meta = dict(entry.split(": ", 1) for entry in head.splitlines())
    problems = bank()
    raws: list[str] = []
    for raw in body.splitlines():
        raws += _expand(raw, problems) if raw.startswith("USE ") else [raw] if raw else []
    builder = _Builder(meta)
    lines = [_line(raw) for raw in raws]
    for line, raw in zip(lines, raws, strict=True):
        builder.take(line, raw.partition(" @@ ")[0])
    return Document(path.stem, meta, lines, builder.label())
