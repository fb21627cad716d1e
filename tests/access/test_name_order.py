"""Names stand in the order of their sounds, whatever the store would do, and numbers in the order they are counted."""

from __future__ import annotations

import uuid

import pytest
from django.http import QueryDict

from bihuan.access.models import Account
from bihuan.access.name_order import by_sound
from bihuan.web.forms.choices import accounts
from bihuan.web.lists.accounts import accounts_asked, in_order, of_page
from bihuan.web.lists.finding_filter import Asked
from bihuan.web.sheets.of_the_house import account_rows
from tests.county import County


@pytest.mark.parametrize(
    "in_order",
    [
        ["安宁镇", "白沙街道", "财政局", "陈家湾村", "水务局", "县教育局", "住房和城乡建设局"],
        ["第一执纪监督室", "第二执纪监督室", "第三执纪监督室", "第十执纪监督室", "第十二执纪监督室"],
        ["第2派驻组", "第10派驻组"],
        ["万安镇", "王家坪村"],
        ["ABB公司", "安宁镇"],
        ["妈祖社区", "麻柳镇", "马家镇"],
    ],
)
def test_names_stand_by_their_sounds(in_order: list[str]) -> None:
    by_code_point = sorted(in_order, reverse=True)
    assert by_sound(by_code_point, str) == [*in_order]


@pytest.mark.django_db
def test_page_workbook_and_select_box_of_accounts_stand_in_that_order() -> None:
    county = County().found()
    for login_name, name in (("a", "周第二"), ("b", "安第十"), ("c", "安第二"), ("d", "柏某")):
        Account.objects.bulk_create(
            [Account(authority_id=county.authority_id, id=uuid.uuid4(), login_name=login_name, name=name)]
        )
    in_list = ["安第二", "安第十", "柏某", "周第二"]
    ids = in_order(accounts_asked(county.office, QueryDict()))
    assert [one.name for one in of_page(ids, county.office)] == in_list
    assert [row.subject for row in account_rows(county.office, QueryDict())] == in_list
    assert [words.partition("（")[0] for _id, words in accounts(county.authority_id)] == in_list


@pytest.mark.django_db
def test_the_filter_by_unit_is_says_that_it_takes_in_those_below() -> None:
    county = County().found().fed_back()
    form = Asked({}, actor=county.office)
    assert str(form["unit"].label) == "单位（含下级）"
