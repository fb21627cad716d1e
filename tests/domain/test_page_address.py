"""Addresses that stand on posters and slips."""

from __future__ import annotations

import pytest

from bihuan.domain.page_address import NoPageAddress, refuse_no_page


@pytest.mark.parametrize("address", ["https://xuncha.example", "http://10.1.2.3:8010/tips/", "https://巡察.example/a"])
def test_a_host_with_or_without_a_path_is_taken(address: str) -> None:
    refuse_no_page(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "xuncha.example",
        "ftp://xuncha.example",
        "https://",
        "https:///tips",
        "https://:8010",
        "https://a b.example",
        "https://xuncha.example/?door=1",
        "https://xuncha.example/#door",
        "https://[1",
    ],
)
def test_what_a_telephone_would_not_open_is_refused_by_its_words(address: str) -> None:
    with pytest.raises(NoPageAddress) as refused:
        refuse_no_page(address)
    assert refused.value.address == address
