"""The library in the product: entered from files, compared, cited by a paper, its finding and the opinion."""

from __future__ import annotations

import io
import uuid
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.fieldwork.papers import Team
from tests.web.desks import Desks, at, words

from bihuan.closeout.paper_values import areas_of
from bihuan.dossiers.models import Finding
from bihuan.fieldwork.citing import ArticleUnknown
from bihuan.ledger.door import Receipt
from bihuan.rules.library import (
    GapsUnseen,
    LibraryReasonMissing,
    NoSuchText,
    TextEndsTooSoon,
    TextUnusable,
    VersionThere,
    VersionWithdrawn,
    articles_in_force,
    end_regulation,
    enter_regulation,
    search,
    withdraw_regulation,
)
from bihuan.rules.models import RegulationVersion
from bihuan.simulate.papers import word_document
from bihuan.web import keys
from bihuan.web.pages.regulation import LibraryLinks

pytestmark = pytest.mark.django_db
OLD = "第一条　为规范福利，制定本办法。\n第二条　不得发放购物卡。"
NEW = "第一条　为规范福利，制定本办法。\n第二条　名单公示五日。\n第三条　不得发放购物卡，已发放的追回。"
TITLE = "青石县福利办法（示例）"
ARTICLE = f"《{TITLE}》第二条"


@pytest.fixture
def team() -> Team:
    return Team()


