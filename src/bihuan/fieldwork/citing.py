"""Citing the library: an article's own words in the basis of a working paper, and its name wherever the matter goes."""

from __future__ import annotations

from datetime import date

from bihuan.fieldwork.paper_tables import WorkingPaper
from bihuan.rules.library import Hit, articles_in_force, citation_of, reference_of, text_of, versions_named


class ArticleUnknown(ValueError):
    """No article of this name was in force on the day on which the matter was found."""

    def __init__(self, article: str, day: date) -> None:
        self.article, self.day = article, day
        super().__init__(f"{article} was not in force on {day}; pick one of the list, or write the basis yourself")


def cite(paper: WorkingPaper, article: str, today: date) -> None:
    """Put the words of an article of the library into the basis, as it was in force on the day of the matter.

    What the basis does not hold any more is cited no more.
    """
    day = paper.found_on or today
    if article:
        hit = articles_in_force(paper.authority_id, day).get(article)
        if hit is None:
            raise ArticleUnknown(article, day)
        words = citation_of(hit)
        if words not in paper.basis:
            paper.basis = "\n".join(filter(None, (paper.basis.strip(), words)))
        paper.cites = [*paper.cites, [str(hit.version.id), hit.article.label]]
    there = versions_named(paper.authority_id, [one for one, _label in paper.cites])
    held = {
        (str(row.id), label) for row in there for _one, label in paper.cites if reference_of(row, label) in paper.basis
    }
    paper.cites = [list(one) for one in dict.fromkeys(map(tuple, paper.cites)) if one in held]


def basis_of(paper: WorkingPaper) -> str:
    """Return the basis of a paper as the finding and the opinion name it, line by line.

    An article quoted out of the library is named without its words; what was written by hand stands as it was written.
    """
    basis = bare_lines(paper.basis)
    versions = {str(row.id): row for row in versions_named(paper.authority_id, [one for one, _label in paper.cites])}
    for one, label in paper.cites:
        version = versions.get(one)
        article = text_of(version.text).find(label) if version else None
        if version and article:
            quoted = bare_lines(citation_of(Hit(version, article)))
            basis = basis.replace(quoted, reference_of(version, label))
    return basis


def bare_lines(text: str) -> str:
    return "\n".join(filter(None, map(str.strip, text.splitlines())))
