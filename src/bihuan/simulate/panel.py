"""Evaluation by several and what follows, in the demo: leaders told, two scorers, three in one, consequences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bihuan.dossiers.models import Inspection
from bihuan.evaluation.forms import form_of
from bihuan.simulate import papers
from bihuan.simulate.dossier import Dossier
from bihuan.simulate.setting import LEADER, LEADING_GROUP, LIAISON, OFFICE, SUPERVISION, days
from bihuan.simulate.stories import Goes
from bihuan.simulate.vocabulary import places, words

ROUND_TOLD, EVALUATION_TOLD, TOLD_LATE = 2, 2, 9  # days after the feedback, and after an evaluation
DECIDED, NOTIFIED, RECORDED = 12, 13, 24  # days after a low evaluation
SELF_BEFORE, BEGUN_BEFORE, FIRST_BEFORE, SECOND_BEFORE, SETTLED_BEFORE = 5, 4, 3, 2, 1  # days before today
APART = "execution.done"


def leader_told(dossier: Dossier, told_of: str) -> None:
    """Tell the leader in charge today of the round, or of an evaluation."""
    told = {"told_of": told_of, "addressee": places()["leader_in_charge"], "receipt": words()["panel"]["receipt"]}
    dossier.do(OFFICE, "tell_leader", **told, on=dossier.clock.day)


def tell_of_the_round(dossier: Dossier) -> None:
    """Let the leader in charge be told what the round found; a dossier taken over was told outside."""
    if dossier.story.taken_over:
        return
    dossier.agenda.on(dossier.feedback_on + days(ROUND_TOLD), lambda: leader_told(dossier, "round_result"))


def tell_of_evaluation(dossier: Dossier, evaluated: date) -> None:
    """Let the leader in charge be told of an evaluation; in one dossier that came late."""
    late = dossier.story.goes is Goes.EVALUATED_ONCE
    day = evaluated + days(TOLD_LATE if late else EVALUATION_TOLD)
    dossier.agenda.on(day, lambda: leader_told(dossier, "evaluation"))


# --- three in one --------------------------------------------------------------------------------------------


def marks(dossier: Dossier, shift: int = 0) -> dict[str, str]:
    """Return most of every line, so that two who score are close; on what was put right the second gives less."""
    inspection = Inspection.objects.select_related("organization").get(
        authority_id=dossier.cast.authority_id, pk=dossier.inspection_id
    )
    given = {}
    for item in form_of(inspection, dossier.clock.day).form.items():
        mark = Decimal(item.full) - dossier.chance.randint(0, item.full // 5)
        given[item.key] = str(mark - (shift if item.key == APART else 0))
    return given


def scored(dossier: Dossier, grounds: Mapping[str, str], shift: int = 0) -> dict[str, Any]:
    """Return marks with their grounds; a line of which nothing particular is told was read in the files."""
    given = marks(dossier, shift)
    return {"marks": given, "grounds": dict.fromkeys(given, words()["panel"]["grounds_else"]) | dict(grounds)}


def score(dossier: Dossier, *, is_whole: bool) -> None:
    """Let the unit assess itself and two scorers begin; in one dossier they settle, and the score is combined."""
    said, today = words()["panel"], dossier.today
    own = today - days(SELF_BEFORE)

    def assess() -> None:
        dossier.do(LIAISON, "assess_self", on=own, **scored(dossier, said["own_grounds"]))

    def begin() -> None:
        scorers = [dossier.cast.people[dossier.login_of(who)].account_id for who in (LEADER, SUPERVISION)]
        dossier.do(OFFICE, "begin_scoring", for_body="office", first_id=scorers[0], second_id=scorers[1])

    dossier.agenda.on(own, assess)
    dossier.agenda.on(today - days(BEGUN_BEFORE), begin)
    first, second = today - days(FIRST_BEFORE), today - days(SECOND_BEFORE)
    dossier.agenda.on(first, lambda: hand_in(dossier, LEADER, 0))
    if is_whole:
        dossier.agenda.on(second, lambda: hand_in(dossier, SUPERVISION, 16))
        dossier.agenda.on(today - days(SETTLED_BEFORE), lambda: settle(dossier))


def hand_in(dossier: Dossier, who: str, shift: int) -> None:
    dossier.do(who, "hand_in_scores", **scored(dossier, words()["panel"]["grounds"], shift))


def settle(dossier: Dossier) -> None:
    """Settle the line on which the two were apart, count the people's ballots on paper, combine."""
    said, day = words()["panel"], dossier.clock.day
    told: dict[str, Any] = {"settled": {APART: "14"}, "reasons": {APART: said["settled"]}}
    dossier.do(OFFICE, "settle_scores", on=day, **told)
    paper = papers.upload(f"{said['count']}.pdf", papers.pdf(said["count"]))
    counted: dict[str, Any] = {"asked": "rectification", "on": day, "ballots": 86, "mean": "84.5"}
    dossier.do(OFFICE, "enter_people_result", **counted, paper=paper)
    dossier.do(OFFICE, "combine_scores")


# --- what follows from a low score ---------------------------------------------------------------------------


def follow(dossier: Dossier, evaluated: date) -> None:
    """Decide what follows from a low evaluation: a talk that is held, a meeting ordered again, the rest still open."""
    said = words()["panel"]
    proposed = evaluated + days(DECIDED - 1)
    told = {"consequence": "meeting_again", "ground": "uneasy", "reason": said["uneasy"]}
    dossier.then(proposed, OFFICE, "propose_consequence", **told)
    dossier.then(proposed, OFFICE, "mark_grave", reason=said["grave"])
    decided = evaluated + days(DECIDED)
    for consequence, decision in (("talk", "adopted"), ("meeting_again", "adopted"), ("accountability", "declined")):
        reasons = {"consequence": consequence, "decision": decision, "reason": said["reasons"][consequence]}
        due = {"due_on": decided + days(RECORDED)} if decision == "adopted" else {}
        dossier.then(decided, LEADING_GROUP, "decide_consequence", **reasons, **due)
    day = evaluated + days(NOTIFIED)
    for number, to in ((2, said["head"]), (1, said["committee"])):
        dossier.then(day, OFFICE, "notify_consequence", number=number, notified_to=to, on=day)
    held = evaluated + days(RECORDED)
    dossier.then(held, OFFICE, "record_consequence", number=2, on=held, record=said["talk"])
