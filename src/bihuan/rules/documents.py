"""Strict YAML with line numbers: what stands in a rule file, and where.

Only plain mappings, lists and scalars are read. Duplicate keys, anchors, merges and tags are refused, because
a rule must say what it says in one place and in sight.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Plain = None | bool | int | float | str | date | list["Plain"] | dict["str | int", "Plain"]
Place = tuple[str | int, ...]

RULEPACKS = Path(__file__).resolve().parents[1] / "rulepacks"
TAG = "tag:yaml.org,2002:"
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOOLEANS = {"true": True, "false": False}


class PackError(Exception):
    """Something is wrong with the packs named or with what a pack says; catch this one at the edges."""


class PackUnreadable(PackError):
    """A rule file does not say what such a file has to say: where, what is wrong, what to do."""

    def __init__(self, *, file: str, line: int, rule: str | None, problem: str, remedy: str) -> None:
        self.file, self.line, self.rule, self.problem, self.remedy = file, line, rule, problem, remedy
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

    def refusal(self, place: Place, rule: str | None, problem: str, remedy: str) -> PackUnreadable:
        """Return the error that names a place of this file."""
        return PackUnreadable(file=self.file, line=self.line_of(place), rule=rule, problem=problem, remedy=remedy)


def read_document(path: Path) -> Document:
    """Read a rule file; raise PackUnreadable with its line where it is not strict YAML with a mapping on top."""
    file = path.relative_to(RULEPACKS).as_posix() if path.is_relative_to(RULEPACKS) else path.name
    return document_from(path.read_bytes(), file)


def document_from(content: bytes, file: str) -> Document:
    """Read the same from bytes; `file` is what a refusal calls them."""
    root = _compose(content, file)
    reader = _Reader(file)
    if not isinstance(root, MappingNode):
        raise PackUnreadable(
            file=file, line=1, rule=None, problem="no mapping on top", remedy="begin with id: and title:"
        )
    plain = reader.mapping(root, ())
    return Document(file, hashlib.sha256(content).hexdigest(), plain, reader.lines)


def _compose(content: bytes, file: str) -> Node | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PackUnreadable(
            file=file, line=line, rule=None, problem="not UTF-8", remedy="save the file as UTF-8"
        ) from error
    try:
        root: Node | None = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = " ".join(str(error.problem or error.context or "no YAML").split())
        raise PackUnreadable(
            file=file, line=line, rule=None, problem=problem, remedy="correct the YAML on this line"
        ) from error
    except YAMLError as error:
        problem = str(error).splitlines()[0]
        raise PackUnreadable(
            file=file, line=1, rule=None, problem=problem, remedy="remove what is not plain text"
        ) from error
    return root


class _Reader:
    """Turns YAML nodes into plain values and notes the line of each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Place, int] = {(): 1}

    def refuse(self, node: Node, place: Place, problem: str, remedy: str) -> PackUnreadable:
        rule = next(_rule_in(place), None)
        return PackUnreadable(file=self.file, line=node.start_mark.line + 1, rule=rule, problem=problem, remedy=remedy)

    def value(self, node: Node, place: Place) -> Plain:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if node.anchor is not None:
            raise self.refuse(node, place, f"anchor &{node.anchor}", "write the value out where it belongs")
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
                raise self.refuse(key_node, (*place, key), f"{key} stands here twice", "keep one of the two")
            self.lines[(*place, key)] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, (*place, key))
        return found

    def key(self, node: Node, place: Place) -> str | int:
        key = self.scalar(node, place) if isinstance(node, ScalarNode) else None
        if isinstance(key, str) or (isinstance(key, int) and not isinstance(key, bool)):
            return key
        raise self.refuse(node, place, "a key that is no word", "use plain words as keys")

    def scalar(self, node: Node, place: Place) -> Plain:
        text = str(node.value)
        match str(node.tag).removeprefix(TAG):
            case "str":
                return text
            case "int" if DECIMAL.fullmatch(text):
                return int(text)
            case "float" if text.replace(".", "", 1).isdigit():
                return float(text)
            case "bool":
                return BOOLEANS[text.lower()]
            case "null":
                return None
            case "timestamp" if ISO_DAY.fullmatch(text):
                return self.day(text, node, place)
            case kind:
                problem = f"{text!r} is a {kind} that rule files do not take"
                raise self.refuse(node, place, problem, "write a word, a number or a day such as 2024-02-08")

    def day(self, text: str, node: Node, place: Place) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise self.refuse(node, place, f"there is no day {text}", "correct the date") from error


def _rule_in(place: Place) -> Iterator[str]:
    """Yield the rule that a place of a pack belongs to."""
    match place:
        case ("rules", str() as rule, *_):
            yield rule
