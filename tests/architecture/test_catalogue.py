"""English and Chinese of the pages are both complete."""

from __future__ import annotations

import ast
import gettext
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

from bihuan.web.catalogue import MO, PO, ROOMS, CatalogueBroken, collect, compiled, missing, read_po

HOW = (
    "these sentences have no Chinese. Run\n    PYTHONPATH=src .venv/bin/python -m bihuan.web.catalogue\n"
    "it appends them to src/bihuan/web/locale/zh_Hans/LC_MESSAGES/django.po; fill in each msgstr and run it again"
)
LITERAL = r"""[uU]?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TEMPLATE = re.compile(rf"ngettext\(\s*{LITERAL}\s*,\s*{LITERAL}")
HOLE = re.compile(r"%\((\w+)\)[sd]|%[sd]")


def test_every_sentence_of_the_pages_has_its_chinese() -> None:
    assert not [f"{said.place}: {said.msgid}" for said in missing(read_po())], HOW


def test_the_compiled_catalogue_is_that_of_the_written_one() -> None:
    assert MO.read_bytes() == compiled(read_po()), f"run: PYTHONPATH=src python -m {collect.__module__}"


def test_no_sentence_has_two_chineses() -> None:
    said = re.findall(r"^msgid (.+)$", PO.read_text(encoding="utf-8"), flags=re.M)
    assert [msgid for msgid, count in Counter(said).items() if count > 1 and msgid != '""'] == [], PO.name


def test_a_second_chinese_below_a_sentence_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "django.po"
    file.write_text('msgid "one"\nmsgstr "一"\nmsgstr "二"\n', encoding="utf-8")
    with pytest.raises(CatalogueBroken, match="line 3"):
        read_po(file)


def test_gettext_reads_what_we_compile() -> None:
    with MO.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("Sign in") == "登录"
    one, many = next(m for m in read_po() if m.startswith("This password is too short")).split("\0")
    assert catalogue.ngettext(one, many, 9) == "密码太短，至少需要 %d 个字符。"


def test_a_translation_fills_the_same_holes() -> None:
    for msgid, chinese in read_po().items():
        if chinese and msgid:
            holes = {m.group(0) for m in HOLE.finditer(msgid)}
            assert {m.group(0) for m in HOLE.finditer(chinese)} <= holes, f"{PO.name}: {msgid}"


def test_what_templates_and_code_say_is_found() -> None:
    said = collect()
    for sentence in (
        "Sign in",
        "Page %(number)s of %(all)s, %(count)s rows",
        "Cockpit",
        "take the password off and save it again",
    ):
        assert sentence in said


def test_what_is_counted_is_found_under_both_of_its_forms() -> None:
    """gettext looks a counted sentence up by singular and plural together; with the singular alone it says English."""
    with MO.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    counted = {pair for file in [*ROOMS.rglob("*.py"), *ROOMS.rglob("*.html")] for pair in counted_in(file)}
    assert len(counted) > 10
    assert [one for one, many in sorted(counted) if catalogue.ngettext(one, many, 20) == many] == []


def counted_in(file: Path) -> Iterator[tuple[str, str]]:
    """Return singular and plural of what a module or template counts."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".html":
        for pair in IN_TEMPLATE.findall(templatize(text)):
            yield ast.literal_eval(pair[0]), ast.literal_eval(pair[1])
    elif "ngettext" in text:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("ngettext", "ngettext_lazy"):
                one, many = (ast.literal_eval(argument) for argument in node.args[:2])
                yield one, many
