"""What the refusals of the rooms are in the reader's words: by class, what is wrong and what to do.

Placeholders are attributes of the refusal; its `problem` and `remedy` are English sentences with a translation each.
tests/architecture/test_refusals_in_chinese.py makes every refusal there is and reads what a Chinese page says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.domain.glossary import FAMILIES
from bihuan.web.cited_packs import cited_pack
from bihuan.web.gates import basis_words
from bihuan.web.sayings.draw import DRAW_SAYINGS
from bihuan.web.sayings.evaluation import EVALUATION_SAYINGS
from bihuan.web.sayings.loan import LOAN_SAYINGS
from bihuan.web.sayings.place import PLACE_SAYINGS
from bihuan.web.sayings.stay import OF_THE_STAY
from bihuan.web.sayings.supervision import SUPERVISION_SAYINGS
from bihuan.web.sayings.team import TEAM_SAYINGS
from bihuan.web.sayings.tip import TIP_SAYINGS
from bihuan.web.sayings.workbook import WORKBOOK_SAYINGS
from bihuan.web.words import spoken, word


class Saying(NamedTuple):
    """What is wrong, and what to do."""

    what: str | Promise
    remedy: str | Promise


SAYINGS: Mapping[str, Saying] = {
    # access
    "LoginNameTaken": Saying(
        _("The sign-in name %(login_name)s is taken."), _("Capitals make no difference; choose another one.")
    ),
    "OwnUnit": Saying(
        _("This account answers or answered for the inspected unit, one above or one below; nobody inspects his own."),
        _("Choose somebody from elsewhere for %(role)s."),
    ),
    "OwnWorkplace": Saying(
        _("This account works at the inspected unit or the one that directs it; nobody inspects his own people."),
        _("Choose somebody from elsewhere for %(role)s."),
    ),
    "OwnTeam": Saying(
        _("This account is in the team that inspects this unit; nobody sits on both sides."),
        _("End the role in the team first, or choose somebody else for %(role)s."),
    ),
    "OwnOffice": Saying(
        _("The office judges every unit's rectification; no account is of the office and of a unit on one day."),
        _("End the other role first, or choose another account. A head may be entered without an account."),
    ),
    "RoleHeld": Saying(
        _("The account holds the role %(role)s there already (%(from_on)s to %(until_on)s)."),
        _("Nothing has to be given. End that role first, or choose days outside of it."),
    ),
    "TooManyPowers": Saying(
        _("The role %(role)s cannot be joined with another role."), _("Use an account of its own for it.")
    ),
    "PlaceMissing": Saying(
        _("The role %(role)s does not hold for the whole authority."), _("Choose a unit or a dossier.")
    ),
    "TokenLife": Saying(
        _("%(until_on)s is not within %(most_days)s days from today (%(today)s)."), _("Choose such a day.")
    ),
    "AddressWrong": Saying(
        _("“%(address)s” is no mail address."), _("Correct it, or leave the mail switched off and the address empty.")
    ),
    "TokenUnnamed": Saying(_("The token has no name."), _("Say what the token is for.")),
    # the desk
    "NotSeen": Saying(
        _("The form does not say what its sender saw of what it writes over."),
        _("Open it again, look at what stands, and send it from there."),
    ),
    # views
    "ViewUnnamed": Saying(_("The view has no name."), _("Say what it shows.")),
    "ViewNameTaken": Saying(_("You keep a view named “%(name)s” already."), _("Choose another name.")),
    "TooManyViews": Saying(_("You keep %(most)s views of this list already."), _("Remove one you no longer need.")),
    "QueryTooLong": Saying(_("What was asked for is too long to be kept."), _("Ask for less.")),
    "NotYourView": Saying(_("The view “%(name)s” is somebody else's."), _("Keep one of your own.")),
    "NobodyToShareWith": Saying(
        _("Your roles belong to single dossiers; a view is shared within a body."), _("Keep it for yourself.")
    ),
    "NotShared": Saying(_("The view “%(name)s” is not shared."), _("Share it first.")),
    # working papers
    "TitleMissing": Saying(
        _("The working paper has no title."), _("Say in one line which problem it is about; one matter, one paper.")
    ),
    "AreaUnknown": Saying(_("“%(area)s” is none of the areas."), _("Choose one from the list.")),
    "OneInterviewer": Saying(
        _("An interview has two interviewers; one is named."), _("Name a second one, somebody else.")
    ),
    "FileThereAlready": Saying(
        _("This file is evidence %(number)s of the paper already."), _("Nothing is left to do, or choose another file.")
    ),
    "OneHandTwice": Saying(
        _("You wrote in working paper %(subject)s or signed it before; its three signatures are three people's."),
        _("Let somebody else do it."),
    ),
    **{name: Saying(*told) for name, told in OF_THE_STAY.items()},
    **{name: Saying(*told) for name, told in LOAN_SAYINGS.items()},
    # papers
    "SeriesMalformed": Saying(
        _("“%(series)s” cannot stand before a number."), _("Write letters only, without figures and brackets.")
    ),
    "AlreadyVoid": Saying(_("%(number)s is void already."), _("Nothing is left to do.")),
    "TemplateUnusable": Saying(
        _("The own template of this kind cannot be filled."), _("Put a sound one in, or end it.")
    ),
    "PaperIncomplete": Saying(
        _("The rows of the dossier and the form do not make this paper: %(place)s – %(problem)s."),
        _("Complete the form, or the row it is drawn from."),
    ),
    # the store
    "StoreFull": Saying(_("The server can keep nothing now: %(problem)s."), "%(remedy)s"),
    "StoreAway": Saying(
        _("The database does not answer. Nothing was written."),
        _("Repeat in a moment; if it stays so, tell whoever runs the server."),
    ),
    "ClockMoved": Saying(
        _("The clock of the server shows %(shown)s: it was set elsewhere while the server ran. Nothing was written."),
        _("Whoever runs the server has to set it right or, where it is right now, to start the server anew."),
    ),
    # ledger and forms
    "ChangedMeanwhile": Saying(
        _("This was changed after you opened the page, by somebody else or by you elsewhere. Nothing was written now."),
        _("Open the page again, look at the change, and repeat if it is still needed."),
    ),
    "KeyReused": Saying(
        _("This form was sent before with other contents."), _("Open the page again and send the form once more.")
    ),
    "KeyMalformed": Saying(_("The form came without its key."), _("Open the page again and repeat.")),
    "RuleMissing": Saying(
        _("On %(day)s no rule pack of this dossier rules “%(rule_id)s”."),
        _("Name a pack that rules it, or another day."),
    ),
    "PackError": Saying(
        _("A rule pack that binds this dossier cannot be used."),
        _("Tell whoever runs the server; nothing was changed."),
    ),
    "PackUnknown": Saying(_("There is no rule pack “%(pack_id)s”."), _("Choose one from the list.")),
    "PackNamedTwice": Saying(_("The rule pack “%(pack_id)s” is named twice."), _("Name each pack once.")),
    "ReleaseMissing": Saying(
        _("The release of the rule pack “%(pack_id)s” that binds this dossier is not on this server."),
        _("Let whoever runs the server put the file of that release back; nothing was changed."),
    ),
    # clues
    "ClueElsewhere": Saying(
        _("The clue is at another stage: %(stage)s."), _("Open it again; its page offers what can be done now.")
    ),
    "NotNameable": Saying(
        _("This account cannot be named for the clue register."),
        _("Choose somebody who works on dossiers and neither administers nor answers for an inspected unit."),
    ),
    "NamedAlready": Saying(
        _("This person is named for this part of the register already."),
        _("End that naming first, or choose days outside of it."),
    ),
    # organizations
    "CreditCodeWrong": Saying(
        _("%(code)s is no unified social credit code (GB 32100-2015)."), _("Check all 18 characters.")
    ),
    "CategoryUnknown": Saying(_("%(category)s is no category."), _("Choose one from the list.")),
    "LifeReversed": Saying(
        _("%(what)s would end on %(ends)s, before it begins on %(begins)s."), _("Correct one of the days.")
    ),
    "TwinOrganization": Saying(
        _("“%(name)s” stands there already, since %(from_on)s."),
        _("Use that one; if it was entered wrongly, correct it on its page."),
    ),
    "NothingCorrected": Saying(_("“%(name)s” is so already."), _("Change what is wrong.")),
    "CorrectionUnexplained": Saying(_("A correction needs its reason."), _("State the reason.")),
    "CyclicSuccession": Saying(_("%(name)s would become its own successor: %(way)s."), _("Choose another one.")),
    "TwoHeads": Saying(
        _("Two people would head one organization on the same day."),
        _("End one tenure before the other begins."),
    ),
    # dossiers
    "FiledAlready": Saying(_("“%(title)s” stands so already."), _("There is nothing left to do.")),
    "NotSentYet": Saying(
        _("“%(title)s” had not been sent by that day."), _("Enter the sending first, or correct the day.")
    ),
    "NothingToPlan": Saying(
        _("%(what)s: there is none that could be planned."), _("Lay out rounds ahead, or look at the coverage.")
    ),
    "ProposalOutdated": Saying(
        _("The rounds or organizations changed after this proposal was made."), _("Ask for another one.")
    ),
    "ProposalNotReady": Saying(
        _("This proposal cannot be accepted now."), _("Wait until it is there, or ask for another one.")
    ),
    "TermsOverlap": Saying(_("The term “%(name)s” has days in common with this one."), _("Correct the days.")),
    "YearOutside": Saying(
        _("%(year)s lies outside the term (%(from_on)s to %(until_on)s)."), _("Choose a year of the term.")
    ),
    "AdoptedAlready": Saying(
        _("The plan was adopted on %(on)s and has not changed since."), _("There is nothing left to do.")
    ),
    "SamePacks": Saying(_("The dossier is bound to %(packs)s already."), _("Let the office choose other packs first.")),
    "SameSupervisionOffice": Saying(
        _("The dossier is linked with %(name)s already."), _("Choose another supervision office.")
    ),
    "TooManyRounds": Saying(_("%(count)s rounds do not fit into %(days)s days."), _("Choose fewer.")),
    "HeadsWrong": Saying(_("%(number)s is no number of people (%(pool)s)."), _("Give zero or more.")),
    "PlaceTaken": Saying(_("%(what)s: %(which)s stands there already."), _("Choose another one.")),
    "RoundOver": Saying(_("The round “%(name)s” has ended already."), _("There is nothing left to do.")),
    "RoundEnded": Saying(
        _("The round “%(name)s” ended on %(ended_on)s."), _("Open the dossier in a round that is still running.")
    ),
    "NumberTwice": Saying(_("Finding %(number)s stands twice."), _("Number the findings apart.")),
    "NotNumbered": Saying(_("The finding in place %(place)s lacks its number or its title."), _("Give it both.")),
    "FileRefused": Saying(_("%(name)s: %(problem)s."), "%(remedy)s"),
    "ReasonMissing": Saying(_("“%(step)s” needs a reason."), _("State the reason.")),
    "FutureDay": Saying(_("%(what)s: %(day)s lies ahead of today (%(today)s)."), _("Correct the date.")),
    "DueBeforeFeedback": Saying(
        _("%(what)s: %(day)s is before the feedback (%(feedback_on)s)."), _("Correct the date.")
    ),
    "OutOfOrder": Saying(
        _("“%(moment)s” on %(day)s would be before “%(earlier)s” on %(earlier_on)s, on which it rests."),
        _("Correct the day; what is entered later than it happened keeps the day on which it happened."),
    ),
    # feedback, rectification, supervision, close-out
    "AlreadySent": Saying(_("This copy notice of %(on)s is entered already."), _("Nothing is left to do.")),
    **{name: Saying(*told) for name, told in (*PLACE_SAYINGS.items(), *EVALUATION_SAYINGS.items())},
    "NoReceiver": Saying(_("A copy notice does not go to “%(to)s”."), _("Choose a receiver from the list.")),
    "TextMissing": Saying(_("“%(what)s” is empty."), _("Fill it in.")),
    **{name: Saying(*told) for name, told in WORKBOOK_SAYINGS.items()},
    "NothingChanges": Saying(_("%(number)s is so already."), _("There is nothing to change.")),
    "UndoTooLate": Saying(
        _("An edit can be taken back for %(minutes)s minutes only."), _("Edit the measure again instead.")
    ),
    "NotLater": Saying(_("%(until)s is not later than the present due date (%(due)s)."), _("Ask for a later day.")),
    "AlreadyAsked": Saying(_("An extension of measure %(number)s awaits its answer."), _("Wait for the answer.")),
    "ChangeUnexplained": Saying(
        _("Measure %(number)s stands in the accepted plan; its words are changed with a reason."),
        _("State the reason on the measure's own page; the office is shown the old and the new words."),
    ),
    "DueDayFixed": Saying(
        _("The due date of measure %(number)s (%(due)s) stands in the accepted plan."), _("Request an extension.")
    ),
    "MeasureStands": Saying(
        _("Measure %(number)s stands in the accepted plan; it is struck out only after the plan was sent back."),
        _("Ask the inspection office to return the plan; then strike it out and submit the plan again."),
    ),
    "AlreadySigned": Saying(
        _("Report %(number)s is signed already."), _("Write a new report to have a new signature.")
    ),
    "ReportNotShown": Saying(
        _("The signature does not say which report was read."), _("Open the signing page, read the report and sign.")
    ),
    "ReportChanged": Saying(
        _("Report %(number)s, or a number it speaks for, was changed after it was shown. Nothing was signed."),
        _("Read it again and sign what you read."),
    ),
    "AccountMissing": Saying(
        _("The account of what was seen is empty."), _("Write what was looked at and what was seen.")
    ),
    "AlreadyHeld": Saying(
        _("The democratic-life meeting of %(on)s is entered already."), _("Withdraw it first where it was wrong.")
    ),
    "SeenTwice": Saying(_("One finding is told twice in one check."), _("Tell it once, with what was seen last.")),
    "StayBackwards": Saying(
        _("The stay would end on %(until_on)s, before its first day (%(from_on)s)."), _("Correct one of the days.")
    ),
    "AlreadyChecked": Saying(
        _("This check of %(on)s by the same body is recorded already, as no. %(number)s."),
        _("If it was entered wrongly, withdraw that one with the reason and record it anew."),
    ),
    "WordUnknown": Saying(_("%(what)s: “%(word)s” is unknown."), _("Choose one from the list.")),
    "NotYourEntry": Saying(_("This was entered by %(made_by)s."), _("Only that body or the office withdraws it.")),
    "AlreadyGiven": Saying(_("The %(kind)s of %(role)s stands already."), _("Withdraw it first where it was wrong.")),
    "NotWaivable": Saying(
        _("%(code)s: this cannot be waived under the rules that bind this dossier."), _("Mend what is missing.")
    ),
    "AlreadyAccepted": Saying(
        _("The hand-over of finding %(number)s was accepted on %(on)s."), _("There is nothing left to do.")
    ),
    "AlreadyFounded": Saying(_("%(name)s is kept here already."), _("Use the accounts that there are.")),
    "AlreadySuccessor": Saying(
        _("%(successor)s is the successor of %(predecessor)s already."), _("Choose another one.")
    ),
    "AlreadyTold": Saying(_("Evaluation %(number)s was told already."), _("There is nothing left to do.")),
    "CreditCodeTaken": Saying(_("The credit code %(code)s belongs to %(name)s."), _("Check all 18 characters.")),
    "EndsAlready": Saying(_("The role ends on %(until_on)s already."), _("Grant the role anew for a longer time.")),
    "EndsBeforeItBegins": Saying(
        _("The role would end on %(until_on)s, before its first day (%(from_on)s)."), _("Correct one of the days.")
    ),
    "EndsLater": Saying(_("An account is closed at once, not on %(on)s."), _("End it on its day.")),
    "NoFindings": Saying(_("There is no finding to tell."), _("Import the feedback document first.")),
    **{
        name: Saying(*told)
        for name, told in {**DRAW_SAYINGS, **SUPERVISION_SAYINGS, **TEAM_SAYINGS, **TIP_SAYINGS}.items()
    },
    "NoSupervisingBody": Saying(_("%(name)s is no supervising body of today."), _("Choose one from the list.")),
    "NoSupervisionOffice": Saying(
        _("%(name)s is no supervision office of today."),
        _("Choose one from the list; where its category is wrong, correct it on the page of the organization."),
    ),
    "NotACount": Saying(_("%(number)s is no number of things."), _("Give zero or more.")),
    "NotAhead": Saying(_("%(day)s does not lie ahead of today (%(today)s)."), _("Choose a later day.")),
    "NotAccepted": Saying(
        _("Finding %(number)s waits to be accepted by %(receiver)s."), _("It is followed from then on.")
    ),
    "NotHandedOver": Saying(
        _("Finding %(number)s was handed over to nobody."), _("Let the office take it back and hand it over.")
    ),
    "NulInText": Saying(
        _("The text holds a character that cannot be stored."), _("Remove it and send the form again.")
    ),
    "PasswordUnchanged": Saying(_("The new password is the old one."), _("Choose another one.")),
    "PathFull": Saying(_("Below %(parent)s there is no room for another organization."), _("Choose another place.")),
    "TooLong": Saying(
        _("The text has %(length)s characters; %(most)s are kept."), _("Shorten it, or put it into a file.")
    ),
    "NotTheReceiver": Saying(
        _("Finding %(number)s was handed over to %(receiver)s."), _("It is for them to accept it.")
    ),
    "OwnPower": Saying(
        _("Nobody gives himself a role."),
        _("Ask another one to give it: a security administrator, or on a dossier the office."),
    ),
    "OwnException": Saying(
        _("You granted an exception from %(code)s on this dossier yourself."),
        _("Somebody else has to consent to its close-out and to close it."),
    ),
    "OwnRequest": Saying(_("%(subject)s was asked for by you."), _("Somebody else has to answer it.")),
    "TwoSignatures": Saying(_("You have consented to this close-out already."), _("Somebody else has to sign here.")),
    "NotMoney": Saying(_("An amount cannot be below zero."), _("Give zero or more.")),
    "MarksIncomplete": Saying(_("The marks are not exactly one for each aspect."), _("Give one mark for each aspect.")),
    "MarkOutOfRange": Saying(_("%(aspect)s: %(mark)s is no mark."), _("Give 0 to %(most)s, two decimals at most.")),
    "PacksMissing": Saying(
        _("No rule pack is chosen, and a dossier without one asks nothing."), _("Let the office choose packs.")
    ),
    "PackSilent": Saying(_("%(packs)s: no gate is in force on %(day)s."), _("Choose another pack or correct the day.")),
    "DeadlineOutOfRange": Saying(_("The day leads beyond the calendar."), _("Correct the date.")),
}


NUMBER = re.compile(r"\d+")
# attributes that somebody typed; where they look like a code they are none
AS_TYPED = frozenset({"file", "login_name", "name", "number", "other", "own", "predecessor", "successor", "way"})


def said(refusal: Exception) -> Saying:
    """Return a refusal in the reader's words."""
    saying = next((SAYINGS[c.__name__] for c in type(refusal).__mro__ if c.__name__ in SAYINGS), None)
    if saying is None:
        return in_its_own_words(refusal)
    values = {name: gettext_or_code(name, value) for name, value in vars(refusal).items()}
    return Saying(str(saying.what) % values, str(saying.remedy) % values)


