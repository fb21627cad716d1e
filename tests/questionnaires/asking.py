"""A questionnaire of a test county: opened, slips printed, ballots as the public host packs them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bihuan.domain.questionnaires import QuestionnaireKind
from bihuan.ledger.door import Receipt
from bihuan.questionnaires import actions
from bihuan.questionnaires.models import Questionnaire
from bihuan.tips.bags import FILE, Held, mark_of, told_of, written
from bihuan.tips.boxes import BALLOT, BALLOT_PADDED_TO, new_code, sealed
from bihuan.tips.carrying import packed
from tests.county import County, new_key

KIND = QuestionnaireKind.SATISFACTION


@dataclass
class Asking:
    """One questionnaire and the codes of its slips."""

    county: County
    kind: QuestionnaireKind = KIND
    codes: list[str] = field(default_factory=list)
    run_id: uuid.UUID = field(init=False)

    def do(self, deed: Callable[..., Receipt], **told: Any) -> Receipt:
        office = replace(self.county.office, today=self.county.today)
        return deed(actor=office, **told, now=self.county.now, key=new_key())

    def opened(self, **told: Any) -> Asking:
        told = {"kind": self.kind, "audience": "users", "title": "住建局整改满意度测评", **told}
        told = {"address": "https://tips.example", "until_on": self.county.today + timedelta(days=7), **told}
        self.do(actions.open_questionnaire, inspection_id=self.county.inspection_id, **told)
        rows = Questionnaire.objects.filter(authority_id=self.county.authority_id)
        self.run_id = rows.latest("number").id
        return self

    def printed(self, count: int = 20) -> Asking:
        self.codes = [new_code() for _ in range(count)]
        marks = tuple(mark_of(told_of(code, self.run.name)) for code in self.codes)
        self.do(actions.print_slips, run_id=self.run_id, marks=marks)
        return self

    @property
    def run(self) -> Questionnaire:
        return Questionnaire.objects.get(authority_id=self.county.authority_id, pk=self.run_id)

    @property
    def questions(self) -> list[str]:
        return [one["code"] for one in self.run.asked["questions"]]

    def ballot(self, answer: str = "good", **other: str) -> bytes:
        ticked = {**dict.fromkeys(self.questions, answer), **other}
        return sealed({"ticked": ticked}, self.run.public, BALLOT, BALLOT_PADDED_TO)

    def held(self, boxes: Sequence[bytes], codes: Sequence[str] | None = None) -> Held:
        used = self.codes[: len(boxes)] if codes is None else codes
        return Held(sorted(told_of(code, self.run.name) for code in used), sorted(boxes))

    def package(self, held: Held) -> bytes:
        return packed({f"{self.run.name}/{FILE}": written(held)})

    def carried(self, boxes: Sequence[bytes]) -> Asking:
        self.do(actions.carry_ballots, run_id=self.run_id, content=self.package(self.held(boxes)))
        return self

    def counted(self) -> Asking:
        self.county.today += timedelta(days=8)
        self.do(actions.count_questionnaire, run_id=self.run_id)
        return self

    def tallied(self) -> Mapping[str, Mapping[str, int]]:
        found: Mapping[str, Mapping[str, int]] = self.run.tally
        return found
