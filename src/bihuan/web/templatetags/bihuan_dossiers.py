"""What the pages of a dossier say besides: clauses, scores, the subjects of deeds, values by key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bihuan.domain.glossary import CONSENTS, FAMILIES
from bihuan.domain.numerals import natural
from bihuan.domain.regulations import TextFault
from bihuan.dossiers.files import OFFICE_PARTS, is_misnamed
from bihuan.dossiers.models import StoredFile
from bihuan.evaluation.facts import full_of, hundredths_of
from bihuan.evaluation.models import Evaluation
from bihuan.web.gates import Missing, basis_words
from bihuan.web.rule_pages import clause_url
from bihuan.web.templatetags.bihuan_words import icon
from bihuan.web.words import (
    FEN_OF_A_YUAN,
    YUAN_OF_A_MILLION,
    YUAN_OF_A_WAN,
    blocker_words,
    is_chinese,
    money_words,
    plain,
    points_in,
    word,
)

register = template.Library()
OF_A_SORT = 5  # unmet conditions of one sort shown in full; the rest stand as their numbers
SORTS = {  # of files, as people call them
    "application/pdf": "PDF",
    "application/ofd": "OFD",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "text/plain": "TXT",
    **dict(zip(OFFICE_PARTS.values(), ("Word", "Excel", "OFD"), strict=True)),
}
ROW = (
    '<tr data-code="{}" data-subject="{}"><td>{} {}{}<small class="basis">{}</small></td><td>{}</td><td>{}</td></tr>\n'
)
RETURN = re.compile(r"return (\d+)")


@dataclass(frozen=True)
class Move:
    """Unmet conditions of one side: the reader's own moves, or those of others; `places` where they are unmet.

    `counted_above`: how many of them stand on the other side, too, for some of their places wait for others.
    """

    title: str
    icon: str
    is_mine: bool
    count: int
    places: int
    rows: tuple[Missing, ...]
    more: tuple[Missing, ...]
    counted_above: int = 0


@register.filter
def conditions(missing: Sequence[Missing]) -> int:
    """Count unmet conditions as the close-out asks them: one that several findings do not meet is one condition."""
    return len({one.code for one in missing})


@register.filter
def by_move(missing: Sequence[Missing]) -> list[Move]:
    """Put the reader's own moves first; without a reader, or with one side only of others, there is no heading."""
    mine = tuple(one for one in missing if one.is_mine)
    others = tuple(one for one in missing if not one.is_mine)
    known = any(one.is_mine is not None for one in missing)
    on_both = {one.code for one in mine} & {one.code for one in others}
    moves = [
        Move(_("Your move"), "pencil", True, conditions(mine), len(mine), *first_of_each(mine)),
        Move(
            _("Waiting for others") if known else "",
            "clock",
            False,
            conditions(others),
            len(others),
            *first_of_each(others),
            counted_above=len(on_both),
        ),
    ]
    return [move for move in moves if move.rows]


def first_of_each(missing: Sequence[Missing]) -> tuple[tuple[Missing, ...], tuple[Missing, ...]]:
    """Return the first few conditions of each sort in the order of their numbers, and apart those that say the same."""
    shown: list[Missing] = []
    more: list[Missing] = []
    for _code, same in groupby(missing, key=lambda one: one.code):
        in_order = sorted(same, key=lambda one: natural(one.subject))
        most = OF_A_SORT if len(in_order) > OF_A_SORT + 1 else len(in_order)
        shown += in_order[:most]
        more += in_order[most:]
    return tuple(shown), tuple(more)


@register.filter
def by_sort(missing: Sequence[Missing]) -> list[tuple[str, list[Missing]]]:
    """Put conditions of one sort together, each sort by what it asks."""
    return [(word("gate", code), list(same)) for code, same in groupby(missing, key=lambda one: one.code)]


@register.filter
def gate_row(one: Missing) -> SafeString:
    """Write a row of the gate panel; no template is asked for each of the dozens that a dossier may have."""
    basis = linked(one.basis, one.basis_url)
    first = format_html(' <small class="first">{}</small>', one.first) if one.first else SafeString("")
    return format_html(ROW, one.code, one.subject, icon("lock"), one.what, first, basis, one.whose, way_of(one))


