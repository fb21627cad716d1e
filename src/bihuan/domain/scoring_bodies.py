"""Whose evaluation a sheet of two scorers becomes: somebody of that body scores, and settles what is far apart.

The office convenes every sheet and answers for its own, whoever scores on it. A sheet of another body is that body's
word: where nobody of it has scored, it has not judged, and the close-out would count an evaluation it never made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from bihuan.domain.roles import TEAM, Role

OFFICE, SUPERVISION_OFFICE, TEAM_BODY = Role.OFFICE.value, Role.SUPERVISION_OFFICE.value, "team"
BODIES = (OFFICE, SUPERVISION_OFFICE, TEAM_BODY)
Bodies = frozenset[str]


class NobodyOfTheBody(ValueError):
    """A sheet becomes the evaluation of a body of which nobody scores."""

    def __init__(self, body: str) -> None:
        self.body = body
        super().__init__(
            f"neither scorer is of {body}, whose evaluation this becomes; name at least one scorer of it, "
            "or open the sheet for the office"
        )


class BodySettles(ValueError):
    """What two scorers were far apart on is settled by the body whose evaluation it becomes."""

    def __init__(self, body: str) -> None:
        self.body = body
        super().__init__(
            f"the two scorers are far apart, and this becomes the evaluation of {body}; let one of {body} settle it"
        )


class Unsettled(StrEnum):
    """Why somebody does not settle a sheet on which both have handed in."""

    NOT_CONCERNED = "not_concerned"  # neither scorer, nor of the office, nor of the body
    NOBODY_OF_THE_BODY = "nobody_of_the_body"
    BODY_SETTLES = "body_settles"
    FOR_BOTH = "for_both"  # one of two who are far apart


def bodies_of(roles: Iterable[Role]) -> Bodies:
    """Return the evaluating bodies that somebody with these roles is of."""
    held = set(roles)
    named = {role.value for role in held} & {OFFICE, SUPERVISION_OFFICE}
    return frozenset(named | ({TEAM_BODY} if held & TEAM else set()))


def needs_own_scorer(body: str) -> bool:
    """True for every body but the office, which opens the sheet itself."""
    return body != OFFICE


def refuse_nobody_of(body: str, scorers: Iterable[Bodies]) -> None:
    """Refuse scorers of whom none is of the body whose evaluation a sheet becomes."""
    if needs_own_scorer(body) and not any(body in one for one in scorers):
        raise NobodyOfTheBody(body)


def fitting_bodies(able: Collection[Bodies]) -> tuple[str, ...]:
    """Return the bodies for which a sheet can be opened with those who may score."""
    return tuple(body for body in BODIES if not needs_own_scorer(body) or any(body in one for one in able))


def bar_of_settling(
    body: str, *, by: Bodies, is_scorer: bool, scored_by: Bodies, is_wide: bool, has_others: bool
) -> Unsettled | None:
    """Return why somebody does not settle a sheet, None where he does.

    `by`: the bodies he is of; `scored_by`: those the two were of when they handed in; `has_others`: somebody of the
    body is neither scorer. Of a body with nobody else its own scorer settles: otherwise the sheet would never end.
    """
    if not is_scorer and not by & {OFFICE, body}:
        return Unsettled.NOT_CONCERNED
    if needs_own_scorer(body) and body not in by | scored_by:
        return Unsettled.NOBODY_OF_THE_BODY
    if not is_wide:
        return None
    if needs_own_scorer(body) and body not in by:
        return Unsettled.BODY_SETTLES
    is_last = needs_own_scorer(body) and not has_others
    return Unsettled.FOR_BOTH if is_scorer and not is_last else None
