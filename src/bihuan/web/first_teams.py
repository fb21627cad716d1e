"""What leads from an empty pool to the first authorised teams, in order; ticked where the rows say it is done."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.access.models import Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Round
from bihuan.organizations.models import Organization
from bihuan.planning.models import Placement, Term
from bihuan.teams.models import ADOPTED, Authorisation, Composition, Declaration, Inspector
from bihuan.web.lead_on import Step, Steps


def of_the_first_teams(actor: Actor, term: Term | None) -> Steps | None:
    """What comes before the first teams are authorised; nothing once some are, and for whoever does not do it."""
    if Role.OFFICE not in actor.roles or Authorisation.objects.filter(authority_id=actor.authority_id).exists():
        return None
    return Steps(_("What to do first"), tuple(up_to_the_teams(actor, term)))


def up_to_the_teams(actor: Actor, term: Term | None) -> Iterator[Step]:
    at = {"authority_id": actor.authority_id}
    placed = Placement.objects.filter(**at, removed_on=None).order_by("round__from_on").first()
    rounds = Round.objects.filter(**at, ended_on=None)
    takes = rounds.exclude(until_on__lt=actor.today)  # into a round that is over nobody is put
    first = placed.round_id if placed else takes.order_by("from_on").values_list("pk", flat=True).first()
    laid_out = reverse("rounds_lay_out", args=[term.pk]) if term else ""
    tree = Organization.objects.filter(**at)
    yield Step(_("Enter the organizations"), reverse("organizations"), tree.exists())
    yield Step(_("Plan a term"), reverse("term_plan"), term is not None)
    yield Step(_("Lay out the rounds"), laid_out, rounds.exists())
    into = reverse("placement_add", args=[first]) if first else ""
    yield Step(_("Put an organization into the round"), into, placed is not None)
    people = Inspector.objects.filter(**at, left_on=None)
    yield Step(_("Bring people into the pool"), reverse("pool_import"), people.exists())
    group = Assignment.objects.filter(**at, role=Role.LEADING_GROUP.value)
    words = _("Have the security administrator open an account for the leading group, which adopts and authorises")
    yield Step(words, reverse("accounts"), group.exists())
    of_round = {name: reverse(name, args=[first]) if first else "" for name in ("recusal", "composer", "authorisation")}
    made = Declaration.objects.filter(**at)
    yield Step(_("Call the pool, and attest the declarations"), of_round["recusal"], made.exists())
    adopted = Composition.objects.filter(**at, state=ADOPTED)
    yield Step(_("Compose the teams; the leading group adopts them"), of_round["composer"], adopted.exists())
    yield Step(_("Supply what is lacking; the leading group authorises"), of_round["authorisation"], False)
