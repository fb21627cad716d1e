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
    "SeatBarred": (
        _("The account of %(member)s holds the role %(role)s and cannot check for a joint team."),
        _("Name somebody else; or enter him with name and body and without the account, and a colleague records."),
    ),
    "SeatIdle": (
        _("The account of %(member)s holds no role today and opens no page."),
        _("Let the security administrator give it a role; or enter him with name and body and without the account."),
    ),
    "NothingLookedAt": (
        _("All matters of %(unit)s are left as not looked at; that is no check, and it covers nobody."),
        _("Give a verdict of at least one matter; if nobody was there yet, record the check later."),
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
    "BillUnfounded": (
        _("Said to be done, and nothing shows it: findings %(numbers)s."),
        _("Attach the evidence, or take the claim back; then show the bill."),
    ),
    "BillChanged": (
        _("What bill no. %(number)s lists has changed since it was handed over."),
        _("Let it be handed over anew; both sign for the same bill."),
    ),
    "NotInCharge": (
        _("%(in_charge)s is in charge of the dossier today."),
        _("That body hands the bill over, or the inspection office."),
    ),
    "OwnBill": (_("The bill is this body's already."), _("Choose another body.")),
    "ExtractElsewhere": (
        _("Extract no. %(number)s was given, refused or received meanwhile, or is not given yet."),
        _("Open it again."),
    ),
    "NotTheAsker": (
        _("%(asked_by)s asked for it and signs for it."),
        _("Or the inspection office enters the receipt that it has on paper."),
    ),
    "ShapeWrong": (
        _("%(olds)s old and %(news)s new units do not fit this sort of reorganisation."),
        _(
            "A merger has several into one or one into another, a split one into several, a renamed unit one new name, "
            "an abolished one somebody who takes over."
        ),
    ),
    "BothSides": (
        _("A unit stands on both sides."),
        _("Whoever goes on existing is a successor only; take it out of the old units."),
    ),
    "UnitEnded": (_("%(name)s does not exist on %(on)s."), _("Choose another unit or another day.")),
    "NoSuchSuccessor": (
        _("A dossier or an account would go to a unit that is no successor here."),
        _("Choose one of the successors."),
    ),
    "Reviewed": (_("%(paper)s was reviewed already."), _("Nothing is left to register.")),
    "NotOfTheTeam": (
        _("This check is that of %(team)s."),
        _("One of the team records it, or the inspection office."),
    ),
}
