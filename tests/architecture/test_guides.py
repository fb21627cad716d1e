"""The guide and the product agree: every page and deed leads to a section, every link and picture is there, and the
words that the guide puts on a screen stand on one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bihuan.desk.many import MANY
from bihuan.desk.offers import OFFERS
from bihuan.desk.refusals import Kind
from bihuan.domain.glossary import FAMILIES
from bihuan.domain.roles import Role
from bihuan.web.catalogue import collect, read_po
from bihuan.web.guides import ANCHOR, CONTENTS, LANGUAGES, PICTURE, Guide, folder, guide, page_address
from bihuan.web.help import DEED_PAGES, DEEDS, REFUSALS, section_for
from bihuan.web.help.of_pages import NO_PAGE, PAGES
from bihuan.web.permissions import ROWS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES_OF_GUIDE = sorted(file.stem for file in folder("zh").glob("*.md"))
HOW = (
    "each page needs a row in src/bihuan/web/help/of_pages.py that names a section of docs/guide (or stands in NO_PAGE)"
)
MOST_PICTURES, PICTURE_BYTES = 60, 60 * 1024
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
IMAGE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


def pictures_of(text: str) -> list[str]:
    """Return the names of a page's pictures, whatever their language."""
    return [found[2] for target in IMAGE.findall(text) if (found := PICTURE.fullmatch(target))]


def shown(name: str, language: str) -> Guide:
    found = guide(name, language)
    assert found is not None, f"docs/guide/{language}/{name}.md"
    return found


def text_of(name: str, language: str) -> str:
    return (folder(language) / f"{name}.md").read_text(encoding="utf-8")


def test_every_page_has_its_row_and_every_row_its_page() -> None:
    of_deeds = {name for name in ROWS if name.endswith(DEED_PAGES)}
    assert set(PAGES) | NO_PAGE | of_deeds == set(ROWS), HOW
    assert not set(PAGES) & NO_PAGE


def test_every_deed_has_its_row() -> None:
    assert set(DEEDS) == set(OFFERS), HOW


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_names_a_section_that_is_there(language: str) -> None:
    for name, told in {**PAGES, **DEEDS}.items():
        page, _hash, section = told.partition("#")
        assert section in shown(page, language).names, f"{name} → {told}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_refusal_is_explained(language: str) -> None:
    assert set(REFUSALS) == {kind.code for kind in Kind}, HOW
    assert set(REFUSALS.values()) <= set(shown("refusals", language).names)


def test_a_deed_s_own_section_goes_before_that_of_its_page() -> None:
    assert section_for("dossier_do", "sign_report") == "sign#sign"
    assert section_for("dossier") == "close#chain"
    assert section_for("page of tomorrow") == ""


def test_both_languages_have_the_same_pages_sections_and_pictures() -> None:
    assert sorted(file.stem for file in folder("en").glob("*.md")) == PAGES_OF_GUIDE
    for name in PAGES_OF_GUIDE:
        one, other = (text_of(name, language) for language in LANGUAGES)
        assert ANCHOR.findall(one) == ANCHOR.findall(other), name
        assert pictures_of(one) == pictures_of(other), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES_OF_GUIDE)
def test_every_link_and_picture_of_a_page_is_there(name: str, language: str) -> None:
    at = folder(language)
    for target in LINK.findall(text_of(name, language)):
        path, _hash, section = target.partition("#")
        file = (at / path).resolve() if path else at / f"{name}.md"
        assert file.is_file(), target
        if section:
            assert section in shown(file.stem, language).names, target
    for target in IMAGE.findall(text_of(name, language)):
        assert f"/{language}/" in target, target
        assert (at / target).resolve().is_file(), f"{target}: python3 dev guide-pictures"


def test_every_page_is_reached_from_the_contents() -> None:
    for language in LANGUAGES:
        reached = {target.partition("#")[0] for target in LINK.findall(text_of(CONTENTS, language))}
        assert {f"{name}.md" for name in PAGES_OF_GUIDE} - {f"{CONTENTS}.md"} <= reached


def test_pictures_are_few_and_small_and_all_used() -> None:
    pictures = sorted((DOCS / "screenshots").rglob("*.png"))
    assert len(pictures) <= MOST_PICTURES
    assert [p.name for p in pictures if p.stat().st_size > PICTURE_BYTES] == []
    used = {
        (folder(language) / target).resolve()
        for language in LANGUAGES
        for name in PAGES_OF_GUIDE
        for target in IMAGE.findall(text_of(name, language))
    }
    assert used == set(pictures)


@cache
def on_screens(language: str) -> set[str]:
    """Return everything that templates, code and the glossary say in a language."""
    terms = {getattr(term, language) for family in FAMILIES.values() for term in family.values()}
    used = collect()
    catalogue = {msgid: chinese for msgid, chinese in read_po().items() if msgid.split("\0")[0] in used}
    said = catalogue.values() if language == "zh" else catalogue
    return terms | {form for entry in said for form in entry.split("\0")}


@pytest.mark.parametrize("name", PAGES_OF_GUIDE)
def test_words_that_a_page_puts_on_a_screen_stand_on_one(name: str) -> None:
    chinese = set(re.findall(r"【([^】]+)】", text_of(name, "zh"))) - {"】里的字就是界面上的字"}
    assert chinese <= on_screens("zh")
    english = {" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", text_of(name, "en"))}
    assert english <= on_screens("en") | {"Not for state secrets: do not enter, store or send classified matter here."}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_what_the_office_and_the_unit_can_do_to_several_findings(language: str) -> None:
    part = text_of("grid", language).partition('<a id="bulk">')[2].partition('<a id="')[0]
    office, unit = re.findall(r"^- .+(?:：|:) ?(?:【|\*\*)(?:.+)$", part, flags=re.M)[:2]
    for line, role in ((office, Role.OFFICE), (unit, Role.UNIT_LIAISON)):
        offered = {many.name for many in MANY.values() if role in OFFERS[many.name].step.roles}
        named = set(re.findall(r"【([^】]+)】|\*\*([^*]+)\*\*", line))
        assert {one or other for one, other in named} == {getattr(FAMILIES["step"][name], language) for name in offered}


# --- what a guide may hold, shown safely ----------------------------------------------------------------


def test_links_lead_into_the_guide_or_are_plain_words() -> None:
    assert page_address("plan.md#submit") == "/help/plan/#submit"
    assert page_address("#here") == "#here"
    assert page_address("README.md") == "/help/"
    for outside in ("https://example.org/", "../../deployment.md", "javascript:alert(1)", "//example.org/a.md"):
        assert page_address(outside) == "", outside


def test_html_in_a_guide_is_shown_as_words(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "guide/en").mkdir(parents=True)
    text = (
        '# T\n\n<script>alert(1)</script> <b onclick="x">b</b> [out](https://example.org) ![p](https://x.org/p.png)\n'
    )
    (tmp_path / "guide/en/bad.md").write_text(text, encoding="utf-8")
    settings.DOCS = tmp_path
    html = shown("bad", "en").sections[0].html
    for danger in ("<script", "<b ", "href", "x.org/p.png"):
        assert danger not in html, danger
    assert "&lt;script&gt;" in html
