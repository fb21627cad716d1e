"""Which deeds are open to somebody now, and what the others still lack: the verdict before the deed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bihuan.closeout.facts import whole_facts
from bihuan.closeout.rounds import verdict_on_round
from bihuan.desk.fitting import END_ROUND, Thing, finds_its_thing, has_its_thing, role_offered
from bihuan.desk.offers import OFFERS, Offer
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.machine import Blocker, MayNot, NoSuchStep, Verdict, ask_gates, judge, role_for
from bihuan.domain.roles import UNIT, Role
from bihuan.domain.rulebook import Rulebook
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.evaluation.facts import latest_is_told
from bihuan.fieldwork.facts import one_paper
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.custody import HeldElsewhere
from bihuan.rectification.facts import one_finding
from bihuan.rectification.reports import signer_of

# gates whose answer depends on what the form will tell: asked by the deed, left out of the verdict before it
SETTLED_BY_THE_FORM: Mapping[str, frozenset[str]] = {
    "give_feedback": frozenset({"copy_notice.not_same_day"}),
    "attest_signature": frozenset({"signer.not_present_head"}),
    "attest_periodic_report": frozenset({"signer.not_present_head"}),
}
ON_A_SCORE = "evaluation.below_pass"  # the inspected unit learns it when the evaluation is told to it


@dataclass(frozen=True)
class Chance:
    """A deed that somebody of this role may take at this stage, with its verdict."""

    offer: Offer
    role: Role
    verdict: Verdict

    @property
    def is_open(self) -> bool:
        return self.verdict.allowed


@dataclass(frozen=True)
class Panel:
    """The gate panel: what a step lacks, cut to what the reader may know; `hidden` conditions are kept from him."""

    step: str
    allowed: bool
    blockers: tuple[Blocker, ...]
    waived: tuple[Blocker, ...]
    hidden: int


def chances_on_inspection(
    actor: Actor, inspection: Inspection, facts: InspectionFacts | None = None
) -> tuple[Chance, ...]:
    """Return the deeds on a dossier that fit the actor's roles and its stage; `facts` where they are at hand."""
    known = _with_signer(actor, inspection, facts or whole_facts(inspection, actor.today))
    return tuple(_for_the_round(chance, actor, inspection) for chance in _chances(actor, inspection, None, known))


def _for_the_round(chance: Chance, actor: Actor, inspection: Inspection) -> Chance:
    """Return a chance with the verdict on all dossiers of the round where the deed is about them all."""
    if chance.offer.name != END_ROUND:
        return chance
    return replace(chance, verdict=verdict_on_round(inspection, actor))


def chances_on_finding(actor: Actor, finding: Finding, inspection: Inspection) -> tuple[Chance, ...]:
    """Return the deeds on a finding, its measures and evidence that fit the actor's roles and its stage."""
    facts = one_finding(inspection, finding, actor.today)
    return tuple(_chances(actor, inspection, finding, facts))


def chances_on_paper(actor: Actor, paper: WorkingPaper, inspection: Inspection) -> tuple[Chance, ...]:
    """Return the deeds on a working paper that fit the actor's roles and its stage."""
    return tuple(_chances(actor, inspection, paper, one_paper(inspection, paper, actor.today)))


def _chances(actor: Actor, inspection: Inspection, thing: Thing | None, facts: InspectionFacts) -> Iterable[Chance]:
    if inspection.holder:
        return  # whoever holds the dossier meanwhile is told at its head
    held = roles_on(actor, inspection.thing)
    rules = rulebook_of(inspection, actor.today)
    for offer in OFFERS.values():
        if not has_its_thing(offer, thing):
            continue
        role = role_offered(offer, held, inspection, thing)
        if role is not None:
            yield Chance(offer, role, before_the_form(offer, ask_gates(offer.step, facts, rules)))


def before_the_form(offer: Offer, verdict: Verdict) -> Verdict:
    """Return a verdict without the gates that only the form's own words can answer."""
    settled = SETTLED_BY_THE_FORM.get(offer.name, frozenset())
    return replace(verdict, blockers=tuple(b for b in verdict.blockers if b.code not in settled))


def _with_signer(actor: Actor, inspection: Inspection, facts: InspectionFacts) -> InspectionFacts:
    """Return the facts with the head's name where it is the head himself who asks."""
    if Role.UNIT_HEAD not in roles_on(actor, inspection.thing):
        return facts
    return replace(facts, signer=signer_of(actor, inspection))


def verdict_for(actor: Actor, offer: Offer, inspection: Inspection, thing: Thing | None = None) -> Verdict:
    """Judge a deed for the actor without doing it; raise MayNot, NoSuchStep or HeldElsewhere."""
    if inspection.holder:
        raise HeldElsewhere(inspection.holder)
    role = role_for(offer.step, roles_on(actor, inspection.thing))
    facts, stage = _asked(actor, inspection, thing)
    verdict = judge(offer.step, role=role, stage=stage, facts=facts, rulebook=_rules(actor, inspection))
    if not finds_its_thing(offer, inspection, thing):
        raise NoSuchStep(offer.step.name, stage)
    if offer.name == END_ROUND:
        return verdict_on_round(inspection, actor)
    return before_the_form(offer, verdict)


def _asked(actor: Actor, inspection: Inspection, thing: Thing | None) -> tuple[InspectionFacts, str]:
    if thing is None:
        return _with_signer(actor, inspection, whole_facts(inspection, actor.today)), inspection.stage
    if isinstance(thing, WorkingPaper):
        return one_paper(inspection, thing, actor.today), thing.stage
    return one_finding(inspection, thing, actor.today), thing.stage


def _rules(actor: Actor, inspection: Inspection) -> Rulebook:
    return rulebook_of(inspection, actor.today)


def gate_panel(
    actor: Actor, inspection: Inspection, step_name: str = "close", facts: InspectionFacts | None = None
) -> Panel:
    """Return what a step of the dossier lacks, cut to what the reader may know; `facts` where they are at hand."""
    known = facts or whole_facts(inspection, actor.today)
    return cut(actor, inspection, ask_gates(OFFERS[step_name].step, known, _rules(actor, inspection)))


def cut(actor: Actor, inspection: Inspection, verdict: Verdict) -> Panel:
    """Cut a verdict: the inspected unit sees its own moves, and only that others have theirs."""
    held = roles_on(actor, inspection.thing)
    if held - UNIT:
        return Panel(verdict.step, verdict.allowed, verdict.blockers, verdict.waived, 0)
    own = tuple(b for b in verdict.blockers if b.whose in UNIT and (b.code != ON_A_SCORE or latest_is_told(inspection)))
    hidden = len(verdict.unmet - {b.code for b in own})
    return Panel(verdict.step, verdict.allowed, own, (), hidden)


__all__ = [
    "Chance",
    "MayNot",
    "NoSuchStep",
    "Panel",
    "chances_on_finding",
    "chances_on_inspection",
    "chances_on_paper",
    "cut",
    "gate_panel",
    "verdict_for",
]
