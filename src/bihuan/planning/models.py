"""Terms with their plans, what must be covered in each, rounds as they are planned, and who is put into which."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from bihuan.domain.glossary import INSPECTION_KINDS, LINKAGES
from bihuan.domain.planning import LEVELS
from bihuan.dossiers.models import Round
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept, new_id
from bihuan.organizations.models import Organization
from bihuan.planning.records import Cost, Filing, Guidance, Method, Responsibility

__all__ = [  # Django looks for the tables of a room here
    "Adopted",
    "Cost",
    "Filing",
    "Guidance",
    "Mandate",
    "Method",
    "Placement",
    "Proposal",
    "Responsibility",
    "RoundPlan",
    "Term",
    "YearPlan",
]
FORMS = [(code, words.zh) for code, words in INSPECTION_KINDS.items()]


def nothing() -> dict[str, Any]:
    return {}


class Adopted(Kept):
    """A plan that the leading group adopts; a change after that waits to be adopted again."""

    revision = models.PositiveIntegerField(default=1)
    adopted_revision = models.PositiveIntegerField(default=0)
    adopted_on = models.DateField(null=True, blank=True)
    adopted_reason = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def is_adopted(self) -> bool:
        return self.adopted_revision == self.revision

    @property
    def is_changed_since(self) -> bool:
        """True for a plan that was adopted once and has changed since."""
        return 0 < self.adopted_revision < self.revision


class Term(Adopted):
    """Five years of one committee, over which full coverage is counted; with its five-year plan.

    Rounds name it by `name`, which is the term of dossiers.Round.
    """

    name = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField()
    goals = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "name"], name="planning_term_name"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="planning_term_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class YearPlan(Adopted):
    """The plan of one year of a term."""

    term = Link(Term, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    tasks = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "term", "year"], name="planning_year_plan_once"),
        ]


class RoundPlan(Kept):
    """A round as it is planned: its kind, what its kind demands, and the people there are for it.

    `heads` are head-counts by staffing pool; with `working_days` they make the person-days of the round.
    """

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=20, choices=FORMS)
    manners = models.JSONField(default=list)
    linkage = models.CharField(max_length=30, blank=True, choices=[(c, w.zh) for c, w in LINKAGES.items()])
    subject = models.CharField(max_length=200, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    ordered_by = models.CharField(max_length=100, blank=True)
    ordered_by_level = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in LEVELS])
    order_paper = models.CharField(max_length=200, blank=True)
    lenders = models.JSONField(default=list)
    partner = models.CharField(max_length=200, blank=True)
    lead_team = models.CharField(max_length=60, blank=True)
    relay_teams = models.JSONField(default=list)
    audit_body = models.CharField(max_length=100, blank=True)
    working_days = models.PositiveSmallIntegerField(default=0)
    heads = models.JSONField(default=nothing)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "round"], name="planning_round_plan_once"),
        ]


class Mandate(Kept):
    """What one organization means for a term: whether it must be covered, and what the planner has to know of it.

    Where there is no row, every organization but the supervising bodies must be covered.
    """

    term = Link(Term, on_delete=models.PROTECT, related_name="+")
    organization = Link(Organization, on_delete=models.PROTECT, related_name="+")
    must = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    sector = models.CharField(max_length=40, blank=True)
    pool = models.CharField(max_length=40, blank=True)
    person_days = models.PositiveIntegerField(default=0)  # 0: as its category has it
    is_priority = models.BooleanField(default=False)
    has_look_back = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "term", "organization"], name="planning_mandate_once"),
            models.CheckConstraint(condition=Q(must=True) | ~Q(reason=""), name="planning_left_out_with_reason"),
        ]


WAITING, RUNNING, READY, STOPPED, IMPOSSIBLE, FAILED, ACCEPTED = (
    *("waiting", "running", "ready", "stopped", "impossible", "failed", "accepted"),
)
STATES = (WAITING, RUNNING, READY, STOPPED, IMPOSSIBLE, FAILED, ACCEPTED)


class Proposal(models.Model):
    """What the planner proposes for a term. Scratch, no record: the record is made by the deed that accepts it.

    `instance` is what was asked, `plan` the best so far, `riding` the towns that take
    their villages along, with the person-days of these.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority_id = models.UUIDField()
    term = Link(Term, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(one, one) for one in STATES], default=WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    of = models.PositiveSmallIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    by_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    instance = models.JSONField(default=nothing)
    riding = models.JSONField(default=nothing)
    plan = models.JSONField(default=nothing)
    impossible = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["authority_id", "term", "made_at"], name="planning_proposal_of")]

    @property
    def is_under_way(self) -> bool:
        return self.state in (WAITING, RUNNING)

    @property
    def can_be_accepted(self) -> bool:
        return bool(self.plan) and self.state in (READY, STOPPED)


class Placement(Kept):
    """One organization put into one round. Taken out, it stays with the reason."""

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    organization = Link(Organization, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=20, choices=FORMS)
    person_days = models.PositiveIntegerField(default=0)
    with_villages = models.BooleanField(default=False)
    team = models.CharField(max_length=60, blank=True)  # who visits it, where the office says so; else bundled
    reason = models.TextField(blank=True)
    removed_on = models.DateField(null=True, blank=True)
    removed_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority_id", "organization"], name="planning_placement_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "round", "organization"],
                condition=Q(removed_on=None),
                name="planning_placement_once",
            ),
        ]
