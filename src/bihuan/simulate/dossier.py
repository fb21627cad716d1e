"""One inspection of the demo, from its plan to the accepted plan of rectification, as far as its story goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from bihuan.dossiers.models import Finding
from bihuan.feedback.models import CopyNotice
from bihuan.simulate import papers
from bihuan.simulate.field import DEPUTY, go_to_feedback, settle_the_rest, work_on_site
from bihuan.simulate.letters import announce_inspection
from bihuan.simulate.matter import Matter
from bihuan.simulate.setting import HEAD, LEADER, LIAISON, OFFICE, Setting, days
from bihuan.simulate.stories import Fate, Goes, fate_of
from bihuan.simulate.vocabulary import Problem, places, problems, words

FIELD = (Goes.ON_SITE, Goes.LOOKED_OVER)
PLAN_AFTER, ACCEPTED_AFTER, MEETING_AFTER = 11, 15, 14
ANSWERED_AFTER = 25  # days after a copy notice
ON_SITE_DAYS, REPORTING_DAYS, JUST_LEFT = 40, 24, 9
TAKEN_OVER_STAGES = {Fate.SIGNED_OFF: "signed_off", Fate.SIGNED_OFF_AT_SECOND: "signed_off"}


@dataclass
class Dossier(Setting):
    """An inspection with its findings."""

    team: int = 0
    needs_department: bool = False
    is_later: bool = False  # of the second round, bound to one pack more
    count: int = 0
    matters: list[Matter] = field(default_factory=list)

    # --- the way ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Let everything happen up to the accepted plan."""
        if self.story.taken_over:
            self.agenda.on(self.feedback_on + days(60), self.take_over)
        elif self.has_come_to(Goes.ON_SITE):
            self.fieldwork()
        measured = self.feedback_on + days(62 if self.story.taken_over else 5)
        if self.has_come_to(Goes.FED_BACK):
            self.agenda.on(measured, self.write_measures)
        if self.has_come_to(Goes.AT_WORK):
            self.agenda.on(self.met_on, self.record_meeting)
        if self.has_come_to(Goes.PLAN_SUBMITTED):
            self.plan(measured + days(PLAN_AFTER - 5))
        self.live()

    def work(self) -> None:
        """Enter the work on every finding that has measures."""
        start = self.feedback_on + days(75 if self.story.taken_over else ACCEPTED_AFTER)
        for matter in self.matters:
            if matter.measures:
                matter.work(start, self.today)

    @property
    def met_on(self) -> date:
        """The day on which the unit enters its democratic-life meeting, at once or after the dossier was taken over."""
        return self.feedback_on + days(62 if self.story.taken_over else MEETING_AFTER)

    def record_meeting(self) -> None:
        self.do(LIAISON, "record_meeting", on=self.feedback_on + days(MEETING_AFTER))

    @property
    def left_on(self) -> date:
        """The day the team left the site."""
        if self.story.goes is Goes.LOOKED_OVER:
            return self.today - days(JUST_LEFT)
        before = self.story.feedback_before or JUST_LEFT
        return self.today - days(before + REPORTING_DAYS)

    @property
    def entered_on(self) -> date:
        if self.story.goes is Goes.ON_SITE:
            return self.today - days(15)
        return self.left_on - days(ON_SITE_DAYS)

    def fieldwork(self) -> None:
        is_shown = self.story.goes in FIELD and DEPUTY in self.logins
        if is_shown:
            until = self.entered_on + days(ON_SITE_DAYS)
            self.agenda.on(self.entered_on, lambda: announce_inspection(self, until))
        self.then(self.entered_on, OFFICE, "enter_site")
        if is_shown:
            work_on_site(self, self.entered_on)
        if self.story.goes is Goes.LOOKED_OVER:
            self.agenda.on(self.left_on, lambda: settle_the_rest(self))
        if self.has_come_to(Goes.REPORTING):
            self.then(self.left_on, LEADER, "leave_site")
        if self.story.goes is Goes.LOOKED_OVER:
            go_to_feedback(self, self.entered_on, self.left_on)
        if self.has_come_to(Goes.IMPORTED):
            imported = self.feedback_on if self.story.feedback_before else self.today - days(2)
            self.agenda.on(imported, self.import_findings)
        if self.has_come_to(Goes.FED_BACK):
            self.agenda.on(self.feedback_on, self.give_feedback)
            if self.story.feedback_before > ANSWERED_AFTER and not self.story.gaps:
                self.agenda.on(self.feedback_on + days(ANSWERED_AFTER), self.answer_notices)

    def paper(self) -> tuple[list[Problem], papers.FeedbackPaper]:
        """Return the problems and the document that tells them."""
        found = problems(self.count, self.chance, self.today.year)
        shown = (spoken(self.entered_on), spoken(self.left_on))
        numeral = places()["team_numerals"][self.team]
        return found, papers.feedback_paper(self.unit.name, numeral, shown, found)

    def findings(
        self, found: list[Problem], paper: papers.FeedbackPaper, *, staged: bool = False
    ) -> list[dict[str, Any]]:
        self.matters = [
            Matter(self, str(number), problem, fate_of(self.story, number - 1), Random(self.chance.random()))
            for number, problem in enumerate(found, start=1)
        ]
        return [
            {
                "number": matter.number,
                "title": matter.problem.title,
                "text": matter.problem.text,
                "headings": [heading],
                "category": matter.problem.category,
                "person_matter": matter.problem.person_matter,
                "source_line": line,
                **({"stage": TAKEN_OVER_STAGES.get(matter.fate, "rectifying")} if staged else {}),
            }
            for matter, line, heading in zip(self.matters, paper.lines, paper.headings, strict=True)
        ]

    def import_findings(self) -> None:
        found, paper = self.paper()
        document = papers.upload(f"{words()['feedback_file'].format(unit=self.unit.name)}.docx", paper.content)
        self.do(OFFICE, "import_findings", document=document, findings=self.findings(found, paper))
        self.know_findings()

    def know_findings(self) -> None:
        rows = Finding.objects.filter(authority_id=self.cast.authority_id, inspection_id=self.inspection_id)
        ids = dict(rows.values_list("number", "id"))
        for matter in self.matters:
            matter.finding_id = ids[matter.number]

    def give_feedback(self) -> None:
        advice = words()["copy_advice"]
        receivers = [("leader_in_charge", places()["leader_in_charge"])]
        if self.needs_department:
            receivers.append(("responsible_department", places()["responsible_department"]))
        for to, addressee in receivers:
            self.do(OFFICE, "send_copy_notice", to=to, addressee=addressee, on=self.clock.day, advice=advice)
        self.do(OFFICE, "give_feedback", on=self.clock.day)
        if self.needs_department and self.team == 0:  # two dossiers of the county have their papers
            self.issue_papers()

    def answer_notices(self) -> None:
        """Enter the answers to the copy notices, which came on paper."""
        said = words()["copy_answer"]
        rows = CopyNotice.objects.filter(authority_id=self.cast.authority_id, inspection_id=self.inspection_id)
        for row in rows.order_by("id"):
            paper = papers.upload(f"{said['file']}.pdf", papers.pdf(said["answer"]))
            told = {"on": self.clock.day, "answer": said["answer"], "file": paper}
            self.do(OFFICE, "answer_copy_notice", notice_id=row.id, **told)

    def issue_papers(self) -> None:
        """Print the opinion that was given, and a control sheet to follow it up."""
        said = words()["paper"]
        made = {"issuer": said["issuer"], "on": self.clock.day}
        self.do(
            OFFICE,
            "issue_opinion",
            **made,
            series=said["series"],
            plan=said["plan"],
            from_on=self.feedback_on - days(60),
            until_on=self.feedback_on - days(20),
            overall=said["overall"],
            advice=said["advice"],
        )
        self.do(OFFICE, "issue_control_sheet", **made, series=said["sheet_series"], asked=said["asked"])

    def take_over(self) -> None:
        """Take over work that ran outside; the paper says how it stood."""
        found, paper = self.paper()
        listed = self.findings(found, paper, staged=True)
        done = sum(one["stage"] == "signed_off" for one in listed)
        text = words()["take_over_paper"].format(unit=self.unit.name, n=len(listed), m=done)
        self.do(
            OFFICE,
            "take_over",
            feedback_on=self.feedback_on,
            paper=papers.upload(f"{words()['take_over_file'].format(unit=self.unit.name)}.pdf", papers.pdf(text)),
            findings=listed,
            reason=words()["take_over_reason"],
        )
        self.know_findings()

    # --- the plan -----------------------------------------------------------------------------------

    def write_measures(self) -> None:
        closed = TAKEN_OVER_STAGES if self.story.taken_over else {}
        for matter in self.matters:
            if matter.fate is not Fate.UNPLANNED and matter.fate not in closed:
                matter.plan(self.today, self.feedback_on)

    def plan(self, submitted: date) -> None:
        """Hand the plan in; the office sends it back, or accepts it at the first or second time."""
        back = self.story.goes is Goes.PLAN_RETURNED or self.story.returned
        reasons = words()["plan_return_reasons"]
        if back:
            self.then(submitted, HEAD, "submit_plan")
            self.then(submitted + days(1), OFFICE, "return_plan", reason=self.chance.choice(reasons))
        if self.story.goes is Goes.PLAN_RETURNED:
            return
        again = submitted + days(3 if back else 0)
        self.then(again, LIAISON, "submit_plan")
        if self.has_come_to(Goes.AT_WORK):
            self.then(again + days(1), OFFICE, "accept_plan")


def spoken(day: date) -> str:
    """Say a day as documents write it."""
    told: str = words()["day"].format(year=day.year, month=day.month, day=day.day)
    return told
