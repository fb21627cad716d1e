"""Walk the tree of headings and make a finding of every deepest heading that states a problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bihuan.intake.amounts import find_amounts
from bihuan.intake.balance import find_quotes
from bihuan.intake.document import Finding, Kind
from bihuan.intake.headings import is_deed, is_other, opens_problems, states_problem
from bihuan.intake.labels import Part
from bihuan.intake.lexicon import pattern
from bihuan.intake.measures import split_counted, split_measures, tidy
from bihuan.intake.status import State, read_body, read_label, read_sections, read_status
from bihuan.intake.structure import Node
from bihuan.intake.titles import bare_title, split_remark

_NO_FINDINGS_UNDER = ("measure", "progress", "result")


@dataclass(slots=True)
class _Body:
    """What the body of a finding comes apart into."""

    text: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """Where a status may stand: everything but the description of the problem."""
    state: State = field(default_factory=State)


def gather(root: Node, kind: Kind) -> tuple[tuple[Finding, ...], frozenset[int]]:
    """Give the findings in order, and the lines that belong to them."""
    walk, mostly = _Walk(kind), _mostly_problems(root.children)
    for node in root.children:
        section = _section(node)
        if section == "other" and kind == "feedback":
            continue
        walk.visit(node, (), _Around(section == "problem", section == "other", mostly))
    return tuple(walk.findings), frozenset(walk.lines)


def _section(node: Node) -> str:
    """Judge a top heading: it opens problems, it is something else, or its wording leaves it open."""
    if opens_problems(node.words):
        return "problem"
    return "other" if is_other(node.words) and not states_problem(node.words) else "unknown"


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds a heading: a section that lists problems, or is about something else; siblings that are some."""

    listing: bool = False
    strict: bool = False
    siblings: bool = False


@dataclass(slots=True)
class _Walk:
    """Look below first: a heading with findings below it is only a part of their path."""

    kind: Kind
    findings: list[Finding] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    places: dict[str, dict[tuple[str, ...], int]] = field(default_factory=dict)
    """Title → section → the first finding of that title there."""

    def visit(self, node: Node, above: tuple[Node, ...], around: _Around) -> None:
        if node.label or (above and is_other(node.words) and not states_problem(node.words)):
            return
        before = len(self.findings)
        below = [child for child in node.children if _may_hold(child, node)]
        mostly = _mostly_problems(below)
        for child in below:
            own = _is_group(node) and around.listing
            self.visit(child, (*above, node), _Around(own, around.strict, mostly))
        if len(self.findings) == before and self._counts(node, above, around):
            self._keep(_make(node, above, self.kind))
            self.lines.update(_lines(node))

    def _keep(self, finding: Finding) -> None:
        """A closing section that names a problem again only tells more of its state."""
        sections = self.places.setdefault(finding.title, {})
        known = next((at for top, at in sections.items() if top != finding.path[:1]), None)
        if known is not None and read_sections(finding.path).known:
            one = self.findings[known]
            flags = (one.long_term or finding.long_term, one.fix_at_once or finding.fix_at_once)
            status = one.status or finding.status
            self.findings[known] = one._replace(status=status, long_term=flags[0], fix_at_once=flags[1])
            return
        sections.setdefault(finding.path[:1], len(self.findings))
        self.findings.append(finding)

    def _counts(self, node: Node, above: tuple[Node, ...], around: _Around) -> bool:
        if around.strict:
            return bool(above) and _is_worked_on(node)
        if not above and opens_problems(node.words):
            return False
        if states_problem(node.words) or _is_worked_on(node):
            return True
        if self.kind == "feedback":
            return around.listing or not is_deed(node.words)
        return (around.siblings or (around.listing and bool(above))) and not is_deed(node.words)


def _may_hold(child: Node, node: Node) -> bool:
    """Below a label stand measures, unless the label belongs to no problem of its own."""
    if child.label:
        return False
    return child.under not in _NO_FINDINGS_UNDER or (states_problem(child.words) and not states_problem(node.words))


def _is_group(node: Node) -> bool:
    """A heading that only gathers: its children are judged by the section, not by their wording alone."""
    return node.level <= 1 or not states_problem(node.words)


