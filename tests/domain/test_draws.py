"""Surprise draws: the order of the input does not matter, weights do, and a forged result is never accepted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forged_draws import draw_of, forgeries, lines_of

from bihuan.cli.main import main
from bihuan.domain import draws
from bihuan.domain.glossary import DRAW_VERIFIED
from bihuan.domain.ledger import canonical
from bihuan.supervision import draw_verifier as verifier

SEEDS = st.binary(min_size=32, max_size=32).map(bytes.hex)
WEIGHTS = st.lists(st.integers(1, 90), min_size=2, max_size=14)


def candidates(*weights: int) -> list[draws.Candidate]:
    return [draws.Candidate(f"u{at:03}", f"单位{at}", weight, {"base": weight}) for at, weight in enumerate(weights)]


@given(WEIGHTS, SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(weights: list[int], seed: str, shuffler: Random) -> None:
    known = candidates(*weights)
    other = known.copy()
    shuffler.shuffle(other)
    assert draws.drawn_of(known, len(known) - 1, seed) == draws.drawn_of(other, len(known) - 1, seed)
    one, two = (
        draws.population_of(draw="d", on="2026-11-26", basis="b", count=1, of=of, salt="ab") for of in (known, other)
    )
    assert draws.written(one) == draws.written(two)
    assert draws.read(draws.written(one)) == one


@given(WEIGHTS, SEEDS)
def test_nobody_is_drawn_twice_and_the_verifier_draws_the_same(weights: list[int], seed: str) -> None:
    known = candidates(*weights)
    found = draws.drawn_of(known, len(known) - 1, seed)
    assert len(set(found)) == len(found) == len(known) - 1
    plain = [{"id": one.id, "weight": one.weight} for one in known]
    assert tuple(verifier.drawn(plain, len(found), seed)) == found


def test_who_is_drawn_first_follows_the_weights() -> None:
    known = candidates(1, 2, 3, 10, 4)
    times = 6_000
    seen = Counter(draws.drawn_of(known, 1, draws.hashed("seed", str(n)))[0] for n in range(times))
    total = sum(one.weight for one in known)
    chi_square = sum((seen[one.id] - (expected := times * one.weight / total)) ** 2 / expected for one in known)
    assert chi_square < 18.47, "beyond 0.1 % at four degrees of freedom"


def test_who_is_drawn_second_follows_the_weights_that_are_left() -> None:
    known = candidates(5, 3, 2)
    times = 6_000
    seen = Counter(draws.drawn_of(known, 2, draws.hashed("seed", f"second {n}")) for n in range(times))
    chi_square = 0.0
    for one in known:
        for two in known:
            if one is not two:
                expected = times * one.weight / 10 * two.weight / (10 - one.weight)
                chi_square += (seen[one.id, two.id] - expected) ** 2 / expected
    assert chi_square < 20.52, "beyond 0.1 % at five degrees of freedom"


def test_numbers_that_would_favour_the_first_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    told = iter(["f" * 64, "0" * 63 + "4"])
    monkeypatch.setattr(draws, "hashed", lambda *_: next(told))
    assert draws.drawn_of(candidates(1, 1, 1), 1, "seed") == ("u001",), "2**256 - 1 is beyond; then 4 % 3 is the second"


@pytest.mark.parametrize("count", [0, 3, 4])
def test_all_or_none_is_no_draw(count: int) -> None:
    with pytest.raises(draws.PopulationUnfit):
        draws.population_of(draw="d", on="2026-11-26", basis="b", count=count, of=candidates(1, 2, 3), salt="ab")


@pytest.mark.parametrize("typed", ["0123 4567 89ab cdef 0123-4567-89AB-CDEF", "０１２３456789abcdef0123456789abcdef"])
def test_a_share_is_read_however_it_is_spaced(typed: str) -> None:
    assert draws.share_typed(typed) == "0123456789abcdef" * 2
    assert draws.share_typed(draws.share_shown("0123456789abcdef" * 2)) == "0123456789abcdef" * 2


@pytest.mark.parametrize("typed", ["", "0123", "0123456789abcdeg" * 2, "0123456789abcdef" * 3])
def test_what_is_no_share_is_refused(typed: str) -> None:
    with pytest.raises(draws.ShareMalformed):
        draws.share_typed(typed)


def test_a_sound_draw_is_accepted_by_the_command_and_by_the_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = draw_of(12, 3)
    file = tmp_path / "draw.json"
    file.write_bytes(lines_of(told))
    assert main(["draw", "verify", str(file), "--commitment", told["commitment"]]) == 0
    shown = capsys.readouterr().out
    assert "核验成立" in shown
    assert "the result follows: 3 drawn out of 12" in shown
    assert main(["draw", "verify", str(file)]) == 0
    assert "compare the commitment with the published one" in capsys.readouterr().out
    assert main(["draw", "verify", str(file), "--commitment", "0" * 64]) == 1
    assert "公布承诺值" in capsys.readouterr().out
    assert main(["draw", "verify", str(file), "--commitment", "abc"]) == 2
    assert main(["draw", "verify", str(tmp_path / "nothing.json")]) == 2
    alone = tmp_path / "draw_verifier.py"
    alone.write_bytes(Path(verifier.__file__).read_bytes())
    asked = [sys.executable, "-I", "-S", str(alone), str(file), "--commitment", told["commitment"]]
    assert subprocess.run(asked, cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_no_forged_draw_is_accepted() -> None:
    told = draw_of(24, 4)
    made, accepted = 0, list[Any]()
    for forged in (one for _, one in zip(range(4_000), forgeries(told, Random(7)), strict=False)):
        made += 1
        if accepted_as(forged, told["commitment"]):
            accepted.append(forged)
    assert (made, accepted) == (4_000, [])


def accepted_as(content: bytes, commitment: str) -> bool:
    try:
        verifier.checked(content, commitment)
    except verifier.DrawRefuted:
        return False
    return True


def spoiled() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield draws in which one thing is wrong and everything after it was computed anew, with what is then said."""
    told = draw_of(6, 2)
    yield "the file has another form", {**told, "form": "bihuan-draw-2"}
    yield "the file has not exactly the fields of a draw", {**told, "more": 1}
    yield "seed is no text", {**told, "seed": 1}
    yield "shares are not complete", {**told, "shares": {"office": told["shares"]["office"]}}
    yield "shares are malformed", {**told, "shares": {**told["shares"], "office": "A" * 32}}
    yield "the population is not the committed one", {**told, "population": told["population"] + " "}
    yield "the share of office is another", {**told, "shares": {**told["shares"], "office": "0" * 32}}
    yield "the commitment does not hold the other three", {**told, "commitment": "0" * 64}
    yield "the seed does not follow from the shares", {**told, "seed": "0" * 64}
    yield "the result is another", {**told, "result": told["result"][::-1]}
    yield "the draw is not the one whose commitment was published", draw_of(6, 2, word="other")
    for said, change in (
        ("the population has no count", {"count": 0}),
        ("the population has other fields", {"more": 1}),
        ("there are too few candidates", {"count": 6}),
        ("the population is that of another draw", {"draw": "another"}),
        ("the candidates are not in their one order", {"candidates": []}),
        ("a weight is no whole number above zero", {"weight": 0}),
        ("a weight is no whole number above zero", {"weight": 2**80}),
        ("a weight is no whole number above zero", {"weight": True}),
        ("a candidate has no name", {"name": 1}),
        ("a candidate has other fields", {"extra": 1}),
    ):
        yield said, draw_of(6, 2, **change)
    for text, said in (("[", "the population is no JSON"), ("{ }", "the population is not written in its one form")):
        yield said, draw_of(6, 2, text=text)


@pytest.mark.parametrize(("said", "told"), list(spoiled()), ids=lambda value: value if isinstance(value, str) else "")
def test_each_fault_of_a_draw_is_named(said: str, told: dict[str, Any]) -> None:
    whole = draw_of(6, 2)["commitment"]
    with pytest.raises(verifier.DrawRefuted) as refused:
        verifier.check(told, whole if "published" in said else None)
    assert str(refused.value) == f"does not hold: {said}"
    words = {one.en: one.zh for one in DRAW_VERIFIED}
    assert verifier.translated(str(refused.value), words).startswith("核验不成立")


def test_a_draw_has_one_form_only() -> None:
    told = draw_of(6, 2)
    sound = canonical(told) + b"\n"
    assert accepted_as(sound, told["commitment"])
    for other in (sound[:-1], json.dumps(told).encode(), sound.replace(b'"seed"', b'"seed" '), b"\xff", b"[" * 100_000):
        assert not accepted_as(other, told["commitment"])
