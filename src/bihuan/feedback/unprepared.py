"""What a feedback that is about to be given lacks of its preparation, whether or not a rule asks for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bihuan.domain.lifecycle.feedback_looks import BY_METHOD, COUNTED, NOT_COMPARED, Looks
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.dossiers.models import Inspection
from bihuan.feedback.awaiting import terms_of
from bihuan.feedback.hearings import lacking_hearings
from bihuan.feedback.looking import Compared, comparison_of, review_of


@dataclass(frozen=True)
class Unprepared:
    """Hearings not held (by bodies of which one is enough), looks not taken, findings that differ from their papers."""

    unheard: tuple[tuple[str, ...], ...] = ()
    is_uncompared: bool = False
    too_few: tuple[Looks, ...] = ()
    differing: tuple[Compared, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.unheard or self.is_uncompared or self.too_few or self.differing)


def unprepared(inspection: Inspection, today: date, asked: Collection[str] = ()) -> Unprepared:
    """Gather what the feedback lacks; once it was given, only what can still be told: the hearings.

    `asked`: the gates of the step, which say themselves what they miss. Work that was taken over was fed back
    elsewhere, and Bihuan knows nothing of its preparation.
    """
    if inspection.taken_over_on is not None:
        return Unprepared()
    missing = lacking_hearings(inspection, inspection.feedback_on or today)
    if inspection.stage != InspectionStage.REPORTING:
        return Unprepared(missing)
    review, terms = review_of(inspection), {**BY_METHOD, **terms_of(inspection, today)}
    looks = tuple(counted(review, terms[code]) for code, counted in COUNTED.items() if code not in asked)
    differing = tuple(one for one in comparison_of(inspection) if one.paper is not None and one.differs)
    is_uncompared = NOT_COMPARED not in asked and not review.compared_with_papers
    return Unprepared(missing, is_uncompared, tuple(one for one in looks if one.are_too_few), differing)
