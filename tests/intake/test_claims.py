"""What papers say about their own numbers."""

from __future__ import annotations

import pytest

from bihuan.intake.claims import compare_counts, find_claims
from bihuan.intake.document import Claim
from bihuan.intake.passages import Passage


def claims_of(text: str) -> tuple[Claim, ...]:
    return find_claims([Passage(text, 1)])[0]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("反馈问题25个，已完成整改19个，正在整改6个，整改完成率76%。", (25, 19, None, 6, 76.0)),
        ("反馈的697个问题，已完成688个，基本完成4个，未完成5个，整改完成率98.71%。", (697, 688, 4, 5, 98.71)),
        ("共反馈三十五个问题，其中二十八个已整改到位，七个取得阶段性成效。", (35, 28, 7, None, None)),
        ("反馈的18个问题全部完成整改。", (18, 18, None, None, None)),
        ("发现问题3058个，完成整改2473个。", (3058, 2473, None, None, None)),
        ("反馈问题25个,完成19个,整改率76％.", (25, 19, None, None, 76.0)),
    ],
)
def test_numbers_of_one_claim_are_gathered(text: str, numbers: tuple[object, ...]) -> None:
    claim = claims_of(text)[0]
    assert (claim.of, claim.total, claim.done, claim.partial, claim.open, claim.rate) == ("问题", *numbers)
    assert claim.agrees


@pytest.mark.parametrize(
    "text",
    [
        "反馈问题25个，已完成19个，整改完成率78%。",
        "反馈问题25个，已完成19个，正在整改5个。",
        "反馈问题25个，已完成26个。",
        "反馈问题697个，已完成688个，基本完成4个，未完成6个。",
    ],
)
def test_a_claim_that_does_not_add_up_is_noted(text: str) -> None:
    claims, notes = find_claims([Passage(text, 7)])
    assert not claims[0].agrees
    assert [(note.code, note.line) for note in notes] == [("claim.mismatch", 7)]


@pytest.mark.parametrize("rate", ["98.7%", "98.71%", "98.709%", "99%", "98.70%"])
def test_a_rate_holds_at_its_printed_places_rounded_or_cut(rate: str) -> None:
    assert claims_of(f"反馈问题697个，已完成688个，完成率{rate}。")[0].agrees


def test_problems_measures_and_items_are_counted_apart() -> None:
    text = "将33个问题细化为97条整改措施、171个具体事项，已完成问题整改30个，完善制度12项，给予处分3人。"
    totals = {claim.of: (claim.total, claim.done) for claim in claims_of(text)}
    assert totals == {
        "问题": (33, 30),
        "整改措施": (97, None),
        "整改事项": (171, None),
        "制度": (12, None),
        "处分": (3, None),
    }


def test_a_claim_told_twice_is_one_claim() -> None:
    claims, _ = find_claims([Passage("反馈问题25个。", 2), Passage("25个问题已完成整改19个。", 9)])
    assert [(claim.total, claim.done, claim.line) for claim in claims] == [(25, 19, 2)]


def test_announced_and_listed_problems_are_compared() -> None:
    claims = claims_of("反馈问题25个。")
    assert compare_counts(claims, 25) == ()
    assert [note.code for note in compare_counts(claims, 24)] == ["count.mismatch"]
