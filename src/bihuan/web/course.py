"""The course of events in words: made when it is shown, from an entry's deed and payload, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.access.models import Account
from bihuan.desk.course import Told, deed_of, dossier_id_of, told_by
from bihuan.domain.glossary import FAMILIES
from bihuan.domain.roles import UNIT
from bihuan.dossiers.days import late_in
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.ledger.models import Entry
from bihuan.rectification.models import Measure
from bihuan.web.course_words import FINDING, MEASURE, Detail, details_of, verdict_of, waived_by
from bihuan.web.words import blocker_words, deed_words, late_words, word


@dataclass(frozen=True)
class Happening:
    """One entry as somebody reads it: who did what when, on what, with which words, and what it was refused for."""

    at: datetime
    deed: str
    who: str
    role: str
    thing: str
    url: str
    details: tuple[Detail, ...]
    reason: str
    verdict: tuple[str, ...]
    waived: tuple[str, ...]
    number: int | None
    dossier: str = ""
    dossier_url: str = ""
    late: str = ""


# --- entries with the names of what they are about --------------------------------------------------


@dataclass(frozen=True)
class Names:
    """The names that the entries of one page need, looked up at once."""

    findings: Mapping[UUID, str]
    finding_of: Mapping[str, UUID]
    dossiers: Mapping[UUID, str]
    accounts: Mapping[UUID, str]


def happenings(
    authority_id: UUID,
    entries: Sequence[Entry],
    *,
    to_the_unit: bool = False,
    here: str = "",
    about: UUID | None = None,
    row_id: UUID | None = None,
) -> list[Happening]:
    """Return entries as their reader reads them.

    `here` is the dossier they are of, without it each names its own; `about` one finding leaves out all others, as
    `row_id` does all rows but one.
    """
    told = [told_by(entry, to_the_unit=to_the_unit) for entry in entries]
    if row_id is not None:
        told = [Told(one.values, tuple(row for row in one.rows if row["id"] == str(row_id))) for one in told]
    finding_of = owners(authority_id, told)
    if about is not None:
        told = [only(one, about, finding_of) for one in told]
    names = names_for(authority_id, entries, told if about is None else [], finding_of, across=not here)
    shown = [happening(entry, one, names, to_the_unit, here) for entry, one in zip(entries, told, strict=True)]
    return shown if about is None else [replace(one, thing="", url="") for one in shown]


def only(told: Told, about: UUID, finding_of: Mapping[str, UUID]) -> Told:
    """Return a payload without the rows of other findings."""
    return Told(told.values, tuple(row for row in told.rows if finding_of_row(row, finding_of) in (None, about)))


def names_for(
    authority_id: UUID,
    entries: Sequence[Entry],
    told: Sequence[Told],
    finding_of: Mapping[str, UUID],
    *,
    across: bool,
) -> Names:
    ids = {one for payload in told for one in findings_in(payload, finding_of)}
    rows = Finding.objects.filter(authority_id=authority_id, pk__in=ids).values_list("id", "number", "title")
    dossiers = {one for entry in entries if (one := dossier_id_of(entry))} if across else set()
    shown = Inspection.everything.filter(authority_id=authority_id, pk__in=dossiers) if dossiers else None
    subjects = [as_id(entry.subject) for entry in entries if across or dossier_id_of(entry) is None]
    accounts = [one for one in subjects if one]
    named = Account.objects.filter(authority_id=authority_id, pk__in=accounts) if accounts else None
    return Names(
        {one: f"{number} {title}" for one, number, title in rows} if ids else {},
        finding_of,
        dict(shown.values_list("id", "organization_name")) if shown is not None else {},
        dict(named.values_list("id", "name")) if named is not None else {},
    )


def owners(authority_id: UUID, told: Sequence[Told]) -> Mapping[str, UUID]:
    """Return the findings of the measures and evidence that were changed without naming them."""
    found: dict[str, UUID] = {}
    for model in (Measure, Evidence):
        table = model._meta.db_table
        rows = [row for payload in told for row in payload.rows if row["table"] == table]
        nameless = [row["id"] for row in rows if "finding_id" not in row["set"]]
        if nameless:
            of = model._base_manager.filter(authority_id=authority_id, pk__in=nameless)
            found |= {str(one): finding for one, finding in of.values_list("id", "finding_id")}
    return found


def findings_in(told: Told, finding_of: Mapping[str, UUID]) -> list[UUID]:
    """Return the findings that an entry touched."""
    found = (finding_of_row(row, finding_of) for row in told.rows)
    return list(dict.fromkeys(one for one in found if one is not None))


def finding_of_row(row: Mapping[str, Any], finding_of: Mapping[str, UUID]) -> UUID | None:
    """Return the finding that a row is, or belongs to."""
    if row["table"] == FINDING:
        return UUID(row["id"])
    told = row["set"].get("finding_id")
    return UUID(told) if told else finding_of.get(row["id"])


def as_id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def happening(entry: Entry, told: Told, names: Names, to_the_unit: bool, here: str) -> Happening:
    findings = findings_in(told, names.finding_of)
    dossier_id = dossier_id_of(entry)
    dossier = here or (names.dossiers.get(dossier_id, "") if dossier_id else "")
    is_own = not to_the_unit or entry.role in UNIT
    thing = "" if entry.subject == dossier else subject_words(entry, names)
    stands = len(findings) == 1 and (not names.findings or findings[0] in names.findings)  # not one that was dropped
    url = reverse("finding", args=[findings[0]]) if stands else ""
    return Happening(
        at=entry.recorded_at,
        deed=deed_words(deed_of(entry, told)),
        who=entry.actor_name if is_own else "",
        role=entry.role,
        thing=names.findings.get(findings[0], thing) if len(findings) == 1 else thing,
        url=url,
        details=(*measure_named(entry, told), *details_of(told)),
        reason=entry.reason,
        verdict=verdict_of(told, to_the_unit=to_the_unit),
        waived=waived_by(told) if not to_the_unit else (),
        number=None if to_the_unit or (here and dossier_id is None) else entry.number,
        late=late_words(late) if (late := late_in(entry.number, told.values)) else "",
        dossier=dossier if not here else "",
        dossier_url=reverse("dossier", args=[dossier_id]) if dossier_id in names.dossiers else "",
    )


def measure_named(entry: Entry, told: Told) -> Iterable[Detail]:
    """Return the number of the measure that a deed was about."""
    if entry.subject and (told.of(MEASURE) or told.of("rectification_extension")):
        yield Detail(_("Measure no."), entry.subject)


def subject_words(entry: Entry, names: Names) -> str:
    """Return what an entry says it was about: a code by its words, an account by its name, a number as it is."""
    said = entry.subject
    one = as_id(said)
    if one is not None:
        return names.accounts.get(one, "")
    if said in FAMILIES["blocker"]:
        return blocker_words(said, "inspection")
    kind, _space, number = said.partition(" ")
    if number.isdigit() and kind in FAMILIES["errand"]:
        return f"{word('errand', kind)} {number}"
    family = next((family for family in ("consent", "subject", "role") if said in FAMILIES[family]), "")
    return word(family, said) if family else said
