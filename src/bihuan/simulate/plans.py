"""The county's list of inspections, with what follows from the place of each in it, and how people sign in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.simulate.stories import STORIES, Story
from bihuan.simulate.vocabulary import places

OFFICES, TEAMS, RESIDENTS = 5, 4, 2
DEPARTMENT_EVERY = 3


@dataclass(frozen=True)
class Cut:
    """How much of the county is played: tests need less. None: all of it."""

    inspections: tuple[int, ...] | None = None
    findings: int | None = None


@dataclass(frozen=True)
class Plan:
    """One line of the list."""

    place: int
    round: int
    unit: str
    story: Story
    told: str
    findings: int
    kind: str
    team: int
    office: int

    @property
    def needs_department(self) -> bool:
        return self.place % DEPARTMENT_EVERY == 0


def plans(cut: Cut) -> Iterator[Plan]:
    """Return the inspections of the county, or some of them with fewer findings."""
    for place, line in enumerate(places()["inspections"]):
        if cut.inspections is not None and place not in cut.inspections:
            continue
        count = line["findings"]
        yield Plan(
            place=place,
            round=line["round"],
            unit=line["unit"],
            story=STORIES[line["story"]],
            told=line["story"],
            findings=count if cut.findings is None else min(count, cut.findings),
            kind=line.get("kind", "routine"),
            team=line.get("team", place % TEAMS + 1) - 1,
            office=line.get("office", place % OFFICES + 1),
        )


def office_login(number: int) -> str:
    return f"supervision-office-{number}"


def team_login(team: int) -> str:
    return f"team-leader-{team + 1}"


def resident_login(number: int) -> str:
    return f"resident-discipline-{number}"


def unit_login(role: str, place: int, *, later: bool = False) -> str:
    """Return how the head or liaison of the unit in a place of the list signs in."""
    return f"{role.replace('_', '-')}-{place + 1:02}{'-next' if later else ''}"
