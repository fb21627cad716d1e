"""What refusals say of evaluation by several, of what follows and of old findings come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.web.words import word


def said_lacking(parts: Iterable[str]) -> str:
    """Say which parts of a score are lacking, or that all are there and wait to be combined."""
    told = gettext(", ").join(word("score_part", part) for part in parts)
    if not told:
        return gettext("incomplete, not combined yet")
    return gettext("incomplete, lacks: %(parts)s") % {"parts": told}


EVALUATION_SAYINGS: Mapping[str, tuple[Promise, Promise]] = {
    "TwoScorersAsked": (
        _("The rules ask for two scorers who do not see each other's marks (%(basis)s)."),
        _("Let the office name two scorers on the page of the evaluation."),
    ),
    "NothingChecked": (
        _("An evaluation answers a check, and until %(on)s none was made."),
        _("Record the check first; each check is followed by its evaluation."),
    ),
    "EvaluatedAlready": (
        _("The same body evaluated this check on %(on)s already: evaluation no. %(number)s stands."),
        _("To correct it, withdraw it and enter it anew; to evaluate again, record the next check first."),
    ),
    "AfterPanel": (
        _("The unit assesses itself before the panel, and evaluation no. %(number)s of %(on)s stands."),
        _("Assess after the next check; or have that evaluation withdrawn, and assess before it is made anew."),
    ),
    "AssessedAlready": (
        _("Self-assessment no. %(number)s of %(on)s stands and waits for the panel."),
        _("Where it was wrong, let the office return it with the reason; then hand it in anew. Both stay."),
    ),
    "NothingToReturn": (
        _("No self-assessment waits for the panel."),
        _("Wait until the unit hands one in."),
    ),
    "ScoredUpon": (
        _("Evaluation no. %(number)s of %(on)s was made upon this self-assessment."),
        _("Withdraw that evaluation first, then return the self-assessment."),
    ),
    "CombinedUpon": (
        _("Evaluation no. %(number)s of %(on)s was combined of this count and stands."),
        _("Withdraw that evaluation first, then the count; enter both anew."),
    ),
    "NotCombined": (
        _("Three scores are combined here (%(basis)s), and they are not yet."),
        _("Combine them on the page of the evaluation, then tell it."),
    ),
    "GroundsMissing": (
        _("Lines without grounds: %(lines)s."),
        _("Write for each of them what was seen; where nothing is taken off, none are needed."),
    ),
    "TimesWrong": (
        _("%(aspect)s: %(mark)s is no number of times."),
        _("Give a whole number from 0 to 99."),
    ),
    "OnOtherForms": (
        _("The form changed while the two scored, and their marks do not stand beside each other."),
        _("Call the sheet off and score anew, on one form."),
    ),
    "NotTalkedOver": (
        _("The two scorers are far apart: %(items)s."),
        _("Talk it over, give the settled mark and the reason."),
    ),
    "OutsideBoth": (
        _("%(aspect)s: %(mark)s lies outside what the two scorers gave."),
        _("Give %(least)s to %(most)s; where both were wrong, call the sheet off and score anew."),
    ),
    "SettlesForBoth": (
        _("%(first_name)s and %(second_name)s are far apart, and neither of the two settles for both."),
        _("Talk it over; somebody else (%(body)s) enters what both agreed on."),
    ),
    "BodySettles": (
        _("The two scorers are far apart, and the sheet becomes the evaluation of this body: %(body)s."),
        _("Let somebody of that body enter what both agreed on."),
    ),
    "NobodyOfTheBody": (
        _("The sheet becomes the evaluation of this body, and nobody of it scores: %(body)s."),
        _("Name at least one scorer of that body; a sheet that is open already is settled by somebody of that body."),
    ),
    "NothingToSettle": (
        _("The two scorers are close, and nothing is settled there: %(items)s."),
        _("Leave the mark empty; what lies between the two is taken."),
    ),
    "PartMissing": (
        _("These parts of the score are not there yet: %(parts)s."),
        _("Have them entered first: the unit assesses itself, the office enters what the people hold."),
    ),
    "OthersStillScore": (
        _("%(waiting)s of the two scorers has not handed in."),
        _("Wait for both; before that nobody sees a mark."),
    ),
    "ScoringOpen": (_("Sheet no. %(number)s for two scorers is open already."), _("Settle it, or call it off first.")),
    "NoScoringOpen": (_("No sheet for two scorers is open."), _("Let the office name two scorers first.")),
    "OneScorerTwice": (_("Both scorers are the same person."), _("Name two different people.")),
    "CannotScore": (
        _("This account supervises nothing of this dossier, or is of the unit."),
        _("Choose somebody from the list."),
    ),
    "NotAScorer": (_("You are not one of the two scorers of this sheet."), _("The office names who scores.")),
    "HandedInAlready": (
        _("You handed in on %(on)s already, and what was handed in stands."),
        _("Wait until both have handed in; then it is settled."),
    ),
    "BodyUnknown": (_("“%(body)s” evaluates nothing."), _("Choose office, supervision office or team.")),
    "NothingToCombine": (
        _("No evaluation waits to be combined."),
        _("Evaluate first, and combine before the unit is told."),
    ),
    "NoThreeInOne": (
        _("The packs of this dossier name no weights for three in one."),
        _("The panel's score stands alone; nothing is left to do."),
    ),
    "CountedAlready": (_("The count of %(on)s stands already."), _("Withdraw it first where it was wrong.")),
    "MeanOutOfRange": (_("A mean of %(mean)s is none."), _("Give 0 to 100.")),
    "NoBallots": (
        _("A count without a valid ballot has no mean and is not entered."),
        _("Give the number of valid ballots, one at least."),
    ),
    "NothingToTellOf": (
        _("There is nothing of “%(told_of)s” that the leader was not told."),
        _("Nothing is left to do."),
    ),
    "ProposedAlready": (
        _("“%(kind)s” is proposed or under way already."),
        _("Record it, or let the leading group decide it first: one proposed by mistake is declined."),
    ),
    "NothingProposed": (
        _("Neither a rule nor the office proposes “%(kind)s”."),
        _("Let the office propose it with its reasons first."),
    ),
    "NotDecided": (_("Consequence no. %(number)s is not adopted."), _("Let the leading group decide it first.")),
    "NotNotified": (
        _("Nobody was notified of consequence no. %(number)s."),
        _("Notify whoever it concerns, then record what was done."),
    ),
    "FollowedAlready": (
        _("This was done for consequence no. %(number)s on %(on)s already."),
        _("Nothing is left to do."),
    ),
    "GraveAlready": (_("The case is marked grave since %(on)s."), _("Nothing is left to do.")),
    "GraveNeeded": (
        _("%(adopted)s was adopted because the case is grave, and nobody was notified yet."),
        _("Let the leading group decline that first (“decide what follows”, declined), then take the mark back."),
    ),
    "ScoreNeeded": (
        _("%(adopted)s was adopted for the low score of evaluation no. %(number)s, and nobody was notified yet."),
        _("Let the leading group decline that first (“decide what follows”, declined), then withdraw the evaluation."),
    ),
    "GroundGone": (
        _("“%(consequence)s” rests on “%(ground)s”, and that is there no more."),
        _("Let the leading group decline it (“decide what follows”, declined); then it is proposed on what there is."),
    ),
    "OnlyWhereGrave": (
        _("“%(consequence)s” is for grave cases only, and this one is not marked grave."),
        _("Mark the case grave with reasons first, or decline."),
    ),
    "NotMarkedGrave": (
        _("That the case is grave is no ground here: nobody has marked it so."),
        _("Mark the case grave with reasons first, or name another ground."),
    ),
    "ScoreNotLow": (
        _("The score is %(percent)s %% and not low: the packs call a score low below %(below)s %%."),
        _("Name the ground that there is, with its reasons."),
    ),
    "NoScoreYet": (
        _("There is no complete evaluation yet, and so no low score."),
        _("Evaluate first, or name another ground with its reasons."),
    ),
    "NoLookBackYet": (
        _("No look-back was ever held at this unit, so there is none to follow with a second one."),
        _("Propose and decide a first look-back instead."),
    ),
    "NotAsDecided": (
        _("Decided is “%(kind)s” at %(unit)s; unit and kind follow from the decision."),
        _("Open it so. A dossier of another unit or kind is opened without this decision, from the list of dossiers."),
    ),
    "OpenedAlready": (
        _("This look-back has its dossier already: no. %(number)s of %(round_name)s."),
        _("Go on in that dossier. Another look-back is decided anew after a later evaluation."),
    ),
    "DueBeforeDecision": (
        _("“To be done by” %(due_on)s lies before the decision of %(decided_on)s."),
        _("Give the day of the decision or a later one, or leave it empty."),
    ),
    "WithheldUnexplained": (
        _("What is withheld and why belong together."),
        _("Say both, or leave both empty where nothing is withheld."),
    ),
    "NothingPublished": (
        _("“%(consequence)s” publishes nothing, so it withholds nothing."),
        _("Leave what is withheld and why empty; what has to be said goes into the reasons."),
    ),
    "NotOfThisUnit": (_("This is no earlier finding of the same unit."), _("Choose one from the list.")),
    "LinkedAlready": (_("Finding %(number)s is linked with this one already."), _("Nothing is left to do.")),
    "ScoringStillOpen": (
        _("Two scorers are still at work on sheet no. %(number)s; an archive would show marks before their time."),
        _("Settle the sheet or call it off first, then write the archive."),
    ),
}
