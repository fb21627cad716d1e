"""What the refusals of supervision plans are in the reader's words: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUPERVISION_SAYINGS: Mapping[str, tuple[Promise, Promise]] = {
    "ChecksOwnUnit": (
        _("%(member)s is of %(unit)s, works with it or answered for it; nobody checks his own."),
        _("Name somebody else, or give this check to another team."),
    ),
    "MemberUnplaced": (
        _("Of %(member)s neither a body nor an account is told."),
        _("Say where he works: whether he may check a unit is judged by it."),
    ),
    "TeamNameTaken": (_("A team called %(name)s is in this plan already."), _("Choose another name.")),
    "NothingPlanned": (_("No dossier is chosen."), _("Tick at least one dossier.")),
    "OutsideThePlan": (
        _("The check of %(unit)s on %(on)s lies outside the plan (%(from_on)s to %(until_on)s)."),
        _("Choose a day in it, or let the plan run longer."),
    ),
    "SpanReversed": (
        _("The plan would end on %(until_on)s, before it begins on %(from_on)s."),
        _("Correct one of the days."),
    ),
    "NotUnderRectification": (
        _("%(unit)s is not under rectification or review."),
        _("Leave it out; it is checked from its feedback to its close-out."),
    ),
    "PlannedTwice": (_("%(unit)s stands in this plan already."), _("Change the check that is there.")),
    "PlannedElsewhere": (
        _("The check of %(unit)s was made or dropped meanwhile."),
        _("Open the plan again; it shows what was made."),
    ),
    "SentBackUnexplained": (
        _("“%(matter)s” is sent back without a reason."),
        _("Write what is missing: the unit reads it."),
    ),
    "NotOfTheTeam": (
        _("This check is that of %(team)s."),
        _("One of the team records it, or the inspection office."),
    ),
}
