"""What a gate is: a condition on a step, with a code and whose move it is where it blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import GateTerms

INSPECTION = "inspection"
REPORT = "report"

Terms = Mapping[str, GateTerms]
Unmet = Callable[[InspectionFacts, Terms], Iterable[str]]


@dataclass(frozen=True)
class Gate:
    """A condition on a step."""

    code: str
    whose: Role
    unmet: Unmet


def blocked_if(condition: bool, subject: str = INSPECTION) -> Iterator[str]:
    """Return the one subject of a gate that is shut."""
    return iter([subject] if condition else [])