def _is_worked_on(node: Node) -> bool:
    """Whatever has its own measures, progress or status below it is a problem, however it is worded."""
    marks = ("measure", "progress", "status")
    own = any(part.named and part.label in marks for part in node.parts)
    return own or any(child.label in marks for child in node.children)


def _mostly_problems(nodes: list[Node]) -> bool:
    """Siblings are worded alike: where half of them state problems, the others do too."""
    stated = sum(states_problem(node.words) or _is_worked_on(node) for node in nodes)
    return len(nodes) > 1 and stated * 2 >= len(nodes)


def _lines(node: Node) -> Iterable[int]:
    yield node.line
    yield from (part.line for part in node.parts)
    for child in node.children:
        yield from _lines(child)


def _make(node: Node, above: tuple[Node, ...], kind: Kind) -> Finding:
    words, remark = split_remark(node.words)
    body = _Body()
    _take_parts(node, body, kind)
    deeds = kind == "rectification_report" and any(is_deed(child.words) for child in node.children)
    for child in node.children:
        _take_child(child, body, kind, deeds=deeds)
    state = read_status(remark).over(body.state).over(_own_state(body))
    state = state.over(read_sections(each.words for each in above))
    text = "\n".join(body.text)
    whole = "\n".join([node.words, *body.printed])
    return Finding(
        number=node.number or None,
        path=tuple(each.printed for each in above),
        title=bare_title(words),
        text=text,
        status=state.status,
        long_term=state.long_term,
        fix_at_once=state.fix_at_once,
        measures=tuple(body.measures),
        amounts=find_amounts(whole),
        quotes=find_quotes("\n".join(body.printed)),
        line=node.line,
    )


def _own_state(body: _Body) -> State:
    return read_body("\n".join(body.told))


def _take_parts(node: Node, body: _Body, kind: Kind) -> None:
    labelled = any(part.label in ("measure", "progress") for part in node.parts)
    labelled = labelled or any(child.label in ("measure", "progress") for child in node.children)
    for part in node.parts:
        label = part.label
        if not label and not labelled and kind == "rectification_report":
            label = "progress"
        _take(part, label, body)


def _take(part: Part, label: str, body: _Body) -> None:
    shown = part.text
    body.printed.append(part.text)
    if label == "status":
        body.state = read_label(part.text).over(body.state)
        return
    if label in ("measure", "progress"):
        split = (
            split_measures(part.text, whole=label == "measure" or part.item)
            if label == "measure" or part.item or part.label
            else split_counted(part.text)
        )
        body.measures += split.measures
        shown = split.remains
    if label != "problem":
        body.told.append(shown)
    if shown.strip():
        keep = part.named if part.label in ("other", "result") else ""
        body.text.append(f"{keep}{_COLON}{shown}" if keep else shown)


_COLON = "\uff1a"


def _take_child(child: Node, body: _Body, kind: Kind, *, deeds: bool) -> None:
    """A heading below a finding is a label, a measure (where its siblings tell deeds), or part of the description."""
    if child.label:
        nested = [each for each in child.children if child.label in ("measure", "progress")]
        for part in child.parts:
            _take(part, part.label or child.label, body)
        for each in nested:
            _take_measure(each, body)
        return
    if child.under in ("measure", "progress") or deeds:
        _take_measure(child, body)
        return
    body.printed.append(child.printed)
    body.text.append(child.printed)
    _take_parts(child, body, kind)
    for each in child.children:
        _take_child(each, body, kind, deeds=False)


def _take_measure(node: Node, body: _Body) -> None:
    """A numbered measure with everything below it."""
    texts = [_running(node, node.words)]
    for each in _below(node):
        texts.append(_running(each, each.printed))
    body.printed += texts
    whole = "\n".join(text for text in texts if text)
    split = pattern("labels", "after_measures").match(node.words)
    if split is None:
        body.measures.append(tidy(whole))
    else:
        body.text.append(whole)
    body.told.append(texts[-1])


def _running(node: Node, lead: str) -> str:
    """A heading and its body; what runs on in the heading's own line stays on it."""
    return lead + "".join(part.text if part.line == node.line else f"\n{part.text}" for part in node.parts)


def _below(node: Node) -> Iterable[Node]:
    for child in node.children:
        yield child
        yield from _below(child)
