"""What import-linter cannot see: names in strings point at what exists, and never up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

from tests.architecture.test_the_house import ROOMS, SOURCE, place, sources

URL_TAG = re.compile(r"""{%\s*url\s+['"]([\w:-]+)['"]""")
REVERSE = re.compile(r"""\b(?:reverse|redirect|resolve_url)\(\s*['"]([\w:-]+)['"]""")
LAZY_MODEL = re.compile(r"""(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*['"](?:(\w+)\.)?(\w+)['"]""")
TO = re.compile(r"""to=['"](\w+)\.(\w+)['"]""")


def url_names() -> set[str]:
    names: set[str] = set()
    waiting = [("", get_resolver())]
    while waiting:
        prefix, resolver = waiting.pop()
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                waiting.append((inner, pattern))
            elif pattern.name:
                names.add(prefix + pattern.name)
    return names


def test_every_address_named_in_a_string_exists() -> None:
    known = url_names()
    lost = [
        f"{place(path)}: {name}"
        for path in sources(".html", ".py")
        for name in (URL_TAG if path.suffix == ".html" else REVERSE).findall(path.read_text(encoding="utf-8"))
        if name not in known and not name.startswith("/")
    ]
    assert lost == []


def test_pages_are_named_in_the_shells_only() -> None:
    shells = {"web", "api", "installation"}
    strays = [
        place(path)
        for path in sources(".py")
        if path.relative_to(SOURCE).parts[0] not in shells and REVERSE.search(path.read_text(encoding="utf-8"))
    ]
    assert strays == [], "a room below the shells does not know their pages"


def migrations() -> list[Path]:
    return sorted(SOURCE.glob("*/migrations/0*.py"))


@pytest.mark.parametrize("path", migrations(), ids=place)
def test_a_migration_refers_down_the_list_of_rooms_only(path: Path) -> None:
    labels = {config.label: config.name.split(".")[1] for config in apps.get_app_configs() if "bihuan" in config.name}
    here = path.relative_to(SOURCE).parts[0]
    for label, _ in TO.findall(path.read_text(encoding="utf-8")):
        if label in labels:
            assert ROOMS.index(labels[label]) >= ROOMS.index(here), f"{place(path)} refers up to {label}"


def test_no_model_is_named_by_a_string_but_its_own_kind() -> None:
    strays = [
        f"{place(path)}: {label}.{name}"
        for path in sources(".py")
        for label, name in LAZY_MODEL.findall(path.read_text(encoding="utf-8"))
        if name != "self"
    ]
    assert strays == [], "import the model, so that the arrow can be seen"
