"""Two versions beside each other for a reader, rules or articles alike: as lines of a page, and as a paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from bihuan.domain.comparison import Change, Piece, beside, paired_by_words
from bihuan.domain.regulations import RegulationArticle
from bihuan.papers.kinds import kind_of
from bihuan.papers.making import Printed, paper_of, printed
from bihuan.web.words import word


@dataclass(frozen=True)
class Side:
    """One version's piece: what stands before its words, and the words, with what the other has not marked."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "\u3000".join(filter(None, (self.label, "".join(piece.text for piece in self.pieces))))


@dataclass(frozen=True)
class Beside:
    """One rule or article in both versions."""

    change: str
    words: str
    before: Side | None
    after: Side | None


def articles_beside(before: Sequence[RegulationArticle], after: Sequence[RegulationArticle]) -> list[Beside]:
    """Return two versions of a text article by article, whatever the articles are numbered."""
    paired = paired_by_words([one.text for one in before], [one.text for one in after])
    return [
        article_beside(
            before[old] if old is not None else None,
            after[new] if new is not None else None,
        )
        for old, new in paired
    ]


def article_beside(old: RegulationArticle | None, new: RegulationArticle | None) -> Beside:
    """Return one article in both versions."""
    ours, theirs = beside(old.text, new.text) if old and new else ((), ())
    if old is None or new is None:
        change = Change.ADDED if old is None else Change.GONE
        ours = (Piece(old.text),) if old else ()
        theirs = (Piece(new.text),) if new else ()
    elif old.text != new.text:
        change = Change.CHANGED
    else:
        change = Change.SAME if old.label == new.label else Change.NUMBERED
    return Beside(
        change.value,
        word("article_change", change.value),
        Side(old.label, ours) if old else None,
        Side(new.label, theirs) if new else None,
    )


def differing(lines: Sequence[Beside]) -> list[Beside]:
    """Return the lines in which the versions differ."""
    return [one for one in lines if one.change != Change.SAME]


def summary(lines: Sequence[Beside]) -> str:
    """Say how many lines changed how."""
    counts = Counter(one.words for one in lines)
    return _(", ").join(_("%(what)s: %(count)s") % {"what": what, "count": count} for what, count in counts.items())


def comparison_paper(name: str, before: str, after: str, lines: Sequence[Beside], on: date, suffix: str) -> Printed:
    """Return two versions beside each other as a paper; what did not change is left out of it where anything did."""
    shown = differing(lines) or list(lines)
    values = {
        "name": name,
        "before": before,
        "after": after,
        "summary": summary(lines) or None,
        "date": on,
        "articles": [
            {
                "old": one.before.text if one.before else None,
                "new": one.after.text if one.after else None,
                "change": one.words,
            }
            for one in shown
        ],
    }
    return printed(paper_of(kind_of("comparison"), values), suffix)
