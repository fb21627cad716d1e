"""Whether an organization may end without more ado: only while it answers for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """What an organization still answers for: dossiers, letters, places in rounds that go on, units below it."""

    dossiers: Sequence[str] = ()
    letters: int = 0
    places: Sequence[str] = ()
    below: Sequence[str] = ()


class StillAnswers(ValueError):
    """An organization that still answers for something does not end by itself: it is reorganised."""

    def __init__(self, name: str, dossiers: int, letters: int, places: int, below: int) -> None:
        self.name, self.dossiers, self.letters, self.places, self.below = name, dossiers, letters, places, below
        super().__init__(
            f"{name} still has {dossiers} open dossiers, {letters} letters to answer, {places} places "
            f"in rounds and {below} units below it; reorganise it, so that somebody takes them over"
        )


class LivesOn(ValueError):
    """An organization that lives on has no successor."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} lives on and has no successor; end or reorganise it first")


def refuse_ending(name: str, held: Held) -> None:
    """Refuse to end an organization that still answers for something, all of it told."""
    if held.dossiers or held.letters or held.places or held.below:
        raise StillAnswers(name, len(held.dossiers), held.letters, len(held.places), len(held.below))
