"""What a gate is: a condition on a step, with a code and whose move it is where it blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import GateTerms

INSPECTION = "inspection"
REPORT = "report"

Terms = Mapping[str, GateTerms]
Unmet = Callable[[InspectionFacts, Terms], Iterable[str]]


@dataclass(frozen=True)
class Gate:
    """A condition on a step; `of_subject` names whose move it is where that depends on the subject."""

    code: str
    whose: Role
    unmet: Unmet
    of_subject: Mapping[str, Role] = field(default_factory=dict)

    def mover(self, subject: str) -> Role:
        """Return whose move it is where this gate blocks for a subject."""
        return self.of_subject.get(subject, self.whose)


def blocked_if(condition: bool, subject: str = INSPECTION) -> Iterator[str]:
    """Return the one subject of a gate that is shut."""
    return iter([subject] if condition else [])
