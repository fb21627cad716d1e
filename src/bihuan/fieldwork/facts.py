"""Working papers as the facts that gates ask, and who may read them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.facts import FixFacts, InspectionFacts, WorkingPaperFacts
from bihuan.domain.lifecycle.inspection import AT_WORK
from bihuan.domain.lifecycle.reply import CHECKED
from bihuan.domain.lifecycle.working_paper import READERS, SIGNERS
from bihuan.domain.roles import Role
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, locked
from bihuan.fieldwork.models import FixOrder, Guidance, PaperEvidence, PaperHand, WorkingPaper

RESTRICTED = "restricted"


def papers_seen(actor: Actor, inspection: Inspection) -> QuerySet[WorkingPaper]:
    """Return the working papers of a dossier that somebody may read, by number.

    They are the team's and the office's. A restricted one is for whoever signs it and for those who wrote in it.
    """
    rows = WorkingPaper.objects.filter(authority_id=inspection.authority_id, inspection=inspection).order_by("number")
    held = roles_on(actor, inspection.thing)
    if not READERS & held:
        return rows.none()
    if SIGNERS & held:
        return rows
    return rows.filter(~Q(secrecy=RESTRICTED) | Q(id__in=own_papers(actor, rows)))


def own_papers(actor: Actor, rows: QuerySet[WorkingPaper]) -> list[uuid.UUID]:
    """Return the papers that somebody wrote in."""
    hands = rows.filter(secrecy=RESTRICTED).values_list("id", "hands")
    return [paper_id for paper_id, accounts in hands if str(actor.account_id) in accounts]


def paper_for(actor: Actor, paper_id: uuid.UUID) -> tuple[WorkingPaper, Inspection]:
    """Return a working paper that the actor may read and its dossier, both locked; raise NoSuchThing."""
    found: WorkingPaper | None = locked(
        WorkingPaper.objects.filter(authority_id=actor.authority_id, pk=paper_id)
    ).first()
    if found is None:
        raise NoSuchThing("working_paper", paper_id)
    inspection = inspection_for(actor, found.inspection_id)
    if not may_read(actor.account_id, found, roles_on(actor, inspection.thing)):
        raise NoSuchThing("working_paper", paper_id)
    return found, inspection


def may_read(account: uuid.UUID | None, paper: WorkingPaper, held: Collection[Role]) -> bool:
    """True for whoever `papers_seen` shows this paper to."""
    roles = frozenset(held)
    if not READERS & roles:
        return False
    return paper.secrecy != RESTRICTED or bool(SIGNERS & roles) or str(account) in paper.hands


def hands_of(paper: WorkingPaper) -> list[uuid.UUID]:
    """Return the accounts that wrote in a paper, as it stands."""
    return [uuid.UUID(one) for one in paper.hands]


def facts_of_papers(papers: Iterable[WorkingPaper]) -> tuple[WorkingPaperFacts, ...]:
    """Return papers as gates ask them, with the files that stand."""
    rows = list(papers)
    standing = PaperEvidence.objects.filter(
        authority_id__in={row.authority_id for row in rows}, paper__in=rows, removed_on=None
    )
    files = Counter(standing.values_list("paper_id", flat=True)) if rows else Counter()
    return tuple(
        WorkingPaperFacts(
            number=row.number,
            stage=row.stage,
            evidence=files[row.id],
            basis=row.basis,
            phenomenon=row.phenomenon,
            nature=row.nature,
            responsibility=row.responsibility,
        )
        for row in rows
    )


def all_papers(inspection: Inspection) -> tuple[WorkingPaperFacts, ...]:
    """Return every working paper of a dossier as gates ask them."""
    rows = WorkingPaper.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return facts_of_papers(rows.order_by("number"))


def one_paper(inspection: Inspection, paper: WorkingPaper, on: date) -> InspectionFacts:
    """Return the dossier's facts with the one paper that a step is about."""
    return replace(bare_facts(inspection, on), working_papers=facts_of_papers([paper]))


def fixes_of(inspection: Inspection) -> tuple[FixFacts, ...]:
    """Return what was ordered to be put right at once; what the unit began by itself bars nothing."""
    rows = FixOrder.objects.filter(authority_id=inspection.authority_id, inspection=inspection, own=False)
    return tuple(FixFacts(str(row.number), row.stage in CHECKED) for row in rows.order_by("number"))


def guidance_days(inspection: Inspection) -> tuple[date, ...]:
    """Return the days on which a team was given mid-term guidance."""
    rows = Guidance.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return tuple(rows.order_by("number").values_list("on", flat=True))


def with_fieldwork(facts: InspectionFacts, inspection: Inspection) -> InspectionFacts:
    """Return a dossier's facts with what the weeks on site add; after the feedback no gate asks for it."""
    if inspection.stage not in AT_WORK:
        return facts
    return replace(
        facts,
        working_papers=all_papers(inspection),
        fixes=fixes_of(inspection),
        mid_term_guidance=guidance_days(inspection),
    )


def site_facts(inspection: Inspection, on: date) -> InspectionFacts:
    """Return what the end of the stay is judged by."""
    return with_fieldwork(bare_facts(inspection, on), inspection)


def next_hand(paper: WorkingPaper) -> int:
    """Return the number of the next hand that is put to a paper."""
    return PaperHand.objects.filter(authority_id=paper.authority_id, paper=paper).count() + 1
