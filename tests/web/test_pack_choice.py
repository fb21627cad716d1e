"""Choosing packs by the page: layers explained, what would change told, nothing bound changed; packs of one's own."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.closeout.spoiling import as_tianjin_asks
from tests.county import FEEDBACK_ON, PACKS, County, new_key
from tests.web.desks import Desks, at, send, words

from bihuan.closeout.dry_run import closing_facts, dry_run
from bihuan.closeout.facts import whole_facts
from bihuan.domain.comparison import Change
from bihuan.domain.layers import PacksContradict, articles, layers, refuse_contradiction
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import ask_gates
from bihuan.domain.rulebook import in_force
from bihuan.dossiers.models import Inspection
from bihuan.ledger.models import Entry
from bihuan.organizations.models import Authority, OwnPack
from bihuan.organizations.own_packs import NothingNew, ReleasedBefore, release_pack
from bihuan.rules.documents import PackUnreadable
from bihuan.rules.packs import available, load
from bihuan.rules.written import read_written
from bihuan.web.gates import basis_words
from bihuan.web.reader import reads_for

pytestmark = pytest.mark.django_db
OWN = """\
id: qingshi-2018
title: {zh: 青石县做法, en: Practice of Qingshi}
rules:
  gate/close/checks.too_few:
    title: {zh: 督查三次, en: Three checks}
    rulings:
      - since: 2017-07-01
        value: {least: 3}
        verified: true
        citation: {document: 青石县委办法, clause: 第八条}
