"""A document on its way into a dossier: kept by content, read, proposed, matched with what stands there."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from bihuan.desk.performing import perform
from bihuan.dossiers import files
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Finding, StoredFile
from bihuan.intake import drafts
from bihuan.intake.drafts import DraftChanged
from bihuan.intake.models import Draft
from bihuan.intake.proposals import numbers_for, proposals_of
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.store import StoreFull
from bihuan.web.entering import Answers, rows_to_enter, told_for
from tests.county import County, new_key

pytestmark = pytest.mark.django_db
DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
FEEDBACK = DOCUMENTS / "01-feedback-education.docx"


def kept(county: County, path: Path = FEEDBACK, purpose: str = "import_findings") -> Draft:
    told = {"inspection": county.inspection, "purpose": purpose, "name": path.name, "content": path.read_bytes()}
    draft, _fresh = drafts.keep(actor=county.office, now=county.now, **told)
    drafts.read_draft(draft.authority_id, draft.id, now=county.now)
    draft.refresh_from_db()
    return draft


def standing(county: County) -> list[Finding]:
    return list(Finding.objects.filter(inspection_id=county.inspection_id).select_related("source").order_by("place"))


def imported(county: County, draft: Draft) -> int:
    draft.refresh_from_db()
    rows = rows_to_enter(draft)
    if rows:
        office = replace(county.office, today=county.today)
        form = told_for(draft, rows, Answers())
        target = county.inspection_id
        perform("import_findings", actor=office, target_id=target, told=form, now=county.now, key=new_key())
    return len(rows)


def test_a_document_is_read_into_numbered_rows_with_their_place() -> None:
    county = County().found().reporting()
    draft = kept(county)
    rows = proposals_of(draft, [])
    assert draft.state == "ready"
    assert [row.number for row in rows] == [str(n) for n in range(1, 16)]  # the paper prints 1 to 4 three times
    assert [row.printed_number for row in rows][:6] == ["1", "2", "3", "4", "1", "2"]
    assert rows[0].line == 7
    assert draft.result["source"]["numbers"][6] == 7
    assert StoredFile.objects.count() == 0, "nothing of a draft stands in the dossier"


def test_the_same_file_twice_is_one_draft() -> None:
    county = County().found().reporting()
    assert kept(county).pk == kept(county).pk
    assert Draft.objects.count() == 1


def test_an_imported_document_brings_nothing_a_second_time_even_after_corrections() -> None:
    county = County().found().reporting()
    draft = kept(county)
    assert imported(county, draft) == 15
    finding = county.finding("1")
    county.do(county.office, "correct_finding", finding.id, title="改过的题目", text="", reason="笔误")
    again = proposals_of(draft, standing(county))
    assert [row.number for row in again if row.comes_in] == []
    assert {row.known.number for row in again if row.known} == {str(n) for n in range(1, 16)}


def test_a_row_that_was_corrected_and_entered_shows_its_words_in_the_dossier() -> None:
    county = County().found().reporting()
    draft = kept(county)
    told = {"number": "1", "title": "改过的题目", "text": "改过的表述。", "person_matter": True, "dropped": False}
    drafts.correct(draft, row="0", told=told, seen=draft.revision, now=county.now)
    draft.refresh_from_db()
    assert imported(county, draft) == 15
    first, second = proposals_of(draft, standing(county))[:2]
    assert (first.title, first.text, first.person_matter, first.corrected) == ("改过的题目", "改过的表述。", True, True)
    assert second.known is not None
    assert second.corrected is False
    county.do(county.office, "correct_finding", county.finding("1").id, title="再改的题目", text="", reason="笔误")
    assert proposals_of(draft, standing(county))[0].title == "再改的题目"


def test_another_file_of_the_same_findings_brings_nothing_either() -> None:
    county = County().found().reporting()
    imported(county, kept(county))
    findings = [f"{n}. {f.title}。" for n, f in enumerate(standing(county), start=1)]
    text = "\n".join(["关于巡察临江市教育局党组的反馈意见", "一、主要问题", *findings])
    told = {"inspection": county.inspection, "purpose": "import_findings", "name": "另存.txt"}
    draft, _fresh = drafts.keep(actor=county.office, now=county.now, content=text.encode(), **told)
    drafts.read_draft(draft.authority_id, draft.id, now=county.now)
    draft.refresh_from_db()
    rows = proposals_of(draft, standing(county))
    assert len(rows) == 15
    assert [row for row in rows if row.comes_in] == []


def test_a_row_left_out_stays_out_until_somebody_takes_it_in() -> None:
    county = County().found().reporting()
    draft = kept(county)
    left_out = {"number": "2", "title": "理论学习不深不实", "text": "", "person_matter": False, "dropped": True}
    draft = drafts.correct(draft, row="1", told=left_out, seen=1, now=county.now)
    assert imported(county, draft) == 14
    draft = drafts.forget_row(draft, row="1", seen=2, now=county.now)
    assert [row.comes_in for row in proposals_of(draft, standing(county))] == [False] * 15
    draft = drafts.correct(draft, row="1", told=left_out | {"dropped": False}, seen=3, now=county.now)
    assert [row.number for row in proposals_of(draft, standing(county)) if row.comes_in] == ["2"]


def test_what_was_corrected_meanwhile_has_to_be_looked_at_again() -> None:
    county = County().found().reporting()
    draft = kept(county)
    drafts.correct(draft, row="0", told={"title": "甲"}, seen=1, now=county.now)
    with pytest.raises(DraftChanged):
        drafts.correct(draft, row="0", told={"title": "乙"}, seen=1, now=county.now)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"number": ""}, "row.no_number"),
        ({"number": "2"}, "row.number_twice"),
        ({"title": ""}, "row.no_title"),
        ({"number": "9" * 21}, "row.number_long"),
        ({"text": "长" * 20_001}, "row.text_long"),
    ],
)
def test_a_row_that_cannot_stand_says_why(told: dict[str, str], fault: str) -> None:
    county = County().found().reporting()
    draft = drafts.correct(kept(county), row="0", told=told, seen=1, now=county.now)
    assert fault in proposals_of(draft, [])[0].faults


def test_a_number_that_stands_in_the_dossier_is_taken() -> None:
    county = County().found().fed_back(NewFinding("1", "先前导入的问题"))
    draft = kept(county, DOCUMENTS / "11-sheet-plain.xlsx")
    assert "1" not in {row.number for row in proposals_of(draft, standing(county))}
    draft = drafts.correct(draft, row="0", told={"number": "1"}, seen=1, now=county.now)
    assert proposals_of(draft, standing(county))[0].faults == ("row.number_taken",)


def test_running_work_keeps_its_state() -> None:
    county = County().found()
    rows = proposals_of(kept(county, DOCUMENTS / "12-sheet-merged-header-3.xlsx", "take_over"), [])
    assert {row.stage for row in rows} == {"signed_off", "rectifying"}
    assert rows[0].stage == "signed_off"


@pytest.mark.parametrize("name", sorted(p.name for p in (DOCUMENTS / "bad").iterdir() if p.suffix != ".json"))
def test_a_bad_document_is_refused_with_place_and_remedy_and_leaves_nothing_behind(name: str) -> None:
    county = County().found().reporting()
    refused = refusal_of(county, DOCUMENTS / "bad" / name)
    assert refused["problem"]
    assert refused["remedy"]
    assert Finding.objects.filter(inspection_id=county.inspection_id).count() == 0


def refusal_of(county: County, path: Path) -> dict[str, str]:
    """Return how a file is refused: at the door, or by the reader."""
    try:
        draft = kept(county, path)
    except (Unreadable, files.FileRefused) as refusal:
        return {"problem": refusal.problem, "remedy": refusal.remedy}
    return dict(draft.failure)


def test_a_failed_document_can_be_sent_again() -> None:
    county = County().found().reporting()
    first = kept(county, DOCUMENTS / "bad" / "scanned.pdf")
    assert kept(county, DOCUMENTS / "bad" / "scanned.pdf").pk == first.pk


def test_a_full_disk_is_told_and_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    county = County().found().reporting()
    with pytest.raises(StoreFull):
        drafts.keep(
            actor=county.office,
            inspection=county.inspection,
            purpose="import_findings",
            name="x.txt",
            content=f"never seen {new_key()}".encode(),
            now=county.now,
        )
    assert Draft.objects.count() == 0


def test_a_file_altered_on_disk_is_not_read() -> None:
    county = County().found().reporting()
    told = {"inspection": county.inspection, "purpose": "import_findings", "name": "x.txt"}
    draft, _fresh = drafts.keep(actor=county.office, now=county.now, content="反馈意见一".encode(), **told)
    files.path_of(draft.sha256).write_bytes(b"altered")
    drafts.read_draft(draft.authority_id, draft.id, now=county.now)
    draft.refresh_from_db()
    assert (draft.state, draft.failure["kind"]) == ("failed", "Lost")
    files.path_of(draft.sha256).unlink()


def test_a_draft_of_another_dossier_does_not_exist() -> None:
    county, other = County().found().reporting(), County().found().reporting()
    draft = kept(county)
    with pytest.raises(LookupError):
        drafts.draft_for(other.office, other.inspection, draft.id)


def test_numbers_are_kept_where_they_tell_findings_apart() -> None:
    assert numbers_for(["1", "2", "A-7"]) == ["1", "2", "A-7"]
    assert numbers_for(["1", "2", "1"]) == ["1", "2", "3"]
    assert numbers_for(["1", None]) == ["1", "2"]
    assert numbers_for(["1", "2"], taken=["1"]) == ["2", "3"]


@pytest.mark.parametrize("total", [3, 2**63, 2**64 + 1, 10**30])
def test_a_draft_keeps_numbers_of_any_size(total: int) -> None:
    draft = kept(County().found().reporting())
    Draft.objects.filter(pk=draft.pk).update(result={"claims": [{"of": "问题", "total": total, "rate": 66.7}]})
    draft.refresh_from_db()
    assert draft.result["claims"] == [{"of": "问题", "total": pytest.approx(total, rel=1e-15), "rate": 66.7}]
