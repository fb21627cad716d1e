"""The library of regulations: entering, ending, withdrawing; finding an article, and what was in force on a day."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.regulations import (
    RegulationArticle,
    RegulationText,
    cited,
    in_force_on,
    named,
    referred,
    split_articles,
)
from bihuan.domain.roles import Role
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.rules.models import Regulation, RegulationVersion

KEEPERS = frozenset({Role.OFFICE})


class TextUnusable(ValueError):
    """A text that cannot be cited article by article."""

    def __init__(self, fault_code: str, line: int, subject: str) -> None:
        self.fault_code, self.line, self.subject = fault_code, line, subject
        super().__init__(f"line {line}: {fault_code} {subject}; correct the text")


class GapsUnseen(ValueError):
    """Numbers are left out, and nobody has said that this is how the text stands."""

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__(f"numbers are left out before {label}; complete the text, or confirm that it stands so")


class VersionThere(ValueError):
    """Two versions of one regulation cannot begin on one day."""

    def __init__(self, title: str, from_on: date) -> None:
        self.title, self.from_on = title, from_on
        super().__init__(f"{title} has a version from {from_on} already; withdraw it, or give another day")


class TextEndsTooSoon(ValueError):
    """A version cannot end before it begins."""

    def __init__(self, from_on: date) -> None:
        self.from_on = from_on
        super().__init__(f"the version begins on {from_on}; give a later day for its end")


class VersionWithdrawn(ValueError):
    """What was withdrawn is not changed any more."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(f"this version of {title} was withdrawn already; nothing is left to do")


class LibraryReasonMissing(ValueError):
    """Whoever ends or withdraws a text says why."""

    def __init__(self) -> None:
        super().__init__("the reason is empty; state it")


class NoSuchText(LookupError):
    """There is no such text in the library (404)."""

    def __init__(self, which: object) -> None:
        self.which = which
        super().__init__(f"no such regulation: {which}")


@lru_cache(maxsize=128)
def text_of(words: str) -> RegulationText:
    """Return a text split into its articles."""
    return split_articles(words)


def standing_versions(authority_id: uuid.UUID) -> list[RegulationVersion]:
    """Return every version that was not withdrawn, by title and day."""
    rows = RegulationVersion.objects.filter(authority_id=authority_id, withdrawn_on=None)
    return list(rows.select_related("regulation").order_by("regulation__title", "from_on"))


def versions_of(regulation: Regulation) -> list[RegulationVersion]:
    """Return the versions of a regulation that were not withdrawn, the earliest first."""
    rows = RegulationVersion.objects.filter(authority_id=regulation.authority_id, regulation=regulation)
    return list(rows.filter(withdrawn_on=None).select_related("regulation").order_by("from_on"))


def by_regulation(authority_id: uuid.UUID) -> dict[uuid.UUID, list[RegulationVersion]]:
    """Return the standing versions, regulation by regulation."""
    found: dict[uuid.UUID, list[RegulationVersion]] = {}
    for row in standing_versions(authority_id):
        found.setdefault(row.regulation_id, []).append(row)
    return found


# --- articles -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hit:
    """An article that holds the words looked for, in which version."""

    version: RegulationVersion
    article: RegulationArticle


def search(authority_id: uuid.UUID, words: str) -> Iterator[Hit]:
    """Return the articles whose words or title hold what is looked for, in the versions that stand."""
    wanted = words.strip()
    rows = RegulationVersion.objects.filter(authority_id=authority_id, withdrawn_on=None, text__contains=wanted)
    for version in rows.select_related("regulation").order_by("regulation__title", "-from_on"):
        for article in text_of(version.text).articles:
            if wanted in article.text or wanted == article.label:
                yield Hit(version, article)


def articles_in_force(authority_id: uuid.UUID, day: date) -> dict[str, Hit]:
    """Return every article in force on a day, by the name under which it is picked."""
    found = {}
    for versions in by_regulation(authority_id).values():
        version = in_force_on(versions, day)
        if version is not None:
            for article in text_of(version.text).articles:
                found[named(version.regulation.title, article.label)] = Hit(version, article)
    return found


