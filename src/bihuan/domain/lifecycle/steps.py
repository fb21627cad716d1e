"""What a step is: from which stages, by which roles, to which stage, past which gates of the method itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bihuan.domain.roles import Role


@dataclass(frozen=True)
class Step:
    """One row of a life. `target` None: the stage stays. Packs add gates of their own to any step.

    `dossier` is asked of a finding's steps: at which stages of its inspection they may be taken (None: at any).
    """

    name: str
    sources: frozenset[str]
    target: str | None
    roles: frozenset[Role]
    gates: tuple[str, ...] = ()
    needs_reason: bool = False
    dossier: frozenset[str] | None = None

    def fits(self, stage: str, dossier_stage: str) -> bool:
        """True where a thing at `stage`, in a dossier at `dossier_stage`, knows this step."""
        return stage in self.sources and (self.dossier is None or dossier_stage in self.dossier)


def table(*steps: Step) -> Mapping[str, Step]:
    """Return the steps by name, in the order in which they are told."""
    return {step.name: step for step in steps}


def step(
    name: str,
    sources: Iterable[str],
    target: str | None,
    roles: Iterable[Role],
    gates: tuple[str, ...] = (),
    *,
    needs_reason: bool = False,
    dossier: Iterable[str] | None = None,
) -> Step:
    """Write one row of a life."""
    at = None if dossier is None else frozenset(dossier)
    return Step(name, frozenset(sources), target, frozenset(roles), gates, needs_reason, at)
