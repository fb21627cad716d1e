"""What refusals say of doors for the public, of tips and of questionnaires: what is wrong, and the remedy."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TIP_SAYINGS: Mapping[str, tuple[Promise, Promise]] = {
    "PassphraseTooShort": (
        _("The passphrase has fewer than %(least)s characters."),
        _("Choose a longer one, such as a sentence."),
    ),
    "PassphraseWrong": (
        _("This is not the passphrase of the door."),
        _("Ask whoever opened the door, and type it again."),
    ),
    "DoorStageWrong": (
        _("The stay of this inspection is over."),
        _("A door is opened before and during the weeks on site; use one of a running inspection."),
    ),
    "DoorOpenAlready": (_("A door of this dossier is open."), _("Close it first; what came through it stays.")),
    "DoorEndsEarly": (_("The last day %(until_on)s is over."), _("Choose a later day, or none.")),
    "NothingCarried": (
        _("The package brings nothing new: %(there)s carried in before, %(refused)s refused."),
        _("Pack anew on the public host and carry that file."),
    ),
    "AskedTooEarly": (
        _("This is not asked at the present stage of the dossier."),
        _("The rectification is asked about after the feedback, the inspection from the entry on."),
    ),
    "DossierClosed": (_("The dossier is closed."), _("Its questionnaires stay as they are.")),
    "QuestionnaireOver": (_("The questionnaire was counted or called off."), _("Open another one.")),
    "BallotsAreIn": (_("Ballots of these slips were carried in."), _("Go on with the slips that were printed.")),
    "SlipsMissing": (_("No slip has been printed."), _("Print the slips first.")),
    "SlipsTooMany": (_("From 1 to %(most)s slips are printed."), _("Open another questionnaire for more.")),
    "LastDayOver": (_("The last day %(until_on)s is over."), _("Choose a later day.")),
    "AudienceUnknown": (_("“%(audience)s” is none of those who can be asked."), _("Choose one from the list.")),
    "StillRunning": (
        _("The questionnaire runs until %(until_on)s and slips are left."),
        _("Count it after that day; counting ends it."),
    ),
    "BallotsUnusable": (_("%(place)s: %(code)s."), _("Pack anew on the public host and carry that file.")),
    "NoNewBallots": (
        _(
            "The package brings no ballot that is not here: %(there)s are here, %(left_out)s of slips that were "
            "replaced are left out."
        ),
        _("Pack anew on the public host and carry that file."),
    ),
    "TextEmpty": (_("There are no words."), _("Write some.")),
    "SettledMeanwhile": (
        _(
            "Meanwhile %(name)s entered how this tip was dealt with, on %(on)s: %(tip_way)s. "
            "Nothing of yours was written."
        ),
        _("Look at the tip, and send this once more if it is still needed; both then stand."),
    ),
    "WayUnknown": (_("“%(way)s” is none of the ways to settle a tip."), _("Choose one from the list.")),
}