@pytest.fixture
def desks(team: Team, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(team.county, monkeypatch)


def enter(team: Team, text: str = OLD, from_on: date = date(2016, 1, 1), **other: Any) -> Receipt:
    told: dict[str, Any] = {"title": TITLE, "document_number": "青财〔2016〕7号", "issuer": "青石县财政局"}
    told |= {"text": text, "from_on": from_on, "until_on": None, "gaps_seen": False}
    county = team.county
    return enter_regulation(actor=county.office, **{**told, **other}, now=county.now, key=str(uuid.uuid4()))


def do(team: Team, verb: Any, version: RegulationVersion, **told: Any) -> Receipt:
    given = {"version_id": version.id, "now": team.county.now, "key": str(uuid.uuid4()), **told}
    receipt: Receipt = verb(actor=team.county.office, **given)
    return receipt


def test_a_paper_cites_an_article_as_it_was_in_force_that_day_and_so_do_finding_and_opinion(team: Team) -> None:
    enter(team)
    enter(team, NEW, date(2018, 1, 5), document_number="青财〔2018〕2号")
    paper = team.paper(article=ARTICLE, basis="", found_on="2018-01-04")
    assert paper.basis == f"《{TITLE}》（青财〔2016〕7号）第二条：不得发放购物卡。"
    again = {"article": f"《{TITLE}》第三条", "found_on": "2018-01-06", "basis": paper.basis, "title": paper.title}
    rest = {name: getattr(paper, name) for name in ("phenomenon", "nature", "responsibility", "area")}
    paper = team.do(team.member, "revise_working_paper", paper, **again, **rest)
    assert [label for _version, label in paper.cites] == ["第二条", "第三条"]
    assert paper.basis.endswith("《青石县福利办法（示例）》（青财〔2018〕2号）第三条：不得发放购物卡，已发放的追回。")
    paper = team.do(team.leader, "sign_working_paper", ready(team, paper))
    team.leave()
    team.do(team.office, "confirm_finding", paper)
    finding = Finding.objects.get()
    assert finding.basis.splitlines() == [
        f"《{TITLE}》（青财〔2016〕7号）第二条",
        f"《{TITLE}》（青财〔2018〕2号）第三条",
    ]
    (area,) = areas_of([finding])
    assert area["findings"][0]["basis"] == finding.basis.splitlines()


def ready(team: Team, paper: Any) -> Any:
    team.do(team.member, "submit_working_paper", team.with_file(paper))
    return team.do(team.deputy, "review_working_paper", paper)


def test_words_taken_out_of_the_basis_are_cited_no_more_and_free_text_is_still_possible(team: Team) -> None:
    enter(team)
    paper = team.paper(article=ARTICLE, basis="本县惯例")
    assert paper.basis.startswith("本县惯例\n《")
    words_of = {name: getattr(paper, name) for name in ("title", "phenomenon", "nature", "responsibility", "area")}
    paper = team.do(team.member, "revise_working_paper", paper, **words_of, basis="本县惯例")
    assert (paper.basis, paper.cites) == ("本县惯例", [])


def test_an_article_that_was_not_in_force_that_day_is_refused(team: Team) -> None:
    enter(team, from_on=date(2018, 1, 7))
    with pytest.raises(ArticleUnknown):
        team.paper(article=ARTICLE, found_on="2018-01-06")
    assert team.paper(article=ARTICLE, found_on="2018-01-07").cites


def test_what_cannot_be_entered_is_refused_with_its_reason(team: Team) -> None:
    for text, refusal in (
        ("没有条文", TextUnusable),
        ("第一条　甲。\n第三条　乙。", GapsUnseen),
    ):
        with pytest.raises(refusal):
            enter(team, text)
    with pytest.raises(TextEndsTooSoon):
        enter(team, until_on=date(2015, 1, 1))
    enter(team, "第一条　甲。\n第三条　乙。", gaps_seen=True)
    with pytest.raises(VersionThere):
        enter(team)


def test_a_version_ends_is_withdrawn_once_and_is_found_no_more(team: Team) -> None:
    enter(team)
    version, today = RegulationVersion.objects.get(), team.county.today
    with pytest.raises(LibraryReasonMissing):
        do(team, end_regulation, version, until_on=today, reason=" ")
    with pytest.raises(TextEndsTooSoon):
        do(team, end_regulation, version, until_on=date(2015, 1, 1), reason="废止")
    do(team, end_regulation, version, until_on=date(2017, 12, 31), reason="废止")
    assert articles_in_force(team.county.authority_id, today) == {}
    do(team, withdraw_regulation, version, reason="录错")
    assert list(search(team.county.authority_id, "购物卡")) == []
    with pytest.raises(VersionWithdrawn):
        do(team, withdraw_regulation, version, reason="再撤")
    with pytest.raises(NoSuchText):
        withdraw_regulation(
            actor=team.county.office, version_id=uuid.uuid4(), reason="无", now=team.county.now, key="no-such-text"
        )


def test_the_office_reads_a_word_file_or_a_workbook_and_enters_what_it_saw(team: Team, desks: Desks) -> None:
    office, address = desks("office"), reverse("regulation_add")
    document = SimpleUploadedFile("办法.docx", word_document([TITLE, *NEW.split("\n")]))
    page = office.post(address, {"read": "1", "file": document})
    assert "共3条，条号连续。尚未录入。" in words(page)
    assert f'value="{TITLE}"' in page.content.decode()
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for row, line in enumerate(OLD.split("\n")):
        sheet.write_row(row, 0, line.split("\u3000"))
    book.close()
    page = office.post(address, {"read": "1", "file": SimpleUploadedFile("办法.xlsx", out.getvalue())})
    assert "共2条" in words(page)
    assert not RegulationVersion.objects.exists()
    told = {"title": f"《{TITLE}》", "issuer": "青石县财政局", "from_on": "2016-01-01", "text": OLD}
    page = office.post(address, {**told, "enter": "1", keys.FIELD: keys.new_key()}, follow=True)
    assert "已录入，共2条" in words(page)
    assert RegulationVersion.objects.get().regulation.title == TITLE
    told["text"] = "第一条　甲。\n第一条　乙。"
    page = office.post(address, {**told, "enter": "1", keys.FIELD: keys.new_key()})
    assert (page.status_code, "第2行：第一条出现两次" in words(page).replace(" ", "")) == (422, True)
    assert desks("member").get(address).status_code == 403


def test_two_versions_stand_beside_each_other_on_the_page_and_on_paper(team: Team, desks: Desks) -> None:
    enter(team)
    one = enter(team, NEW, date(2018, 1, 5)).told["regulation"]
    member = desks("member")
    shown = words(member.get(reverse("regulation_compare", args=[one])))
    assert "修改1条" in shown
    assert "新增1条" in shown
    assert "另有1条未变，未列出" in shown
    for suffix, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert member.get(reverse("regulation_comparison", args=[one, suffix])).content.startswith(start)
        packs = f"{reverse('rules_comparison', args=[suffix])}?left=national-2017&right=national-2024"
        assert member.get(packs).content.startswith(start)
    assert member.get(f"{reverse('rules_comparison', args=['pdf'])}?left=national-2017").status_code == 404
    assert member.get(f"{reverse('regulation_compare', args=[one])}?left=9").status_code == 404


def test_articles_are_searched_and_a_ruling_leads_to_the_text_it_cites(team: Team, desks: Desks) -> None:
    title = "中国共产党巡视工作条例"
    text = "\n".join(f"第{numeral}条　虚构内容{numeral}。" for numeral in ("一", "二", "三"))
    enter(team, text, date(2017, 7, 1), title=title)
    shown = desks("member").get(f"{reverse('regulations')}?q=虚构内容二")
    assert "《中国共产党巡视工作条例》第二条" in words(shown)
    url = LibraryLinks(team.county.authority_id).url_of(f"《{title}》", "第三条 某某", date(2017, 7, 1))
    assert url.endswith("?version=1#a-3")
    assert "查看条文" in words(desks("unit_head").get(reverse("rule_pack", args=["national-2017"])))
