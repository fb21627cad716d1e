"""Words of a measure that change after the plan was accepted: kept, old and new, until the office has noted them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bihuan.rectification.models import Measure, MeasureChange

WORDS = ("text", "owner", "department", "expected_result")


class ChangeUnexplained(ValueError):
    """What stands in an accepted plan is changed with a reason that the office reads."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"measure {number} stands in the accepted plan; state on its own page why it is changed")


def words_of(measure: Measure) -> dict[str, str]:
    """Return the words of a measure by column."""
    return {name: getattr(measure, name) for name in WORDS}


def change_of(measure: Measure, before: Mapping[str, str], reason: str, today: date) -> MeasureChange | None:
    """Return the change of a measure from what its words were; None where none changed. Raise ChangeUnexplained."""
    after = words_of(measure)
    changed = [name for name in WORDS if before[name] != after[name]]
    if not changed:
        return None
    if not reason.strip():
        raise ChangeUnexplained(measure.number)
    earlier = MeasureChange.objects.filter(authority_id=measure.authority_id, measure=measure).count()
    return MeasureChange(
        authority_id=measure.authority_id,
        measure=measure,
        finding_id=measure.finding_id,
        inspection_id=measure.inspection_id,
        number=earlier + 1,
        on=today,
        reason=reason.strip(),
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def unnoted(measure: Measure) -> list[MeasureChange]:
    """Return the changes of a measure that the office has not noted, in their order."""
    rows = MeasureChange.objects.filter(authority_id=measure.authority_id, measure=measure)
    return list(rows.filter(noted_on=None, taken_back_on=None).order_by("number"))
