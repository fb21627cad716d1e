"""A large draft is entered by a job: its page tells how it stands; whatever happens, all comes in once, or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.access.models import Account, Assignment
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import NewFinding
from bihuan.installation.jobs import GIVEN_UP
from bihuan.intake import drafts
from bihuan.intake.models import Draft
from bihuan.ledger.models import Entry
from bihuan.rectification import imports
from bihuan.web import clock, jobs
from bihuan.web.entering import enter_asked
from tests.browsing import browser_of
from tests.county import County, new_key
from tests.intake_wizard.test_pages import confirm, findings, row, send, text_of

pytestmark = pytest.mark.django_db
DOCUMENT = "01-feedback-education.docx"


class Killed(BaseException):
    """The process ends here; nothing after it is done."""


@pytest.fixture
def queue(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every draft counts as large, and what is enqueued stays in this list until a test works it off."""
    settings.ENTER_AT_ONCE = 1
    asked: list[tuple[str, str]] = []

    class Queue:
        def enqueue(self, *of: str) -> None:
            asked.append(of)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "enter_draft", Queue())
    return asked


def work_off(queue: list[tuple[str, str]]) -> None:
    draft = Draft.objects.get()
    assert queue == [(str(draft.authority_id), str(draft.id))]
    enter_asked(draft.authority_id, draft.id)


def test_a_large_draft_waits_for_the_worker_and_is_then_entered(queue: list[tuple[str, str]]) -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    waiting = confirm(office, county)
    assert "等待录入" in text_of(waiting)
    assert 'http-equiv="refresh"' in waiting.content.decode()
    assert findings(county) == []
    listed = office.get(reverse("import_findings", args=[county.inspection_id]))
    assert "正在录入" in text_of(listed)  # type: ignore[arg-type]
    work_off(queue)
    draft = Draft.objects.get()
    assert len(findings(county)) == 15
    assert (draft.state, draft.imported, draft.asked) == ("confirmed", 15, {})
    done = office.get(reverse("draft", args=[county.inspection_id, draft.id]))
    assert "已录入 15 个问题" in text_of(done)  # type: ignore[arg-type]
    assert "再次导入不会有任何变化" in text_of(done)  # type: ignore[arg-type]
    entry = Entry.objects.get(key=f"draft-{draft.id}-{draft.revision}")
    assert entry.actor_id == Account.objects.get(name="某" + Role.OFFICE.value).id


def test_a_second_click_enqueues_nothing_and_a_second_worker_enters_nothing(queue: list[tuple[str, str]]) -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    confirm(office, county)
    confirm(office, county)
    work_off(queue)
    entries = Entry.objects.count()
    work_off(queue)
    confirm(office, county)
    assert len(queue) == 1
    assert (len(findings(county)), Entry.objects.count()) == (15, entries)


def test_what_was_confirmed_cannot_be_corrected_while_it_is_entered(queue: list[tuple[str, str]]) -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    confirm(office, county)
    assert row(office, county, "0", number="1", title="另一题目", text="").status_code == 409
    work_off(queue)
    assert "另一题目" not in {f.title for f in findings(county)}


@pytest.mark.parametrize("place", ["bihuan.web.entering.perform", "bihuan.intake.drafts.mark_imported"])
def test_a_worker_killed_on_the_way_leaves_nothing_and_the_next_enters_all(
    queue: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise Killed

    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    confirm(office, county)
    entries = Entry.objects.count()
    with monkeypatch.context() as dying:
        dying.setattr(place, killed)
        with pytest.raises(Killed):
            work_off(queue)
    assert (findings(county), Entry.objects.count()) == ([], entries)
    assert Draft.objects.get().state == "entering"
    work_off(queue)
    assert len(findings(county)) == 15
    assert Draft.objects.get().state == "confirmed"


def test_a_refusal_of_the_deed_stands_on_the_page_with_its_remedy(queue: list[tuple[str, str]]) -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    confirm(office, county)
    Assignment.objects.filter(authority_id=county.authority_id, role=Role.OFFICE).update(until_on=date(2018, 1, 2))
    work_off(queue)
    assert findings(county) == []
    other = browser_of(county, Role.OFFICE)
    draft = Draft.objects.get()
    shown = text_of(other.get(reverse("draft", args=[county.inspection_id, draft.id])))  # type: ignore[arg-type]
    assert "问题未能录入" in shown
    assert "怎么办" in shown
    confirm(other, county)
    enter_asked(draft.authority_id, draft.id)
    assert len(findings(county)) == 15
    assert Draft.objects.get().failure == {}


def test_rows_that_came_in_by_another_way_meanwhile_are_not_entered_twice(queue: list[tuple[str, str]]) -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    confirm(office, county)
    imports.import_findings(
        actor=county.office,
        inspection_id=county.inspection_id,
        findings=[NewFinding("1", "另一问题")],
        file_name="另一文件.txt",
        content=b"1",
        now=county.now,
        key=new_key(),
    )
    work_off(queue)
    numbers = [f.number for f in findings(county)]
    assert len(numbers) == len(set(numbers))


def test_a_fault_of_the_program_is_told_and_raised(
    queue: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    confirm(office, county)
    monkeypatch.setattr("bihuan.web.entering.perform", broken)
    with pytest.raises(ZeroDivisionError):
        work_off(queue)
    draft = Draft.objects.get()
    assert draft.state == "ready"
    page = office.get(reverse("draft", args=[county.inspection_id, draft.id]))
    assert "因程序故障" in text_of(page)  # type: ignore[arg-type]


def test_a_job_that_was_lost_too_often_gives_the_draft_back(queue: list[tuple[str, str]]) -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    confirm(office, county)
    GIVEN_UP["bihuan.web.jobs.enter_draft"](list(queue[0]), clock.now())
    draft = Draft.objects.get()
    assert (draft.state, draft.failure["kind"]) == ("ready", drafts.UNENTERED)
    assert findings(county) == []


def test_running_work_with_its_paper_is_taken_over_by_the_job_as_it_was_told(queue: list[tuple[str, str]]) -> None:
    county = County().found()
    office = browser_of(county, Role.OFFICE)
    send(office, county, "12-sheet-merged-header-3.xlsx", "take_over")
    paper = SimpleUploadedFile("整改台账.pdf", b"%PDF-1.4 invented")
    confirm(office, county, feedback_on="2017-11-01", reason="系统上线前已在整改", paper=paper)
    assert findings(county) == []
    work_off(queue)
    inspection = county.inspection
    assert (str(inspection.taken_over_paper), inspection.taken_over_reason) == ("整改台账.pdf", "系统上线前已在整改")
    assert str(inspection.feedback_on) == "2017-11-01"
    assert {f.source_line for f in findings(county)} == {None}


def test_where_no_worker_runs_it_can_be_entered_at_once(queue: list[tuple[str, str]]) -> None:
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    confirm(office, county)
    draft = Draft.objects.get()
    office.post(reverse("draft_read", args=[county.inspection_id, draft.id]))
    assert len(findings(county)) == 15


def test_the_job_that_is_enqueued_enters_the_draft(settings: Any) -> None:
    settings.ENTER_AT_ONCE = 1
    county = County().found().reporting()
    office = browser_of(county, Role.OFFICE)
    send(office, county, DOCUMENT)
    confirm(office, county)  # the queue of the tests works jobs off on the spot
    assert len(findings(county)) == 15
    assert Draft.objects.get().state == "confirmed"
