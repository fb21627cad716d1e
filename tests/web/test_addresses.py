"""Addresses found once for all ids."""

from __future__ import annotations

import uuid

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.base import set_script_prefix

from bihuan.web.addresses import address, addresses

FIRST, SECOND = uuid.UUID(int=7), uuid.uuid4()


def test_an_address_is_what_reverse_gives_for_every_page_that_is_about_ids_alone() -> None:
    compared = 0
    for name in filter(lambda one: isinstance(one, str), get_resolver().reverse_dict):
        for ids in ([], [FIRST], [SECOND], [FIRST, SECOND]):
            try:
                expected = reverse(name, args=ids)
            except NoReverseMatch:
                continue
            assert address(name, *ids) == expected
            compared += 1
    assert compared > 100


def test_words_and_numbers_stand_in_it_as_they_are_given() -> None:
    for deed in ("close", "submit_plan"):
        assert address("dossier_do", FIRST, deed) == reverse("dossier_do", args=[FIRST, deed])


def test_a_page_that_is_not_there_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        address("no_such_page", FIRST)


def test_where_the_pages_stand_below_another_path_so_do_their_addresses() -> None:
    try:
        set_script_prefix("/bihuan/")
        assert address("finding", SECOND) == addresses("finding")(SECOND) == f"/bihuan/findings/{SECOND}/"
    finally:
        set_script_prefix("/")
    assert address("finding", SECOND) == addresses("finding")(SECOND) == f"/findings/{SECOND}/"
