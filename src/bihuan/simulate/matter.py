"""One finding of the demo: its measures, its work, and how it comes to its fate, as happenings on an agenda."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from random import Random

from bihuan.rectification.models import Measure
from bihuan.simulate import papers
from bihuan.simulate.setting import HEAD, LIAISON, OFFICE, RESIDENT, SUPERVISION, Setting, days
from bihuan.simulate.stories import Fate
from bihuan.simulate.vocabulary import Problem, fill, outcome_said, places, said, words

VAGUE_SHARE = 0.15
SOME_FEN = (0, 0, 0, 1_286_000, 3_450_050, 12_800_000)
LAMP_DAYS = {  # by fate: the earliest and latest due day, counted from today
    Fate.OVERDUE: (-24, -2),
    Fate.YELLOW: (1, 9),
    Fate.GREEN: (11, 19),
    Fate.LATER: (26, 70),
    Fate.RETURNED_TWICE: (-3, 8),
    Fate.REOPENED: (3, 18),
    Fate.EXTENSION_ASKED: (2, 6),
    Fate.EXTENSION_APPROVED: (-6, -5),
    Fate.EXTENSION_REFUSED: (-5, -4),
    Fate.LONG_TERM_WAITING: (40, 90),
}
FINISHED = frozenset({Fate.SIGNED_OFF, Fate.SIGNED_OFF_AT_SECOND, Fate.REQUESTED, Fate.RETURNED_TWICE, Fate.REOPENED})
PARTLY = frozenset({Fate.OVERDUE, Fate.YELLOW, Fate.GREEN, Fate.LONG_TERM, Fate.EXTENSION_ASKED})


@dataclass
class Matter:
    """A finding as it goes; ids are filled in as its rows are made."""

    dossier: Setting
    number: str
    problem: Problem
    fate: Fate
    chance: Random
    finding_id: uuid.UUID = field(init=False)
    measures: list[uuid.UUID] = field(default_factory=list)

    def do(self, who: str, deed: str, target: uuid.UUID | None = None, **told: object) -> None:
        self.dossier.do(who, deed, target or self.finding_id, **told)

    @property
    def leaves_gap(self) -> bool:
        """True for the person matters whose outcome the story leaves open."""
        return self.dossier.story.gaps and int(self.number) % 2 == 0

    # --- the plan -----------------------------------------------------------------------------------

    def due_on(self, today: date, feedback_on: date) -> date:
        if self.fate not in LAMP_DAYS:
            return feedback_on + days(self.chance.randint(40, 80))
        first, last = LAMP_DAYS[self.fate]
        return max(today + days(self.chance.randint(first, last)), feedback_on + days(20))

    def plan(self, today: date, feedback_on: date) -> None:
        """Add two or three measures, now and then a vague one."""
        due = self.due_on(today, feedback_on)
        chosen = self.chance.sample(range(len(self.problem.measures)), self.chance.choice((1, 2, 2)))
        for place, which in enumerate(chosen):
            measure = self.problem.measures[which]
            self.add_measure(fill(measure["text"], self.chance, today.year), measure["seen"], due + days(7 * place))
        if self.chance.random() < VAGUE_SHARE:
            self.add_measure(self.chance.choice(words()["vague_measures"]), "", due)

    def add_measure(self, text: str, seen: str, due: date) -> None:
        owner = self.chance.choice(places()["owners"][self.dossier.unit.category])
        receipt = self.dossier.do(
            LIAISON,
            "add_measure",
            self.finding_id,
            text=text,
            owner=owner,
            department=self.problem.department,
            due_on=due,
            expected_result=fill(seen, self.chance, due.year) or self.chance.choice(words()["results"]),
        )
        self.measures.append(uuid.UUID(receipt.told["measure"]))

    # --- the work -----------------------------------------------------------------------------------

    def work(self, start: date, today: date) -> None:
        """Enter everything that happens to this finding after its plan was accepted."""
        agenda = self.dossier.agenda
        early = start + days(self.chance.randint(8, 24))
        if self.fate in FINISHED:
            done = min(start + days(self.chance.randint(26, 48)), today - days(9))
            agenda.on(done, lambda: self.finish(done))
            self.answers(done, today)
        elif self.fate in PARTLY:
            agenda.on(early, lambda: self.report(self.measures[:1], self.chance.choice(words()["progress"]), None))
        if self.fate is Fate.GREEN and self.measures:
            agenda.on(early, self.change_owner)
        if self.fate in (Fate.LONG_TERM, Fate.LONG_TERM_WAITING):
            self.long_term(start + days(30), today)
        if self.fate in (Fate.EXTENSION_ASKED, Fate.EXTENSION_APPROVED, Fate.EXTENSION_REFUSED):
            self.extension(today)

    def change_owner(self) -> None:
        """Name somebody else for a measure of the accepted plan, with the reason; every other one is noted."""
        row = Measure.objects.get(authority_id=self.dossier.cast.authority_id, pk=self.measures[0])
        owners = places()["owners"][self.dossier.unit.category]
        told = {name: getattr(row, name) for name in ("text", "department", "due_on", "expected_result")}
        owner = next(one for one in owners if one != row.owner)
        self.do(LIAISON, "revise_measure", row.id, **told, owner=owner, reason=words()["change_reason"])
        if int(self.number) % 2:
            self.do(OFFICE, "note_change", row.id, remark=words()["change_noted"])

    def report(self, measures: list[uuid.UUID], progress: str, done_on: date | None) -> None:
        for measure in measures:
            self.do(LIAISON, "report_progress", measure, progress=progress, done_on=done_on)

    def finish(self, day: date) -> None:
        """Do all measures, show it, say what came of it."""
        self.report(self.measures, words()["done"], day)
        for label in self.chance.sample(words()["evidence_labels"], self.chance.choice((1, 1, 2))):
            self.show(label)
        told = {
            "result": self.chance.choice(words()["results"]),
            "recovered_fen": self.chance.choice(SOME_FEN),
            "rules_made": self.chance.choice((0, 0, 1, 2)),
        }
        if not self.problem.person_matter or self.leaves_gap:
            self.do(LIAISON, "state_result", **told, persons_dealt_with=0)
            return
        outcome, persons = outcome_said(self.chance, day.year)
        self.do(LIAISON, "state_result", **told, persons_dealt_with=persons)
        self.outcome(outcome, day.year)

    def show(self, label: str) -> None:
        name, content = papers.evidence(label, self.dossier.unit.name, self.problem.title, self.chance)
        self.do(
            LIAISON,
            "attach_evidence",
            file=papers.upload(name, content),
            label=label,
            pages=f"1-{self.chance.randint(1, 6)}",
        )

    def answers(self, done: date, today: date) -> None:
        """Enter request and answer: at once, at the second time, twice sent back, opened again, or none yet."""
        agenda, reason = self.dossier.agenda, words()["return_reasons"]
        back = {Fate.SIGNED_OFF_AT_SECOND: 1, Fate.RETURNED_TWICE: 2}.get(self.fate, 0)
        for turn in range(back):
            self.request(done + days(1 + 3 * turn))
            told = reason[(turn + int(self.number)) % len(reason)]
            agenda.on(done + days(2 + 3 * turn), partial(self.do, OFFICE, "return_sign_off", reason=told))
        if self.fate is Fate.RETURNED_TWICE:
            return
        again = done + days(1 + 3 * back)
        self.request(again)
        if self.fate is not Fate.REQUESTED:
            agenda.on(again + days(1), lambda: self.do(OFFICE, "grant_sign_off"))
        if self.fate is Fate.REOPENED:
            agenda.on(
                min(again + days(3), today - days(1)),
                lambda: self.do(SUPERVISION, "reopen", reason=self.chance.choice(words()["reopen_reasons"])),
            )

    def request(self, day: date) -> None:
        self.dossier.agenda.on(day, lambda: self.do(HEAD, "request_sign_off"))

    def long_term(self, day: date, today: date) -> None:
        agenda = self.dossier.agenda
        receiver = str(self.dossier.receiver.id)
        agenda.on(
            min(day, today - days(5)),
            lambda: self.do(
                OFFICE,
                "hand_over",
                receiver_id=receiver,
                stages=words()["hand_over_stages"],
                next_on=today + days(self.chance.randint(-20, 120) + 30),
                reason=self.chance.choice(words()["hand_over_reasons"]),
            ),
        )
        if self.fate is Fate.LONG_TERM:
            agenda.on(min(day + days(4), today - days(2)), lambda: self.do(RESIDENT, "accept_hand_over"))
            told = {"seen": words()["hand_over_looks"], "next_on": today + days(self.chance.randint(5, 120))}
            agenda.on(min(day + days(40), today - days(1)), lambda: self.do(RESIDENT, "follow_long_term", **told))
            if self.problem.person_matter:
                on = min(day + days(5), today - days(1))
                agenda.on(on, lambda: self.outcome(outcome_said(self.chance, day.year)[0], day.year))

    def outcome(self, outcome: str, year: int) -> None:
        self.do(HEAD, "state_outcome", outcome=outcome, accountability=said("accountabilities", self.chance, year))

    def extension(self, today: date) -> None:
        agenda, until = self.dossier.agenda, today + days(self.chance.randint(25, 45))
        asked = today - days(2 if self.fate is Fate.EXTENSION_ASKED else 8)
        reason = self.chance.choice(words()["extension_reasons"])
        agenda.on(asked, lambda: self.do(LIAISON, "request_extension", self.measures[0], until_on=until, reason=reason))
        if self.fate is Fate.EXTENSION_APPROVED:
            answer = self.chance.choice(words()["extension_answers"])
            agenda.on(asked + days(2), lambda: self.do(OFFICE, "approve_extension", self.measures[0], answer=answer))
        if self.fate is Fate.EXTENSION_REFUSED:
            answer = self.chance.choice(words()["extension_refusals"])
            agenda.on(asked + days(2), lambda: self.do(OFFICE, "refuse_extension", self.measures[0], reason=answer))
