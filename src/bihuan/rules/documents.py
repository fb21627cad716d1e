"""Strict YAML with line numbers: what stands in a rule file, and where.

Only plain mappings, lists and scalars are read. Duplicate keys, anchors, merges and tags are refused, because
a rule must say what it says in one place and in sight.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bihuan.rules.faults import Fault, found_words

Plain = None | bool | int | float | str | date | list["Plain"] | dict["str | int", "Plain"]
Place = tuple[str | int, ...]

RULEPACKS = Path(__file__).resolve().parents[1] / "rulepacks"
TAG = "tag:yaml.org,2002:"
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOOLEANS = {"true": True, "false": False}
LONGEST_NUMBER = 18  # digits; what is longer counts nothing
# signs that a Chinese keyboard writes in place of those of YAML
FULL_WIDTH = re.compile("[\uff1a\uff0c\uff5b\uff5d\uff3b\uff3d]")
HALF_WIDTH = re.compile(r": |:$")


class PackError(Exception):
    """Something is wrong with the packs named or with what a pack says; catch this one at the edges."""


class PackUnreadable(PackError):
    """A rule file does not say what such a file has to say: where, what is wrong, what to do."""

    def __init__(
        self, *, file: str, line: int, rule: str | None, problem: str, remedy: str, fault: Fault | None = None
    ) -> None:
        self.file, self.line, self.rule, self.problem, self.remedy = file, line, rule, problem, remedy
        self.fault = fault  # the same for pages, which tell it in the reader's words
        about = f"{rule}: " if rule else ""
        super().__init__(f"{file}:{line}: {about}{problem}; {remedy}")


@dataclass(frozen=True)
class Document:
    """A rule file as plain values, the sha256 of its bytes, and the line of each place in it."""

    file: str
    sha256: str
    content: dict[str | int, Plain]
    lines: Mapping[Place, int]

    def line_of(self, place: Place) -> int:
        """Return the line of a place, or of the nearest place around it."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def refusal(
        self, place: Place, rule: str | None, problem: str, remedy: str, fault: Fault | None = None
    ) -> PackUnreadable:
        """Return the error that names a place of this file."""
        line = self.line_of(place)
        return PackUnreadable(file=self.file, line=line, rule=rule, problem=problem, remedy=remedy, fault=fault)


def read_document(path: Path) -> Document:
    """Read a rule file; raise PackUnreadable with its line where it is not strict YAML with a mapping on top."""
    file = path.relative_to(RULEPACKS).as_posix() if path.is_relative_to(RULEPACKS) else path.name
    return document_from(path.read_bytes(), file)


def document_from(content: bytes, file: str) -> Document:
    """Read the same from bytes; `file` is what a refusal calls them."""
    root = _compose(content, file)
    reader = _Reader(file)
    if not isinstance(root, MappingNode):
        raise reader.refusal(1, None, "no mapping on top", "begin with id: and title:", Fault("no_mapping"))
    plain = reader.mapping(root, ())
    return Document(file, hashlib.sha256(content).hexdigest(), plain, reader.lines)


