"""What the refusals of supervision plans are in the reader's words: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SUPERVISION_SAYINGS: Mapping[str, tuple[Promise, Promise]] = {
    "ChecksOwnUnit": (
        _("%(member)s is of %(unit)s, works with it, or is or was in charge of it; nobody checks his own."),
        _("Name somebody else, or give this check to another team."),
    ),
    "NamedLikeHead": (
        _("%(member)s is the name of who headed %(unit)s from %(from_on)s on; nobody checks where he was in charge."),
        _("Name somebody else, or give this check to another team; a namesake is told apart by his account."),
    ),
    "SeatBarred": (
        _("The account of %(member)s holds the role %(role)s and cannot check for a joint team."),
        _("Name somebody else; or enter him with name and body and without the account, and a colleague records."),
    ),
    "SeatIdle": (
        _("The account of %(member)s holds no role today and opens no page."),
        _("Let the security administrator give it a role; or enter him with name and body and without the account."),
    ),
    "JointTeamMissing": (
        _("The check of %(unit)s has no joint team, and the rule wants one for rolling checks."),
        _("The inspection office forms a joint team on the plan, or gives the check to one; then record it."),
    ),
    "TwoPeople": (
        _("The name typed is %(name)s, and the account is that of %(account)s."),
        _("Leave the name empty: it is taken from the account; or choose the account of whom you mean."),
    ),
    "SeatedTwice": (
        _("%(member)s sits in this team twice, with one account."),
        _("Name somebody else for one of the seats."),
    ),
    "NobodyStays": (
        _("Nobody who sits in %(team)s now would stay; that is another team."),
        _("Keep at least one of them; or form another joint team and give it the checks."),
    ),
    "LeaderMissing": (
        _("The leader’s seat of %(team)s would be empty."),
        _("Name who leads it in the first line; whoever moves up is taken off his old line."),
    ),
    "SameTeam": (
        _("%(team)s is of these very people already."),
        _("Replace, add or take out somebody; or go back."),
    ),
    "NothingLookedAt": (
        _("All matters of %(unit)s are left as not looked at; that is no check, and it covers nobody."),
        _("Give a verdict of at least one matter; if nobody was there yet, record the check later."),
    ),
    "BeforeThePlan": (
        _("The check of %(unit)s is of %(on)s, and its plan begins on %(from_on)s only."),
        _("Correct the day; a check that was made before is recorded with its dossier, without the plan."),
    ),
    "SignedOffSince": (
        _("“%(matter)s” was signed off on %(signed_off_on)s, after this check of %(on)s; it cannot overturn that."),
        _("Correct the day; or leave this finding as not looked at and open it again on its page, with the reason."),
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
    "PlanTooFar": (
        _("The plan would run until %(until_on)s; today its last day is %(latest)s at the latest."),
        _("Choose %(latest)s or an earlier day; what lies further ahead is planned when it comes nearer."),
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
    "OwnHand": (
        _("You handed bill no. %(number)s over yourself."),
        _("Somebody else of the body that receives it signs for it."),
    ),
    "BillReplaced": (
        _("Bill no. %(number)s was handed over anew since."),
        _("Sign for the later one."),
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
    "DecisionUnnamed": (_("The decision is not named."), _("Give the number of the decision.")),
    "SuccessorMissing": (
        _("There is no successor."),
        _("Choose one under “Successor that exists already”, or name one under “Units to be founded”."),
    ),
    "SplitIntoOne": (
        _("A unit is split into two or more, and one is named."),
        _("Name one more; for another name only choose “renamed”, to join another unit “merged”."),
    ),
    "OneSuccessorOnly": (
        _("There are %(count)s successors; only a unit that is split has more than one."),
        _("Leave one of them, or choose “split” where several share the duties."),
    ),
    "OneOldOnly": (
        _("%(count)s old units are chosen; only a merger has more than one."),
        _("Leave one and do the others by themselves, or choose “merged” where they become one."),
    ),
    "UnitTwice": (_("“%(name)s” is named twice."), _("Name it once.")),
    "BothSides": (
        _("“%(name)s” would end and take over at once."),
        _("A unit that goes on existing is a successor only: take it out of the old units."),
    ),
    "NameKept": (
        _("“%(name)s” exists already and is no new name."),
        _("Give the new name; to join a unit that exists choose “merged”."),
    ),
    "Supervises": (
        _("“%(name)s” supervises and is not reorganised here."),
        _("Change the supervision office on each of its dossiers first; then end it on its page."),
    ),
    "UnitEnded": (_("“%(name)s” does not exist on %(on)s."), _("Choose another unit or another day.")),
    "DayTooEarly": (
        _("“%(name)s” began on %(begins)s only, and would end before that."),
        _("Choose %(earliest)s or a later day; where %(begins)s is wrong, correct it first."),
    ),
    "BoundAlready": (
        _("“%(name)s” is part of %(paper)s already, which takes effect on %(on)s."),
        _("Wait for that day, or call that reorganisation off first."),
    ),
    "TookEffect": (
        _("%(paper)s has taken effect, and the units have changed."),
        _("What is to be otherwise is done by another reorganisation."),
    ),
    "CalledOff": (_("%(paper)s was called off."), _("Where it is decided anew, record a new one.")),
    "NotItsDay": (
        _("%(paper)s takes effect on %(on)s; until then the units are what they are."),
        _("Wait for that day, or call it off."),
    ),
    "NoSuchSuccessor": (
        _("A dossier or an account would go to a unit that is no successor here."),
        _("Choose one of the successors."),
    ),
    "LastDayFar": (
        _("The last day %(until_on)s is after %(latest)s."),
        _("Choose %(latest)s or an earlier day; nobody answers for years."),
    ),
    "NoPageAddress": (
        _("%(address)s is no address of a page."),
        _("Write the whole address as a browser shows it."),
    ),
    "RunsAlready": (
        _("Questionnaire %(number)s, opened on %(opened_on)s, asks the same of the same people and is not counted."),
        _("Count it, or call it off with its reason, before another one is opened."),
    ),
    "MergedAlone": (
        _("“%(name)s” alone is no merger."),
        _("Name another old unit, or the unit into which it is merged; for a new name only, choose “rename”."),
    ),
    "RoundNotBegun": (
        _("%(name)s begins on %(begins)s, and today is %(today)s."),
        _("A round ends after it has begun; correct its days where they are wrong."),
    ),
    "DossiersNotBegun": (
        _("%(count)s dossiers of %(name)s still wait for their team."),
        _("Let the team enter there first; then end the round."),
    ),
    "StillAnswers": (
        _(
            "“%(name)s” still answers: open dossiers %(dossiers)s, letters to be answered %(letters)s, places in "
            "rounds %(places)s, units below %(below)s."
        ),
        _("Reorganise it (merge, split, abolish or rename), with a preview of what passes on."),
    ),
    "StillSupervises": (
        _(
            "“%(name)s” still supervises: running dossiers %(dossiers)s, findings handed to it %(findings)s, planned "
            "checks of joint teams with its people %(checks)s."
        ),
        _(
            "Hand over first: change the supervision office on each dossier, take the findings back and hand them to "
            "another body, change the people of the joint teams; then end it."
        ),
    ),
    "SucceedsEarly": (
        _("“%(name)s” answers itself until %(until_on)s."),
        _("Choose %(earliest)s or a later day."),
    ),
    "SucceedsLate": (
        _("%(on)s is too far ahead: %(latest)s is the latest day."),
        _("Choose that day or an earlier one."),
    ),
    "LivesOn": (_("“%(name)s” lives on and has no successor."), _("End or reorganise it first.")),
    "StepTooEarly": (
        _("%(on)s is before the first day of the new order (%(begins)s)."),
        _("Only the survey may come before; correct the day."),
    ),
    "StepBefore": (
        _("%(on)s is before “%(reorganisation_step)s” of %(before)s."),
        _("The four steps keep their order; correct the day."),
    ),
    "StepMissing": (
        _("“%(reorganisation_step)s” is not registered in full yet."),
        _("The four steps keep their order; register that one first."),
    ),
    "NotSettled": (
        _("%(count)s findings of “%(unit)s” are not signed off."),
        _("Choose “handed over whole”, “in part” or “solved together with the successor's own”."),
    ),
    "FedBackAlready": (
        _("What is open of “%(unit)s” was fed back to its successor on %(on)s already, and that stands."),
        _("Say what is to be added in the account of the supervision."),
    ),
    "Reviewed": (_("%(paper)s was reviewed already."), _("Nothing is left to register.")),
    "NotOfTheTeam": (
        _("This check is that of %(team)s."),
        _("One of the team records it, or the inspection office."),
    ),
}
