"""The pages of the public: plain HTML of a few kilobytes, one style of its own, no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path

from ruamel.yaml import YAML

Words = Mapping[str, str]
STYLE = (
    "body{font:16px/1.6 sans-serif;margin:0 auto;max-width:40em;padding:1em;color:#1a1a1a;background:#fff}"
    "label{display:block;margin:1em 0 .2em}textarea,input[type=text]{width:100%;box-sizing:border-box;font:inherit;"
    "padding:.5em;border:1px solid #666}button{font:inherit;margin:1em 0;padding:.6em 1.6em;border:0;"
    "background:#0b4f9e;color:#fff}"
    "fieldset{border:0;border-top:1px solid #bbb;margin:1em 0 0;padding:.6em 0 0}"
    "legend{font-weight:bold;padding:0}"
    "fieldset label{margin:.3em 0;padding:.2em 0}.code{font:bold 1.3em monospace}.no{color:#a40000}.note{color:#444}"
)
LANGUAGES = ("zh", "en")


@cache
def words(language: str) -> Words:
    """Return what the pages say in a language; Chinese where there is none of it."""
    told: Mapping[str, Words] = YAML(typ="safe").load(Path(__file__).with_name("data") / "words.yaml")
    return told[language if language in LANGUAGES else LANGUAGES[0]]


def page(language: str, body: str, of: str = "", title: str = "title") -> bytes:
    """Return a whole page; `of` is whose page it is. Its links are relative: it lies wherever its door is."""
    said = words(language)
    heading = escape(said[title])
    tongue = "zh-Hans" if said is words("zh") else "en"
    return (
        f'<!doctype html><html lang="{tongue}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{heading}</title>'
        f'<link rel="stylesheet" href="/style.css"></head><body><h1>{heading}</h1>'
        f"{f'<p>{escape(of)}</p>' if of else ''}{body}</body></html>"
    ).encode()


def form_page(language: str, fault: str = "", kept: Mapping[str, str] | None = None, of: str = "") -> bytes:
    """Return the form of a tip; `fault` is the word for why nothing was taken, `kept` what had been typed."""
    said, typed = words(language), kept or {}
    body = (
        f'<p class="note">{escape(said["about"])} <b>{escape(said["secrets"])}</b></p>{fault_line(said, fault)}'
        f'<form method="post" action="./?l={language}" enctype="multipart/form-data">'
        f"{area(said, 'what', typed)}{''.join(line(said, name, typed) for name in ('whom', 'name', 'contact'))}"
        f'<label for="photos">{escape(said["photos"])}</label>'
        '<input id="photos" type="file" name="photos" accept="image/jpeg,image/png" multiple>'
        f"<div><button>{escape(said['send'])}</button></div></form>"
        f'<p><a href="follow?l={language}">{escape(said["follow"])}</a> · '
        f"{other_language(language)}</p>"
    )
    return page(language, body, of)


def sent_page(language: str, code: str) -> bytes:
    """Return the receipt."""
    said = words(language)
    body = (
        f"<p><b>{escape(said['sent'])}</b></p><p>{escape(said['code'])}<br><span class=code>{code}</span></p>"
        f"<p>{escape(said['keep'])}</p>{back(language)}"
    )
    return page(language, body)


def code_page(language: str, fault: str = "") -> bytes:
    """Return the form that asks for a receipt code."""
    said = words(language)
    body = (
        f'{fault_line(said, fault)}<form method="post" action="follow?l={language}" enctype="multipart/form-data">'
        f"{line(said, 'code', {})}<button>{escape(said['look'])}</button></form>{back(language)}"
    )
    return page(language, body)


def case_page(language: str, code: str, answers: Sequence[str], fault: str = "") -> bytes:
    """Return the answers of a case, and the form to add to it."""
    said = words(language)
    told = "".join(f"<p>{escape(one).replace(chr(10), '<br>')}</p>" for one in answers)
    body = (
        f"{fault_line(said, fault)}<h2>{escape(said['answers'])}</h2>"
        f"{told or '<p>' + escape(said['none']) + '</p>'}"
        f'<form method="post" action="follow?l={language}" enctype="multipart/form-data">'
        f'<input type="hidden" name="code" value="{escape(code)}">{area(said, "more", {})}'
        f"<button>{escape(said['send'])}</button></form>{back(language)}"
    )
    return page(language, body)


def nothing_page(language: str) -> bytes:
    """Return what stands where no door is."""
    return page(language, fault_line(words(language), "nothing"))


def fault_line(said: Words, fault: str) -> str:
    return f'<p class="no" role="alert">{escape(said[fault])}</p>' if fault else ""


def line(said: Words, name: str, typed: Mapping[str, str]) -> str:
    value = escape(typed.get(name, ""))
    return (
        f'<label for="{name}">{escape(said[name])}</label>'
        f'<input id="{name}" type="text" name="{name}" maxlength="200" autocomplete="off" value="{value}">'
    )


def area(said: Words, name: str, typed: Mapping[str, str]) -> str:
    value = escape(typed.get(name, ""))
    return (
        f'<label for="{name}">{escape(said[name])}</label>'
        f'<textarea id="{name}" name="{name}" rows="8" maxlength="20000" required>{value}</textarea>'
    )


def other_language(language: str) -> str:
    other, called = ("en", "English") if language != "en" else ("zh", words("zh")["this_language"])
    return f'<a href="./?l={other}">{escape(called)}</a>'


def back(language: str) -> str:
    return f'<p><a href="./?l={language}">{escape(words(language)["back"])}</a></p>'
