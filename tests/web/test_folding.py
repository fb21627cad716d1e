"""Templates are read once a language with their fixed words in them; what they say must stay the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.template.base import NodeList
from django.templatetags.i18n import TranslateNode
from django.utils import translation

from bihuan.web.serving.folding import is_constant, lists_in

LANGUAGES = [language for language, _ in settings.LANGUAGES]
TEMPLATES = Path(__file__).resolve().parents[2] / "src/bihuan/web/templates"

PIECE = """{% load i18n static bihuan_words %}{% trans "Findings" %} | {% url 'findings' %} | {% static 'a&b.css' %} |
{% icon "search" %}{% if yes %}{% term "finding_stage" "rectifying" %}{% else %}{% trans "Search" %}{% endif %}
{% for one in many %}{{ one }}{% trans "Print" %}{% empty %}{% trans "all" %}{% endfor %}
{% trans "Reset" as kept %}{{ kept }}{% trans word %}{% url 'finding' id %}
{% with a=1 %}{% trans "Keep" %}{% endwith %}"""
TOLD = {"yes": True, "many": ["<a>", "b"], "word": "Search", "id": "01a215b0-b874-77bc-a4cf-56b44bac3176"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told", [TOLD, TOLD | {"yes": False, "many": []}])
def test_a_folded_template_says_what_the_plain_one_says(language: str, told: dict[str, object]) -> None:
    plain = Engine(libraries=Engine.get_default().libraries)
    source = [("django.template.loaders.locmem.Loader", {"piece": PIECE})]
    folding = Engine(libraries=plain.libraries, loaders=[("bihuan.web.serving.folding.Loader", source)])
    with translation.override(language):
        said = folding.get_template("piece").render(Context(told))
        assert said == plain.from_string(PIECE).render(Context(told))
        assert said == folding.get_template("piece").render(Context(told)), "not the same when asked again"


def test_each_language_has_its_own_words() -> None:
    source = [("django.template.loaders.locmem.Loader", {"piece": PIECE})]
    engine = Engine(libraries=Engine.get_default().libraries, loaders=[("bihuan.web.serving.folding.Loader", source)])
    said = {}
    for language in (*LANGUAGES, *LANGUAGES):
        with translation.override(language):
            said[language] = engine.get_template("piece").render(Context(TOLD))
    assert "Findings |" in said["en"]
    assert "问题" in said["zh-hans"]
    assert "Findings |" not in said["zh-hans"]


def left_in(nodes: NodeList) -> int:
    """Count what could have been folded and was not."""
    return sum(is_constant(node) + sum(map(left_in, lists_in(node))) for node in nodes)


def test_nothing_fixed_is_looked_up_again_in_any_page() -> None:
    engine = Engine.get_default()
    names = [file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html")]
    assert "web/findings.html" in names
    assert sum(left_in(engine.get_template(name).nodelist) for name in names) == 0
    base = engine.get_template("web/base.html")
    assert len(base.nodelist.get_nodes_by_type(TranslateNode)) < 5
