"""What a dossier has of the practice of single places: filings, periodic reports, three parties; for page and forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bihuan.desk.chances import Chance
from bihuan.desk.fitting import FILING, PERIODIC, THREE_PARTY
from bihuan.domain.lifecycle.local_gates import EVALUATING, FILED, FILED_WITH
from bihuan.domain.roles import TEAM
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import asks
from bihuan.evaluation.models import PartyEvaluation, PartyFeedback
from bihuan.evaluation.three_party import party_evaluations, party_feedback
from bihuan.rectification.filed import absences, paper_that_stands, standing_filings
from bihuan.rectification.models import AbsentParty, PartyFiling, PeriodicReport
from bihuan.rectification.periodic import fingerprint_of, standing_periodic, to_write, waiting
from bihuan.web.forms.deed import Choices
from bihuan.web.words import day_words, word

RECEIVED, RECEIPT = "received-", "receipt-"


@dataclass(frozen=True)
class Cell:
    """One paper and one party: filed, not yet, or not asked."""

    paper: str
    filing: PartyFiling | None


@dataclass(frozen=True)
class PartyLine:
    """One party with both papers; `absence` where it does not exist here."""

    party: str
    absence: AbsentParty | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Spoken:
    """One of the three parties and what it holds, where it has spoken."""

    party: str
    absence: AbsentParty | None
    row: PartyEvaluation | None


@dataclass(frozen=True)
class Places:
    """The rows, and which of the three practices the rules of the dossier ask for."""

    asks_filing: bool = False
    asks_periodic: bool = False
    asks_parties: bool = False
    filings: list[PartyFiling] = field(default_factory=list)
    absences: list[AbsentParty] = field(default_factory=list)
    periodic: list[PeriodicReport] = field(default_factory=list)
    evaluations: list[PartyEvaluation] = field(default_factory=list)
    told: list[PartyFeedback] = field(default_factory=list)
    stands: frozenset[str] = frozenset()
    to_write: list[PeriodicReport] = field(default_factory=list)

    @property
    def is_any(self) -> bool:
        return self.asks_filing or self.asks_periodic or self.asks_parties

    @property
    def absent(self) -> Mapping[str, AbsentParty]:
        return {row.party: row for row in self.absences}

    @property
    def lines(self) -> list[PartyLine]:
        """Return the five parties with what was filed with each."""
        there = {(row.paper, row.to): row for row in self.filings}
        return [
            PartyLine(party, self.absent.get(party), tuple(Cell(paper, there.get((paper, party))) for paper in FILED))
            for party in map(str, FILED_WITH)
        ]

    @property
    def spoken(self) -> list[Spoken]:
        """Return the three parties with what each holds."""
        by = {row.party: row for row in self.evaluations}
        return [Spoken(party, self.absent.get(party), by.get(party)) for party in map(str, EVALUATING)]

    @property
    def owed(self) -> list[tuple[str, str]]:
        """Return which paper that stands is still to be filed with whom."""
        there = {(row.paper, row.to) for row in self.filings}
        pairs = [(paper, str(to)) for paper in FILED if paper in self.stands for to in FILED_WITH]
        return [pair for pair in pairs if pair not in there and pair[1] not in self.absent]

    @property
    def silent(self) -> list[str]:
        """Return the parties that have not spoken."""
        return [one.party for one in self.spoken if one.row is None and one.absence is None]


def places_of(inspection: Inspection, *, sees_all: bool = True) -> Places:
    """Return the rows, asked for only where the rules ask; the unit reads the parties once it was told."""
    filing, periodic, parties = (asks(inspection, rule_id) for rule_id in (FILING, PERIODIC, THREE_PARTY))
    told = party_feedback(inspection) if parties else []
    reports = standing_periodic(inspection) if periodic else []
    return Places(
        asks_filing=filing,
        asks_periodic=periodic,
        asks_parties=parties and (sees_all or bool(told)),
        filings=standing_filings(inspection) if filing else [],
        absences=absences(inspection) if filing or parties else [],
        periodic=reports,
        to_write=to_write(inspection, reports),
        evaluations=party_evaluations(inspection) if parties and (sees_all or told) else [],
        told=told,
        stands=frozenset(paper for paper in FILED if filing and paper_that_stands(inspection, paper)),
    )


def idle_of_places(chances: Iterable[Chance], places: Places) -> frozenset[str]:
    """Return the deeds that would find nothing to do."""
    nothing_for = {
        "file_with_parties": not places.owed,
        "withdraw_party_filing": not places.filings,
        "withdraw_absence": not places.absences,
        "cancel_periodic_report": not any(row.signed_on is None for row in places.periodic),
        "write_periodic_report": not places.to_write,
        "sign_periodic_report": not waiting(places.periodic),
        "attest_periodic_report": not waiting(places.periodic),
        "enter_party_evaluation": not places.silent,
        "withdraw_party_evaluation": not places.evaluations,
        "feed_back_three_party": bool(places.told),
    }
    spoken = {chance.offer.name for chance in chances if has_spoken(chance, places)}
    return frozenset({name for name, is_idle in nothing_for.items() if is_idle} | spoken)


def has_spoken(chance: Chance, places: Places) -> bool:
    """True where the reader's own party has evaluated already, or is none."""
    own = "team" if chance.role in TEAM else chance.role.value
    return chance.offer.name == "evaluate_as_party" and own not in places.silent


