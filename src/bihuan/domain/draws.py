"""Surprise draws as arithmetic: who may be drawn with which weight, two shares, and what follows from them.

All is fixed and committed to before a share is opened: the population (salted, so that no guess at it can be tried)
and the two shares. The seed follows from the three, the result from the seed, in whole numbers. docs/draws.md writes
the form down; supervision/draw_verifier.py reads it again and knows nothing of this module.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from bihuan.domain.ledger import canonical
from bihuan.domain.roles import Role

FORM = "bihuan-draw-1"
SHARE_BYTES = 16
RANGE = 2**256
MOST_WEIGHT = 2**32 - 1
SHARE = re.compile(r"[0-9a-f]{32}")
BETWEEN = re.compile(r"[\s\-]+")


class Party(StrEnum):
    """Who gives a share: the inspection office, and the second body that was named when the draw was arranged."""

    OFFICE = "office"
    SECOND = "second"


def stake_of(roles: Collection[Role], parties: Collection[Party | None], second_body: str) -> str | None:
    """Return for whom somebody has a part in a draw, so that he does not verify it: a role, or the second body.

    `parties` are those for which he gives a share or gave one; the leading group decides on the draw.
    """
    if Role.OFFICE in roles or Party.OFFICE in parties:
        return Role.OFFICE
    if Role.LEADING_GROUP in roles:
        return Role.LEADING_GROUP
    return second_body if Party.SECOND in parties else None


class PopulationUnfit(ValueError):
    """Out of this population so many cannot be drawn."""

    def __init__(self, size: int, count: int) -> None:
        self.size, self.count = size, count
        super().__init__(f"{count} cannot be drawn out of {size}; draw at least one, and fewer than there are")


class ShareMalformed(ValueError):
    """What was typed is no share."""

    def __init__(self) -> None:
        super().__init__("a share has 32 signs, 0 to 9 and a to f; type it as it was shown")


class ShareWrong(ValueError):
    """What was typed is not the share that was committed to."""

    def __init__(self) -> None:
        super().__init__("this is not the share that was committed to; type it as it was shown, sign by sign")


@dataclass(frozen=True)
class Candidate:
    """Who may be drawn: its id, its name, its weight, and of what the weight is made."""

    id: str
    name: str
    weight: int
    factors: Mapping[str, int]


@dataclass(frozen=True)
class Population:
    """Everything that is fixed before the draw; `basis` names the rules of the weights and their hash."""

    draw: str
    on: str
    basis: str
    count: int
    candidates: tuple[Candidate, ...]
    salt: str


def population_of(*, draw: str, on: str, basis: str, count: int, of: Sequence[Candidate], salt: str) -> Population:
    """Return a population in its one order, whatever order its candidates come in; raise PopulationUnfit."""
    if not 0 < count < len(of):
        raise PopulationUnfit(len(of), count)
    assert len({one.id for one in of}) == len(of)
    assert all(0 < one.weight <= MOST_WEIGHT for one in of)
    return Population(draw, on, basis, count, tuple(sorted(of, key=lambda one: one.id)), salt)


def written(population: Population) -> str:
    """Return the one text of a population: what is committed to."""
    return canonical({"form": FORM} | asdict(population)).decode()


def read(text: str) -> Population:
    """Return the population of a text that `written` made."""
    told = json.loads(text)
    candidates = tuple(Candidate(**one) for one in told.pop("candidates"))
    return Population(candidates=candidates, **{name: value for name, value in told.items() if name != "form"})


def hashed(what: str, *parts: str) -> str:
    """Return the SHA-256 of parts, one a line, under a name that nothing else is hashed under."""
    return hashlib.sha256("\n".join((f"{FORM} {what}", *parts)).encode()).hexdigest()


def commitment_of(text: str) -> str:
    """Return the commitment to a population."""
    return hashed("population", text)


def share_typed(typed: str) -> str:
    """Return a share as it is hashed, however it was spaced or typed; raise ShareMalformed."""
    share = BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).lower()
    if not SHARE.fullmatch(share):
        raise ShareMalformed
    return share


def share_shown(share: str) -> str:
    """Return a share in groups of four, as people copy it."""
    return " ".join(share[at : at + 4] for at in range(0, len(share), 4))


def share_commitment(draw: str, party: str, share: str) -> str:
    """Return the commitment to a share; it fits this draw and this party only."""
    return hashed("share", draw, party, share)


def public_commitment(draw: str, population: str, office: str, second: str) -> str:
    """Return the one commitment that everybody may read before a share is opened: it holds the other three."""
    return hashed("draw", draw, population, office, second)


def seed_of(population: str, office: str, second: str) -> str:
    """Return the seed: of the commitment to the population and the two opened shares."""
    return hashed("seed", population, office, second)


def drawn_of(candidates: Sequence[Candidate], count: int, seed: str) -> tuple[str, ...]:
    """Return who is drawn, in order: by weight, without replacement, by whole numbers only.

    Number k is the SHA-256 of the seed and k. Those that would favour the first ones (above the last whole multiple
    of the weight that is left) are passed over.
    """
    left, found, k = sorted(candidates, key=lambda one: one.id), list[str](), 0
    while len(found) < count:
        total = sum(one.weight for one in left)
        number, k = int(hashed("number", seed, str(k)), 16), k + 1
        if number >= RANGE - RANGE % total:
            continue
        rest = number % total
        for at, one in enumerate(left):
            rest -= one.weight
            if rest < 0:
                found.append(left.pop(at).id)
                break
    return tuple(found)


def result_of(population: Population, text: str, office: str, second: str) -> tuple[str, ...]:
    """Return who is drawn out of a population once both shares are opened."""
    return drawn_of(population.candidates, population.count, seed_of(commitment_of(text), office, second))
