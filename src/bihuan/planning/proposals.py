"""Proposals of the planner: asked for, worked off by a job in a process of its own, stopped, accepted by a deed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.planning import Form
from bihuan.domain.term_plan import PERCENT, check
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import NewRows, Receipt, batch, commit, deed
from bihuan.ledger.models import Kept
from bihuan.ledger.new_rows import new_ids
from bihuan.planning.asking import instance_for, placed_in, rounds_ahead
from bihuan.planning.models import (
    ACCEPTED,
    FAILED,
    IMPOSSIBLE,
    READY,
    RUNNING,
    STOPPED,
    WAITING,
    Placement,
    Proposal,
)
from bihuan.planning.placing import plans_touched
from bihuan.planning.solver.formats import plan_from, told_of
from bihuan.planning.terms import PLANNERS, term_for

COMMAND = (sys.executable, "-m", "bihuan.planning.solver")


class ProposalOutdated(ValueError):
    """The plan or the organizations changed after a proposal was made."""

    def __init__(self) -> None:
        super().__init__("the rounds or organizations changed after this proposal; ask for another one")


class ProposalNotReady(ValueError):
    """A proposal that is not there yet, failed, or was accepted."""

    def __init__(self) -> None:
        super().__init__("this proposal cannot be accepted now; wait for it, or ask for another one")


def ask(*, actor: Actor, term_id: uuid.UUID, proposal_id: uuid.UUID, seed: int, now: datetime) -> tuple[Proposal, bool]:
    """Ask the planner for a term; the same id is one proposal. Return it, and whether it is new."""
    require(actor, PLANNERS, "propose")
    with batch():
        term = term_for(actor, term_id)
        there = rows_of(actor.authority_id, proposal_id).first()
        if there is not None:
            return there, False
        instance, riding = instance_for(term, actor.today, seed)
        proposal = Proposal(
            id=proposal_id,
            authority_id=actor.authority_id,
            term=term,
            by_name=actor.name,
            made_at=now,
            changed_at=now,
            instance=told_of(instance, term.name),
            riding=riding,
        )
        proposal.save(force_insert=True)
    return proposal, True


def rows_of(authority_id: uuid.UUID, proposal_id: uuid.UUID) -> QuerySet[Proposal]:
    return Proposal.objects.filter(authority_id=authority_id, pk=proposal_id)


def proposal_for(actor: Actor, proposal_id: uuid.UUID) -> Proposal:
    """Return a proposal of the actor's authority; raise NoSuchThing."""
    found = rows_of(actor.authority_id, proposal_id).select_related("term").first()
    if found is None:
        raise NoSuchThing("proposal", proposal_id)
    return found


def stop(*, actor: Actor, proposal_id: uuid.UUID) -> None:
    """Let the planner stop at its next answer; the best so far stays."""
    require(actor, PLANNERS, "propose")
    with batch():
        rows_of(actor.authority_id, proposal_id).filter(state__in=[WAITING, RUNNING]).update(stop_asked=True)


def work_off(authority_id: uuid.UUID, proposal_id: uuid.UUID, *, now: Callable[[], datetime]) -> None:
    """Let the planner's process answer a proposal; each better plan is kept as it comes."""
    proposal = rows_of(authority_id, proposal_id).first()
    if proposal is None or not proposal.is_under_way:
        return
    keep(proposal, now(), state=RUNNING)
    state = FAILED
    try:
        for line in answers(proposal.instance):
            if "impossible" in line:
                keep(proposal, now(), state=IMPOSSIBLE, impossible=line["impossible"])
                return
            keep(proposal, now(), plan=line["plan"], done=line["done"], of=line["of"])
            state = READY if line["done"] == line["of"] else STOPPED
            if rows_of(authority_id, proposal_id).filter(stop_asked=True).exists():
                break
    finally:
        if state != FAILED or rows_of(authority_id, proposal_id).filter(state=RUNNING).exists():
            keep(proposal, now(), state=state)


def answers(instance: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Run the planner and return its lines as they come; it ends with whoever stops listening."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(COMMAND, env=environment, stdin=pipe, stdout=pipe, stderr=nowhere) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(instance).encode())
            process.stdin.close()
            for line in process.stdout:
                if line.startswith(b"{"):
                    yield json.loads(line)
        finally:
            process.kill()


def keep(proposal: Proposal, now: datetime, **columns: Any) -> None:
    with batch():
        rows_of(proposal.authority_id, proposal.id).update(changed_at=now, **columns)


def give_up_planning(authority_id: uuid.UUID, proposal_id: uuid.UUID, *, now: datetime) -> None:
    """Say that nobody works on a proposal any more; what was found so far can still be accepted."""
    proposal = rows_of(authority_id, proposal_id).first()
    if proposal is not None and proposal.is_under_way:
        keep(proposal, now, state=STOPPED if proposal.plan else FAILED)


@deed
def accept_proposal(*, actor: Actor, proposal_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Make a proposal the plan: every organization in its round, towns with their villages; what stood stays."""
    role = require(actor, PLANNERS, "accept_proposal")
    proposal = locked(rows_of(actor.authority_id, proposal_id)).first()
    if proposal is None:
        raise NoSuchThing("proposal", proposal_id)
    if not proposal.can_be_accepted:
        raise ProposalNotReady
    term = term_for(actor, proposal.term_id)
    rounds = rounds_ahead(term, actor.today)
    instance, _riding = instance_for(term, actor.today, proposal.instance["seed"])
    if told_of(instance, term.name) != proposal.instance:
        raise ProposalOutdated
    if check(instance, plan_from(proposal.plan)[0]) and not reason.strip():
        raise ReasonMissing("accept_proposal")
    placements = placements_of(actor, proposal, rounds)
    rows: list[Kept | NewRows] = [placements, *plans_touched(actor, rounds, reason)]
    rows_of(actor.authority_id, proposal_id).update(state=ACCEPTED, changed_at=now)
    told = {"term": term.id, "proposal": proposal.id, "placements": len(placements.ids)}
    told |= {name: proposal.plan[name] for name in ("peak", "peak_bound", "fragments", "fragment_bound")}
    return commit(note=note(actor, "accept_proposal", role, now, term.name, reason, told=told), rows=rows)


def placements_of(actor: Actor, proposal: Proposal, rounds: list[Round]) -> NewRows:
    """Return the new placements of a proposal; what is in its round already is left alone."""
    standing = {(str(row.round_id), str(row.organization_id)) for row in placed_in(rounds)}
    days = {one["id"]: one["days"] for one in proposal.instance["organizations"]}
    backs = {
        one["id"]: one["look_back_round"] for one in proposal.instance["organizations"] if "look_back_round" in one
    }
    percent = proposal.instance["look_back"]["percent"]
    lines: list[tuple[str, str, str, int, bool]] = []
    for held in proposal.plan["rounds"]:
        for one in held["first"]:
            if (held["id"], one) not in standing:
                own = days[one] - proposal.riding.get(one, 0)
                lines.append((held["id"], one, Form.ROUTINE.value, own, one in proposal.riding))
        for one in held["look_back"]:
            if backs.get(one) == held["id"]:
                continue  # somebody has put it there already
            lines.append((held["id"], one, Form.LOOK_BACK.value, -(-days[one] * percent // PERCENT), False))
    names = ("round_id", "organization_id", "form", "person_days", "with_villages")
    columns = {name: [line[place] for line in lines] for place, name in enumerate(names)}
    return NewRows(Placement(authority_id=actor.authority_id), columns, new_ids(len(lines)))
