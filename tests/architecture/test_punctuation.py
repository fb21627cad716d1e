"""Chinese sentences have Chinese punctuation: catalogue, glossary, rule packs, guides, the demo's words, templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import django
import pytest
import yaml
from django.utils import translation

from bihuan.domain.glossary import FAMILIES, say_blocker
from bihuan.domain.lifecycle.gates import GATES
from bihuan.rules.documents import RULEPACKS
from bihuan.web.catalogue import mend_signs, read_po
from bihuan.web.punctuation import NO_SENTENCE, chinese_signs
from tests.architecture.test_the_house import SOURCE

DOCS = Path(__file__).resolve().parents[2]
HAN = "[\u4e00-\u9fff”》）]"
HALF = re.compile(rf"{HAN}\s?[,;:()?!](?!//)|[,;:()?!]\s?[\u4e00-\u9fff“《（]")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def faults_in(text: str) -> list[str]:
    """Return each half-width sign beside a Chinese one, with what stands around it."""
    told = NO_SENTENCE.sub("■", text)
    return [told[max(0, m.start() - 12) : m.end() + 12] for m in HALF.finditer(told)]


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from strings_in(key)
            yield from strings_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings_in(part)


def packs() -> list[Path]:
    shelves = (RULEPACKS / shelf for shelf in ("national", "local"))
    return sorted(file for shelf in shelves for file in shelf.glob("*.yaml"))


def test_the_rule_finds_what_it_looks_for_and_spares_what_is_no_sentence() -> None:
    for told in ("请核对,更正", "金额(元)", "依据: 条例", "为什么?"):
        assert faults_in(told)
    assert not faults_in("问题%(number)s（%(day)s）：已完成，共 3,000 元，见 https://a.example/x")
    assert not faults_in("在[问题台账](grid.md#bulk)里勾选，`账本: 一`")


def test_signs_are_set_right_and_what_is_no_sentence_is_left() -> None:
    assert chinese_signs("请核对,更正(%(day)s): 完成?") == "请核对，更正（%(day)s）：完成？"
    assert chinese_signs("见 https://a.example/x, 共 3,000 元(约)") == "见 https://a.example/x，共 3,000 元（约）"
    assert chinese_signs("在[问题台账](grid.md#bulk)里") == "在[问题台账](grid.md#bulk)里"


def test_the_catalogue_mends_itself(tmp_path: Path) -> None:
    po, guide = tmp_path / "a.po", tmp_path / "a.md"
    po.write_text('msgid "a, (b)"\nmsgstr "甲,(乙)"\n', encoding="utf-8")
    guide.write_text("先看,再办。\n", encoding="utf-8")
    mend_signs(po, tmp_path)
    assert po.read_text(encoding="utf-8") == 'msgid "a, (b)"\nmsgstr "甲，（乙）"\n'
    assert guide.read_text(encoding="utf-8") == "先看，再办。\n"


def test_the_catalogue() -> None:
    told = {msgid: said for msgid, said in read_po().items() if msgid}  # the empty one is the header
    found = {msgid: faults_in(said) for msgid, said in told.items() if faults_in(said)}
    assert found == {}


def test_the_glossary() -> None:
    terms = [term.zh for terms in FAMILIES.values() for term in terms.values()]
    terms += [say_blocker(code, "1").zh for code in GATES]
    assert {said: faults_in(said) for said in terms if faults_in(said)} == {}


@pytest.mark.parametrize("file", packs(), ids=lambda file: file.name)
def test_the_rule_packs(file: Path) -> None:
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert {said: faults_in(said) for said in strings_in(told) if faults_in(said)} == {}


@pytest.mark.parametrize("name", ["county.yaml", "vocabulary.yaml"])
def test_the_words_of_the_demo(name: str) -> None:
    told = yaml.safe_load((SOURCE / "simulate" / name).read_text(encoding="utf-8"))
    assert {said: faults_in(said) for said in strings_in(told) if faults_in(said)} == {}


@pytest.mark.parametrize(
    "file",
    [
        *sorted((DOCS / "docs/guide/zh").glob("*.md")),
        DOCS / "README.zh.md",
        DOCS / "docs/deployment.zh.md",
        DOCS / "docs/api.zh.md",
    ],
    ids=lambda file: file.name,
)
def test_the_guides(file: Path) -> None:
    assert faults_in(FENCE.sub("■", file.read_text(encoding="utf-8"))) == []


def test_no_template_puts_a_western_sign_between_two_translated_words() -> None:
    sign = re.compile(r"\{% endblocktrans %\}[:;(]|\{% trans [^%]* %\}[:;(]|\}\}: \{\{|\(\{[{%]")
    found = {}
    for file in sorted((SOURCE / "web/templates").rglob("*.html")):
        text = re.sub(r"\{% blocktrans.*?\{% endblocktrans %\}", "■", file.read_text(encoding="utf-8"), flags=re.S)
        if told := [text[max(0, m.start() - 30) : m.end() + 20] for m in sign.finditer(text)]:
            found[file.name] = told
    assert found == {}


def test_no_sentence_of_django_ends_with_a_western_stop_on_a_chinese_page() -> None:
    """Its forms speak beside our fields; what its own catalogue ends so, ours says instead."""
    theirs = read_mo(Path(django.__file__).parent / "conf/locale/zh_Hans/LC_MESSAGES/django.mo")
    wanting = [key for key, told in theirs.items() if told.endswith(".") and re.search(HAN, told)]
    assert wanting, "else this test looks at nothing"
    with translation.override("zh-hans"):
        said = [{translation.gettext(key), translation.ngettext(key, key, 2)} - {key} for key in wanting]
    assert [one for one in said if not one or not all(words.endswith("。") for words in one)] == []


def read_mo(file: Path) -> dict[str, str]:
    """Return a compiled catalogue by its sentences, counted ones by their singular; contexts are none of forms."""
    with file.open("rb") as compiled:
        lines = vars(GNUTranslations(compiled))["_catalog"].items()
    told = ((line[0] if isinstance(line, tuple) else line, words) for line, words in lines)
    return {line: words for line, words in told if "\x04" not in line}
