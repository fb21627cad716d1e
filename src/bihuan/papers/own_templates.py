"""An office's own Word templates: which placeholder is wrong, and a paper made with one.

A template is somebody's upload: it is filled in a sandbox, and nothing in it is run but plain placeholders and loops.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from bihuan.papers.compose import in_words
from bihuan.papers.fields import Field
from bihuan.papers.kinds import Kind
from bihuan.papers.template_faults import Fault, TemplateUnusable, unknown
from bihuan.papers.word_file import saved

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2 import Environment, nodes

LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
LOOP = "loop"  # what every loop knows of itself
FILTERS = frozenset({"join", "length", "default"})
SHOWN = 30  # characters of a paragraph in a fault
# with what python-docx and zipfile end on a file whose parts do not fit together: they expect Word to have written it
NOT_WORD = (BadZipFile, zlib.error, EOFError, NotImplementedError, LookupError, ValueError, TypeError, AttributeError)


@dataclass
class _Names:
    """What a placeholder may name at one place: fields of the kind, and what loops around it have bound."""

    fields: Mapping[str, Field]
    bound: dict[str, Field | None] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        return name in self.bound or name in self.fields

    def field(self, name: str) -> Field | None:
        return self.bound[name] if name in self.bound else self.fields.get(name)


def check(kind: Kind, content: bytes) -> None:
    """Raise TemplateUnusable with every fault of a template of a kind."""
    with _word_file():
        faults = list(_faults(kind, _opened(content)))
    if faults:
        raise TemplateUnusable(tuple(dict.fromkeys(faults)))


def made_with(kind: Kind, values: Mapping[str, Any], content: bytes) -> bytes:
    """Return the paper that an office's own template makes of a kind's values; raise TemplateUnusable."""
    check(kind, content)
    with _word_file():
        return _filled(kind, values, _opened(content))


def _filled(kind: Kind, values: Mapping[str, Any], template: DocxTemplate) -> bytes:
    from jinja2 import TemplateError

    try:
        template.render(in_words(values, kind.fields), jinja_env=_environment(), autoescape=True)
    except TemplateError as error:
        raise TemplateUnusable((Fault("not_filled", str(error.message)),)) from error
    return saved(template.docx)


@contextmanager
def _word_file() -> Iterator[None]:
    """Raise TemplateUnusable where a library ends on what is no sound Word file."""
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        yield
    except TemplateUnusable:
        raise
    except (PackageNotFoundError, LxmlError, *NOT_WORD) as error:
        raise TemplateUnusable((Fault("no_word_file"),)) from error


def _environment() -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _opened(content: bytes) -> DocxTemplate:
    """Return a template that can be opened; raise TemplateUnusable for what is too large."""
    from docxtpl import DocxTemplate

    with ZipFile(BytesIO(content)) as packed:
        if len(content) > LARGEST or sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
            raise TemplateUnusable((Fault("too_large", known=str(LARGEST // 2**20)),))
    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    if any(None in part.rels for part in template.docx.part.package.iter_parts()):
        raise TemplateUnusable((Fault("no_word_file"),))  # a relation without a name would be found when it is saved
    return template


def _faults(kind: Kind, template: DocxTemplate) -> Iterator[Fault]:
    """Yield what is wrong in the body, then in headers and footers."""
    from jinja2 import TemplateSyntaxError

    paragraphs = [paragraph.text for paragraph in _paragraphs(template)]
    for xml in _sources(template):
        try:
            tree = _environment().parse(xml)
            _environment().compile(xml)
        except TemplateSyntaxError as error:
            yield _broken(str(error.message), paragraphs)
            continue
        except RecursionError:
            yield Fault("broken", "nested too deep")
            continue
        yield from (_placed(fault, paragraphs) for fault in _unknown(tree, _Names(kind.fields)))


def _sources(template: DocxTemplate) -> Iterator[str]:
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))


def _paragraphs(template: DocxTemplate) -> Iterator[Any]:
    document = template.docx
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _unknown(node: nodes.Node, names: _Names) -> Iterator[Fault]:
    """Yield a fault, its place apart, for each placeholder that a kind does not fill."""
    from jinja2 import nodes

    stranger = _stranger(node)
    if stranger:
        yield Fault("stranger", stranger)
        return
    match node:
        case nodes.For():
            yield from _unknown(node.iter, names)
            yield from _in_loop(node, names)
            return
        case nodes.Name(name=name) if not names.knows(name):
            near = get_close_matches(name, [*names.fields, *names.bound], 1)
            yield unknown(name, near, ", ".join(names.fields))
            return
        case nodes.Getattr(node=nodes.Name(name=name), attr=attr) if names.knows(name) and name != LOOP:
            known = names.field(name)
            inner = known.of if known else {}
            if attr not in inner:
                near = [f"{name}.{one}" for one in get_close_matches(attr, inner, 1)]
                yield unknown(f"{name}.{attr}", near, ", ".join(f"{name}.{one}" for one in inner) or name)
            return
    for child in node.iter_child_nodes():
        yield from _unknown(child, names)


def _stranger(node: nodes.Node) -> str:
    """Return the name of what a template may not hold: calls, imports, arithmetic, parts of parts."""
    from jinja2 import nodes

    plain = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.For, nodes.If, nodes.Const)
    asking = (nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or)
    match node:
        case nodes.Getattr(node=nodes.Name(), attr=attr) if not attr.startswith("_"):
            return ""
        case nodes.Getattr(attr=attr):
            return attr
        case nodes.Filter(name=name):
            return "" if name in FILTERS else name
        case _:
            return "" if isinstance(node, (*plain, *asking)) else type(node).__name__.lower()


def _in_loop(node: nodes.For, names: _Names) -> Iterator[Fault]:
    from jinja2 import nodes

    looped = _field_of(node.iter, names)
    if looped is not None and looped.sort != "list":
        yield Fault("no_list", looped.name)
    inner = _Names(names.fields, {**names.bound, LOOP: None})
    if isinstance(node.target, nodes.Name):
        inner.bound[node.target.name] = looped if looped is not None and looped.of else None
    for child in [*node.body, *node.else_, *([node.test] if node.test else [])]:
        yield from _unknown(child, inner)


def _field_of(node: nodes.Node, names: _Names) -> Field | None:
    """Return the field that an expression names: a name, or a part of a loop's item."""
    from jinja2 import nodes

    match node:
        case nodes.Name(name=name):
            return names.field(name)
        case nodes.Getattr(node=nodes.Name(name=name), attr=attr):
            outer = names.field(name)
            return outer.of.get(attr) if outer else None
    return None


def _placed(fault: Fault, paragraphs: list[str]) -> Fault:
    for number, text in enumerate(paragraphs, 1):
        if fault.name in text and ("{{" in text or "{%" in text):
            return replace(fault, paragraph=number, shown=_short(text))
    return fault


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _broken(message: str, paragraphs: list[str]) -> Fault:
    """Return the fault of placeholders that cannot be read, with their paragraph as near as it can be told."""
    from jinja2 import TemplateSyntaxError

    for number, text in enumerate(paragraphs, 1):
        if text.count("{{") != text.count("}}") or text.count("{%") != text.count("%}"):
            return Fault("broken", message, paragraph=number, shown=_short(text))
        try:
            _environment().compile(text.replace("{%p", "{%").replace("{%tr", "{%").replace("{{r", "{{"))
        except TemplateSyntaxError as error:
            if error.message == message:
                return Fault("broken", message, paragraph=number, shown=_short(text))
    return Fault("broken", message)
