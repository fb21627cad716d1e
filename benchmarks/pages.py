"""What whole pages cost the server's processor with a city's five years in it, cut to whoever reads.

Through every middleware and as HTML: asked for by somebody signed in, in this process, warm; the time is the
processor's, the median of many.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from unittest import mock

from benchmarks.asking import Asker
from benchmarks.stopwatch import Figure
from benchmarks.store import CITY, LARGE, SMALL, store

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
    busy = busy_dossier()
    for login_name, reader in READERS.items():
        cost = Asker(login_name).cost(grid_of(busy))
        told = f"grid {rows}, unit and stage, by due day; {reader}"
        yield Figure(told, cost.milliseconds, "ms", GRID)
        yield Figure(told, cost.queries, "queries", MOST_QUERIES)
    cost = Asker("office").cost(f"/dossiers/{busy.pk}/")
    yield Figure("dossier with 60 findings; the office", cost.milliseconds, "ms", DOSSIER)
    yield Figure("to-do of 50 tasks a kind; the office", Asker("office").cost("/todo/").milliseconds, "ms", TODO)
    with after_a_deed():
        cost = Asker("office").cost("/todo/")
    yield Figure("the same, first after a deed; the office", cost.milliseconds, "ms", TODO)
    for login_name, reader in LEADERS.items():
        cost = Asker(login_name).cost("/cockpit/")
        yield Figure(f"leader's page {rows}; {reader}", cost.milliseconds, "ms", COCKPIT)
        with after_a_deed():
            cost = Asker(login_name).cost("/cockpit/")
        note = "" if cost.milliseconds <= COCKPIT else "every sum is reckoned anew"
        yield Figure(f"the same, first after a deed; {reader}", cost.milliseconds, "ms", COCKPIT, note=note)


def after_a_deed() -> Any:
    """Let every page find an entry that was not there before, so that nothing is remembered."""
    return mock.patch("bihuan.web.remembered.newest_entry", uuid.uuid4)


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
