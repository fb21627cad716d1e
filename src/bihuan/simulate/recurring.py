"""A look-back in the demo: a unit whose dossier was closed is looked at again, and one of its old findings is back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bihuan.dossiers.models import Finding, Inspection
from bihuan.simulate.dossier import Dossier
from bihuan.simulate.founding import County, open_inspection
from bihuan.simulate.plans import TEAMS, Plan
from bihuan.simulate.setting import LEADER, days
from bihuan.simulate.stories import STORIES
from bihuan.simulate.vocabulary import places, words

OPENED_BEFORE, FINDINGS = 75, 4
Begun = Sequence[tuple[Plan, uuid.UUID]]


def look_back_opened(county: County, begun: Begun) -> tuple[Plan, uuid.UUID] | None:
    """Open the look-back in the latest round; None where its unit is not among those that are played."""
    latest = max(plan.round for plan, _id in begun)
    old = next((plan for plan, _id in begun if plan.unit == places()["looked_back_at"] and plan.round < latest), None)
    if old is None:
        return None
    beside = next(inspection_id for plan, inspection_id in begun if plan.round == latest)
    round_id = Inspection.objects.get(authority_id=county.cast.authority_id, pk=beside).round_id
    plan = replace(old, round=latest, kind="look_back", team=(old.team + 1) % TEAMS, findings=FINDINGS)
    plan = replace(plan, story=STORIES["fed_back"], told="fed_back")
    county.clock.at(county.today - days(OPENED_BEFORE))
    return plan, open_inspection(county, plan, round_id)


def bring_back(dossier: Dossier) -> None:
    """Mark the finding that is most like an old one of the unit as that one come back."""
    rows = Finding.objects.filter(
        authority_id=dossier.cast.authority_id, inspection__organization_id=dossier.unit.id
    ).order_by("inspection_id", "place")
    new = [row for row in rows if row.inspection_id == dossier.inspection_id]
    pair = alike(new, [row for row in rows if row.inspection_id != dossier.inspection_id])
    if pair is not None:
        remark = words()["panel"]["recurs"]
        dossier.do(LEADER, "mark_recurrence", pair[0].id, old_id=str(pair[1].id), remark=remark)


def alike(new: Iterable[Finding], old: Sequence[Finding]) -> tuple[Finding, Finding] | None:
    """Return the first finding with an older one of its category, the same title before others."""
    pairs = [(one, other) for one in new for other in old if one.category == other.category]
    return min(pairs, key=lambda pair: pair[0].title != pair[1].title, default=None)
