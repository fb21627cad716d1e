"""What refusals about the pool and teams say: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEAM_SAYINGS: Mapping[str, tuple[Promise, Promise]] = {
    "InspectorThere": (
        _("This person stands in the pool already (same name, unit and month of birth)."),
        _("Open that page and correct it there."),
    ),
    "LeftAlready": (_("The person left the pool on %(on)s."), _("Enter the person anew.")),
    "NothingTold": (_("It does not say what it is about."), _("Say what was asked, held or answered.")),
    "AnsweredAlready": (_("The answer of %(on)s is entered already."), _("Enter another request if more is wanted.")),
    "NobodyThere": (_("Nobody is named."), _("Tick the people it is about.")),
    "MentorMissing": (_("A mentor pair has a mentor, and it is somebody else."), _("Choose the mentor from the pool.")),
    "PaperMissing": (_("The signed paper is not named."), _("Say which paper the person has signed.")),
    "NotInRound": (_("“%(name)s” is not in this round."), _("Choose an organization of the round.")),
    "AnswerDayPast": (_("The day to answer by, %(answer_by)s, is past."), _("Choose today or a later day.")),
    "RoundEmpty": (_("“%(name)s” has no organizations."), _("Put organizations into the round first.")),
    "SeedShort": (
        _("The seed is too short: somebody could guess it."),
        _("Write at least %(shortest)s characters, or take the seed that is offered."),
    ),
    "AppointedMissing": (_("Nobody is named who runs the draw again."), _("Name somebody.")),
    "SeedThere": (_("A seed is committed to for this round already."), _("Open that one when all data are in.")),
    "SeedOpened": (_("The seed is open already."), _("Compose the teams; it decides between equals.")),
    "TooFewGroups": (
        _("%(groups)s teams cannot visit all organizations of the round, at most three each."),
        _("Ask for at least %(least)s teams, or for 0 to let the tree decide."),
    ),
    "PoolEmpty": (_("The pool is empty."), _("Enter people, or bring in a workbook.")),
    "SeatUnknown": (_("There is no such seat or person in this composition."), _("Open the page again.")),
    "WishesImpossible": (
        _("Each wish is lawful by itself, but no teams meet all of them together."),
        _("Take one of them back."),
    ),
    "RepairUnfound": (_("No repair was found in the time there was."), _("Change the seat by hand, or compose again.")),
    "WishUnlawful": (
        _("A rule keeps this person out of that seat, or another wish does."),
        _("Take this wish back or choose somebody else."),
    ),
    "ChangedSince": (
        _("The organizations of the round have changed since its teams were composed."),
        _("Compose the teams again."),
    ),
    "DecidedElsewhere": (
        _("“%(named)s” does not authorise the teams of this round, whoever lends the people."),
        _("The host committee does, or whoever above it ordered the round: name it."),
    ),
    "NothingDiffers": (_("Nothing differs from what stands."), _("Change a row first.")),
    "TeamsFixed": (
        _("The teams of “%(name)s” are authorised, or their time is over: they are not composed again."),
        _("While the round runs, replace single people at their seats; else plan another round."),
    ),
    "NothingFound": (_("There is no proposal yet."), _("Wait for the solver, or compose again.")),
    "NothingAdopted": (
        _("No adopted teams wait for an authorisation."),
        _("Let the leading group adopt the teams first."),
    ),
    "NotAuthorised": (
        _("The teams of this round are not authorised yet."),
        _("Let the host committee authorise them first."),
    ),
    "PledgedAlready": (_("Secrecy was pledged on %(on)s."), _("There is nothing left to do.")),
    "ScoreOutside": (_("A score lies between 0 and 100."), _("Correct the score.")),
    "NotOfThisRound": (
        _("Who scores has to be of this round."),
        _("Choose a team that has inspected this organization."),
    ),
    "AccountOfAnother": (
        _("The account belongs to %(name)s of the pool."),
        _("Choose another account, or correct that person first."),
    ),
    "HasAccount": (
        _("%(name)s has the account %(login_name)s already."),
        _("There is nothing left to do; where it is the wrong one, correct the person."),
    ),
    "RecusedHere": (
        _("%(name)s must be recused from %(organization)s: %(clauses)s."),
        _("Choose somebody else; a rule that may be waived is waived by the leading group first, for this round."),
    ),
    "HardRule": (_("This is never waived: %(clause)s."), _("Choose somebody else.")),
    "DecidedAlready": (_("The challenge is decided already."), _("There is nothing left to do.")),
    "WaivedAlready": (_("The rule is waived for this person already."), _("There is nothing left to do.")),
    "NobodyCommits": (_("The home unit that commits itself is not named."), _("Name it.")),
    "SealBroken": (
        _("What is kept sealed about persons cannot be opened: the key of this installation is missing, or another."),
        _("Let whoever runs the server put the key file back."),
    ),
}
