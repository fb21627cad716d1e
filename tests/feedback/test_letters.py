"""Recommendation letters: of several findings, sent to one body, answered by it, counted with what they led to."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.utils.translation import override

from bihuan.access.actions import NotYours
from bihuan.domain.answers import letters_counted
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.files import content_of
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing
from bihuan.feedback.answering import AnsweredTooSoon, ReplyEntered, ScanMissing
from bihuan.feedback.errands import (
    NotAnswered,
    answer_errand,
    errand_seen,
    errands_owed,
    errands_seen,
    note_rule,
    receive_errand,
    settle_errand,
)
from bihuan.feedback.letters import LetterGone, TooFewFindings, counts_of, send_letter, withdraw_letter, write_letter
from bihuan.feedback.models import Errand, Letter
from bihuan.ledger.door import Receipt
from bihuan.organizations.models import Organization
from bihuan.papers.filling import PaperIncomplete
from bihuan.papers.models import PaperNumber
from bihuan.supervision.reorganising import reorganise
from bihuan.supervision.wanted import NewUnit, Wanted
from bihuan.web.forms.letter import LetterForm
from bihuan.web.lists import errands as errand_list
from bihuan.web.lists import letters as letter_list
from bihuan.web.todo.groups import todo_of
from tests.county import County, new_key
from tests.database.states import state_of_ledger, state_of_tables

pytestmark = pytest.mark.django_db
WORDS = {
    "why": "common",
    "matter": "津贴补贴发放",
    "symptoms": "多头发放\n标准不一",
    "causes": "没有统一目录",
    "advice": "制定统一目录\n每年核查一次\n公开发放标准",
}
NO_FILE: dict[str, Any] = {"file_name": "", "content": b""}
SCAN: dict[str, Any] = {"file_name": "答复.pdf", "content": b"%PDF-1.4 invented"}


class Office:
    """A county with findings, and a finance bureau to which letters go."""

    def __init__(self, county: County | None = None) -> None:
        self.county = county or County().found(["national-2017", "closing-loop-2018"]).fed_back()
        self.finance_id, self.finance_path = self.county.organization("县财政局", "department")

    @property
    def finance(self) -> Actor:
        return self.county.actor(Role.UNIT_HEAD, path=self.finance_path)

    def do(self, verb: Callable[..., Receipt], actor: Actor | None = None, **told: Any) -> dict[str, Any]:
        who = actor or self.county.office
        return verb(actor=who, **told, now=self.county.now, key=new_key()).told

    def written(self, **other: Any) -> uuid.UUID:
        rows = Finding.objects.filter(inspection_id=self.county.inspection_id)
        found = list(rows.order_by("place").values_list("id", flat=True)[:2])
        told = {**WORDS, "finding_ids": found, "receiver_id": self.finance_id, **other}
        return uuid.UUID(self.do(write_letter, **told)["letter"])

    def sent(self, letter: uuid.UUID | None = None, **other: Any) -> Errand:
        frame = {"issuer": "青石县委巡察办", "series": "青巡建", "on": self.county.today, "due_on": None}
        made = self.do(send_letter, letter_id=letter or self.written(), **frame | other)
        return Errand.objects.get(pk=made["errand"])

    def answered(self, errand: Errand, actor: Actor | None = None, **other: Any) -> None:
        told = {"on": self.county.today, "answer": "已采纳", **NO_FILE, **other}
        self.do(answer_errand, actor or self.finance, errand_id=errand.id, **told)


def words_of_paper(letter: Letter) -> str:
    assert letter.pdf_file is not None
    pages = pypdfium2.PdfDocument(io.BytesIO(content_of(letter.pdf_file)))
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "").replace(" ", "")


def test_a_letter_tells_symptom_cause_advice_and_the_day_of_its_answer_on_a_numbered_paper() -> None:
    office = Office()
    errand = office.sent()
    assert errand.due_on == office.county.today + timedelta(days=60)
    letter = Letter.objects.get()
    words = words_of_paper(letter)
    assert str(letter.paper_number) == "青巡建〔2018〕1号"
    for told in ("普遍存在", "多头发放", "没有统一目录", "公开发放标准", "县财政局", f"{errand.due_on.day}日前"):
        assert told in words
    assert state_of_ledger() == state_of_tables()


def test_one_finding_is_no_letter_and_what_is_not_there_is_not_found() -> None:
    office = Office()
    one = Finding.objects.order_by("place")[0].id
    with pytest.raises(TooFewFindings):
        office.written(finding_ids=[one, one])
    with pytest.raises(NoSuchThing):
        office.written(finding_ids=[one, uuid.uuid4()])
    with pytest.raises(NoSuchThing):
        office.written(receiver_id=uuid.uuid4())
    assert not Letter.objects.exists()


def test_only_the_office_writes_and_sends_letters() -> None:
    office = Office()
    found = list(Finding.objects.values_list("id", flat=True))
    for actor in (office.county.leading_group, office.county.team_leader, office.finance):
        with pytest.raises(NotYours):
            office.do(write_letter, actor, **WORDS, finding_ids=found, receiver_id=office.finance_id)


def test_a_letter_without_advice_draws_no_number() -> None:
    office = Office()
    letter = office.written(advice=" ")
    with pytest.raises(PaperIncomplete):
        office.sent(letter)
    assert not PaperNumber.objects.exists()


def test_a_letter_is_sent_once_and_a_withdrawn_one_never() -> None:
    office = Office()
    letter = office.written()
    office.sent(letter)
    with pytest.raises(LetterGone):
        office.sent(letter)
    other = office.written()
    office.do(withdraw_letter, letter_id=other, reason="内容重复")
    with pytest.raises(LetterGone):
        office.sent(other)


def test_the_body_it_went_to_receives_and_answers_it_and_others_do_not_learn_of_it() -> None:
    office = Office()
    errand = office.sent()
    stranger = office.county.unit_head
    assert list(errands_seen(stranger)) == []
    with pytest.raises(NoSuchThing):
        errand_seen(stranger, errand.id)
    with pytest.raises(NoSuchThing):
        office.answered(errand, stranger)
    office.do(receive_errand, office.finance, errand_id=errand.id, on=office.county.today, received_by="办公室")
    office.answered(errand)
    errand.refresh_from_db()
    assert (errand.received_by, errand.answered_by_role) == ("办公室", "unit_head")
    with pytest.raises(ReplyEntered):
        office.answered(errand)


def test_the_office_enters_an_answer_with_its_paper_only_and_the_leading_group_enters_none() -> None:
    office = Office()
    errand = office.sent()
    with pytest.raises(ScanMissing):
        office.answered(errand, office.county.office)
    with pytest.raises(NotYours):
        office.answered(errand, office.county.leading_group)
    office.answered(errand, office.county.office, **SCAN)
    assert Errand.objects.get().file is not None


def test_an_answer_does_not_come_before_the_letter_nor_the_outcome_before_the_answer() -> None:
    office = Office()
    errand = office.sent()
    with pytest.raises(AnsweredTooSoon):
        office.answered(errand, on=office.county.today - timedelta(days=1))
    with pytest.raises(NotAnswered):
        office.do(settle_errand, errand_id=errand.id, on=office.county.today, outcome="已采纳")


def test_letters_suggestions_answers_and_rules_are_counted_apart() -> None:
    office = Office()
    office.written()
    first, _second = office.sent(), office.sent()
    office.answered(first)
    for title in ("津补贴目录", "核查办法"):
        told = {"title": title, "on": office.county.today, **NO_FILE}
        office.do(note_rule, office.finance, errand_id=first.id, **told)
    counts = counts_of(office.county.authority_id, Letter.objects.all())
    assert (counts.letters, counts.suggestions, counts.answers, counts.rules) == (2, 6, 1, 2)
    assert letters_counted(["一\n\n 二 "], 0, 0).suggestions == 2


def test_what_is_open_stands_on_the_to_do_of_the_body_and_of_the_office_and_what_is_written_too() -> None:
    office = Office()
    office.written()
    errand = office.sent()

    def tasks(actor: Actor) -> dict[str, int]:
        return {
            group.name: len(group.tasks) for group in todo_of(actor) if group.name in ("errands", "letters_to_send")
        }

    assert tasks(office.county.office) == {"errands": 1, "letters_to_send": 1}
    assert tasks(office.finance) == {"errands": 1}
    assert tasks(office.county.leading_group) == tasks(office.county.unit_head) == {}
    office.answered(errand)
    assert tasks(office.finance) == {}


def test_the_filter_of_what_has_no_answer_reads_as_a_state_and_not_as_a_count() -> None:
    with override("zh-hans"):
        assert dict(letter_list.states())[letter_list.SENT] == "未答复"
        assert dict(errand_list.states())[errand_list.OPEN] == "未答复"


def test_a_letter_without_findings_to_tick_says_where_they_are_looked_for() -> None:
    county = County().found()
    with override("zh-hans"):
        helps = [
            str(LetterForm(actor=county.office, words=words).fields["finding_ids"].help_text) for words in ("", "补贴")
        ]
    assert helps == ["请先在上面查找问题，再在这里勾选所依据的问题。", "没有标题含“补贴”的问题，请换个词查找。"]


def test_a_letter_to_a_unit_that_was_renamed_is_answered_by_its_successor_and_nobody_else() -> None:
    office = Office()
    errand, county = office.sent(), office.county
    county.today += timedelta(days=3)
    named = NewUnit("县财政和国有资产局", "department")
    told = office.do(reorganise, wanted=Wanted("rename", county.today, "x", (office.finance_id,), founded=(named,)))
    new = Organization.objects.get(pk=told["news"][0])
    successor = county.actor(Role.UNIT_HEAD, path=new.path)
    _other, path = county.organization("县审计局", "department")
    assert [row.id for row in errands_seen(successor)] == [errand.id]
    assert [row.id for row in errands_owed(successor)] == [errand.id]
    assert not errands_seen(county.actor(Role.UNIT_HEAD, path=path)).exists()
    office.answered(errand, successor)
    assert Errand.objects.get().answered_by_role == Role.UNIT_HEAD
