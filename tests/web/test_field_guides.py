"""The pages of the guides: read, written, brought in from a workbook, ticked, counted; and who finds none of them."""

from __future__ import annotations

import io
from dataclasses import replace
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.fieldwork.papers import Team
from tests.web.desks import Desks, at, words

from bihuan.domain.field_guides import rows_of
from bihuan.fieldwork.guide_sheet import write_guide
from bihuan.fieldwork.guide_tables import GuideTick, GuideVersion
from bihuan.fieldwork.models import WorkingPaper
from bihuan.rules.field_guides import shipped_guides
from bihuan.web import keys
from bihuan.web.forms.field_guide import PREFIX

pytestmark = pytest.mark.django_db
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def team() -> Team:
    return Team()


@pytest.fixture
def desks(team: Team, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(team.county, monkeypatch)


def filled(category: str, **changed: str) -> dict[str, str]:
    """Return the form of a guide as the page would send it, the first row changed."""
    rows = rows_of(shipped_guides()[category].guide)
    rows[0] = replace(rows[0], **changed)
    data = {f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": str(len(rows))}
    for place, row in enumerate(rows):
        for name in ("focus", "area", "code", "point", "symptoms", "methods"):
            data[f"{PREFIX}-{place}-{name}"] = getattr(row, name)
    return {**data, "title": "本县指引", "reason": "按本县实际", keys.FIELD: keys.new_key()}


def test_the_library_says_whose_each_guide_is_and_which_methods_are_empty(desks: Desks) -> None:
    shown = words(desks("member").get(reverse("field_guides")))
    assert "机关单位巡察操作指引" in shown
    assert "本项目自编，非正式文件" in shown
    assert "望闻问切" in shown
    assert "编写新版本" not in shown


def test_a_guide_goes_out_as_word_pdf_and_workbook(desks: Desks) -> None:
    member = desks("member")
    for suffix, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        content = member.get(reverse("field_guide_paper", args=["layered", "town", suffix])).content
        assert content.startswith(start)
    assert member.get(reverse("field_guide_workbook", args=["layered", "town"])).content.startswith(b"PK")
    assert member.get(reverse("field_guide", args=["layered", "school"])).status_code == 404


def test_the_office_releases_a_version_and_reads_it_on_its_page(desks: Desks) -> None:
    office = desks("office")
    address = reverse("field_guide_write", args=["town"])
    assert "小型" not in words(office.get(address))
    answer = office.post(address, filled("town", point="小型水库管护情况"), follow=True)
    assert "小型水库管护情况" in words(answer)
    assert [(row.name, row.title) for row in GuideVersion.objects.filter(is_ours=False)] == [("town", "本县指引")]
    assert desks("member").get(address).status_code == 403


def test_a_faulty_row_is_told_beside_its_cell_and_nothing_is_released(desks: Desks) -> None:
    answer = desks("office").post(reverse("field_guide_write", args=["town"]), filled("town", symptoms=""))
    assert answer.status_code == 422
    assert "缺问题表现形式，每行写一种" in words(answer)
    assert not GuideVersion.objects.filter(is_ours=False).exists()


def test_a_workbook_is_read_into_the_form_and_releases_nothing_by_itself(desks: Desks) -> None:
    data = write_guide(shipped_guides()["village"].guide, lambda term: term.zh, "甲")
    office, address = desks("office"), reverse("field_guide_write", args=["park"])
    sent = {"workbook": SimpleUploadedFile("甲.xlsx", data, KIND), "upload": "1"}
    answer = office.post(address, sent)
    assert answer.status_code == 200
    assert "读入12条要点，尚未发布" in words(answer)
    assert not GuideVersion.objects.filter(is_ours=False).exists()
    broken = {"workbook": SimpleUploadedFile("乙.xlsx", io.BytesIO(b"PK nothing").read(), KIND), "upload": "1"}
    assert office.post(address, broken).status_code == 422


def tick(client: Client, team: Team, **told: str) -> Client:
    address = reverse("dossier_do", args=[team.county.inspection_id, "tick_guide"])
    data = {"number": "1", "point": "1-1", "tick_result": "nothing", "note": "", keys.FIELD: keys.new_key(), **told}
    answer = client.post(address, data)
    assert answer.status_code == 302, words(answer)
    assert answer["Location"].endswith("#p-1-1")
    return client


def test_a_member_ticks_on_the_spot_and_a_paper_from_a_point_ticks_by_itself(team: Team, desks: Desks) -> None:
    member = tick(desks("member"), team, note="查了三年记录")
    page = reverse("guide_on_site", args=[team.county.inspection_id])
    html = unescape(member.get(page).content.decode())
    assert "查了三年记录" in html
    link = html[html.index("do/write_working_paper/?of_point=1%2F1-2") :]
    form = member.get(f"{reverse('dossier', args=[team.county.inspection_id])}{link[: link.index(chr(34))]}")
    assert "对照《机关单位巡察操作指引》要点 1-2" in form.content.decode()
    sent = {"title": "考核数据不一致", "of_point": "1/1-2", "secrecy": "internal", keys.FIELD: keys.new_key()}
    member.post(reverse("dossier_do", args=[team.county.inspection_id, "write_working_paper"]), sent)
    assert GuideTick.objects.get(point="1-2").paper == WorkingPaper.objects.get()
    figures = reverse("field_guide_figures", args=["layered", "department"])
    assert "考核数据不一致" in words(desks("office").get(f"{figures}?point=1-2"))
    assert desks("member").get(figures).status_code == 403


def test_the_leader_reads_before_leaving_what_nobody_looked_at(team: Team, desks: Desks) -> None:
    tick(desks("member"), team)
    shown = words(desks("team_leader").get(reverse("dossier_do", args=[team.county.inspection_id, "leave_site"])))
    assert "还有11条要点没有查看。此为提示，不影响撤点" in shown
    assert "1-2 履行核心职能" in shown


def test_the_unit_finds_none_of_it(team: Team, desks: Desks) -> None:
    unit = desks("unit_head")
    for address in (
        reverse("field_guides"),
        reverse("guide_on_site", args=[team.county.inspection_id]),
        reverse("guide_on_site_paper", args=[team.county.inspection_id, 1, "pdf"]),
    ):
        assert unit.get(address).status_code in (403, 404)


def test_what_is_to_be_followed_up_waits_for_the_team_until_the_point_is_ticked_again(team: Team, desks: Desks) -> None:
    member = tick(desks("member"), team, tick_result="follow", note="台账与现场有出入")
    assert "1-1 党组（党委）理论学习和第一议题制度落实情况" in words(member.get(reverse("todo")))
    tick(member, team)
    assert "第一议题制度" not in words(member.get(reverse("todo")))