# --- what the forms offer -----------------------------------------------------------------------------


def place_choices(deed: str, inspection: Inspection) -> Mapping[str, Choices]:
    """Return what the fields of these deeds are chosen from."""
    if deed == "withdraw_party_filing":
        return {"filing_id": [(str(row.id), filing_words(row)) for row in standing_filings(inspection)]}
    if deed == "write_periodic_report":
        return {"due_on": [due_choice(row) for row in to_write(inspection, standing_periodic(inspection))]}
    if deed == "cancel_periodic_report":
        return {"due_on": [due_choice(row) for row in standing_periodic(inspection) if row.signed_on is None]}
    if deed in ("sign_periodic_report", "attest_periodic_report"):
        return {"due_on": [due_choice(row) for row in waiting(standing_periodic(inspection))]}
    if deed == "withdraw_absence":
        return {"party": [(row.party, word("role", row.party)) for row in absences(inspection)]}
    if deed == "withdraw_party_evaluation":
        return {"party": [(row.party, word("role", row.party)) for row in party_evaluations(inspection)]}
    if deed == "enter_party_evaluation":
        return {"party": [(party, word("role", party)) for party in places_of(inspection).silent]}
    return {}


def filing_words(row: PartyFiling) -> str:
    return f"{word('filed', row.paper)} – {word('role', row.to)} {day_words(row.on)}"


def due_choice(row: PeriodicReport) -> tuple[str, str]:
    """Return a report as it is chosen: its day, and how it stands."""
    state = _("written") if row.written_on else _("not written yet")
    return row.due_on.isoformat(), f"{day_words(row.due_on)} · {state}"


def place_present(deed: str, inspection: Inspection) -> dict[str, Any]:
    """Return what the forms of these deeds open with."""
    if deed == "file_with_parties":
        owed = places_of(inspection).owed
        return {"paper": owed[0][0]} if owed else {}
    if deed == "write_periodic_report":
        rows = standing_periodic(inspection)
        first = next((row for row in rows if row.written_on is None), None)
        return {"shown": fingerprint_of(rows), **({"due_on": first.due_on.isoformat()} if first else {})}
    if deed in ("sign_periodic_report", "attest_periodic_report"):
        rows = standing_periodic(inspection)
        first = next(iter(waiting(rows)), None)
        return {"shown": fingerprint_of(rows), **({"due_on": first.due_on.isoformat()} if first else {})}
    if deed == "call_periodic_reports":
        return {"every_months": 1, "times": 1}
    return {}


def filing_fields(inspection: Inspection, _today: date) -> dict[str, forms.Field]:
    """Return who received the paper and the receipt, for each party that exists."""
    places = places_of(inspection)
    fields: dict[str, forms.Field] = {}
    for party in map(str, FILED_WITH):
        if party not in places.absent:
            label = word("role", party)
            fields[RECEIVED + party] = forms.CharField(label=label, required=False, max_length=100)
            receipt = _("Receipt: %(party)s") % {"party": label}
            fields[RECEIPT + party] = forms.CharField(label=receipt, required=False, max_length=300)
    return fields


def told_filings(given: dict[str, Any]) -> dict[str, Any]:
    """Return a filing as the desk takes it: parties that received nothing are left out."""
    rest = {name: value for name, value in given.items() if not name.startswith((RECEIVED, RECEIPT))}
    received = {
        name.removeprefix(RECEIVED): value for name, value in given.items() if name.startswith(RECEIVED) and value
    }
    receipts = {name.removeprefix(RECEIPT): value for name, value in given.items() if name.startswith(RECEIPT)}
    return {**rest, "received": received, "receipts": {party: receipts.get(party, "") for party in received}}
