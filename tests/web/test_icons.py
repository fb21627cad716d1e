"""Icons stand in the page itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.web.icons import NoIcon, drawing, drawings
from bihuan.web.styles.foundation import house_sheet
from bihuan.web.templatetags.bihuan_words import icon, mark

HOUSE = Path(__file__).resolve().parents[2] / "src/bihuan"
TEMPLATES = sorted(HOUSE.rglob("*.html"))
NAMED = re.compile(r'{% icon "([^"]+)"')


def test_every_icon_that_a_template_names_is_drawn() -> None:
    named = {name for file in TEMPLATES for name in NAMED.findall(file.read_text(encoding="utf-8"))}
    assert len(named) > 20
    assert named <= drawings().keys()


def test_an_icon_is_lines_in_its_frame_and_hidden_from_screen_readers() -> None:
    drawn = icon("bell")
    assert drawing("bell").lines in drawn
    assert 'viewBox="0 0 24 24"' in drawn
    assert 'aria-hidden="true"' in drawn
    assert "<use" not in drawn
    assert mark().count("<path") == 2


def test_a_name_without_an_icon_is_refused_with_the_place_where_to_add_it() -> None:
    with pytest.raises(NoIcon, match=r"no-such is no icon of sprite\.svg"):
        icon("no-such")


@pytest.mark.django_db
def test_no_page_asks_for_a_sprite_and_no_sheet_holds_a_picture_for_its_fields(client: Client) -> None:
    page = client.get(reverse("sign_in")).content.decode()
    assert "sprite" not in page
    assert 'class="our-mark"' in page
    assert re.search(r"\.form-select \{[^}]*linear-gradient", house_sheet())
