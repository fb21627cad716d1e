"""A workbook that is read in whole, on its way through the page of differences: sealed, since it tells of persons.

Nothing of it is kept before it is confirmed, neither in the store of files nor in a table.
"""

from __future__ import annotations

import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from bihuan.desk.returning import shown_of
from bihuan.intake.annotate import mark_errors
from bihuan.ledger.sealing import SealBroken, seal, unseal
from bihuan.rectification.returned import Comparison
from bihuan.web.forms import UNUSABLE_STATUS
from bihuan.web.requests import SignedRequest
from bihuan.web.returned_cells import conflicting_cells
from bihuan.web.serving.downloads import workbook

MEGABYTE = 1024 * 1024
MOST_SENT = 3 * MEGABYTE  # of a workbook that goes through the page and back
MOST_SHOWN = 100
END_OF_TOLD = b"\n"


@dataclass(frozen=True)
class Sent:
    """A workbook as it was sent: its bytes, its name, and what was told beside it."""

    data: bytes
    name: str
    told: Mapping[str, str] = field(default_factory=dict)


def sent_in(form: forms.Form, **told: str) -> Sent | None:
    """Return the workbook of a form; None, and the form says why, where it is too large to go through a page."""
    upload = form.cleaned_data["workbook"]
    if upload.size > MOST_SENT:
        most = MOST_SENT // MEGABYTE
        too_large = _("The workbook has more than %(most)s MB; take out pictures and other sheets.") % {"most": most}
        form.add_error("workbook", too_large)
        return None
    return Sent(upload.read(), upload.name or "", told)


def carried(request: SignedRequest, sent: Sent, what: str) -> str:
    """Return a workbook as the page carries it, for this account only."""
    told = json.dumps({"name": sent.name, "told": dict(sent.told)}).encode()
    return seal(told + END_OF_TOLD + sent.data, bound(request, what))


def brought(request: SignedRequest, what: str) -> Sent | None:
    """Return the workbook that a page carried; None for another account's, or a broken one."""
    try:
        content = unseal(request.POST.get("token", ""), bound(request, what))
    except (SealBroken, binascii.Error):
        return None
    told, _end, data = content.partition(END_OF_TOLD)
    return Sent(data, **json.loads(told))


def bound(request: SignedRequest, what: str) -> str:
    return f"{what} {request.account.pk}"


def differences(request: SignedRequest, found: Comparison, token: str, **page: Any) -> HttpResponse:
    """Show what a workbook would change; of one with a fault nothing comes in, which the page says."""
    told = {
        "found": replace(found, faults=found.faults[:MOST_SHOWN]),
        "open": found.changes,
        "token": token,
        "fingerprint": shown_of(found.changes),
        "is_faulty": bool(found.faults or found.conflicts),
        "barred_by": len(found.faults),
        "blind": sum(change.is_blind for change in found.changes),
    }
    status = UNUSABLE_STATUS if found.faults else 200
    return render(request, "web/list_return.html", told | page, status=status)


def marked(sent: Sent, found: Comparison) -> HttpResponse:
    """Give the sender's own workbook back: what was not taken is red, with the reason as a comment."""
    return workbook(mark_errors(sent.data, sent.name, [*found.faults, *conflicting_cells(found)]), sent.name)
