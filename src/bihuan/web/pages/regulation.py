"""What the pages of the library of regulations show, and how other pages lead into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.regulations import ARTICLE, in_force_on
from bihuan.fieldwork.models import WorkingPaper
from bihuan.rules.library import by_regulation, reference_of, text_of, versions_named
from bihuan.rules.models import Regulation, RegulationVersion
from bihuan.web.words import day_words


@dataclass(frozen=True)
class Held:
    """A regulation in the library: the version in force today, and how many there are."""

    regulation: Regulation
    versions: tuple[RegulationVersion, ...]
    present: RegulationVersion | None

    @property
    def articles(self) -> int:
        shown = self.present or self.versions[-1]
        return len(text_of(shown.text).articles)


def held(authority_id: UUID, today: date) -> list[Held]:
    """Return what the library holds, by title."""
    return [
        Held(versions[0].regulation, tuple(versions), in_force_on(versions, today))
        for versions in by_regulation(authority_id).values()
    ]


def version_said(row: RegulationVersion, versions: Sequence[RegulationVersion]) -> str:
    """Say which version this is: number of the paper, in force from and until when."""
    later = [one for one in versions if one.from_on > row.from_on]
    told = {"from": day_words(row.from_on), "number": row.document_number}
    words = _("in force since %(from)s") % told
    if row.until_on is not None:
        words = _("in force from %(from)s to %(until)s") % {**told, "until": day_words(row.until_on)}
    elif later:
        words = _("in force from %(from)s until the version of %(next)s") % {
            **told,
            "next": day_words(min(one.from_on for one in later)),
        }
    return f"{row.document_number} · {words}" if row.document_number else words


def article_url(version: RegulationVersion, label: str) -> str:
    """Return where an article of a version stands."""
    article = text_of(version.text).find(label)
    page = f"{reverse('regulation', args=[version.regulation_id])}?version={version.number}"
    return f"{page}#{article.anchor}" if article else page


@dataclass(frozen=True)
class Cited:
    """An article that a working paper cites, with its way into the library."""

    words: str
    url: str


def cited_by(paper: WorkingPaper) -> list[Cited]:
    """Return the articles that a working paper cites."""
    ids = [one for one, _label in paper.cites]
    versions = {str(row.id): row for row in versions_named(paper.authority_id, ids)} if ids else {}
    return [
        Cited(reference_of(versions[one], label), article_url(versions[one], label))
        for one, label in paper.cites
        if one in versions
    ]


class LibraryLinks:
    """Ways from what a rule pack cites into the library: found by the title, the version by the day."""

    def __init__(self, authority_id: UUID) -> None:
        self.by_title: Mapping[str, list[RegulationVersion]] = {
            versions[0].regulation.title: versions for versions in by_regulation(authority_id).values()
        }

    def url_of(self, document: str, clause: str, since: date) -> str:
        """Return where the text of a citation stands; empty where the library does not hold it."""
        title = max((one for one in self.by_title if one in document), key=len, default="")
        if not title:
            return ""
        versions = self.by_title[title]
        version = in_force_on(versions, since) or versions[0]
        found = ARTICLE.search(clause)
        return article_url(version, found["label"] if found else "")
