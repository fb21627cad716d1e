"""What it comes to when a training before entry is struck out: who lacks it again, and what stays as it was given."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from bihuan.access.name_order import by_sound
from bihuan.domain.readiness import Struck, Trained, struck_for
from bihuan.rules.recusal import asks_on
from bihuan.teams.models import Inspector, Tour
from bihuan.teams.preparation import Preparation
from bihuan.teams.readying import trained_for


def struck_by(row: Preparation) -> Mapping[Struck, tuple[str, ...]]:
    """Return what striking a training out comes to, with the names of its people, in the order of their sound."""
    at, own = row.round, {"authority_id": row.authority_id}
    people = Inspector.objects.filter(**own, pk__in=[uuid.UUID(one) for one in row.people])
    elsewhere = trained_for(at, without=row.id)
    tours = Tour.objects.filter(**own, round=at, ended_on=None).select_related("authorisation")
    announced = {
        one.inspector_id: one.authorisation is not None and one.authorisation.announced_on is not None for one in tours
    }
    found = [
        Trained(one.name, str(one.id) in elsewhere, one.id in announced, announced.get(one.id, False))
        for one in by_sound(people, lambda one: one.name)
    ]
    return struck_for(found, asks_on(at.from_on))
