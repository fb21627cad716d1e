"""What the refusals about dossiers on a laptop are in the reader's words: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOAN_SAYINGS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "HeldElsewhere": (
        _("This is held elsewhere meanwhile: %(holder)s."),
        _("Do it there, or have the dossier brought home first."),
    ),
    "NothingInTheField": (_("The team has no dossier in the field."), _("Choose another team.")),
    "AwayAlready": (_("%(organization)s is with %(holder)s already."), _("Bring it home first.")),
    "BackInThePast": (_("%(back_by)s lies before today (%(today)s)."), _("Choose a later day.")),
    "AnotherPackage": (
        _("This is not what the laptop packed for this loan."),
        _("Choose the file that it wrote last."),
    ),
    "LoanEnded": (_("The loan has ended already."), _("Nothing more is taken in from this laptop.")),
    "CardUnusable": (
        _("The card cannot be used: %(problem)s."),
        _("Make it on the laptop, and bring that file."),
    ),
    "ParcelUnusable": (_("The package cannot be used: %(problem)s."), "%(remedy)s"),
    "NotAsCarried": (
        _("The package does not hold together."),
        _("Nothing was taken in. Have the laptop pack it again; if it stays so, tell whoever runs the server."),
    ),
    "NoStay": (_("This installation is no laptop of a stay."), _("Begin a stay on the laptop itself.")),
    "NotEmpty": (_("This installation holds %(name)s already."), _("Begin the stay in an empty folder.")),
}
