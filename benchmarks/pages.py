"""What whole pages cost the server's processor with a city's five years in it, cut to whoever reads.

Through every middleware and as HTML: asked for by somebody signed in, in this process, warm; the time is the
processor's, the median of many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from unittest import mock

from benchmarks.asking import Asker, Cost
from benchmarks.stopwatch import Figure
from benchmarks.store import CITY, LARGE, SMALL, store
from benchmarks.updating import under_way, update

if TYPE_CHECKING:
    from bihuan.dossiers.models import Inspection

GRID, DOSSIER, COCKPIT, TODO = 15.0, 40.0, 30.0, 60.0  # milliseconds of the processor
MOST_QUERIES = 12
FLAT = 1.5
READERS = {  # by sign-in name: whose reach the rows are cut to
    "office": "the office, everywhere",
    "supervision-office-5": "a supervision office, its units",
    "unit-liaison-15": "the inspected unit",
    "team-leader-3": "a team, its dossiers",
}
LEADERS = {"leading-group": "the leading group", "supervision-office-5": "a supervision office"}


def measure() -> Iterator[Figure]:
    """Tell the cost of the pages, and how it grows."""
    with store(CITY) as count:
        yield from in_a_city(count)
    yield from grown()


def in_a_city(count: int) -> Iterator[Figure]:
    rows = f"of {count:,} findings"
    busy, deed = busy_dossier(), a_deed()
    for login_name, reader in READERS.items():
        told = f"grid {rows}, unit and stage, by due day; {reader}"
        yield from of_page(told, Asker(login_name).cost(grid_of(busy)), GRID)
        yield from of_page(
            f"the same, first after a deed; {reader}", Asker(login_name).cost(grid_of(busy), before=deed), GRID
        )
    cost = Asker("office").cost(f"/dossiers/{busy.pk}/")
    yield Figure("dossier with 60 findings; the office", cost.milliseconds, "ms", DOSSIER)
    yield from of_todo(deed)
    for login_name, reader in LEADERS.items():
        cost = Asker(login_name).cost("/cockpit/")
        yield Figure(f"leader's page {rows}; {reader}", cost.milliseconds, "ms", COCKPIT)
        cost = Asker(login_name).cost("/cockpit/", before=deed)
        note = "" if cost.milliseconds <= COCKPIT else "what was written, and the bell, are reckoned anew"
        yield Figure(f"the same, first after a deed; {reader}", cost.milliseconds, "ms", COCKPIT, note=note)


def of_page(told: str, cost: Cost, limit: float) -> Iterator[Figure]:
    yield Figure(told, cost.milliseconds, "ms", limit)
    yield Figure(told, cost.queries, "queries", MOST_QUERIES)


def of_todo(deed: Callable[[], None]) -> Iterator[Figure]:
    """Tell the to-do as it is kept, after a deed that touches some of its kinds, and with nothing kept at all."""
    office = Asker("office")
    yield Figure("to-do of 50 tasks a kind; the office", office.cost("/todo/").milliseconds, "ms", TODO)
    cost = office.cost("/todo/", before=deed)
    yield Figure("the same, first after a deed; the office", cost.milliseconds, "ms", TODO)
    with mock.patch("bihuan.web.remembered.still_holds", return_value=False):
        cost = office.cost("/todo/")
    note = "every kind is asked for anew, as once a minute"
    yield Figure("the same, nothing kept; the office", cost.milliseconds, "ms", TODO, at_most=None, note=note)


def a_deed() -> Callable[[], None]:
    """Return the deed that is done most: somebody of a unit states what came of a finding, through the API."""
    liaison, finding = Asker("unit-liaison-15"), under_way("unit-liaison-15")
    return lambda: update(liaison, finding)


def grown() -> Iterator[Figure]:
    """Compare the grid of a hundred times as many findings with that of few."""
    costs = {}
    for size in (SMALL, LARGE):
        with store(size):
            costs[size] = {name: Asker(name).cost(grid_of(busy_dossier())).milliseconds for name in READERS}
    for name, reader in READERS.items():
        few, many = costs[SMALL][name], costs[LARGE][name]
        yield Figure(f"grid of {LARGE:,} findings; {reader}", many, "ms", few, f"of {SMALL:,}", at_most=FLAT)


def busy_dossier() -> Inspection:
    """Return the dossier with sixty findings that was played, not copied."""
    from django.db.models import Count

    from bihuan.dossiers.models import Finding, Inspection

    per_dossier = Finding.objects.values("inspection_id").annotate(count=Count("id"))
    first = per_dossier.filter(count=60).order_by("inspection_id").values_list("inspection_id", flat=True)[0]
    return Inspection.objects.get(pk=first)


def grid_of(dossier: Inspection) -> str:
    return f"/findings/?unit={dossier.organization_id}&stage=rectifying&sort=due"