def _compose(content: bytes, file: str) -> Node | None:
    reader = _Reader(file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise reader.refusal(line, None, "not UTF-8", "save the file as UTF-8", Fault("not_utf8")) from error
    try:
        root: Node | None = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        line, fault = broken_line(error, text.splitlines())
        problem = " ".join(str(error.problem or error.context or "no YAML").split())
        raise reader.refusal(line, None, problem, "correct the YAML on this line", fault) from error
    except YAMLError as error:
        problem = str(error).splitlines()[0]
        raise reader.refusal(1, None, problem, "remove what is not plain text", Fault("no_text")) from error
    except RecursionError as error:
        problem, remedy = "nested too deeply", "write it with fewer brackets within brackets"
        raise reader.refusal(1, None, problem, remedy, Fault("too_deep")) from error
    return root


def broken_line(error: MarkedYAMLError, lines: Sequence[str]) -> tuple[int, Fault]:
    """Return the line that cannot be read, with what stands there: the one that opens what never ends, where one does.

    A sign in full width is told where it stands, though it is the next line that no longer fits.
    """
    is_open = str(error.context or "").startswith(("while parsing a flow", "while scanning a quoted"))
    told = (error.context_mark, error.problem_mark) if is_open else (error.problem_mark, error.context_mark)
    marks = [mark.line for mark in told if mark is not None]
    place = next((one for one in marks if one < len(lines) and lines[one].strip()), max(len(lines) - 1, 0))
    for one in (place, place - 1):
        if 0 <= one < len(lines) and FULL_WIDTH.search(lines[one]) and not HALF_WIDTH.search(lines[one]):
            return one + 1, Fault("full_width", found=found_words(lines[one]))
    found = lines[place] if place < len(lines) else ""
    code = "tab" if "\t" in found[: len(found) - len(found.lstrip())] else "syntax"
    return place + 1, Fault(code, found=found_words(found))


class _Reader:
    """Turns YAML nodes into plain values and notes the line of each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {(): 1}

    def refuse(self, node: Node, place: Place, problem: str, remedy: str, fault: Fault) -> PackUnreadable:
        return self.refusal(node.start_mark.line + 1, next(_rule_in(place), None), problem, remedy, fault)

    def refusal(self, line: int, rule: str | None, problem: str, remedy: str, fault: Fault) -> PackUnreadable:
        return PackUnreadable(file=self.file, line=line, rule=rule, problem=problem, remedy=remedy, fault=fault)

    def value(self, node: Node, place: Place) -> Plain:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if node.anchor is not None:
            fault = Fault("anchor", word=_word_of(place), found=f"&{node.anchor}")
            raise self.refuse(node, place, f"anchor &{node.anchor}", "write the value out where it belongs", fault)
        if isinstance(node, MappingNode):
            return self.mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return self.scalar(node, place)

    def mapping(self, node: MappingNode, place: Place) -> dict[str | int, Plain]:
        found: dict[str | int, Plain] = {}
        for key_node, value_node in node.value:
            key = self.key(key_node, place)
            if key in found:
                fault = Fault("twice", word=str(key))
                raise self.refuse(key_node, (*place, key), f"{key} stands here twice", "keep one of the two", fault)
            self.lines[(*place, key)] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, (*place, key))
        return found

    def key(self, node: Node, place: Place) -> str | int:
        key = self.scalar(node, place) if isinstance(node, ScalarNode) else None
        if isinstance(key, str) or (isinstance(key, int) and not isinstance(key, bool)):
            return key
        fault = Fault("odd_key", word=found_words(getattr(node, "value", "")))
        raise self.refuse(node, place, "a key that is no word", "use plain words as keys", fault)

    def scalar(self, node: Node, place: Place) -> Plain:
        text = str(node.value)
        match str(node.tag).removeprefix(TAG):
            case "str":
                return text
            case "int" if DECIMAL.fullmatch(text) and len(text) <= LONGEST_NUMBER:
                return int(text)
            case "float" if text.isascii() and text.replace(".", "", 1).isdigit():
                return float(text)
            case "bool" if text.lower() in BOOLEANS:  # by a tag, any word is one; by YAML 1.1, yes and no
                return BOOLEANS[text.lower()]
            case "null":
                return None
            case "timestamp" if ISO_DAY.fullmatch(text):
                return self.day(text, node, place)
            case kind:
                problem = f"{text!r} is a {kind} that rule files do not take"
                fault = Fault("odd_value", word=_word_of(place), found=found_words(text))
                raise self.refuse(node, place, problem, "write a word, a number or a day such as 2024-02-08", fault)

    def day(self, text: str, node: Node, place: Place) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            fault = Fault("no_such_day", word=_word_of(place), found=text)
            raise self.refuse(node, place, f"there is no day {text}", "correct the date", fault) from error


def _rule_in(place: Place) -> Iterator[str]:
    """Yield the rule that a place of a pack belongs to."""
    match place:
        case ("rules", str() as rule, *_):
            yield rule


def _word_of(place: Place) -> str:
    """Return the key that a place stands under."""
    return next((step for step in reversed(place) if isinstance(step, str)), "")
