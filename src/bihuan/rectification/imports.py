"""What comes in: the findings of a document, or running work from elsewhere, each with the measures beside it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain, repeat
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.sequence import Moment, refuse_future
from bihuan.dossiers.actions import NewFinding, NoFindings, with_new_file
from bihuan.dossiers.days import mark_of_lateness
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.files import receive
from bihuan.dossiers.incoming import ManyFindings, new_findings, stripped, unknown_to
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import bind
from bihuan.dossiers.steps import inspection_for, may_take, note_of
from bihuan.ledger.door import NewRows, Receipt, commit, deed
from bihuan.ledger.new_rows import new_ids
from bihuan.rectification.models import Measure


@deed
def import_findings(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    findings: Sequence[NewFinding] | ManyFindings,
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter the findings of a document with their measures; the same document twice changes nothing."""
    inspection = inspection_for(actor, inspection_id)
    taken = may_take(
        actor=actor,
        step=STEPS["import_findings"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
    )
    source = receive(authority_id=actor.authority_id, name=file_name, content=content)
    fresh = unknown_to(inspection, ManyFindings.of(findings))
    rows = new_findings(inspection, fresh, source, taken_over=False)
    measures = new_measures(inspection, fresh, rows.ids)
    told = {"new": len(fresh), "known": len(findings) - len(fresh), "source": source.sha256}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=with_new_file([rows, measures], source))


@deed
def take_over(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    feedback_on: date,
    findings: Sequence[NewFinding] | ManyFindings,
    paper_name: str,
    paper: bytes,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Take over a dossier whose history lies outside: taken over, not judged, with the paper that says so."""
    inspection = inspection_for(actor, inspection_id)
    refuse_future("feedback_on", feedback_on, actor.today)
    taken = may_take(
        actor=actor,
        step=STEPS["take_over"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
        reason=reason,
    )
    file = receive(authority_id=actor.authority_id, name=paper_name, content=paper)
    if not findings:
        raise NoFindings
    bind(inspection, feedback_on)
    inspection.stage = str(taken.step.target)
    inspection.taken_over_on = actor.today
    inspection.taken_over_reason = reason.strip()
    inspection.taken_over_paper = file
    fresh = unknown_to(inspection, ManyFindings.of(findings))
    rows = new_findings(inspection, fresh, file, taken_over=True)
    measures = new_measures(inspection, fresh, rows.ids)
    late = mark_of_lateness(Moment.FEEDBACK, feedback_on, inspection, actor.today)
    told = {"taken_over": len(fresh), **late}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=with_new_file([inspection, rows, measures], file))


def new_measures(inspection: Inspection, findings: ManyFindings, ids: Sequence[str]) -> NewRows:
    """Return the rows of the measures of new findings, numbered within each."""
    first = Measure(authority_id=inspection.authority_id, inspection=inspection)
    counts, told = findings.measures.counts, findings.measures.columns
    numbered = zip(stripped(findings.number), counts, strict=True)
    each: dict[str, Sequence[Any]] = {
        "finding_id": list(chain.from_iterable(map(repeat, ids, counts))),
        "number": [f"{number}-{n}" for number, count in numbered for n in range(1, count + 1)],
        "text": stripped(told["text"]),
        "owner": stripped(told["owner"]),
        "department": stripped(told["department"]),
        "due_on": told["due_on"],
        "expected_result": stripped(told["expected_result"]),
    }
    return NewRows(first, each, new_ids(sum(counts)))
