"""Draws for tests and the benchmark: sound ones, and forgeries by whoever would like another result."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from bihuan.domain import draws
from bihuan.domain.ledger import canonical

Told = dict[str, Any]


def lines_of(told: Told) -> bytes:
    return canonical(told) + b"\n"


def draw_of(size: int, count: int, /, *, word: str = "sound", text: str | None = None, **spoiled: Any) -> Told:
    """Return a draw, or one whose population was spoiled before everything else was computed from it."""
    draw = "01a0-draw"
    candidates = tuple(
        draws.Candidate(f"u{at:04}", f"青石县单位{at}", 10 + at % 7 * 5, {"base": 10, "overdue": at % 7 * 5})
        for at in range(size)
    )
    salt = draws.hashed("salt", word)
    population = draws.population_of(
        draw=draw, on="2026-11-26", basis="surprise-risk@0", count=count, of=candidates, salt=salt
    )
    plain: Told = json.loads(draws.written(population))
    for name, value in spoiled.items():
        if name in ("weight", "name", "extra"):
            plain["candidates"][2][name] = value
        elif name == "candidates":
            plain["candidates"].reverse()
        else:
            plain[name] = value
    fixed = canonical(plain).decode() if text is None else text
    shares = {party: draws.hashed("invented", word, party)[:32] for party in ("office", "second")}
    return completed(draw, fixed, shares)


def completed(draw: str, text: str, shares: dict[str, str], result: list[str] | None = None) -> Told:
    """Return the file of a draw: everything that follows from a population and two shares."""
    own = {party: draws.share_commitment(draw, party, share) for party, share in shares.items()}
    own["population"] = draws.commitment_of(text)
    seed = draws.seed_of(own["population"], shares["office"], shares["second"])
    if result is None:
        try:
            population = draws.read(text)
            result = list(draws.drawn_of(population.candidates, population.count, seed))
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, ZeroDivisionError):
            result = []
    return {
        "form": draws.FORM,
        "draw": draw,
        "population": text,
        "commitments": own,
        "shares": shares,
        "commitment": draws.public_commitment(draw, own["population"], own["office"], own["second"]),
        "seed": seed,
        "result": result,
    }


def forgeries(told: Told, chance: Random) -> Iterator[bytes]:
    """Yield forgeries without end, each of a kind of its own, none of them the draw itself."""
    sound = lines_of(told)
    kinds: list[Callable[[Told, Random], bytes]] = [
        *(sign_changed, sign_lost, another_result, weights_shifted, share_made_up, shares_ground),
        *(candidate_left_out, published_kept, count_changed),
    ]
    while True:
        for kind in kinds:
            forged = kind(told, chance)
            if forged != sound:
                yield forged


def sign_changed(told: Told, chance: Random) -> bytes:
    content = bytearray(lines_of(told))
    content[chance.randrange(len(content))] = chance.randrange(32, 127)
    return bytes(content)


def sign_lost(told: Told, chance: Random) -> bytes:
    content = lines_of(told)
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.randint(1, 3) :]


def another_result(told: Told, chance: Random) -> bytes:
    ids = [one["id"] for one in json.loads(told["population"])["candidates"]]
    return lines_of({**told, "result": chance.sample(ids, len(told["result"]))})


def changed(told: Told, chance: Random, change: Callable[[Told, Random], None]) -> Told:
    """Return a draw with another population, everything that follows computed anew."""
    plain = json.loads(told["population"])
    change(plain, chance)
    return completed(told["draw"], canonical(plain).decode(), told["shares"])


def shift(plain: Told, chance: Random) -> None:
    one = chance.choice(plain["candidates"])
    one["weight"] += chance.randint(1, 40)


def weights_shifted(told: Told, chance: Random) -> bytes:
    return lines_of(changed(told, chance, shift))


def published_kept(told: Told, chance: Random) -> bytes:
    """A changed population under the commitments that were published."""
    forged = changed(told, chance, shift)
    return lines_of({**forged, "commitment": told["commitment"], "commitments": told["commitments"]})


def candidate_left_out(told: Told, chance: Random) -> bytes:
    return lines_of(changed(told, chance, lambda plain, c: plain["candidates"].remove(c.choice(plain["candidates"]))))


def count_changed(told: Told, chance: Random) -> bytes:
    return lines_of(changed(told, chance, lambda plain, c: plain.update(count=c.choice((1, 2, 3, 5, 6)))))


def share_made_up(told: Told, chance: Random) -> bytes:
    party = chance.choice(("office", "second"))
    return lines_of({**told, "shares": {**told["shares"], party: f"{chance.getrandbits(128):032x}"}})


def shares_ground(told: Told, chance: Random) -> bytes:
    """Another share after the fact, with a commitment, a seed and a result that fit it."""
    shares = {**told["shares"], chance.choice(("office", "second")): f"{chance.getrandbits(128):032x}"}
    return lines_of(completed(told["draw"], told["population"], shares))