def way_of(one: Missing) -> SafeString:
    """Write the link to where a condition is mended, as a button where it is a deed's form."""
    if not one.url:
        return SafeString("")
    if not one.deed:
        return format_html('<a href="{}">{}</a>', one.url, _("See it"))
    look = "btn-primary" if one.is_mine else "btn-light"
    return format_html('<a class="btn btn-sm {}" href="{}">{}</a>', look, one.url, one.deed)


@register.filter
def text_fault(fault: TextFault) -> str:
    """Say what is odd about a text."""
    return word("text_fault", fault.code).format(subject=fault.subject)


@register.filter
def clause(basis: str) -> SafeString:
    """Say a clause with its pack by title, linked to where it can be looked up."""
    return linked(basis_words(basis), clause_url(basis))


@register.simple_tag
def misnamed(file: StoredFile) -> SafeString:
    """Ask for a look at a file whose name promises another sort than its content is; nothing for any other."""
    if not is_misnamed(file.name, file.media_type):
        return SafeString("")
    sort = SORTS.get(file.media_type, file.media_type)
    words = _("by its content %(sort)s, not what its name says: please look") % {"sort": sort}
    return format_html(' <span class="tag tag-overdue">{}</span>', words)


@register.filter
def linked(words: str, url: str) -> SafeString:
    """Say words as a link, or plainly where there is nowhere to go."""
    return format_html('<a class="clause" href="{}">{}</a>', url, words) if url else format_html("{}", words)


@register.filter
def of(values: Mapping[Any, Any], key: Any) -> Any:
    """Return a value by its key, nothing where there is none."""
    return values.get(key, "")


@register.filter
def hundredths(number: int) -> str:
    """Say a score that is kept in hundredths of a mark."""
    return points_in(number)


@register.filter
def score(row: Evaluation) -> str:
    """Say the score of an evaluation: of three in one where they were combined."""
    return hundredths(hundredths_of(row))


@register.filter
def full_mark(row: Evaluation) -> str:
    """Say the full mark that goes with it."""
    return hundredths(full_of(row))


@register.filter
def money_rounded(fen: int) -> SafeString:
    """Say a large amount in few digits: ten thousands of yuan, in English millions, its unit small beside it."""
    digits, _space, unit = short_money(rounded(fen)).partition(" ")
    return format_html("{}<small>{}</small>", digits, unit)


def short_money(fen: int) -> str:
    """Return a rounded amount in words; in English, which has no ten thousands, by millions where it comes to one."""
    millions = Decimal(fen) / FEN_OF_A_YUAN / YUAN_OF_A_MILLION
    if is_chinese() or millions < 1:
        return money_words(fen)
    return _("%(amount)s m yuan") % {"amount": plain(millions)}


def rounded(fen: int) -> int:
    """Round to ten thousand yuan what is at least a hundred thousand."""
    step = FEN_OF_A_YUAN * YUAN_OF_A_WAN
    return round(fen / step) * step if fen >= 10 * step else fen


@register.filter
def subject(said: str) -> str:
    """Say what a deed of the ledger was about: a gate, a role or a consent by its words, a number as it is."""
    if said in FAMILIES["blocker"]:
        return blocker_words(said, "inspection")
    families = [family for family in ("consent", "subject", "role") if said in FAMILIES[family]]
    return word(families[0], said) if families else said


@register.filter
def void_reason(said: str) -> str:
    """Say why a report or consent is void: Bihuan's own words for a replacement or a return, else the reason given."""
    if said == "replaced":
        return _("a later one took its place")
    kind = said.removesuffix(" withdrawn")
    if kind in CONSENTS and kind != said:
        return _("given upon a consent that was withdrawn: %(consent)s") % {"consent": word("consent", kind)}
    numbered = RETURN.fullmatch(said)
    return _("return no. %(number)s") % {"number": numbered[1]} if numbered else said
