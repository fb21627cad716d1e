"""What of a paper's kind stands in a dossier when another is issued: shown beside the form, with what it becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _

from bihuan.desk.offers import Offer
from bihuan.domain.roles import Role
from bihuan.papers.models import IssuedPaper
from bihuan.papers.voiding import standing_papers
from bihuan.web.things import Aim
from bihuan.web.words import word

FORMER = "former"
KEEPS_BOTH = "stays"  # what is left to who may make no number void
# the deeds by which a dossier gets a paper of which it has one, as a rule, for each thing it is about
KINDS: Mapping[str, str] = {
    "issue_opinion": "feedback",
    "issue_report": "report",
    "issue_inspection_notice": "inspection_notice",
    "issue_copy_notice": "copy_notice",
    "issue_fix_order": "fix_at_once",
    "issue_special_report": "special_report",
}


def standing_for(offer: Offer, aim: Aim) -> Sequence[IssuedPaper]:
    """Return the papers that stand where a deed would issue one more of their kind."""
    kind = KINDS.get(offer.name)
    return standing_papers(aim.inspection, kind) if kind else ()


def ask_of_the_former(form: forms.Form, offer: Offer, aim: Aim) -> None:
    """Let whoever issues a second opinion, report or notice say what becomes of the first; else nothing is asked."""
    field = form.fields.get(FORMER)
    if field is None:
        return
    if not standing_for(offer, aim):
        del form.fields[FORMER]
        return
    field.required = True
    if Role.OFFICE not in aim.held:
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose")), (KEEPS_BOTH, word("former_paper", KEEPS_BOTH))]
