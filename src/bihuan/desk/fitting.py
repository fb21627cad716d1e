"""May this deed be offered on this thing now? The one answer that verdicts, buttons, links, bulk edits and pencils ask.

It asks whose step it is, the stages, and whether there is anything to do it to. It never asks the gates: a deed that
still lacks something is offered, barred, with all its reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bihuan.desk.offers import Offer, Target
from bihuan.domain.lifecycle.finding import finds_its_hand_over
from bihuan.domain.lifecycle.machine import role_for
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import asks
from bihuan.fieldwork.models import WorkingPaper
from bihuan.rectification.models import Extension, Measure

OF_A_FINDING = frozenset({Target.FINDING, Target.MEASURE, Target.EVIDENCE})
Thing = Finding | WorkingPaper  # what of a dossier has a life of its own
END_ROUND = "end_round"
ANSWERS = frozenset({"approve_extension", "refuse_extension"})
FILING, THREE_PARTY, PERIODIC = (
    f"gate/close/{code}" for code in ("filing.missing", "three_party.missing", "periodic_report.unsigned")
)
THREE_IN_ONE = "evaluation/three_in_one"
# deeds that are there only where the rules of the dossier ask for what they record
ASKED_BY: Mapping[str, frozenset[str]] = {
    "file_with_parties": frozenset({FILING}),
    "withdraw_party_filing": frozenset({FILING}),
    "state_party_absent": frozenset({FILING, THREE_PARTY}),
    "withdraw_absence": frozenset({FILING, THREE_PARTY}),
    "call_periodic_reports": frozenset({PERIODIC}),
    "cancel_periodic_report": frozenset({PERIODIC}),
    "write_periodic_report": frozenset({PERIODIC}),
    "sign_periodic_report": frozenset({PERIODIC}),
    "attest_periodic_report": frozenset({PERIODIC}),
    "evaluate_as_party": frozenset({THREE_PARTY}),
    "enter_party_evaluation": frozenset({THREE_PARTY}),
    "withdraw_party_evaluation": frozenset({THREE_PARTY}),
    "feed_back_three_party": frozenset({THREE_PARTY}),
    "assess_self": frozenset({THREE_IN_ONE}),
    "return_self_assessment": frozenset({THREE_IN_ONE}),
    "enter_people_result": frozenset({THREE_IN_ONE}),
    "withdraw_people_result": frozenset({THREE_IN_ONE}),
    "combine_scores": frozenset({THREE_IN_ONE}),
}


def has_its_thing(offer: Offer, thing: Thing | None) -> bool:
    """True where a deed is done to what is before it: a finding or a row of one, a working paper, the dossier."""
    if isinstance(thing, Finding):
        return offer.target in OF_A_FINDING
    if isinstance(thing, WorkingPaper):
        return offer.target is Target.WORKING_PAPER
    return offer.target not in OF_A_FINDING and offer.target is not Target.WORKING_PAPER


def role_offered(
    offer: Offer, held: Collection[Role], inspection: Inspection, thing: Thing | None = None
) -> Role | None:
    """Return the role, of those held on a dossier, in which a deed is a step now; None where it is none."""
    if thing is None and not has_its_thing(offer, thing):
        return None
    stage = thing.stage if thing is not None else inspection.stage
    if not offer.step.fits(stage, inspection.stage) or not finds_its_thing(offer, inspection, thing):
        return None
    return role_for(offer.step, held)


def is_offered(offer: Offer, held: Collection[Role], inspection: Inspection, thing: Thing | None = None) -> bool:
    """True where somebody who holds these roles on a dossier may be shown a deed on it, or on a thing of it."""
    return role_offered(offer, held, inspection, thing) is not None


def finds_its_thing(offer: Offer, inspection: Inspection, thing: Thing | None = None) -> bool:
    """False where a deed finds nothing to be done to.

    The end of a round that has ended; what the rules of the dossier do not ask for; a hand-over that is not, or no
    more, at the deed's point.
    """
    if thing is None:
        asked_by = ASKED_BY.get(offer.name)
        if asked_by is not None and not any(asks(inspection, rule_id) for rule_id in asked_by):
            return False
        return offer.name != END_ROUND or inspection.round.ended_on is None
    if not isinstance(thing, Finding):
        return True
    return finds_its_hand_over(
        offer.name,
        handed_over=thing.handed_over_to_id is not None,
        accepted=thing.hand_over_accepted_on is not None,
    )


def finds_its_measure(name: str, measure: Measure, waiting: Extension | None) -> bool:
    """True where a deed on measures has something to do on this one; `waiting`: the time asked for it, unanswered."""
    if measure.removed_on is not None:
        return False
    if name in ANSWERS:
        return waiting is not None
    if name == "request_extension":
        return measure.due_on is not None and measure.done_on is None and waiting is None
    return True
