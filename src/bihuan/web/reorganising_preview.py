"""What a reorganisation would pass on, for its preview: dossiers with all that is to come of them, people, letters."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.access.models import Account
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.reorganisation import Sort
from bihuan.domain.reorganising import waits_for
from bihuan.evaluation.consequence_models import ADOPTED
from bihuan.evaluation.models import Consequence
from bihuan.feedback.errands import standing
from bihuan.feedback.models import Errand
from bihuan.organizations.models import Organization
from bihuan.planning.models import Mandate
from bihuan.supervision.models import Bill, PlannedCheck, Reorganisation
from bihuan.supervision.outcomes import checks_made
from bihuan.supervision.passing import Passing, PassingDossier, tasks_of
from bihuan.supervision.passing_on import heirs_of
from bihuan.supervision.reorganising import Decision, looked_ahead
from bihuan.supervision.wanted import Wanted, wanted_of
from bihuan.web.refusals import in_words
from bihuan.web.words import word


@dataclass(frozen=True)
class SeenDossier:
    """A dossier that passes on: to which successor, with which checks, consequences and bills still to come."""

    one: PassingDossier
    heir: int
    checks: Sequence[PlannedCheck]
    consequences: Sequence[str]
    bills: int


@dataclass(frozen=True)
class Seen:
    """What a preview shows: everything that passes on, with the successor that is chosen for each."""

    passing: Passing
    dossiers: Sequence[SeenDossier]
    accounts: Sequence[tuple[Account, str]]
    roles_ending: int
    unchosen: int
    errands: Sequence[Errand]
    tasks: Sequence[Mandate]
    waits: bool
    is_renamed: bool


ENDS = "end"


def foreseen(actor: Actor, wanted: Wanted) -> Decision | None:
    """Return what a reorganisation comes to, None where its deed refuses it, or did it already under this key."""
    try:
        return looked_ahead(actor=actor, wanted=wanted)
    except ValueError:
        return None


def going_of(decision: Decision, posted: Mapping[str, Any]) -> dict[uuid.UUID, str]:
    """Return where each account goes on, as it was chosen: a successor's place, the end, or nothing yet.

    Where there is one successor, whoever was not chosen for goes there; of several none is chosen unasked.
    """
    places = {str(place) for place in range(len(decision.news))}
    start = "0" if len(places) == 1 else ""
    found = {}
    for one in decision.passing.accounts:
        told = str(posted.get(f"carry_{one.id}", ""))
        found[one.id] = told if told in places | {ENDS} else start
    return found


def carried_in(going: Mapping[uuid.UUID, str]) -> dict[uuid.UUID, int]:
    """Return the successors' places out of what was chosen; who is not among them goes nowhere."""
    return {account: int(place) for account, place in going.items() if place not in ("", ENDS)}


def seen_of(decision: Decision, wanted: Wanted, going: Mapping[uuid.UUID, str], today: date) -> Seen:
    """Return what a preview shows, with the roles that would end."""
    passing = decision.passing
    return Seen(
        passing,
        [seen_dossier(one, wanted.heirs.get(one.row.id, 0)) for one in passing.dossiers],
        [(one, going[one.id]) for one in passing.accounts],
        sum(going[row.account_id] == ENDS for row in passing.assignments),
        sum(not place for place in going.values()),
        errands_to(decision.olds),
        tasks_of(decision.olds, wanted.on) if wanted.sort in (Sort.RENAME, Sort.SPLIT) else [],
        waits_for(wanted.on, today),
        wanted.sort == Sort.RENAME,
    )


def seen_dossier(one: PassingDossier, heir: int) -> SeenDossier:
    """Return a dossier with everything that is still to come of it."""
    mine: dict[str, Any] = {"authority_id": one.row.authority_id}
    planned = PlannedCheck.objects.filter(**mine, dossier=one.row, dropped_on=None, plan__called_off_on=None)
    made = checks_made(one.row.authority_id, list(planned.values_list("id", flat=True)))
    adopted = Consequence.objects.filter(**mine, inspection=one.row, decision=ADOPTED, recorded_on=None)
    bills = Bill.objects.filter(**mine, inspection=one.row).exclude(to_role="").filter(accepted_on=None)
    return SeenDossier(
        one,
        heir,
        [row for row in planned.select_related("plan").order_by("on") if row.id not in made],
        [word("consequence", row.kind) for row in adopted.order_by("number")],
        bills.count(),
    )


def errands_to(olds: Sequence[Organization]) -> list[Errand]:
    """Return the letters and errands that units have not answered; whoever takes over answers them."""
    rows = standing(Errand.objects.filter(authority_id=olds[0].authority_id, receiver__in=olds, answered_on=None))
    return list(rows.select_related("receiver").order_by("due_on", "id"))


@dataclass(frozen=True)
class Ahead:
    """What a reorganisation that waits would do today, or why it could not."""

    dossiers: Sequence[tuple[PassingDossier, str]] = ()
    hindrance: str = ""


def ahead_of(actor: Actor, row: Reorganisation) -> Ahead:
    """Return which dossiers would pass on to whom, were today its day."""
    wanted = wanted_of(row)
    try:
        decision = looked_ahead(actor=actor, wanted=wanted, own=row.id)
    except ValueError as refusal:
        return Ahead(hindrance=in_words(refusal))
    heirs = heirs_of(wanted, decision.news, decision.passing)
    return Ahead([(one, heirs[one.row.id].name) for one in decision.passing.dossiers if one.is_open])