def citation_of(hit: Hit) -> str:
    """Return the words by which an article is cited, with the number of the paper it stands in."""
    version = hit.version
    return cited(version.regulation.title, version.document_number, hit.article.label, hit.article.text)


def versions_named(authority_id: uuid.UUID, ids: Iterable[str]) -> list[RegulationVersion]:
    """Return versions by their ids, those that were withdrawn since, too: what cites them was written by them."""
    rows = RegulationVersion.objects.filter(authority_id=authority_id, pk__in=list(ids))
    return list(rows.select_related("regulation"))


def reference_of(version: RegulationVersion, label: str) -> str:
    """Return how an article is referred to where its words need not stand: title, number of the paper, article."""
    return referred(version.regulation.title, version.document_number, label)


# --- deeds --------------------------------------------------------------------------------------------------


@deed
def enter_regulation(
    *,
    actor: Actor,
    title: str,
    document_number: str,
    issuer: str,
    from_on: date,
    until_on: date | None,
    text: str,
    gaps_seen: bool,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter a version of a regulation; of a title that is there already it becomes the next version."""
    role = require(actor, KEEPERS, "enter_regulation")
    split = text_of(text)
    bar = next((fault for fault in split.faults if fault.bars), None)
    if bar is not None:
        raise TextUnusable(bar.code, bar.line, bar.subject)
    if split.faults and not gaps_seen:
        raise GapsUnseen(split.faults[0].subject)
    if until_on is not None and until_on < from_on:
        raise TextEndsTooSoon(from_on)
    there = Regulation.objects.filter(authority_id=actor.authority_id, title=title.strip()).first()
    regulation = there or Regulation(authority_id=actor.authority_id, title=title.strip(), issuer=issuer.strip())
    versions = RegulationVersion.objects.filter(authority_id=actor.authority_id, regulation=regulation)
    if versions.filter(from_on=from_on, withdrawn_on=None).exists():
        raise VersionThere(regulation.title, from_on)
    row = RegulationVersion(
        authority_id=actor.authority_id,
        regulation=regulation,
        number=versions.count() + 1,
        document_number=document_number.strip(),
        from_on=from_on,
        until_on=until_on,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        entered_on=actor.today,
    )
    regulation.issuer = issuer.strip()
    told = {"regulation": regulation.id, "version": row.id, "sha256": row.sha256, "articles": len(split.articles)}
    entry = note(actor, "enter_regulation", role, now, regulation.title, told=told)
    return commit(note=entry, rows=[regulation, row])


def version_for(actor: Actor, version_id: uuid.UUID) -> RegulationVersion:
    """Return a version of the actor's authority that stands; raise NoSuchText or VersionWithdrawn."""
    rows = RegulationVersion.objects.filter(authority_id=actor.authority_id, pk=version_id)
    row = rows.select_related("regulation").first()
    if row is None:
        raise NoSuchText(version_id)
    if row.withdrawn_on is not None:
        raise VersionWithdrawn(row.regulation.title)
    return row


@deed
def end_regulation(
    *, actor: Actor, version_id: uuid.UUID, until_on: date, reason: str, now: datetime, key: str
) -> Receipt:
    """Enter on which day a version is in force for the last time, without a later one taking its place."""
    role = require(actor, KEEPERS, "end_regulation")
    row = version_for(actor, version_id)
    if not reason.strip():
        raise LibraryReasonMissing
    if until_on < row.from_on:
        raise TextEndsTooSoon(row.from_on)
    row.until_on = until_on
    told = {"version": row.id, "until_on": until_on}
    return commit(note=note(actor, "end_regulation", role, now, row.regulation.title, reason, told=told), rows=[row])


@deed
def withdraw_regulation(*, actor: Actor, version_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Withdraw a version that was entered wrongly; it stays with the reason; what cites it keeps its words."""
    role = require(actor, KEEPERS, "withdraw_regulation")
    row = version_for(actor, version_id)
    if not reason.strip():
        raise LibraryReasonMissing
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    entry = note(actor, "withdraw_regulation", role, now, row.regulation.title, reason, told={"version": row.id})
    return commit(note=entry, rows=[row])
