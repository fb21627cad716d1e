"""Tell what kind of paper a text is."""

from __future__ import annotations

from bihuan.intake.document import Kind
from bihuan.intake.headings import opens_problems, states_problem
from bihuan.intake.lexicon import pattern
from bihuan.intake.passages import Passage
from bihuan.intake.structure import Node

_OPENING = 12
_LEAST_LABELS = 2


def tell_kind(title: str | None, passages: tuple[Passage, ...], root: Node) -> Kind:
    """Judge by the title, then by the opening, then by the shape of the body."""
    by_title = _by_title(title or "")
    opening = "\n".join(passage.text for passage in passages[:_OPENING])
    stated = any(states_problem(node.words) for node in _nodes(root))
    if by_title is not None and (
        stated or by_title != "feedback" or any(opens_problems(n.words) for n in root.children)
    ):
        return by_title
    if not stated and not any(opens_problems(node.words) for node in root.children):
        return "other"
    if pattern("introduction", "text_report").search(opening):
        return "rectification_report"
    if pattern("introduction", "text_feedback").search(opening):
        return "feedback"
    return _by_body(root)


def _by_title(title: str) -> Kind | None:
    if pattern("introduction", "kind_plan").search(title):
        return "other"
    if pattern("introduction", "kind_sheet").search(title):
        return "finding_sheet"
    if pattern("introduction", "kind_report").search(title):
        return "rectification_report"
    return "feedback" if pattern("introduction", "kind_feedback").search(title) else None


def _by_body(root: Node) -> Kind:
    labels = sum(part.label in ("measure", "progress") for node in _nodes(root) for part in node.parts)
    labels += sum(bool(node.label) for node in _nodes(root))
    if labels >= _LEAST_LABELS:
        return "rectification_report"
    top = root.children
    advice = any(pattern("introduction", "section_advice").search(node.words) for node in top)
    if advice or any(opens_problems(node.words) for node in top):
        return "feedback"
    counted = [node for node in _nodes(root) if states_problem(node.words)]
    return "feedback" if len(counted) >= _LEAST_LABELS and len(counted) * 2 >= len(_leaves(root)) else "other"


def _nodes(node: Node) -> list[Node]:
    return [each for child in node.children for each in (child, *_nodes(child))]


def _leaves(root: Node) -> list[Node]:
    return [node for node in _nodes(root) if not node.children]
