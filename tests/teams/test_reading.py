"""What cannot be composed is refused on one line: file, place, what is wrong, what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bihuan.installation.spoken import in_chinese
from bihuan.teams.reading import RoundUnusable, read_round
from tests.teams.small import WEIGHTS, document, written

Doc = dict[str, Any]


def at(*place: str | int, value: object) -> Callable[[Doc], None]:
    def spoil(given: Doc) -> None:
        inside: Any = given
        for step in place[:-1]:
            inside = inside[step]
        inside[place[-1]] = value

    return spoil


def more(*place: str | int, item: Callable[[Doc], object]) -> Callable[[Doc], None]:
    def spoil(given: Doc) -> None:
        inside: Any = given
        for step in place:
            inside = inside[step]
        inside.append(item(given))

    return spoil


FAULTS: list[tuple[Callable[[Doc], None], str]] = [
    (at("colour", value="red"), "colour: unknown key; remove it"),
    (at("inspectors", 0, "nick", value="x"), "inspectors[0] (lead1).nick: unknown key"),
    (lambda given: given["inspectors"][4].pop("sex"), "inspectors[4] (mem1).sex: missing; add it"),
    (lambda given: given.pop("rules"), "rules: missing"),
    (at("inspectors", value=[]), "inspectors: the pool is empty"),
    (at("organizations", value=[]), "organizations: the round has no organizations"),
    (at("groups", value=[]), "groups: the round has no groups"),
    (more("inspectors", item=lambda given: given["inspectors"][0]), "lead1 stands here twice"),
    (more("groups", item=lambda given: given["groups"][0]), "g1 stands here twice"),
    (more("counties", item=lambda given: "c1"), "counties[3]: c1 stands here twice"),
    (at("groups", 0, "size", value=0), "groups[0] (g1).size"),
    (at("groups", 0, "size", value=1), "greater than or equal to 2"),
    (at("groups", 0, "size", value=-3), "found -3; correct it"),
    (at("groups", 0, "size", value="7"), "found '7'"),
    (at("groups", 0, "size", value=31), "groups[0] (g1).size: 31 seats for a pool of 11 people; correct it"),
    (at("groups", 0, "require", 0, "least", value=99), "groups[0] (g1).require[0].least: at least 99 of"),
    (at("inspectors", 1, "days_away", value=-1), "inspectors[1] (lead2).days_away"),
    (at("organizations", 0, "days", value=-20), "organizations[0] (o1).days"),
    (at("inspectors", 1, "days_away", value=1.5), "found 1.5"),
    (at("inspectors", 1, "available", value=1), "inspectors[1] (lead2).available"),
    (at("inspectors", 1, "sex", value="x"), "inspectors[1] (lead2).sex"),
    (at("inspectors", 1, "county", value="c8"), "inspectors (lead2).county: c8 is none of the counties"),
    (at("organizations", 1, "county", value="c8"), "organizations (o2).county: c8 is none"),
    (at("groups", 1, "county", value="c8"), "groups (g2).county: c8 is none"),
    (at("groups", 1, "county", value="c2"), "o2 is in c1, the group in c2; give each county a group"),
    (at("groups", 1, "organizations", value=["o7"]), "o7 is none of the organizations"),
    (at("groups", 1, "organizations", value=["o1"]), "o1 is visited by g1 already"),
    (at("groups", 1, "organizations", value=[]), "groups[1] (g2).organizations"),
    (at("kin_pairs", value=[["mem1", "nobody"]]), "kin_pairs[0]: nobody is none of the inspectors"),
    (at("kin_pairs", value=[["mem1", "mem1"]]), "mem1 is no relative of himself"),
    (at("kin_pairs", value=[["mem1"]]), "kin_pairs[0]"),
    (at("caps", "county", value={"c8": 1}), "caps.county.c8: c8 is none of the counties"),
    (at("distance_km", value=[[0, 35], [35, 0]]), "distance_km: 2 rows for 3 counties"),
    (at("distance_km", 1, value=[35, 0]), "distance_km[1]: 2 distances for 3 counties"),
    (at("distance_km", 1, 0, value=36), "distance_km[1][0]: 36 km there, 35 km back"),
    (at("distance_km", 1, 0, value=-35), "distance_km[1][0]"),
    (at("rules", "same_previous_team_most", value="a third"), "rules.same_previous_team_most"),
    (at("rules", "same_previous_team_most", value="1/0"), "rules.same_previous_team_most"),
    (at("groups", 0, "require", 0, "any", value=[]), "groups[0] (g1).require[0].any"),
]


def is_chinese(said: str) -> bool:
    """True where fault and remedy are both told in Chinese, names of keys and values apart."""
    parts = said.split("\uff1b")
    return len(parts) > 1 and all(re.search("[\u4e00-\u9fff]", part) for part in parts)


@pytest.mark.parametrize(("spoil", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_a_fault_is_refused_with_its_place_and_remedy(tmp_path: Path, spoil: Callable[[Doc], None], told: str) -> None:
    given = document()
    spoil(given)
    with pytest.raises(RoundUnusable) as refused:
        read_round(written(tmp_path, given), WEIGHTS)
    said = str(refused.value)
    assert said.startswith("round.json: ")
    assert told in said
    assert "; " in said
    assert "\n" not in said
    assert is_chinese(in_chinese(said)), said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "line 1: no JSON"),
        ("[]", "round.json: "),
        ('{"round": "a", "round": "b"}', "'round': this key stands twice"),
        ('{"round": NaN}', "NaN: not a number JSON knows"),
        ("[" * 100_000, "nested too deep"),
        ('{"round": 1' + "0" * 5000 + "}", "a number too long"),
    ],
)
def test_what_is_no_json_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "round.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RoundUnusable, match=told) as refused:
        read_round(path, WEIGHTS)
    assert is_chinese(in_chinese(str(refused.value))), refused.value


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "round.json"
    path.write_bytes('{"round": "第二轮"}'.encode("gb18030"))
    with pytest.raises(RoundUnusable, match="not UTF-8; save the file as UTF-8"):
        read_round(path, WEIGHTS)


def test_places_that_lie_outside_the_round_are_taken(tmp_path: Path) -> None:
    given = document()
    given["inspectors"][0] |= {
        "hometown": "c77",
        "former": [["c77", "rail"]],
        "kin": [["c78", "civil"]],
        "declared": ["o99"],
        "inspected": ["o98"],
        "led": ["o97"],
    }
    assert read_round(written(tmp_path, given), WEIGHTS).round.inspectors[0].hometown == "c77"
