"""What the refusals of surprise draws are in the reader's words: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DRAW_SAYINGS: Mapping[str, tuple[Promise, Promise]] = {
    "DrawElsewhere": (
        _("Draw no. %(number)s is at another stage meanwhile: %(draw_state)s."),
        _("Open its page and look at it again."),
    ),
    "OneShareEach": (
        _("You gave the share of the other body; nobody gives both."),
        _("Let somebody of this body give it."),
    ),
    "NotAReader": (
        _("Whoever answers for a unit, administers the house or holds no role verifies no draw."),
        _("Choose somebody else."),
    ),
    "VerifierIsParty": (
        _("%(name)s acts for %(acts_for)s, which has a part in this draw; nobody verifies his own."),
        _("Appoint somebody of neither body that gives a share, nor of the leading group."),
    ),
    "VerifierGivesNoShare": (
        _("You are appointed to verify this draw; whoever verifies it gives no share of it."),
        _("Let somebody of this body give it."),
    ),
    "NobodyToGive": (
        _("Nobody of %(name)s has an account that could give its share; the draw could never be opened."),
        _("Let the security administrator open one for it first, or choose another body."),
    ),
    "ReaderAlready": (_("The account is appointed for this draw already."), _("Nothing is left to do.")),
    "DatedSilent": (
        _("On %(day)s no ruling of “%(rules)s” is in force."),
        _("Choose a later day, or put the rule in."),
    ),
    "PopulationUnfit": (
        _("%(count)s cannot be drawn out of %(size)s dossiers."),
        _("Draw at least one, and fewer than there are."),
    ),
    "ShareMalformed": (
        _("A share has 32 signs, 0 to 9 and a to f."),
        _("Type it as it was shown; spaces make no difference."),
    ),
    "ShareWrong": (_("This is not the share that was committed to."), _("Type it as it was shown, sign by sign.")),
}