def gettext_or_code(name: str, value: object) -> str:
    """Return one value of a refusal; a problem or remedy is a sentence and has a translation of its own."""
    if name in ("problem", "remedy"):
        return sentence_words(str(value))
    if name == "basis":
        return basis_words(str(value))
    if name in ("reorganisation_step", "draw_state", "ground", "tip_way") and value in FAMILIES[name]:
        return word(name, str(value))
    if name.endswith("_pack"):
        return cited_pack(str(value)) or str(value)
    return str(value) if name in AS_TYPED else spoken(value)


def in_its_own_words(refusal: Exception) -> Saying:
    """Return the problem and the remedy that a refusal carries: those of documents do."""
    problem, remedy = getattr(refusal, "problem", ""), getattr(refusal, "remedy", "")
    what = sentence_words(problem, getattr(type(refusal), "problem", ""))
    place = getattr(refusal, "file", "")
    what = _("%(file)s: %(problem)s.") % {"file": place, "problem": what} if place else what
    return Saying(what, sentence_words(remedy, getattr(type(refusal), "remedy", "")))


def sentence_words(told: str, general: str = "") -> str:
    """Return an English sentence of a refusal in the language of the page, the numbers in it kept.

    One that holds other values has no translation: there `general`, the sentence of its whole sort, says it.
    """
    if not told:
        return gettext(general) if general else ""
    said = gettext(told)
    if said != told:
        return said
    pattern = NUMBER.sub("%s", told)
    said = gettext(pattern)
    if said != pattern:
        return said % tuple(NUMBER.findall(told))
    return gettext(general) if general else told
