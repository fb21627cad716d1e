"""What refusals say of packs and of what packs of single places ask for: what is wrong, and the remedy."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACE_SAYINGS: Mapping[str, tuple[Promise, Promise]] = {
    "PacksContradict": (
        _("“%(rule)s” (%(rule_pack)s) and “%(against)s” (%(against_pack)s) contradict each other."),
        _("Choose packs that agree, or put the right one last."),
    ),
    "ReleasedBefore": (
        _("Release %(number)s of this pack says exactly this, and later ones followed."),
        _("To go back to it, change its release day or a word, and release that."),
    ),
    "NothingNew": (_("The pack says exactly what was released already."), _("Change it, or leave it.")),
    "ReasonEmpty": (_("The reason is empty."), _("Say why the pack is released.")),
    "NothingToFile": (
        _("There is no such paper to file yet."),
        _("Hand the plan in, or have the report signed, then file it."),
    ),
    "PartyUnknown": (_("“%(party)s” is none of the parties that can be named here."), _("Choose one from the list.")),
    "NobodyReceived": (
        _("No party is told to have received the paper."),
        _("Say for each party that has it who received it."),
    ),
    "PartyHasIt": (
        _("This paper is filed with %(party)s already."),
        _("Withdraw that filing first where it was wrong."),
    ),
    "StatedAlready": (_("That there is no %(party)s is stated already."), _("Nothing is left to do.")),
    "NothingCalledFor": (
        _("From %(first_on)s on no new report would be due."),
        _("Choose days ahead on which none is due yet."),
    ),
    "NotWrittenYet": (_("The report due on %(due_on)s is not written yet."), _("Write it first.")),
    "PeriodicSigned": (_("The report due on %(due_on)s is signed already."), _("Nothing is left to do.")),
    "PartyHasSpoken": (_("The evaluation by %(party)s stands already."), _("Withdraw it first where it was wrong.")),
    "PartiesToldAlready": (_("The unit and its superior were told on %(on)s already."), _("Nothing is left to do.")),
}