"""


@pytest.fixture
def county() -> County:
    return County().found().closable()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def released(county: County, text: str = OWN) -> None:
    release_pack(actor=county.office, text=text, reason="试行", now=county.now, key=new_key())


# --- layers ---------------------------------------------------------------------------------------------


def test_the_pack_that_stands_last_prevails_and_is_named() -> None:
    packs = [load("office-practice"), read_written(OWN), load("closing-loop-2018")]
    found = {one.rule_id: one for one in layers(packs, FEEDBACK_ON)}
    one = found["gate/close/checks.too_few"]
    assert [pack for pack, _ in one.held] == ["qingshi-2018", "closing-loop-2018"]
    assert one.prevails == "closing-loop-2018"
    assert in_force(packs, FEEDBACK_ON).need(one.rule_id).pack == one.prevails


def test_lamps_that_contradict_each_other_are_refused() -> None:
    text = OWN.replace("gate/close/checks.too_few", "lamp/yellow").replace("{least: 3}", "40")
    rules = in_force([load("office-practice"), read_written(text)], FEEDBACK_ON)
    with pytest.raises(PacksContradict, match="lamp/green"):
        refuse_contradiction(rules)


def test_versions_are_compared_article_by_article() -> None:
    before, after = read_written(OWN), read_written(OWN.replace("least: 3", "least: 4"))
    assert [one.change for one in articles(before, after)] == [Change.CHANGED]
    assert [one.change for one in articles(before, read_written(OWN.replace("第八条", "第九条")))] == [Change.WORDED]
    gone = articles(load("closing-loop-2018"), after)
    assert {one.change for one in gone} == {Change.CHANGED, Change.GONE}


# --- a pack with a hole -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("{least: 3}", "{}", 7, "least is missing"),
        ("{least: 3}", "{least: 3, pass_mark: 60}", 7, "does not ask for pass_mark"),
        ("checks.too_few", "checks.too_many", 4, "there is no gate checks.too_many"),
        ("gate/close", "gate/dance", 4, "there is no step dance"),
        ("since: 2017-07-01", "since: 1900-01-01", 7, "no real day"),
        ("        verified: true\n", "", 7, "verified"),
    ],
)
def test_a_pack_with_a_hole_is_refused_with_line_and_remedy(old: str, new: str, line: int, told: str) -> None:
    with pytest.raises(PackUnreadable, match=told) as refused:
        read_written(OWN.replace(old, new))
    assert abs(refused.value.line - line) <= 1
    assert refused.value.remedy


def test_a_pack_of_one_s_own_does_not_take_the_name_of_another() -> None:
    for name in ("closing-loop-2018", "Qingshi", "a"):
        with pytest.raises(PackUnreadable, match="name"):
            read_written(OWN.replace("qingshi-2018", name))


# --- what would change ------------------------------------------------------------------------------------


def test_the_facts_of_many_are_those_of_each() -> None:
    made = [County().found(), County().found().examined(), County().found().closable()]
    made[0].fed_back()
    as_tianjin_asks(whole := County().found())
    packs = [load(pack_id) for pack_id in available() if pack_id != "yunnan-2024"]
    for county in [*made, whole]:
        pins = [*county.inspection.packs, ["tianjin-2018", load("tianjin-2018").sha256]]
        Inspection.objects.filter(pk=county.inspection_id).update(packs=pins)
        row = Inspection.objects.select_related("organization", "supervision_office").get(pk=county.inspection_id)
        many, one = closing_facts([row], county.today)[row.id], whole_facts(row, county.today)
        rules = in_force(packs, FEEDBACK_ON)
        assert ask_gates(STEPS["close"], many, rules) == ask_gates(STEPS["close"], one, rules)


def test_a_dry_run_tells_what_more_would_be_asked_and_writes_nothing(county: County) -> None:
    before, entries = county.inspection.packs, Entry.objects.count()
    run = dry_run(county.authority_id, [*map(load, PACKS), read_written(OWN)], county.today)
    assert (run.judged, [one.more for one in run.changed]) == (1, [(("checks.too_few", "inspection"),)])
    assert (county.inspection.packs, Entry.objects.count()) == (before, entries)


# --- the pages --------------------------------------------------------------------------------------------


def test_the_office_sees_what_a_choice_means_and_makes_it(desks: Desks) -> None:
    county, office = desks.county, desks("office")
    url = reverse("packs_choose")
    told = {"at-national-2017": "1", "at-office-practice": "2", "at-closing-loop-2018": "3", "at-tianjin-2018": "4"}
    page = office.get(url, told)
    assert "整改方案、整改报告向五方报备" in words(page)
    assert "整改方案、整改报告报备齐全（10处）" in words(page)
    assert "报结 1" in words(page), "by step"
    assert "已按此选择对1份档案在其尚未办理的各环节试判，有1处欠缺事项不同" in words(page)
    packs = ",".join(name.removeprefix("at-") for name in told)
    asked = f"{url}?{'&'.join(f'{name}={place}' for name, place in told.items())}"
    assert send(office, asked, packs=packs, reason="试行").status_code == 302
    assert Authority.objects.get().packs == packs.split(",")
    assert [pack_id for pack_id, _ in county.inspection.packs] == PACKS
    assert desks("team_leader").get(url).status_code == 403


def test_packs_that_contradict_or_cannot_be_recorded_are_not_chosen(desks: Desks) -> None:
    office = desks("office")
    page = office.get(reverse("packs_choose"), {"at-national-2017": "1", "at-yunnan-2024": "2"})
    shown = words(page)
    if "无法选用" in shown:  # as long as a gate of it has no deed
        assert "disabled" in page.content.decode()
    text = OWN.replace("gate/close/checks.too_few", "lamp/yellow").replace("{least: 3}", "40")
    released(desks.county, text)
    told = {"at-office-practice": "1", "at-qingshi-2018": "2"}
    assert "互相矛盾" in words(office.get(reverse("packs_choose"), told))


def test_a_pack_is_written_checked_tried_released_and_chosen_and_binds_new_dossiers_only(desks: Desks) -> None:
    office, url = desks("office"), reverse("pack_write")
    wrong = send(office, url, text=OWN.replace("least: 3", "most: 3"), check="1")
    assert wrong.status_code == 422
    assert "most" in words(wrong)
    tried = send(office, url, text=OWN.replace("\n", "\r\n"), check="1")
    assert "会多要求" in words(tried)
    assert not OwnPack.objects.exists()
    assert send(office, url, text=OWN, release="1", reason="试行").status_code == 302
    county = desks.county
    packs = [*PACKS, "qingshi-2018"]
    asked = f"{reverse('packs_choose')}?at-qingshi-2018=1"
    assert send(office, asked, packs=",".join(packs), reason="用").status_code == 302
    assert county.inspection.packs == [[one, load(one).sha256] for one in PACKS]
    assert "督查三次" in words(office.get(reverse("rule_pack", args=["qingshi-2018"])))
    assert Authority.objects.get().packs == packs


def test_a_dossier_bound_to_a_release_is_judged_by_it_whatever_is_released_later() -> None:
    county = County().found()
    released(county)
    Authority.objects.update(packs=[*PACKS, "qingshi-2018"])
    county.closable()
    from bihuan.closeout.actions import verdict_on

    lacks = [b.code for b in verdict_on(county.inspection, "close", county.office).blockers]
    assert lacks == ["checks.too_few"]
    released(county, OWN.replace("least: 3", "least: 2"))
    with pytest.raises(NothingNew):
        released(county, OWN.replace("least: 3", "least: 2"))
    assert [b.code for b in verdict_on(county.inspection, "close", county.office).blockers] == lacks
    assert b"qingshi-2018" in archive_of(county)


def test_an_earlier_text_of_a_pack_is_refused_in_words_and_comes_back_as_a_release_of_its_own() -> None:
    county = County().found()
    released(county)
    released(county, OWN.replace("least: 3", "least: 2"))
    with pytest.raises(ReleasedBefore, match="release 1 of qingshi-2018 says exactly this"):
        released(county)
    released(county, f"{OWN}# 恢复第一版\n")
    assert OwnPack.objects.count() == 3


def archive_of(county: County) -> bytes:
    from bihuan.organizations.own_packs import release_bytes

    pack_id, sha256 = county.inspection.packs[-1]
    return release_bytes(county.authority_id, pack_id, sha256)


def test_two_versions_stand_beside_each_other(desks: Desks) -> None:
    page = desks("office").get(reverse("rules_compare"), {"left": "national-2017", "right": "national-2024"})
    assert page.status_code == 200
    assert "新增" in words(page) or "有变化" in words(page)
    assert desks("office").get(reverse("rules_compare"), {"left": "none", "right": "national-2024"}).status_code == 404


# --- the numbers that put the packs in order -----------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "told", "kept"),
    [
        ({"at-national-2017": "1", "at-office-practice": "1"}, "1也是“", "1"),
        ({"at-national-2017": "1", "at-office-practice": "x"}, "“x”不是次序", "x"),
        ({"at-national-2017": "1", "at-office-practice": "0"}, "1至99的整数", "0"),
        ({"at-national-2017": "1", "at-office-practice": "-3"}, "1至99的整数", "-3"),
        ({"at-national-2017": "1", "at-office-practice": "1000"}, "1至99的整数", "1000"),
        ({"at-national-2017": "1", "at-office-practice": "²"}, "1至99的整数", "²"),
        ({"at-national-2017": "", "at-office-practice": ""}, "没有编号的规则包", ""),
        ({"at-national-2017": "1", "at-nothing": "2"}, "没有规则包“nothing”", "1"),
    ],
)
def test_numbers_that_make_no_order_are_refused_where_they_stand_and_stay(
    desks: Desks, numbers: dict[str, str], told: str, kept: str
) -> None:
    page = desks("office").get(reverse("packs_choose"), numbers)
    assert page.status_code == 422
    assert told in words(page)
    assert f'value="{kept}"' in page.content.decode()
    assert "选定这些规则包" not in words(page), "nothing is offered that cannot be meant"


def test_packs_are_put_in_the_order_of_their_numbers_whatever_is_left_out_between(desks: Desks) -> None:
    numbers = {"at-national-2017": "9", "at-office-practice": "2", "at-closing-loop-2018": ""}
    page = desks("office").get(reverse("packs_choose"), numbers)
    assert page.status_code == 200
    assert 'name="packs" value="office-practice,national-2017"' in page.content.decode()


# --- one's own pack is cited by its title -----------------------------------------------------------------


def test_a_basis_of_one_s_own_pack_is_cited_by_its_title_and_linked(desks: Desks) -> None:
    released(desks.county)
    pins = [[one, load(one).sha256] for one in PACKS] + [["qingshi-2018", read_written(OWN).sha256]]
    Inspection.objects.filter(pk=desks.county.inspection_id).update(packs=pins)
    page = desks("office").get(reverse("dossier", args=[desks.county.inspection_id]))
    assert "青石县做法 · 第八条" in words(page)
    assert "qingshi-2018 ·" not in words(page)
    assert f"{reverse('rule_pack', args=['qingshi-2018'])}#" in page.content.decode()


def test_many_clauses_of_one_s_own_pack_ask_for_its_title_once(
    desks: Desks, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    released(desks.county)
    at_home = reads_for(desks.county.authority_id)
    with at_home, django_assert_num_queries(1):
        assert {basis_words("qingshi-2018 · 第八条") for _ in range(100)} == {"青石县做法 · 第八条"}
    with reads_for(desks.county.authority_id):
        assert basis_words("qingshi-2019 · 第八条") == "qingshi-2019 · 第八条", "an unknown pack stands for itself"
        released(desks.county, OWN.replace("青石县做法", "青石县新做法"))
        assert basis_words("qingshi-2018 · 第八条") == "青石县新做法 · 第八条"
    desks("office").get(reverse("rules"))
    assert basis_words("qingshi-2018 · 第八条") == "qingshi-2018 · 第八条", "after a request nobody reads"


def test_what_a_pack_rules_before_its_release_leads_to_no_page_that_is_not_there(desks: Desks) -> None:
    office = desks("office")
    page = send(office, reverse("pack_write"), text=OWN, check="1").content.decode()
    assert "督查三次" in page
    assert "/rules/qingshi-2018/" not in page
