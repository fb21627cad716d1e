"""The facts that weigh in a surprise draw, of many dossiers at once: each kind is one question to the database."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.risk import RiskFacts
from bihuan.dossiers.models import Finding, Inspection
from bihuan.evaluation.facts import full_of, hundredths_of, standing_of_many, stands_whole
from bihuan.rectification.models import SignOffAnswer
from bihuan.supervision.models import Check, CheckedFinding

PERCENT = 100
Counted = Counter[uuid.UUID]


def risk_facts(dossiers: Sequence[Inspection], today: date) -> dict[uuid.UUID, RiskFacts]:
    """Return the facts of each dossier; all of one authority, all fed back."""
    if not dossiers:
        return {}
    at, ids = dossiers[0].authority_id, [one.id for one in dossiers]
    overdue = Finding.objects.filter(authority_id=at, inspection_id__in=ids, due_on__lt=today)
    late = Counter(overdue.exclude(stage=FindingStage.SIGNED_OFF).values_list("inspection_id", flat=True))
    not_true, not_done = seen_wrong(at, ids)
    answers = SignOffAnswer.objects.filter(authority_id=at, inspection_id__in=ids)
    sent_back = Counter(answers.filter(kind="returned").values_list("inspection_id", flat=True))
    reopened = Counter(answers.filter(kind="reopened").values_list("inspection_id", flat=True))
    marks, looks = last_marks(dossiers), last_looks(at, ids)
    found = {}
    for one in dossiers:
        assert one.feedback_on is not None
        found[one.id] = RiskFacts(
            overdue=late[one.id],
            not_true=not_true[one.id],
            not_done=not_done[one.id],
            sent_back=sent_back[one.id],
            reopened=reopened[one.id],
            mark_percent=marks.get(one.id),
            days_running=(today - one.feedback_on).days,
            days_unseen=(today - looks.get(one.id, one.feedback_on)).days,
        )
    return found


def seen_wrong(authority_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> tuple[Counted, Counted]:
    """Count the findings that a standing check called not as reported, and those that the last look called not done."""
    rows = CheckedFinding.objects.filter(authority_id=authority_id, inspection_id__in=ids)
    rows = rows.filter(check_made__withdrawn_on=None).order_by("check_made__on", "check_made__number")
    untrue, last = dict[uuid.UUID, uuid.UUID](), dict[uuid.UUID, tuple[uuid.UUID, str]]()
    for inspection_id, finding_id, conclusion in rows.values_list("inspection_id", "finding_id", "conclusion"):
        last[finding_id] = (inspection_id, conclusion)
        if conclusion == "not_true":
            untrue[finding_id] = inspection_id
    return Counter(untrue.values()), Counter(at for at, conclusion in last.values() if conclusion == "not_done")


def last_marks(dossiers: Sequence[Inspection]) -> dict[uuid.UUID, int]:
    """Return the last evaluation of each dossier that stands and lacks no part, in whole percent of the full mark."""
    whole = [(one, row) for one, row in standing_of_many(dossiers) if stands_whole(row, one)]
    return {one.id: PERCENT * hundredths_of(row) // full_of(row) for one, row in whole}


def last_looks(authority_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    """Return the day of the last standing check of each dossier."""
    rows = Check.objects.filter(authority_id=authority_id, inspection_id__in=ids, withdrawn_on=None)
    return dict(rows.order_by("on").values_list("inspection_id", "on"))
