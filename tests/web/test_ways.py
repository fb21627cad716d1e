"""The way to a page names every step and leads only where its reader's roles open the door."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from tests.county import County
from tests.feedback.test_letters import Office
from tests.feedback.test_special_reports import transfer
from tests.web.desks import at

import bihuan.web
from bihuan.domain.roles import Role
from bihuan.web.forms import Crumb
from bihuan.web.permissions import ROWS, is_for_named, may_open

pytestmark = pytest.mark.django_db
TEMPLATES = Path(bihuan.web.__file__).parent / "templates"


@pytest.mark.parametrize("role", ["team_leader", "deputy", "member"])
def test_the_team_reads_what_went_out_and_is_led_to_no_list_that_is_closed_to_it(
    role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office()
    errand = transfer(office, matter="宅基地登记", found="12户未登记")
    desks = at(office.county, monkeypatch)
    address = reverse("errand", args=[errand.id])
    of_the_office, of_the_team = desks("office").get(address), desks(role).get(address)
    assert of_the_team.status_code == 200
    way = re.search(r'<nav class="crumbs".*?</nav>', of_the_team.content.decode(), flags=re.S)
    assert way is not None
    for step in re.findall(r'href="([^"]+)"', way[0]):
        assert desks(role).get(step).status_code == 200, step
    assert f'href="{reverse("errands")}"' in of_the_office.content.decode()
    assert f'href="{reverse("errands")}"' not in of_the_team.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_a_step_leads_to_each_page_that_a_role_opens_and_to_no_other(role: Role) -> None:
    actor = County().actor(role)
    for name in ROWS:
        try:
            address = reverse(name)
        except NoReverseMatch:  # a page of one thing
            continue
        shown = render_to_string("web/_crumbs.html", {"crumbs": [Crumb("这里", f"{address}?a=1#b")], "actor": actor})
        assert "这里" in shown
        assert ("href" in shown) == (may_open(name, actor) or is_for_named(name)), name


def test_no_template_draws_a_way_of_its_own() -> None:
    drawn = [path.name for path in TEMPLATES.rglob("*.html") if "in crumbs" in path.read_text(encoding="utf-8")]
    assert drawn == ["_crumbs.html"]
