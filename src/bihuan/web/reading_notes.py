"""What the reader of documents notes and refuses, in the words of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.intake import refusals
from bihuan.intake.drafts import UNENTERED
from bihuan.intake.sheets import RowError
from bihuan.web.sayings import sentence_words


class Words(NamedTuple):
    """How a note is said: where its English holds `found`, its parts fill the sentence."""

    found: str
    said: str | Promise


NOTES: Mapping[str, Words] = {
    "date.incomplete": Words(
        r"(?P<day>.+) does not name a day", _("“%(day)s” does not name a day; it was left open, not guessed.")
    ),
    "claim.mismatch": Words(r"(?P<of>[^:]+):", _("The count of “%(of)s” does not add up.")),
    "count.mismatch": Words(
        r"announces (?P<told>\d+), but (?P<read>\d+)",
        _("The document announces %(told)s problems, but %(read)s could be read; compare them with the source."),
    ),
    "heading.skipped": Words("", _("A level of headings is skipped here; look whether the findings are cut rightly.")),
    "name.other_format": Words(
        r"says (?P<told>\S+), the content is (?P<read>[^;]+);",
        _("The file's name says %(told)s, its content is %(read)s; it was read as %(read)s. Is it the right file?"),
    ),
    "numbering.unknown_format": Words("", _("Word numbers this list in an unusual way; it is shown as 1, 2, 3.")),
    "pdf.page_without_text": Words("", _("Some pages of the PDF are pictures without text; they were not read.")),
    "tail.left_out": Words(
        r"from “(?P<words>.+)” on", _("From “%(words)s” on the paper closes; this part was taken into no finding.")
    ),
    "text.encoding": Words(r"read as (?P<name>\S+)", _("The text was read as %(name)s.")),
    "text.garbled_repaired": Words(
        r"(?P<removed>\d+) pinyin notes removed, (?P<turned>\d+)",
        _("The text was garbled: %(removed)s pinyin notes were removed, %(turned)s characters made simplified."),
    ),
    "sheet.unknown_column": Words(r": (?P<name>.+)", _("The column “%(name)s” is unknown and was not read.")),
    "row.problem_missing": Words(
        "", _("The row names no problem: fill it in, or merge the cell with the one above. The row was left out.")
    ),
    "row.number_repeated": Words(
        r"number (?P<number>.+) stands in row (?P<row>\d+)", _("Number %(number)s stands in row %(row)s already.")
    ),
    "row.status_unknown": Words(r"(?P<told>.+) is no status: use one of (?P<words>.+)", _("“%(told)s” is no status.")),
}

PLACES: Mapping[str, str | Promise] = {
    r"all pages": _("all pages"),
    r"all sheets": _("all sheets"),
    r"byte (?P<number>\d+)": _("byte %(number)s"),
    r"page (?P<number>\d+)": _("page %(number)s"),
}

FAULTS: Mapping[str, str | Promise] = {
    "row.no_number": _("It has no number."),
    "row.number_taken": _("Its number stands in the dossier already, with another title."),
    "row.number_twice": _("Its number stands twice."),
    "row.number_long": _("Its number is longer than 20 characters."),
    "row.no_title": _("It has no title."),
    "row.text_long": _("Its text is longer than 20,000 characters."),
    "row.measure_long": _("One of its measures is longer than 20,000 characters."),
    "row.measures_many": _("It has more than 500 measures; split it into several findings."),
}


def note_words(code: str, text: str) -> str:
    """Return a note of the reader in the language of the page; an unknown one in its own words."""
    words = NOTES.get(code)
    match = re.search(words.found, text) if words else None
    if words is None or match is None:
        return text
    return str(words.said) % match.groupdict()


def fault_words(code: str) -> str:
    return str(FAULTS.get(code, code))


def said_errors(errors: Sequence[Mapping[str, Any]], notes: Sequence[Mapping[str, Any]]) -> list[RowError]:
    """Return the faulty cells of a workbook with their messages in the language of the page."""
    codes = {(note["line"], note["text"]): note["code"] for note in notes}
    return [
        RowError(
            error["row"],
            error["column"],
            note_words(codes.get((error["row"], error["message"]), ""), error["message"]),
            error["sheet"],
        )
        for error in errors
    ]


class Told(NamedTuple):
    """A document that cannot be used: which and where, why, what to do."""

    where: str
    what: str
    remedy: str


def told_failure(failure: Mapping[str, str]) -> Told:
    """Return why a document could not be read, in the language of the page."""
    if failure.get("kind") == "Unexpected":
        what = gettext("Reading it failed because of a fault of the program. Nothing was entered.")
        return Told(failure["file"], what, gettext("Save it in another format and try again; tell the administrator."))
    kind = getattr(refusals, failure.get("kind", ""), refusals.Unreadable)
    place = "" if failure["place"] == "file" else f" · {place_words(failure['place'])}"
    return Told(
        failure["file"] + place,
        sentence_words(failure["problem"], kind.problem),
        sentence_words(failure["remedy"], kind.remedy),
    )


def told_unentered(failure: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return why the rows of a draft were not entered after they had been confirmed; None where nothing is to tell."""
    if failure.get("kind") != UNENTERED:
        return None
    return {
        "what": gettext("Entering it failed because of a fault of the program. Nothing was entered."),
        "remedy": gettext("Confirm it once more; if it fails again, tell the administrator."),
    } | {name: told for name, told in failure.items() if name != "kind"}


def place_words(place: str) -> str:
    """Return where in a file something is wrong; parts and sheets stand by their own names."""
    for form, words in PLACES.items():
        if (found := re.fullmatch(form, place)) is not None:
            return str(words) % found.groupdict()
    return place
