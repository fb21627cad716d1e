"""Everything that the pages of working papers show, gathered once and cut to what their reader may know."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from bihuan.desk.chances import Chance, chances_on_paper
from bihuan.desk.offers import OFFERS
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.lifecycle.machine import ask_gates
from bihuan.domain.lifecycle.separation import is_own_draft
from bihuan.domain.lifecycle.working_paper import READERS, PaperStage
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.fieldwork.advice import names_on, twins_of
from bihuan.fieldwork.drafting import areas
from bihuan.fieldwork.facts import facts_of_papers, hands_of, one_paper, papers_seen
from bihuan.fieldwork.keeping import aspects_of_papers
from bihuan.fieldwork.models import GuideTick, Inquiry, PaperEvidence, PaperHand, PeerReview, WorkingPaper
from bihuan.teams.seating import roles_nobody_holds
from bihuan.web.gates import Missing, missing_with_ways
from bihuan.web.offered import Button, button, in_order
from bihuan.web.pages.regulation import Cited, cited_by
from bihuan.web.things import Aim

NEXT_SIGNATURE = {
    PaperStage.DRAFT: "submit_working_paper",
    PaperStage.SUBMITTED: "review_working_paper",
    PaperStage.REVIEWED: "sign_working_paper",
    PaperStage.SIGNED: "confirm_finding",
}
AWAITED = (PaperStage.SUBMITTED, PaperStage.REVIEWED)  # the deputy, the leader
ON_EVIDENCE, AS_A_PEER, GIVE_UP = "remove_paper_evidence", "review_as_peer", "withdraw_working_paper"


@dataclass(frozen=True)
class Line:
    """A working paper in the list of its dossier."""

    row: WorkingPaper
    area: str
    files: int
    lacks: int


@dataclass(frozen=True)
class Mark:
    """A colleague's mark in one aspect."""

    words: str
    mark: str
    full: int


@dataclass(frozen=True)
class Peer:
    """What one colleague thinks of a paper."""

    by_name: str
    by_role: str
    on: date
    comment: str
    lines: list[Mark]


@dataclass(frozen=True)
class Twin:
    """Another paper that nearly says the same; without a page for whoever may not open it."""

    number: str
    page: uuid.UUID | None


@dataclass(frozen=True)
class Card:
    """One working paper with all that hangs on it."""

    paper: WorkingPaper
    area: str
    evidence: list[PaperEvidence]
    inquiries: list[Inquiry]
    hands: list[PaperHand]
    buttons: tuple[Button, ...]
    takes_down: bool
    signature: str
    whose: tuple[str, ...]  # the roles whose move the next signature is; of a draft its author knows
    is_nobody: bool  # nobody on the dossier could give it
    waits: bool  # until the team has left
    missing: tuple[Missing, ...]
    names: tuple[str, ...]
    twins: tuple[Twin, ...]
    peers: list[Peer]
    cites: list[Cited]
    points: list[str]  # of guides, from which it came


def peers_of(paper: WorkingPaper) -> list[Peer]:
    """Return what colleagues think of a paper, under the full marks of that day."""
    words = {code: said for code, (said, _full) in aspects_of_papers().items()}
    rows = PeerReview.objects.filter(authority_id=paper.authority_id, paper=paper).order_by("number")
    return [
        Peer(
            row.by_name,
            row.by_role,
            row.on,
            row.comment,
            [Mark(words.get(code, code), mark, row.full[code]) for code, mark in row.marks.items()],
        )
        for row in rows
    ]


def reads_papers(held: Collection[Role]) -> bool:
    """True for whoever reads the working papers of a dossier at all."""
    return bool(READERS.intersection(held))


def counts_of(actor: Actor, inspection: Inspection) -> list[tuple[str, int]]:
    """Return how many papers of a dossier stand at each stage, in the order of a paper's life."""
    found = Counter(papers_seen(actor, inspection).values_list("stage", flat=True))
    return [(stage.value, found[stage]) for stage in PaperStage if found[stage]]


