"""The user guide as the product shows it: docs/guide/<language>/*.md, rendered safely, cut into named sections.

A section begins with a line `<a id="name"></a>` above its heading, so that both languages share names and GitHub shows
the same page. Nothing else of HTML is understood; links lead into the guide or are plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

LANGUAGES = ("zh", "en")
CONTENTS = "README"
ANCHOR = re.compile(r'^<a id="([a-z0-9-]+)"></a>$', re.MULTILINE)
PICTURE = re.compile(r"\.\./\.\./screenshots/(zh|en)/([a-z0-9-]+)\.png")
NAME = re.compile(r"[a-z0-9-]+")
PNG_SIZE = slice(16, 24)


@dataclass(frozen=True)
class Section:
    """One part of a guide; the part before the first name has none."""

    name: str
    title: str
    html: SafeString


@dataclass(frozen=True)
class Guide:
    """One page of the guide."""

    name: str
    title: str
    sections: tuple[Section, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its sections, in order."""
        return tuple(section.name for section in self.sections if section.name)


def guide(name: str, language: str) -> Guide | None:
    """Return a page of the guide in a language; None where there is none."""
    file = folder(language) / f"{name}.md"
    if not (NAME.fullmatch(name) or name == CONTENTS) or not file.is_file():
        return None
    return read(file, name, language, file.stat().st_mtime_ns)


def folder(language: str) -> Path:
    return Path(settings.DOCS) / "guide" / language


def picture(language: str, name: str) -> Path | None:
    """Return the file of a picture; None where there is none."""
    file = Path(settings.DOCS) / "screenshots" / language / f"{name}.png"
    return file if language in LANGUAGES and NAME.fullmatch(name) and file.is_file() else None


@lru_cache(maxsize=64)
def read(file: Path, name: str, language: str, _changed: int) -> Guide:
    """Return a guide as it stands in a file."""
    text = file.read_text(encoding="utf-8")
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("image", shown_with_a_way_to_its_size)
    if language == "zh":
        markdown.add_render_rule("softbreak", nothing)  # a line of Chinese that goes on in the next has no space
    sections = tuple(rendered(markdown, part, words) for part, words in parts(text))
    title = title_of(markdown.parse(text), "h1")
    return Guide(name, title or name, sections)


def parts(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text at its names: what stands before the first one, then each with what follows it."""
    pieces = ANCHOR.split(text)
    yield "", re.sub(r"\A# .*\n", "", pieces[0])  # the page shows its title itself
    yield from zip(pieces[1::2], pieces[2::2], strict=True)


def rendered(markdown: MarkdownIt, name: str, text: str) -> Section:
    tokens = markdown.parse(text)
    for token in tokens:
        if token.children:
            lead_into_the_house(token.children)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Section(name, title_of(tokens, "h2"), mark_safe(html))  # no HTML of the text's own gets through


def title_of(tokens: Sequence[Token], tag: str) -> str:
    """Return the words of the first heading of a level."""
    places = (place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag == tag)
    return next((tokens[place + 1].content for place in places), "")


def lead_into_the_house(tokens: Sequence[Token]) -> None:
    """Turn addresses of files into addresses of pages; what leads out of the guide becomes plain words."""
    dropped = False
    for token in tokens:
        if token.type == "link_open":
            address = page_address(str(token.attrs.get("href", "")))
            dropped = not address
            token.tag, token.attrs = ("a", {"href": address}) if address else ("span", {})
        elif token.type == "link_close" and dropped:
            token.tag = "span"
        elif token.type == "image":
            show_picture(token)


def page_address(target: str) -> str:
    """Return where a link of a guide leads in the product; empty where it leads out of the guide."""
    path, _hash, section = target.partition("#")
    fragment = f"#{section}" if section else ""
    if not path:
        return fragment
    name = PurePosixPath(path)
    if name.suffix != ".md" or len(name.parts) != 1:
        return ""
    if name.stem == CONTENTS:
        return reverse("help_contents") + fragment
    return reverse("help", args=[name.stem]) + fragment if NAME.fullmatch(name.stem) else ""


def show_picture(token: Token) -> None:
    found = PICTURE.fullmatch(str(token.attrs.get("src", "")))
    file = picture(found[1], found[2]) if found else None
    if found is None or file is None:
        token.attrs = {}
        return
    size = file.read_bytes()[PNG_SIZE]
    width, height = (str(int.from_bytes(part, "big")) for part in (size[:4], size[4:]))
    address = reverse("help_picture", args=[found[1], found[2]])
    token.attrs = {"src": address, "alt": token.content, "width": width, "height": height, "loading": "lazy"}


def shown_with_a_way_to_its_size(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, _options: object, _env: object
) -> str:
    """Render a picture that opens at its own size; one that is not there is its words."""
    token = tokens[place]
    if not token.attrs:
        return str(escape(token.content))
    return f'<a class="picture" href="{token.attrs["src"]}"><img{renderer.renderAttrs(token)}></a>'


def nothing(_renderer: RendererHTML, _tokens: Sequence[Token], _place: int, _options: object, _env: object) -> str:
    return ""
