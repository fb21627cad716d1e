"""Forms of surprise draws."""

from __future__ import annotations

import secrets
import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.draws import SHARE_BYTES, ShareMalformed, share_shown, share_typed
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.offices import SUPERVISING
from bihuan.supervision.draw_parties import able_to_give, verifiers_of
from bihuan.supervision.models import Draw
from bihuan.web.forms import choices, offer_choices
from bihuan.web.refusals import refusal_of

LONGEST = 80  # of a share as it is typed, with its spaces


class ArrangeForm(forms.Form):
    """How many are drawn out of which dossiers, and who gives the second share."""

    round_id = forms.ChoiceField(
        label=gettext_lazy("Out of the dossiers of"),
        required=False,
        help_text=gettext_lazy("Dossiers under rectification or review. The product weighs them by their facts."),
    )
    count = forms.IntegerField(label=gettext_lazy("How many are drawn"), min_value=1, max_value=1000)
    second_body_id = forms.ChoiceField(
        label=gettext_lazy("Second body"),
        help_text=gettext_lazy(
            "It gives the other share, so that nobody alone decides the chance. Bodies are offered of which somebody "
            "has an account; where one is missing, let the security administrator open one."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = choices.living_organizations(actor.authority_id, actor.today)
        offer_choices(self, "round_id", [("", _("All rounds")), *choices.rounds(actor)])
        supervising = [row for row in bodies if row.category in SUPERVISING]
        offered = choices.by_id(able_to_give(actor.authority_id, supervising, actor.today))
        offer_choices(self, "second_body_id", [choices.nothing(), *offered])

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        chosen = given["round_id"]
        second = uuid.UUID(given["second_body_id"])
        return {"count": given["count"], "round_id": uuid.UUID(chosen) if chosen else None, "second_body_id": second}


class ShareForm(forms.Form):
    """A share, typed as it was shown."""

    share = forms.CharField(
        label=gettext_lazy("Random share"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"autocomplete": "off", "spellcheck": "false", "class": "share", "rows": 2}),
    )

    def clean_share(self) -> str:
        try:
            return share_typed(self.cleaned_data["share"])
        except ShareMalformed as error:
            refusal = refusal_of(error)
            assert refusal is not None
            raise forms.ValidationError(f"{refusal.what} {refusal.remedy}") from error


class NewShareForm(ShareForm):
    """A share that is made now and kept by whoever commits to it."""

    kept = forms.BooleanField(label=gettext_lazy("I have printed or copied it and keep it until the opening"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("share", share_shown(secrets.token_hex(SHARE_BYTES)))
        self.fields["share"].help_text = gettext_lazy(
            "Made just now, shown this once, kept nowhere. You may write one of your own over it, thrown with dice."
        )


class ReaderForm(forms.Form):
    """Who is appointed to verify a draw."""

    account_id = forms.ChoiceField(label=gettext_lazy("Account"))

    def __init__(self, *args: Any, draw: Draw, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = choices.called(verifiers_of(draw, today))
        offer_choices(self, "account_id", [choices.nothing(), *offered])

    def told(self) -> dict[str, Any]:
        return {"account_id": uuid.UUID(self.cleaned_data["account_id"])}
