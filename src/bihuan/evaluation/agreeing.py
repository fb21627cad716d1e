"""What two scorers came to: their marks settled, their grounds and evidence together."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bihuan.domain.evaluation import Compared, settled_marks
from bihuan.evaluation.actions import Given
from bihuan.evaluation.models import ScoreSlip


def agreed_by(
    lines: tuple[Compared, ...],
    slips: tuple[ScoreSlip, ScoreSlip],
    settled: Mapping[str, Decimal],
    reasons: Mapping[str, str],
) -> Given:
    """Bring two slips together; raise NotTalkedOver, NothingToSettle or OutsideBoth."""
    marks = settled_marks(lines, settled, reasons)
    grounds: dict[str, str] = {}
    refs: dict[str, list[uuid.UUID]] = {}
    scorers: dict[str, Mapping[str, Any]] = {}
    for line in lines:
        key = line.item.key
        grounds[key] = "\n".join(dict.fromkeys(slip.grounds[key] for slip in slips if key in slip.grounds))
        refs[key] = [uuid.UUID(one) for one in dict.fromkeys(ref for slip in slips for ref in slip.refs.get(key, ()))]
        told = {"first": str(line.first), "second": str(line.second), "wide": line.is_wide}
        scorers[key] = told | ({"settled": reasons[key].strip()} if line.is_wide else {})
    return Given(marks, grounds, refs, scorers)
