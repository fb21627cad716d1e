"""A small county for tests: one authority, one inspected unit, everybody who takes part, and the way to each stage.

Everything is made through the rooms' own deeds, so a test starts from a state that the product can reach.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bihuan.access.actors import installer
from bihuan.desk.performing import offer_named, perform
from bihuan.desk.seeing import seen_now
from bihuan.domain.jurisdiction import Actor, Duty
from bihuan.domain.roles import Role
from bihuan.dossiers import actions as dossiers
from bihuan.dossiers import findings, people
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.door import Receipt
from bihuan.organizations import actions as organizations
from bihuan.rectification import imports
from bihuan.rectification.models import Measure
from bihuan.rectification.sheets import shown_of
from bihuan.supervision.models import Check

PACKS = ["national-2017", "office-practice", "closing-loop-2018"]
FEEDBACK_ON = date(2018, 3, 1)
PDF = b"%PDF-1.4 invented evidence %d"
SCORED = frozenset({"record_evaluation", "hand_in_scores", "assess_self"})
_keys = itertools.count(1)


def new_key() -> str:
    return f"test-{next(_keys)}-{uuid.uuid4()}"


@dataclass
class County:
    """One authority (Qingshi county) with one unit under inspection; `today` moves as the test goes on."""

    today: date = date(2018, 1, 8)
    authority_id: uuid.UUID = field(default_factory=uuid.uuid4)
    unit_id: uuid.UUID = field(init=False)
    unit_path: str = field(init=False)
    office_id: uuid.UUID = field(init=False)
    office_path: str = field(init=False)
    round_id: uuid.UUID = field(init=False)
    inspection_id: uuid.UUID = field(init=False)
    head_account: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, datetime.min.time(), UTC) + timedelta(hours=2)

    # --- who acts ---------------------------------------------------------------------------------

    def actor(self, role: Role, *, path: str = "", dossier: bool = False, account: uuid.UUID | None = None) -> Actor:
        duty = Duty(role, path, self.inspection_id if dossier else None, date(2017, 1, 1), None)
        return Actor(account or uuid.uuid5(self.authority_id, role), role.value, self.authority_id, (duty,), self.today)

    @property
    def office(self) -> Actor:
        return self.actor(Role.OFFICE)

    @property
    def leading_group(self) -> Actor:
        return self.actor(Role.LEADING_GROUP)

    @property
    def team_leader(self) -> Actor:
        return self.actor(Role.TEAM_LEADER, dossier=True)

    @property
    def supervision_office(self) -> Actor:
        return self.actor(Role.SUPERVISION_OFFICE, path=self.office_path)

    @property
    def unit_head(self) -> Actor:
        return self.actor(Role.UNIT_HEAD, path=self.unit_path, account=self.head_account)

    @property
    def unit_liaison(self) -> Actor:
        return self.actor(Role.UNIT_LIAISON, path=self.unit_path)

    # --- rows -------------------------------------------------------------------------------------

    @property
    def inspection(self) -> Inspection:
        return Inspection.objects.select_related("organization", "supervision_office").get(
            authority_id=self.authority_id, pk=self.inspection_id
        )

    def finding(self, number: str) -> Finding:
        return Finding.objects.get(authority_id=self.authority_id, inspection_id=self.inspection_id, number=number)

    # --- the way to each stage ----------------------------------------------------------------------

    def found(self, packs: list[str] = PACKS) -> County:
        """Found the authority, its tree, one round and one planned inspection."""
        setup = installer(self.authority_id, self.today)
        organizations.found_authority(
            actor=setup,
            authority_id=self.authority_id,
            name="青石县委",
            level="county",
            packs=packs,
            now=self.now,
            key=new_key(),
        )
        return self.settled()

    def settled(self) -> County:
        """Give an authority that is founded its tree, one round and one planned inspection."""
        self.unit_id, self.unit_path = self.organization("县住房和城乡建设局", "department")
        self.office_id, self.office_path = self.organization("第三执纪监督室", "supervision_office")
        self.head("沈知远", date(2017, 1, 1), self.head_account)
        opened = dossiers.open_round(
            actor=self.office,
            name="第一轮",
            term="十三届",
            number=1,
            from_on=self.today,
            until_on=None,
            now=self.now,
            key=new_key(),
        )
        self.round_id = uuid.UUID(opened.told["round"])
        planned = dossiers.open_inspection(
            actor=self.office,
            round_id=self.round_id,
            organization_id=self.unit_id,
            supervision_office_id=self.office_id,
            number=1,
            kind="routine",
            team_name="县委第一巡察组",
            responsible_department_needed=False,
            now=self.now,
            key=new_key(),
        )
        self.inspection_id = uuid.UUID(planned.told["inspection"])
        return self

    def organization(self, name: str, category: str) -> tuple[uuid.UUID, str]:
        made = organizations.add_organization(
            actor=self.actor(Role.OFFICE),
            parent_id=None,
            name=name,
            category=category,
            credit_code="",
            from_on=date(2010, 1, 1),
            now=self.now,
            key=new_key(),
        )
        return uuid.UUID(made.told["organization"]), made.told["path"]

    def head(self, name: str, from_on: date, account_id: uuid.UUID | None = None) -> Receipt:
        return people.appoint_head(
            actor=self.actor(Role.OFFICE),
            organization_id=self.unit_id,
            name=name,
            account_id=account_id,
            acting=False,
            from_on=from_on,
            until_on=None,
            now=self.now,
            key=new_key(),
        )

    def do(self, actor: Actor, name: str, target_id: uuid.UUID | None = None, **told: object) -> Receipt:
        """Do a deed by name as somebody, today, who has looked at what it writes over and has grounds for his marks."""
        given = told.get("marks")
        if name in SCORED and isinstance(given, Mapping):
            told = {"grounds": dict.fromkeys(given, "查阅台账"), **told}
        target = target_id or self.inspection_id
        told = {**seen_now(offer_named(name), self.authority_id, target), **told}
        return perform(
            name, actor=replace(actor, today=self.today), target_id=target, told=told, now=self.now, key=new_key()
        )

    def reporting(self) -> County:
        self.do(self.office, "enter_site")
        self.do(self.team_leader, "leave_site")
        return self

    def fed_back(self, *findings: NewFinding) -> County:
        """Bring the dossier to rectification with its findings (three by default, the second a person matter)."""
        self.reporting()
        self.today = max(self.today, FEEDBACK_ON)
        imports.import_findings(
            actor=self.office,
            inspection_id=self.inspection_id,
            findings=findings
            or (
                NewFinding("1", "党组理论学习中心组学习流于形式"),
                NewFinding("2", "违规发放津贴补贴", person_matter=True),
                NewFinding("3", "保障性住房分配审核不严"),
            ),
            file_name="feedback.txt",
            content="反馈意见".encode(),
            now=self.now,
            key=new_key(),
        )
        self.do(
            self.office, "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on=self.today, advice=""
        )
        self.do(self.office, "give_feedback", on=self.today)
        return self

    def with_measures(self) -> County:
        """Give every finding one whole measure."""
        for finding in Finding.objects.filter(inspection_id=self.inspection_id).order_by("place"):
            self.do(
                self.unit_liaison,
                "add_measure",
                finding.id,
                text="修订学习制度并按月检查台账",
                owner="分管副局长",
                department="办公室",
                due_on=date(2018, 5, 31),
                expected_result="制度印发，台账齐全",
            )
        return self

    def planned_and_accepted(self) -> County:
        self.with_measures()
        self.do(self.unit_head, "submit_plan")
        self.do(self.office, "accept_plan")
        return self

    def finish(self, number: str) -> None:
        """Do everything that one finding's sign-off asks, but not the request itself."""
        finding = self.finding(number)
        for measure in Measure.objects.filter(finding=finding, removed_on=None):
            self.do(self.unit_liaison, "report_progress", measure.id, progress="已办结", done_on=self.today)
        findings.attach_evidence(
            actor=replace(self.unit_liaison, today=self.today),
            finding_id=finding.id,
            file_name=f"evidence-{number}.pdf",
            content=PDF.replace(b"%d", number.encode()),
            label="会议纪要",
            pages="1-3",
            now=self.now,
            key=new_key(),
        )
        self.do(self.unit_liaison, "state_result", finding.id, result="制度已印发并执行")

    def sign_off(self, number: str) -> None:
        finding = self.finding(number)
        self.finish(number)
        self.do(self.unit_head, "request_sign_off", finding.id)
        self.do(self.office, "grant_sign_off", finding.id)

    def shown(self) -> str:
        """Return the fingerprint of the report as it stands, as its signer's page shows it."""
        shown = shown_of(self.inspection)
        return shown.fingerprint if shown else ""

    def sign(self, actor: Actor | None = None) -> Receipt:
        """Sign the standing report as the head, having read it."""
        return self.do(actor or self.unit_head, "sign_report", shown=self.shown())

    def check(self, actor: Actor, on: date, kind: str = "") -> Receipt:
        looked = [{"finding_id": str(self.finding("1").id), "conclusion": "done"}]
        return self.do(actor, "record_check", kind=kind, on=on, account="查阅台账，实地查看", seen=looked)

    def evaluate(self, actor: Actor, on: date, execution: str = "45") -> Receipt:
        """Evaluate on a day; where nothing was checked until then, the team checks first."""
        checks = Check.objects.filter(authority_id=self.authority_id, inspection_id=self.inspection_id, on__lte=on)
        if not checks.filter(withdrawn_on=None).exists():
            self.check(self.team_leader, on)
        marks = {"arrangement": "13", "plan": "13", "execution": execution, "prevention": "8", "reporting": "9"}
        return self.do(actor, "record_evaluation", on=on, marks=marks)

    def closable(self) -> County:
        """Bring the dossier to the day on which every gate of the close-out is open."""
        return self.examined().consented()

    def examined(self, *signed_off: str) -> County:
        """Bring the dossier to its second evaluation, with these findings signed off (all three by default)."""
        self.fed_back().planned_and_accepted()
        return self.supervised(*signed_off or ("1", "2", "3"))

    def supervised(self, *signed_off: str) -> County:
        """Sign findings off after the plan was accepted, then let two checks and two evaluations take turns."""
        self.today = date(2018, 6, 10)
        for number in signed_off:
            self.sign_off(number)
        for matter in Finding.objects.filter(inspection_id=self.inspection_id, person_matter=True):
            self.do(self.unit_head, "state_outcome", matter.id, outcome="诫勉谈话2人", accountability="已问责")
        self.check(self.team_leader, self.today)
        self.today = date(2018, 6, 20)
        self.evaluate(self.office, self.today)
        self.today = date(2018, 10, 8)
        self.check(self.supervision_office, self.today)
        self.today = date(2018, 10, 15)
        self.evaluate(self.supervision_office, self.today)
        return self

    def consented(self) -> County:
        """Report, sign, submit, and give every consent, each on its day."""
        self.today = date(2018, 11, 20)
        self.do(self.unit_liaison, "write_report", title="报结报告", text="各项问题均已整改")
        self.sign()
        self.do(self.unit_head, "submit_for_review")
        self.today = date(2018, 11, 22)
        self.do(self.supervision_office, "accept")
        self.today = date(2018, 11, 25)
        self.do(self.office, "approve")
        self.today = date(2018, 11, 26)
        self.do(self.supervision_office, "countersign")
        self.do(self.team_leader, "countersign")
        self.today = date(2018, 11, 30)
        return self
