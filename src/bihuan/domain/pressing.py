"""Which day presses: of one measure, and of its finding. The account, the to-do, the card and the API all ask here.

While a finding is followed as long-term, the day of the next look presses in place of its measures' own days. While it
is under rectification and no open measure has a day, sent back after all were done, say, the latest day of its measures
still presses: nothing falls out of what is late because its work was called done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bihuan.domain.lifecycle.finding import OPEN, FindingStage


@dataclass(frozen=True)
class MeasureDays:
    """The days of one measure."""

    due_on: date | None
    done_on: date | None = None
    removed_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.removed_on is None

    @property
    def last_on(self) -> date | None:
        """The day by which it was to be done; None where it was struck out."""
        return None if self.removed_on else self.due_on

    @property
    def is_late(self) -> bool:
        """True where it was done after its day."""
        return self.due_on is not None and self.done_on is not None and self.done_on > self.due_on


def is_followed(stage: str, next_look_on: date | None) -> bool:
    """True while a long-term finding has a day for its next look."""
    return stage == FindingStage.LONG_TERM and next_look_on is not None


def measure_presses_on(days: MeasureDays, *, stage: str, next_look_on: date | None) -> date | None:
    """Return the day by which a measure has to be done; None where none presses."""
    if stage == FindingStage.SIGNED_OFF or is_followed(stage, next_look_on):
        return None
    return days.due_on if days.is_open else None


def finding_presses_on(measures: Iterable[MeasureDays], *, stage: str, next_look_on: date | None) -> date | None:
    """Return the day that presses a finding: its next look, else the earliest of its open measures, else their last."""
    if is_followed(stage, next_look_on):
        return next_look_on
    known = list(measures)
    days = (measure_presses_on(one, stage=stage, next_look_on=next_look_on) for one in known)
    first = min((day for day in days if day is not None), default=None)
    return last_due_on(known) if first is None and stage in OPEN else first


def last_due_on(measures: Iterable[MeasureDays]) -> date | None:
    """Return the latest day of a finding's measures: signed off until then, it was signed off in time."""
    return max((one.last_on for one in measures if one.last_on is not None), default=None)
