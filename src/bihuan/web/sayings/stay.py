"""What the refusals of the weeks on site and of the way to the feedback are in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_THE_STAY: Mapping[str, tuple[Promise, Promise]] = {
    "DueDayPast": (_("%(due_on)s lies before today (%(today)s)."), _("Give a day to come.")),
    "MatterMissing": (
        _("The order names neither a matter nor a working paper."),
        _("Choose the working paper, or write the matter."),
    ),
    "EnteredAlready": (
        _("What came of number %(number)s is entered already."),
        _("Nothing is left to do; read it on its page."),
    ),
    "RemarkMissing": (_("A matter that is not done needs a remark."), _("Say what is missing.")),
    "NothingToPut": (
        _("No signed working paper and no finding waits to be put to the unit."),
        _("Sign a working paper first; what was put already is not put twice."),
    ),
    "NamesInFacts": (
        _("This looks like the name of a person: %(names)s (in: %(titles)s)."),
        _("Return the paper and write the post, or confirm below that nobody is named."),
    ),
    "WordsMissing": (
        _("Whoever explains or objects says what is to be considered."),
        _("Write it, and add what shows it."),
    ),
    "ConfirmedAlready": (
        _("Finding %(number)s is confirmed; how it reads now is not stated."),
        _("State its new words, drop it, or let it stand and say why."),
    ),
    "AnotherReceives": (
        _("By decision of the leading group the notice to the %(to)s of this dossier goes to %(instead)s."),
        _("Enter it with that addressee; ask the leading group where that is no longer so."),
    ),
    "NotOwnDraft": (
        _("Working paper %(subject)s is not a draft of yours alone."),
        _("Let deputy or leader withdraw it."),
    ),
    "HeardTooEarly": (
        _("%(on)s lies before the day on which the team left (%(left_on)s)."),
        _("Correct the day of the hearing."),
    ),
    "HeardAfterFeedback": (
        _("%(on)s lies after the feedback (%(fed_back_on)s): before it, the report was not heard then."),
        _("Correct the day of the hearing."),
    ),
    "LeadingGroupFirst": (
        _("Up to %(on)s the leading group has not heard the report."),
        _("Enter the hearing of the leading group first, or correct the day."),
    ),
    "ScanMissing": (
        _("The answer is somebody else’s, and the paper on which it was given is missing."),
        _("Add the scanned paper."),
    ),
    "ReplyEntered": (_("The answer of %(who)s is entered already."), _("Nothing is left to do.")),
    "AnsweredTooSoon": (
        _("%(on)s lies before the day on which it went out (%(sent_on)s)."),
        _("Correct the day of the answer."),
    ),
    "DayMissing": (_("No rule says by when this is answered."), _("Give the day on which the answer is due.")),
    "NothingToPress": (
        _("Finding %(number)s is signed off, so it is not pressed for."),
        _("Leave it out, then send the form again."),
    ),
    "PaperVoid": (
        _("“%(matter)s”: the number of this paper was made void."),
        _("Nothing is to be answered; where it is still wanted, issue the paper again."),
    ),
    "NotAnswered": (_("“%(matter)s”: no answer has come yet."), _("Enter the answer first, then what came of it.")),
    "TooFewFindings": (
        _("A letter is about what several findings have in common."),
        _("Choose %(least)s findings or more."),
    ),
    "LetterGone": (
        _("The letter on “%(matter)s” was sent or withdrawn already."),
        _("Write a new one; it can begin with the words of this one."),
    ),
    "AboutPersons": (
        _("%(number)s is marked as a matter about definite persons or things and is not handed over like this."),
        _("Choose another matter; a clue about a person goes another way."),
    ),
    "NotForThePublic": (
        _("Findings %(numbers)s are about definite persons or things and are not published outside the party."),
        _("Withhold them, with the reason."),
    ),
    "NothingToPublish": (_("Every finding is withheld; nothing is left to be published."), _("Withhold less.")),
    "MarkUnusable": (_("%(aspect)s: this mark cannot be given."), _("Give 0 to %(full)s.")),
    "ReviewedAlready": (
        _("You have reviewed working paper %(number)s already."),
        _("One review is kept of each colleague."),
    ),
    "GuideFaulty": (_("The guide has rows that cannot be used."), _("Correct them; each is told beside its cell.")),
    "GuideUnchanged": (
        _("“%(title)s” says exactly what is released already."),
        _("Change it, or leave it as it is."),
    ),
    "GuideInUseAlready": (_("The team works by “%(title)s” already."), _("Nothing is left to do.")),
    "PaperNotNamed": (
        _("A problem was seen, and no working paper is named."),
        _("Choose the paper, write one from the point, or tick “to be followed up”."),
    ),
    "WithdrawnAlready": (_("Tick %(number)s is withdrawn already."), _("Nothing is left to do.")),
    "ArticleUnknown": (
        _("“%(article)s” was not in force on %(day)s, or is not in the library."),
        _("Pick one of the list, or leave the field empty and write the basis yourself."),
    ),
    "TextUnusable": (
        _("The text cannot be split into its articles."),
        _("See below in which line, and correct it."),
    ),
    "GapsUnseen": (
        _("Numbers are left out before %(label)s."),
        _("Complete the text, or tick that it stands so."),
    ),
    "VersionThere": (
        _("“%(title)s” has a version in force from %(from_on)s already."),
        _("Withdraw it first, or give another day."),
    ),
    "TextEndsTooSoon": (_("The version begins on %(from_on)s only."), _("Give a later day for its end.")),
    "VersionWithdrawn": (_("This version of “%(title)s” was withdrawn already."), _("Nothing is left to do.")),
    "LibraryReasonMissing": (_("The reason is missing."), _("State why.")),
    "NoSuchText": (_("There is no such text in the library."), _("Look for it in the list.")),
    "LookedAlready": (
        _("You have entered this already, and no finding was changed since."),
        _("Let another person do it, or look up something else."),
    ),
}
