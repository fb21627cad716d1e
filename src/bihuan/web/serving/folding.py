"""Templates with that folded in which no request can change: words of the screen, plain addresses, icons.

A page is made of hundreds of such pieces, and looking each of them up again was a third of its time. A template is
therefore read once a language, and what stands between two things that do change is one piece of text from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, Variable
from django.template.defaulttags import CommentNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.translation import get_language

from bihuan.web.templatetags.bihuan_words import icon, term

BY_THEIR_WORDS_ALONE = frozenset({icon, term})  # tags that tell the same of the same words, in one language


class Loader(cached.Loader):
    """Keeps each template once a language (and once a place below which the addresses stand), folded."""

    def cache_key(self, template_name: Any, skip: Any = None) -> str:
        return f"{get_language()} {get_script_prefix()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        kept = self.get_template_cache.get(self.cache_key(template_name, skip))
        if isinstance(kept, Template):
            return kept
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


def fold(nodes: NodeList) -> None:
    """Put text in the place of nodes that always say the same, here and in all nodes below."""
    nodes[:] = joined(folded(node) for node in nodes)
    for node in nodes:
        for below in lists_in(node):
            fold(below)


def folded(node: Node) -> Node:
    """Return what a node says as text where that is always the same, else the node itself."""
    return TextNode(node.render(Context())) if is_constant(node) else node


def joined(nodes: Iterable[Node]) -> Iterator[Node]:
    """Join texts that stand side by side; what says nothing is left out."""
    said = ""
    for node in nodes:
        if isinstance(node, TextNode):
            said += node.s
            continue
        if said:
            yield TextNode(said)
        said = ""
        yield node
    if said:
        yield TextNode(said)


def lists_in(node: Node) -> Iterator[NodeList]:
    """Yield the lists of nodes that a node holds."""
    if isinstance(node, IfNode):
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
    else:
        yield from (held for held in vars(node).values() if isinstance(held, NodeList))


def is_constant(node: Node) -> bool:
    """True for a node that rests on nothing but the words in the template and the language."""
    if isinstance(node, TranslateNode):
        return not node.asvar and not node.message_context and is_words(node.filter_expression)
    if isinstance(node, URLNode):
        return not node.asvar and not node.args and not node.kwargs and is_words(node.view_name)
    if isinstance(node, StaticNode):
        return node.varname is None and is_words(node.path)
    if isinstance(node, SimpleNode):
        rests_on = (*node.args, *node.kwargs.values())
        return node.func in BY_THEIR_WORDS_ALONE and node.target_var is None and all(map(is_words, rests_on))
    return isinstance(node, LoadNode | CommentNode)


def is_words(said: FilterExpression) -> bool:
    """True for words in quotation marks that go through no filter."""
    var = said.var
    return not said.filters and (not isinstance(var, Variable) or var.lookups is None)
