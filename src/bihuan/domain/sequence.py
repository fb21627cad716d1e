"""What cannot have been before what: the days of a dossier's deeds follow one another, and none lies ahead.

A day may be told later than it happened; that is permitted, and told. It may not be told out of its order: whoever
enters a whole life of a dossier in one afternoon has to tell days that can have been, one after another.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class Moment(StrEnum):
    """What has a day of its own in the life of a dossier; named by the deed where a deed makes it."""

    ROUND_BEGUN = "round_begun"
    ENTER_SITE = "enter_site"
    LEAVE_SITE = "leave_site"
    HEARING = "record_hearing"
    COPY_NOTICE = "send_copy_notice"
    FEEDBACK = "give_feedback"
    MEETING_HELD = "meeting_held"
    MEASURE_DONE = "measure_done"
    REQUEST_SIGN_OFF = "request_sign_off"
    GRANT_SIGN_OFF = "grant_sign_off"
    CHECK = "record_check"
    EVALUATION = "record_evaluation"
    FILED = "file_with_parties"
    PARTY_EVALUATION = "evaluate_as_party"
    PARTIES_TOLD = "feed_back_three_party"
    PERIODIC_SIGNED = "sign_periodic_report"
    REPORT_SIGNED = "report_signed"
    RETURNED = "return_dossier"


FIELDWORK = (Moment.ROUND_BEGUN, Moment.ENTER_SITE, Moment.LEAVE_SITE)

# what each rests on: on every one of these whose day is known. A measure is of a finding, and a finding is told by the
# feedback: what was put right during the stay counts from there. It does not rest on the plan, since a unit mends at
# once what it can while it still writes the plan. A report that was sent back is signed anew.
RESTS_ON: Mapping[Moment, tuple[Moment, ...]] = {
    Moment.ENTER_SITE: (Moment.ROUND_BEGUN,),
    Moment.LEAVE_SITE: (Moment.ROUND_BEGUN, Moment.ENTER_SITE),
    Moment.HEARING: FIELDWORK,
    Moment.COPY_NOTICE: FIELDWORK,
    Moment.FEEDBACK: FIELDWORK,
    Moment.MEETING_HELD: (Moment.FEEDBACK,),
    Moment.MEASURE_DONE: (Moment.FEEDBACK,),
    Moment.REQUEST_SIGN_OFF: (Moment.FEEDBACK, Moment.MEASURE_DONE),
    Moment.GRANT_SIGN_OFF: (Moment.FEEDBACK, Moment.MEASURE_DONE, Moment.REQUEST_SIGN_OFF),
    Moment.CHECK: (Moment.FEEDBACK,),
    Moment.EVALUATION: (Moment.FEEDBACK,),
    Moment.FILED: (Moment.FEEDBACK,),
    Moment.PARTY_EVALUATION: (Moment.FEEDBACK,),
    Moment.PARTIES_TOLD: (Moment.FEEDBACK, Moment.PARTY_EVALUATION),
    Moment.PERIODIC_SIGNED: (Moment.FEEDBACK,),
    Moment.REPORT_SIGNED: (Moment.FEEDBACK, Moment.RETURNED),
}


class FutureDay(ValueError):
    """A fact cannot lie ahead."""

    def __init__(self, what: str, day: date, today: date) -> None:
        self.what, self.day, self.today = what, day, today
        super().__init__(f"{what}: {day} lies ahead of today ({today}); correct the date")


class OutOfOrder(ValueError):
    """A deed would have been before the one it rests on."""

    def __init__(self, moment: str, day: date, earlier: str, earlier_on: date) -> None:
        self.moment, self.day, self.earlier, self.earlier_on = moment, day, earlier, earlier_on
        super().__init__(
            f"{moment} of {day} would be before {earlier} of {earlier_on}, on which it rests; correct the date"
        )


class StayBackwards(ValueError):
    """A stay that would end before its first day."""

    def __init__(self, from_on: date, until_on: date) -> None:
        self.from_on, self.until_on = from_on, until_on
        super().__init__(f"the stay would end on {until_on}, before its first day {from_on}; correct one of them")


def refuse_backwards(from_on: date, until_on: date) -> None:
    """Refuse a stay, as a paper tells it, that ends before its first day."""
    if until_on < from_on:
        raise StayBackwards(from_on, until_on)


def refuse_future(what: str, day: date | None, today: date) -> None:
    """Refuse a day that lies ahead."""
    if day is not None and day > today:
        raise FutureDay(what, day, today)


def refuse_out_of_order(moment: Moment, day: date, known: Mapping[Moment, date]) -> None:
    """Refuse a day before that of anything it rests on; the latest of those is named."""
    rests_on = [(known[one], one) for one in RESTS_ON[moment] if one in known]
    latest = max(rests_on, default=None, key=lambda pair: pair[0])
    if latest is not None and day < latest[0]:
        raise OutOfOrder(moment, day, latest[1], latest[0])


def is_after_the_fact(*, told: date, recorded: date, grace: int | None) -> bool:
    """True where a day was told later than the rules let pass; where they are silent, each later day counts."""
    return (recorded - told).days > (grace or 0)