def lines_of(actor: Actor, inspection: Inspection, stage: str) -> list[Line]:
    """Return the papers of a dossier that a reader may see; at one stage where it is asked for."""
    rows = papers_seen(actor, inspection)
    papers = list(rows.filter(stage=stage) if stage else rows)
    titles = areas()
    return [
        Line(
            row,
            titles.get(row.area, ""),
            told.evidence,
            sum(not words for words in (told.evidence, told.basis, told.phenomenon, told.nature, told.responsibility)),
        )
        for row, told in zip(papers, facts_of_papers(papers), strict=True)
    ]


def card_of(actor: Actor, aim: Aim) -> Card:
    """Return what the page of one working paper shows."""
    paper = aim.paper
    assert paper is not None
    own = {"authority_id": paper.authority_id, "paper": paper}
    chances = chances_on_paper(actor, paper, aim.inspection)
    signature = NEXT_SIGNATURE.get(PaperStage(paper.stage), "")
    return Card(
        paper=paper,
        area=areas().get(paper.area, ""),
        evidence=list(PaperEvidence.objects.filter(**own).select_related("file").order_by("number")),
        inquiries=list(Inquiry.objects.filter(**own).order_by("number")),
        hands=list(PaperHand.objects.filter(**own).order_by("number")),
        buttons=buttons_of(actor, paper, chances),
        takes_down=any(chance.offer.name == ON_EVIDENCE for chance in chances),
        signature=signature,
        whose=tuple(sorted(OFFERS[signature].step.roles)) if signature and paper.stage != PaperStage.DRAFT else (),
        is_nobody=paper.stage in AWAITED and signs_nobody(aim.inspection, signature, actor.today),
        waits=paper.stage == PaperStage.SIGNED and aim.inspection.stage == InspectionStage.ON_SITE,
        missing=missing_for(actor, aim, paper, signature) if signature else (),
        names=names_on(paper),
        twins=twins_seen(actor, aim, paper),
        peers=peers_of(paper),
        cites=cited_by(paper),
        points=points_of(paper),
    )


def signs_nobody(inspection: Inspection, signature: str, today: date) -> bool:
    """True where nobody holds any of the roles that give a signature: the paper would wait for good."""
    return OFFERS[signature].step.roles <= set(roles_nobody_holds(inspection, today))


def twins_seen(actor: Actor, aim: Aim, paper: WorkingPaper) -> tuple[Twin, ...]:
    """Return the papers that nearly say the same, each with its page where the reader may open it."""
    pages = dict(papers_seen(actor, aim.inspection).values_list("number", "id"))
    return tuple(Twin(one.number, pages.get(one.number)) for one in twins_of(paper))


def points_of(paper: WorkingPaper) -> list[str]:
    """Return the points of guides from which a paper came."""
    rows = GuideTick.objects.filter(authority_id=paper.authority_id, paper=paper, withdrawn_on=None)
    found = [row.in_use.version_of.guide.find(row.point) for row in rows.select_related("in_use__version_of")]
    return [f"{one[1].code} {one[1].name}" for one in found if one]


def buttons_of(actor: Actor, paper: WorkingPaper, chances: Collection[Chance]) -> tuple[Button, ...]:
    """Return the deeds on a paper: a file is taken down beside the file, a peer is who had no hand in it and once.

    A member gives up his own draft, and no other.
    """
    reviewed = PeerReview.objects.filter(authority_id=paper.authority_id, paper=paper, by_account=actor.account_id)
    gone = {ON_EVIDENCE}
    if actor.account_id in hands_of(paper) or reviewed.exists():
        gone.add(AS_A_PEER)
    if not is_own_draft(actor.account_id, hands_of(paper), is_draft=paper.stage == PaperStage.DRAFT):
        gone |= {one.offer.name for one in chances if one.offer.name == GIVE_UP and one.role is Role.MEMBER}
    fitting = (chance for chance in chances if chance.offer.name not in gone)
    return in_order(button(one, reverse("paper_do", args=[paper.id, one.offer.name])) for one in fitting)


def missing_for(actor: Actor, aim: Aim, paper: WorkingPaper, signature: str) -> tuple[Missing, ...]:
    """Return what the next signature still lacks, whoever's it is."""
    rules = rulebook_of(aim.inspection, actor.today)
    verdict = ask_gates(OFFERS[signature].step, one_paper(aim.inspection, paper, actor.today), rules)
    return missing_with_ways(verdict.blockers, aim.inspection, aim.held, account=actor.account_id)
