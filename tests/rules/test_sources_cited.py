"""What rests on one of the five sources cites it by its title and by the bytes in which the sentence was found.

The sources themselves are not kept here. Each sentence was looked up in the file of that hash before its pack was
released, and a released pack keeps its bytes (test_released_packs.py): so what was compared once stays compared.
"""

from __future__ import annotations

import re

import pytest

from bihuan.domain.rulebook import Ruling
from bihuan.rules.packs import available, load

SOURCES = {
    "S0": ("着力推进新时代巡视巡察工作向纵深发展", "e500ad0a1ddefeb587b7ce2caafe6bd6b4918d99ce4b066df17f4c0be903d5b4"),
    "S1": ("高擎利剑强震慑 护航改革促发展", "6c55368c90c9fa2fea55879f45d9a3ac0dcb0ae9a93e4b5405e7a30738ffb313"),
    "S2": ("云南各级巡察机构学习贯彻《条例》", "77eed1c21f03b6ef2f3db31b5231e8bbe91e1d2ddc6d0f1a4c611502f2cbacdc"),
    "S3": ("以“县力量、市统筹”开展交叉巡察", "832a887c53565aaf3a80ed731be5107657ba73e0af0ffcfce8b281734b413698"),
    "S4": ("巡察整改闭环做法", "f5892c4444981a6e2741f35acd4f5642758d98204f1f4b66f973757e062032c0"),
}
OF_PLACES = {
    "tianjin-2018": "S0",
    "changzhou-2021": "S1",
    "visiting-chain-2021": "S1",
    "yunnan-2024": "S2",
    "shanxi-2018": "S3",
    "closing-loop-2018": "S4",
    "three-in-one-2018": "S4",
}
RULINGS = [
    (f"{pack_id} {rule.id}", ruling)
    for pack_id in available()
    for rule in load(pack_id).rules
    for ruling in rule.rulings
    if re.match(r"S\d ", ruling.citation.document)
]


@pytest.mark.parametrize("ruling", [one for _name, one in RULINGS], ids=[name for name, _one in RULINGS])
def test_a_source_is_cited_by_its_title_and_the_bytes_it_was_read_in(ruling: Ruling) -> None:
    source, _space, title = ruling.citation.document.partition(" ")
    assert (title.partition("（来源文件")[0], ruling.citation.sha256) == SOURCES[source]
    assert len(re.findall(r"\w", ruling.citation.clause)) >= 4, "a sentence, not a word"


@pytest.mark.parametrize("pack_id", OF_PLACES)
def test_the_pack_of_a_place_rests_on_its_source_alone(pack_id: str) -> None:
    cited = {ruling.citation.document.partition(" ")[0] for rule in load(pack_id).rules for ruling in rule.rulings}
    assert cited == {OF_PLACES[pack_id]}


def test_every_source_is_cited() -> None:
    assert {ruling.citation.document.partition(" ")[0] for _name, ruling in RULINGS} == set(SOURCES)
