"""What is said once a deed is done, and where its page leads then."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bihuan.desk.notices import papers_seen
from bihuan.desk.offers import Offer
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Inspection
from bihuan.feedback.models import Errand
from bihuan.ledger.door import Receipt
from bihuan.teams.entering import not_ready_to_enter
from bihuan.web.requests import SignedRequest
from bihuan.web.things import Aim
from bihuan.web.words import deed_words

FILES = (("docx", "Word"), ("pdf", "PDF"))


def done_words(offer: Offer, receipts: Sequence[Receipt]) -> str:
    """Say that a deed is done, or was already; of one that takes several files, how many there are."""
    is_repeated = all(receipt.repeated for receipt in receipts)
    done = _("Done already: %(deed)s.") if is_repeated else _("Done: %(deed)s.")
    said = [done % {"deed": deed_words(offer.name)}]
    if offer.several:
        said.append(_("Files: %(count)s.") % {"count": len(receipts)})
    if offer.several and (there := sum(not receipt.wrote for receipt in receipts)):
        said.append(_("Of these, %(count)s stood there already.") % {"count": there})
    return " ".join(said)


def made_paper(actor: Actor, inspection: Inspection, receipt: Receipt) -> SafeString:
    """Return the number and the files of the paper that a deed issued, and where it is answered; else nothing."""
    told = receipt.told
    if not {"paper", "word", "pdf"} <= told.keys():
        return SafeString()
    paper_id = uuid.UUID(told["paper"])
    row = next((one for one in papers_seen(actor, inspection) if one.id == paper_id), None)
    if row is None:
        return SafeString()
    said = _("Number of the paper: %(number)s.") % {"number": row.number} if row.number else ""
    links = [(sort, reverse("issued_paper", args=[inspection.id, row.id, code])) for code, sort in FILES]
    owed = Errand.objects.filter(authority_id=actor.authority_id, paper=row).values_list("id", flat=True).first()
    links += [(_("Page of its answer"), reverse("errand", args=[owed]))] if owed else []
    return format_html("{} {}", said, format_html_join(" · ", '<a href="{1}">{0}</a>', links))


def warn_of(request: SignedRequest, receipt: Receipt, aim: Aim, form: forms.Form) -> None:
    """Say what a deed left as it should not stay, though nothing barred it."""
    if left := receipt.told.get("left_open"):
        words = _("Findings that the check opened again or sent back stay so: %(numbers)s.")
        messages.warning(request, words % {"numbers": _(", ").join(left)})
    if receipt.entry.action == "enter_site":
        entered_on = form.cleaned_data["on"] or request.actor.today
        if not_ready_to_enter(aim.inspection, entered_on):
            words = _("The day of the entry lies before the authorisation, its announcement or a pledge.")
            messages.warning(request, words)


def made_by(receipt: Receipt) -> str:
    """Return the page of the working paper that a deed on a dossier began; nothing for every other deed."""
    begun = receipt.told.get("working_paper") if receipt.entry.action == "write_working_paper" else None
    return reverse("working_paper", args=[begun]) if begun else ""


def place_of(receipt: Receipt) -> str:
    """Return the place on its page at which a deed was done: the point of a guide that was ticked."""
    return f"#p-{receipt.told['point']}" if receipt.entry.action == "tick_guide" else ""
