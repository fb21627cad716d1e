"""Build the tree of headings: a state machine of five levels over the passages of a document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bihuan.intake.headings import Heading, Mark, cut_heading, find_mark, states_problem
from bihuan.intake.labels import Part, label_of_heading, split_labels
from bihuan.intake.lexicon import pattern
from bihuan.intake.passages import Note, Passage

_UNNUMBERED = 6  # a level below the five that bear numbers
_LISTING = ("measure", "progress")


@dataclass(slots=True, eq=False)
class Node:
    """A heading with its body and what stands below it; the root has level 0."""

    level: int = 0
    number: str = ""
    printed: str = ""
    words: str = ""
    line: int = 0
    under: str = ""
    """The label of the parent's body below which this heading stands."""
    label: str = ""
    """The label this heading itself is, such as measures."""
    parts: list[Part] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    active: str = ""
    listed: int = 0
    """How far a numbered list of measures in the body has counted."""

    def add(self, text: str, line: int) -> None:
        for part in split_labels(text, line, self.active):
            self.active = part.label
            self.parts.append(part)


@dataclass(slots=True)
class _Machine:
    root: Node = field(default_factory=Node)
    stack: list[Node] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    skipped: set[int] = field(default_factory=set)

    @property
    def top(self) -> Node:
        return self.stack[-1] if self.stack else self.root

    def read(self, passage: Passage) -> None:
        for at, text in enumerate(passage.text.split("\n")):
            mark = None if passage.table else find_mark(text, "" if at else passage.number)
            mark = mark or self._unnumbered(text)
            if mark is None or not text.strip():
                if text.strip():
                    self.top.add(text.strip(), passage.line)
            else:
                self._take_heading(cut_heading(text, self._settle_level(mark)), text, passage.line)

    def _unnumbered(self, text: str) -> Mark | None:
        """A paragraph labelled as a problem begins one, where the heading above it states none itself."""
        if not self.stack or pattern("titles", "begins_problem").match(text) is None:
            return None
        own = self.top.level == _UNNUMBERED or not (states_problem(self.top.words) or self.top.label)
        return Mark(_UNNUMBERED, "", 0) if own else None

    def _settle_level(self, mark: Mark) -> Mark:
        """A number such as 1.3.1 stands one level below 1.3, wherever that stands."""
        head = mark.number.rpartition(".")[0]
        above = next((node for node in reversed(self.stack) if head and node.number == head), None)
        return mark if above is None else replace(mark, level=above.level + 1)

    def _take_heading(self, heading: Heading, text: str, line: int) -> None:
        if self._continues_list(heading):
            owner = self._owner(heading.mark.level)
            owner.listed += 1
            owner.parts.append(Part(text[heading.mark.end :].strip(), line, owner.active, item=True))
            return
        while self.stack and self.top.level >= heading.mark.level:
            self.stack.pop()
        parent = self.top
        self._note_skip(parent, heading.mark, line)
        label, rest = label_of_heading(heading.words, heading.rest) if parent.level else ("", heading.rest)
        node = Node(heading.mark.level, heading.mark.number, heading.printed, heading.words, line, parent.active, label)
        node.active = label
        if rest:
            node.add(rest, line)
        parent.children.append(node)
        self.stack.append(node)

    def _owner(self, level: int) -> Node:
        return next((node for node in reversed(self.stack) if node.level == level), self.root)

    def _continues_list(self, heading: Heading) -> bool:
        """Measures below a label may be numbered like the findings themselves: 1. 2. 3. below finding 1."""
        owner = self._owner(heading.mark.level)
        if owner is self.root or owner.active not in _LISTING or not heading.mark.number.isdigit():
            return False
        if owner is not self.top or _names_problem(heading.words):
            return False
        value = int(heading.mark.number)
        follows = owner.number.isdigit() and value == int(owner.number) + 1
        if value != owner.listed + 1 or (value != 1 and not owner.listed):
            return False
        return not (follows and (states_problem(heading.words) or not owner.listed))

    def _note_skip(self, parent: Node, mark: Mark, line: int) -> None:
        if (
            not parent.level
            or mark.level - parent.level <= 1
            or parent.active in _LISTING
            or id(parent) in self.skipped
        ):
            return
        self.skipped.add(id(parent))
        told = f"from level {parent.level} ({parent.number}) straight to level {mark.level} ({mark.number})"
        self.notes.append(Note(line, "heading.skipped", told))


def _names_problem(words: str) -> bool:
    """By its form, not its wording: a measure may well mention a problem."""
    return bool(pattern("titles", "labelled").match(words) or pattern("titles", "formal").match(words))


def build_tree(passages: tuple[Passage, ...]) -> tuple[Node, tuple[Note, ...]]:
    """Give the root of the tree and what was odd about the levels."""
    machine = _Machine()
    for passage in passages:
        machine.read(passage)
    return machine.root, tuple(machine.notes)
