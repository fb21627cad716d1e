"""A team on site, and a working paper that is whole: the tests spoil one thing of it."""

from __future__ import annotations

import uuid
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.fieldwork.models import WorkingPaper
from tests.county import PACKS, County

PDF_FILE = b"%%PDF-1.4 invented evidence %d"
WHOLE: dict[str, Any] = {
    "title": "违规发放值班补贴",
    "area": "A2",
    "phenomenon": "2017年1月至10月,办公室在无文件依据的情况下按月发放值班补贴,共计12.6万元。",
    "nature": "违反津贴补贴管理规定,属于违规发放津贴补贴。",
    "responsibility": "局党组负主体责任,分管财务的班子成员负主要领导责任。",
    "basis": "《违规发放津贴补贴行为处分规定》第四条",
    "amount_fen": 12_600_000,
}


class Team:
    """A county whose unit is being inspected: a member, a deputy and a leader, three people."""

    def __init__(self, packs: list[str] = PACKS) -> None:
        self.county = County().found(packs)
        self.county.do(self.county.office, "enter_site")

    @property
    def member(self) -> Actor:
        return self.county.actor(Role.MEMBER, dossier=True)

    @property
    def deputy(self) -> Actor:
        return self.county.actor(Role.DEPUTY, dossier=True)

    @property
    def leader(self) -> Actor:
        return self.county.team_leader

    @property
    def office(self) -> Actor:
        return self.county.office

    def paper(self, **other: Any) -> WorkingPaper:
        """Write a paper, whole but for what is told otherwise; without a file that shows it."""
        written = self.county.do(self.member, "write_working_paper", **{**WHOLE, **other})
        return self.read(uuid.UUID(written.told["working_paper"]))

    def read(self, paper: WorkingPaper | uuid.UUID) -> WorkingPaper:
        return WorkingPaper.objects.get(pk=paper if isinstance(paper, uuid.UUID) else paper.pk)

    def do(self, actor: Actor, name: str, paper: WorkingPaper, **told: Any) -> WorkingPaper:
        self.county.do(actor, name, paper.id, **told)
        return self.read(paper)

    def with_file(self, paper: WorkingPaper, number: int = 1) -> WorkingPaper:
        file = {"name": f"凭证{number}.pdf", "content": encoded(PDF_FILE % number)}
        return self.do(self.member, "attach_paper_evidence", paper, file=file, label="记账凭证", pages="1-3")

    def submitted(self, **other: Any) -> WorkingPaper:
        return self.do(self.member, "submit_working_paper", self.with_file(self.paper(**other)))

    def reviewed(self, **other: Any) -> WorkingPaper:
        return self.do(self.deputy, "review_working_paper", self.submitted(**other))

    def signed(self, **other: Any) -> WorkingPaper:
        return self.do(self.leader, "sign_working_paper", self.reviewed(**other))

    def leave(self) -> None:
        self.county.do(self.leader, "leave_site")

    def confirmed(self, **other: Any) -> WorkingPaper:
        paper = self.signed(**other)
        self.leave()
        return self.do(self.office, "confirm_finding", paper)


def encoded(content: bytes) -> str:
    import base64

    return base64.b64encode(content).decode()
