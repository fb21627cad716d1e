"""Jobs: what pages hand to the worker (python3 dev worker), so that nobody has to wait in front of a page."""

from __future__ import annotations

import uuid

from django_tasks import task

from bihuan.intake.drafts import read_draft
from bihuan.planning.proposals import work_off
from bihuan.teams import solves
from bihuan.web import clock, entering

SOLVE_SECONDS = 300.0  # a round of a city needs less; what was found by then is kept with its gap


@task()
def read_document(authority_id: str, draft_id: str) -> None:
    """Read the document of an authority's draft."""
    read_draft(uuid.UUID(authority_id), uuid.UUID(draft_id), now=clock.now())


@task()
def compose_teams(authority_id: str, solve_id: str) -> None:
    """Compose the teams of a round in a process of its own, for so long at most."""
    solves.work(uuid.UUID(authority_id), uuid.UUID(solve_id), clock=clock.now, seconds=SOLVE_SECONDS)


@task()
def enter_draft(authority_id: str, draft_id: str) -> None:
    """Enter the rows of an authority's draft as they were confirmed."""
    entering.enter_asked(uuid.UUID(authority_id), uuid.UUID(draft_id))


@task()
def propose_plan(authority_id: str, proposal_id: str) -> None:
    """Let the planner answer a proposal of an authority."""
    work_off(uuid.UUID(authority_id), uuid.UUID(proposal_id), now=clock.now)
