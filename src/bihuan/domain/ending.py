"""Whether an organization may end without more ado: only while it answers for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """What an organization still answers for: dossiers, letters, places in rounds that go on, units below it.

    And where it supervises: dossiers linked with it, findings it was handed, checks that people of it are to make.
    """

    dossiers: Sequence[str] = ()
    letters: int = 0
    places: Sequence[str] = ()
    below: Sequence[str] = ()
    supervised: Sequence[str] = ()
    followed: int = 0
    checks: int = 0

    @property
    def answers(self) -> bool:
        """True where somebody has to take over by a reorganisation."""
        return bool(self.dossiers or self.letters or self.places or self.below)

    @property
    def supervises(self) -> bool:
        """True where somebody else has to supervise first."""
        return bool(self.supervised or self.followed or self.checks)


class StillAnswers(ValueError):
    """An organization that still answers for something does not end by itself: it is reorganised."""

    def __init__(self, name: str, dossiers: int, letters: int, places: int, below: int) -> None:
        self.name, self.dossiers, self.letters, self.places, self.below = name, dossiers, letters, places, below
        super().__init__(
            f"{name} still has {dossiers} open dossiers, {letters} letters to answer, {places} places "
            f"in rounds and {below} units below it; reorganise it, so that somebody takes them over"
        )


class StillSupervises(ValueError):
    """A body that still supervises does not end: another one takes over first, dossier by dossier."""

    def __init__(self, name: str, dossiers: int, findings: int, checks: int) -> None:
        self.name, self.dossiers, self.findings, self.checks = name, dossiers, findings, checks
        super().__init__(
            f"{name} still supervises {dossiers} running dossiers, follows {findings} findings, and people of it are to"
            f" make {checks} planned checks; give the dossiers another supervision office, hand the findings over anew,"
            " replace those people in their joint teams, then end it"
        )


class LivesOn(ValueError):
    """An organization that lives on has no successor."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} lives on and has no successor; end or reorganise it first")


def refuse_ending(name: str, held: Held) -> None:
    """Refuse to end an organization that still answers for something, all of it told."""
    if held.answers:
        raise StillAnswers(name, len(held.dossiers), held.letters, len(held.places), len(held.below))
    if held.supervises:
        raise StillSupervises(name, len(held.supervised), held.followed, held.checks)
