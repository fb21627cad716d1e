"""Forms of joint teams: their people seat by seat, and what is told beside them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.rolling import Side
from bihuan.supervision.joint_teams import MemberAsked
from bihuan.supervision.models import JointMember, PlannedCheck
from bihuan.supervision.seats import accounts_to_seat
from bihuan.web.forms import choices, offer_choices
from bihuan.web.forms.supervision import ticks
from bihuan.web.words import in_brackets, word

SEATS = 6  # offered on the form of a joint team
Offered = list[tuple[str, str]]


class SeatsForm(forms.Form):
    """The people of a joint team in rows: name, side, body, account."""

    def add_seats(self, actor: Actor, count: int, members: Sequence[JointMember] = ()) -> None:
        """Add the rows; whoever sits there stands in them, and can stay though he would not be offered anew."""
        bodies = choices.by_id(choices.living_organizations(actor.authority_id, actor.today))
        may_sit = {str(one) for one in accounts_to_seat(actor.authority_id, actor.today)}
        accounts = [one for one in choices.accounts(actor.authority_id) if one[0] in may_sit]
        bodies = with_those(bodies, [(str(one.body.pk), one.body.name) for one in members if one.body])
        accounts = with_those(accounts, [(str(one.account.pk), one.account.name) for one in members if one.account])
        self.numbers = range(1, count + 1)
        there = {one.place: one for one in members}
        for place in self.numbers:
            self.add_seat(place, bodies, accounts, is_new=not members)
            if place in there:
                self.initial.update(told_of(there[place]))

    def add_seat(self, place: int, bodies: Offered, accounts: Offered, *, is_new: bool) -> None:
        sides = list(Side)
        first = sides[place - 1].value if is_new and place <= len(sides) else ""
        label = _("Leader") if place == 1 else _("Member %(place)s") % {"place": place}
        self.fields[f"name_{place}"] = forms.CharField(
            label=label,
            max_length=40,
            required=False,
            help_text=_("Full name; with an account it is taken from there."),
        )
        self.fields[f"side_{place}"] = forms.ChoiceField(label=_("Comes from"), required=False, initial=first)
        self.fields[f"body_{place}"] = forms.ChoiceField(label=_("Works at"), required=False)
        self.fields[f"account_{place}"] = forms.ChoiceField(
            label=_("Account"),
            required=False,
            help_text=_("With an account he finds the checks on his to-do and records them."),
        )
        offer_choices(self, f"side_{place}", [("", "–"), *choices.terms("joint_side", [one.value for one in sides])])
        offer_choices(self, f"body_{place}", [("", "–"), *bodies])
        offer_choices(self, f"account_{place}", [("", "–"), *accounts])

    @property
    def seats(self) -> list[list[forms.BoundField]]:
        """Return the fields of each seat together."""
        return [[self[f"{part}_{place}"] for part in ("name", "side", "body", "account")] for place in self.numbers]

    def asked(self) -> list[MemberAsked | None]:
        """Return who is asked for, seat by seat; None for a line without a name or an account."""
        given = self.cleaned_data
        return [
            MemberAsked(
                given[f"name_{place}"],
                given[f"side_{place}"],
                uuid.UUID(given[f"body_{place}"]) if given[f"body_{place}"] else None,
                uuid.UUID(given[f"account_{place}"]) if given[f"account_{place}"] else None,
            )
            if given[f"name_{place}"] or given[f"account_{place}"]
            else None
            for place in self.numbers
        ]


class JointTeamForm(SeatsForm):
    """A joint team: a name, its people in rows, the checks it gets."""

    name = forms.CharField(label=gettext_lazy("Name of the team"), max_length=60)

    def __init__(self, *args: Any, actor: Actor, planned: Sequence[PlannedCheck], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_seats(actor, SEATS)
        checks = [(str(one.id), said_of(one, actor.today)) for one in planned]
        self.fields["planned"] = ticks(
            _("Checks of the team"), checks, required=False, initial=[key for key, _words in checks]
        )

    def told(self) -> dict[str, Any]:
        """Return the team as its deed takes it."""
        given = self.cleaned_data
        members = [one for one in self.asked() if one is not None]
        planned = [uuid.UUID(one) for one in given["planned"]]
        return {"name": given["name"], "members": members, "planned_ids": planned}


class JointTeamChangeForm(SeatsForm):
    """The people of a team that stands, as they are to be, and why."""

    def __init__(self, *args: Any, actor: Actor, members: Sequence[JointMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_seats(actor, max(SEATS, *(one.place + 1 for one in members)), members)
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
        )

    def told(self) -> dict[str, Any]:
        """Return the people and the reason as the deed takes them."""
        return {"members": self.asked(), "reason": self.cleaned_data["reason"]}


def told_of(member: JointMember) -> dict[str, str]:
    """Return what the form says of somebody who sits in the team."""
    told = {"name": member.name, "side": member.side, "body": member.body_id or "", "account": member.account_id or ""}
    return {f"{part}_{member.place}": str(value) for part, value in told.items()}


def with_those(offered: Offered, there: Offered) -> Offered:
    """Return what is offered, and what stands there already though it is not offered any more."""
    known = {key for key, _words in offered}
    return [*offered, *(one for one in dict(there).items() if one[0] not in known)]


def said_of(planned: PlannedCheck, today: date) -> str:
    """Name a planned check by its unit and day, and say where its day is over."""
    said = f"{planned.dossier.organization_name} {planned.on}"
    return in_brackets(said, word("planned_state", "overdue")) if planned.on < today else said
