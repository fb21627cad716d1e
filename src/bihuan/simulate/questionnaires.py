"""The demo county's questionnaires: three counted, one of them with too few ballots to be shown, one that waits."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

from bihuan.domain.questionnaires import QuestionnaireKind
from bihuan.dossiers.models import Inspection
from bihuan.questionnaires import actions
from bihuan.questionnaires.models import Questionnaire
from bihuan.rules.documents import read_document
from bihuan.simulate.agenda import Agenda
from bihuan.simulate.founding import County
from bihuan.simulate.setting import days
from bihuan.simulate.vocabulary import HERE
from bihuan.tips.bags import FILE, Held, mark_of, written
from bihuan.tips.boxes import BALLOT, BALLOT_PADDED_TO, sealed
from bihuan.tips.carrying import packed


@cache
def told() -> Mapping[str, Any]:
    """Return which questionnaires there are, and what was ticked."""
    return {str(key): value for key, value in read_document(HERE / "questionnaires.yaml").content.items()}


def ask_the_people(county: County) -> None:
    """Let the office ask, where the dossiers are played."""
    agenda = Agenda()
    for said in told()["runs"]:
        rows = Inspection.objects.filter(authority_id=county.cast.authority_id, organization_name=said["unit"])
        inspection = rows.order_by("-id").first()
        if inspection is None:
            continue
        agenda.on(county.today - days(said["opened_before"]), partial(open_one, county, said, inspection.id))
        if "ballots" in said:
            agenda.on(county.today - days(said["counted_before"]), partial(count_one, county, said))
    agenda.live(county.clock.at)


def slips_of(said: Mapping[str, Any]) -> list[str]:
    """Return what the host would keep of each slip; nobody has these codes."""
    return [hashlib.sha256(f"{said['title']} {number}".encode()).hexdigest() for number in range(said["slips"])]


def open_one(county: County, said: Mapping[str, Any], inspection_id: uuid.UUID) -> None:
    county.keep(
        actions.open_questionnaire,
        inspection_id=inspection_id,
        kind=QuestionnaireKind(said["kind"]),
        audience=said["audience"],
        title=said["title"],
        address=told()["address"],
        until_on=county.today - days(said["until_before"]),
    )
    county.keep(actions.print_slips, run_id=run_of(county, said).id, marks=tuple(map(mark_of, slips_of(said))))


def run_of(county: County, said: Mapping[str, Any]) -> Questionnaire:
    return Questionnaire.objects.get(authority_id=county.cast.authority_id, title=said["title"])


def count_one(county: County, said: Mapping[str, Any]) -> None:
    run = run_of(county, said)
    boxes = [sealed({"ticked": ticked}, run.public, BALLOT, BALLOT_PADDED_TO) for ticked in ballots_of(run, said)]
    held = Held(sorted(slips_of(said)[: said["ballots"]]), sorted(boxes))
    county.keep(actions.carry_ballots, run_id=run.id, content=packed({f"{run.name}/{FILE}": written(held)}))
    county.keep(actions.count_questionnaire, run_id=run.id)


def ballots_of(run: Questionnaire, said: Mapping[str, Any]) -> Sequence[Mapping[str, str]]:
    """Return ballots that together tick what is told, question by question."""
    questions = [one["code"] for one in run.asked["questions"]]
    answers = [one["code"] for one in run.asked["answers"]]
    columns = [
        [answer for answer, count in zip(answers, counts, strict=True) for _ballot in range(count)]
        for counts in said["ticks"]
    ]
    return [dict(zip(questions, row, strict=True)) for row in zip(*columns, strict=True)]
