"""The pool: inspectors with what is known of them, what they have learnt and been given, and what they declare."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from bihuan.domain.glossary import ASSESSMENTS, GROWTHS, INSPECTOR_CLASSES, SEATS
from bihuan.dossiers.models import Round
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept, new_id
from bihuan.ledger.sealed import SealedField
from bihuan.organizations.models import Organization
from bihuan.teams.preparation import Call, Preparation

__all__ = [  # Django looks for the tables of a room here
    "Assessment",
    "Authorisation",
    "Call",
    "Challenge",
    "Composition",
    "Declaration",
    "Draw",
    "Growth",
    "Inspector",
    "Preparation",
    "Solve",
    "Staffing",
    "Tour",
    "Waiver",
]


def nothing() -> dict[str, Any]:
    return {}


class Inspector(Kept):
    """Somebody who can be called into a team. What is about the person lies sealed; the ledger holds commitments of it.

    `posts_held` and `kin` are lines of text (domain/inspectors.py reads them); `place` is empty for our own people.
    """

    name = SealedField()
    sex = SealedField()
    born = SealedField(blank=True)
    ethnicity = SealedField(blank=True)
    native_place = SealedField(blank=True)
    party = SealedField(blank=True)
    education = SealedField(blank=True)
    post = SealedField(blank=True)
    rank = SealedField(blank=True)
    posts_held = SealedField(blank=True)
    kin = SealedField(blank=True)
    appraisal = SealedField(blank=True)
    grade = SealedField(blank=True)
    vouched = SealedField(blank=True)
    vouched_on = models.DateField(null=True, blank=True)
    vouch_paper = models.CharField(max_length=100, blank=True)
    away_reason = SealedField(blank=True)
    left_reason = SealedField(blank=True)
    unit = models.CharField(max_length=100)
    organization = Link(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=60, blank=True)
    km = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=1)
    category = models.CharField(max_length=20, choices=[(code, words.zh) for code, words in INSPECTOR_CLASSES.items()])
    specialities = models.JSONField(default=list)
    may_lead = models.BooleanField(default=False)
    may_deputise = models.BooleanField(default=False)
    cleared = models.BooleanField(default=False)
    key_post = models.BooleanField(default=False)
    hard_to_spare = models.BooleanField(default=False)
    recommended_by = models.CharField(max_length=100)
    entered_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    released_by = models.CharField(max_length=100, blank=True)
    released_on = models.DateField(null=True, blank=True)
    released_until = models.DateField(null=True, blank=True)
    release_paper = models.CharField(max_length=100, blank=True)
    account_id = models.UUIDField(null=True, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset(
        {
            *("name", "sex", "born", "ethnicity", "native_place", "party", "education", "post", "rank", "posts_held"),
            *("kin", "appraisal", "grade", "vouched", "away_reason", "left_reason"),
        }
    )

    class Meta:
        indexes = [models.Index(fields=["authority_id", "left_on", "unit"], name="teams_inspector_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "account_id"],
                condition=Q(account_id__isnull=False),
                name="teams_inspector_account",
            ),
            models.CheckConstraint(
                condition=Q(away_from=None) | Q(away_until=None) | Q(away_until__gte=F("away_from")),
                name="teams_inspector_away_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Growth(Kept):
    """What an inspector has learnt or been given: a training, a mentor, a recognition.

    `preparation` is the training before a round that it is of: struck out with that.
    """

    inspector = Link(Inspector, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(code, words.zh) for code, words in GROWTHS.items()])
    title = models.CharField(max_length=200)
    mentor = Link(Inspector, null=True, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    preparation = Link(Preparation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["authority_id", "inspector"], name="teams_growth_of")]


class Declaration(Kept):
    """What an inspector declares before a round, by his own account or on a signed paper that the office attests.

    `matters` is what ties him to organizations of the round, as JSON; empty where he declares that nothing does.
    """

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    inspector = Link(Inspector, on_delete=models.PROTECT, related_name="+")
    matters = SealedField(blank=True)
    made_on = models.DateField()
    by_account = models.BooleanField(default=False)
    paper = models.CharField(max_length=100, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"matters"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "round", "inspector"], name="teams_declaration_once"),
        ]


class Challenge(Kept):
    """The inspected organization asks that somebody be recused; the leading group decides."""

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    inspector = Link(Inspector, on_delete=models.PROTECT, related_name="+")
    organization = Link(Organization, on_delete=models.PROTECT, related_name="+")
    reason = SealedField()
    made_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    upheld = models.BooleanField(default=False)
    decision = SealedField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"reason", "decision"})

    class Meta:
        indexes = [models.Index(fields=["authority_id", "round"], name="teams_challenge_of_round")]


class Waiver(Kept):
    """The leading group lets somebody take part although a rule that may be waived keeps him out."""

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    inspector = Link(Inspector, on_delete=models.PROTECT, related_name="+")
    organization = Link(Organization, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    reason = SealedField()
    granted_on = models.DateField()

    personal: ClassVar[frozenset[str]] = frozenset({"reason"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "round", "inspector", "organization", "rule"], name="teams_waiver_once"
            ),
        ]


class Staffing(Kept):
    """What a round asks of its teams: size, locals, women and men, draw on a home unit, reach, days away."""

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    terms = models.JSONField(default=nothing)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_id", "round"], name="teams_staffing_once")]


PROPOSED, ADOPTED, REPLACED = "proposed", "adopted", "replaced"


class Composition(Kept):
    """The teams of a round as they were proposed, changed by hand or not, and adopted by the leading group.

    `instance` is the round as it was composed (it names relatives, hence sealed), `fingerprint` its sha256.
    """

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    instance = SealedField()
    fingerprint = models.CharField(max_length=64)
    teams = models.JSONField(default=list)
    certificate = models.JSONField(default=nothing)
    cost = models.PositiveBigIntegerField()
    lower_bound = models.PositiveBigIntegerField()
    proven = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=[(one, one) for one in (PROPOSED, ADOPTED, REPLACED)], default=PROPOSED
    )
    made_on = models.DateField()
    adopted_on = models.DateField(null=True, blank=True)
    rechecked = models.TextField(blank=True)
    changed_reason = SealedField(blank=True)
    wishes = models.JSONField(default=nothing)  # who is dropped, pinned, forbidden: ids
    manner = models.JSONField(default=nothing)  # bands as they came out, or how a seed decided

    personal: ClassVar[frozenset[str]] = frozenset({"instance", "changed_reason"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "round", "number"], name="teams_composition_number"),
        ]


class Authorisation(Kept):
    """The host committee authorises the teams of one round, once, for a time."""

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    decided_by = models.CharField(max_length=100)
    decided_on = models.DateField()
    from_on = models.DateField()
    until_on = models.DateField()
    announced_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority_id", "round"], name="teams_authorisation_of")]


class Tour(Kept):
    """One inspector in one team of one round: from adoption over authorisation and pledge to the end."""

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    composition = Link(Composition, on_delete=models.PROTECT, related_name="+")
    inspector = Link(Inspector, on_delete=models.PROTECT, related_name="+")
    team = models.CharField(max_length=60)
    seat = models.CharField(max_length=10, choices=[(code, words.zh) for code, words in SEATS.items()])
    organizations = models.JSONField(default=list)  # ids of what the team inspects
    from_on = models.DateField()
    until_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = SealedField(blank=True)
    authorisation = Link(Authorisation, null=True, on_delete=models.PROTECT, related_name="+")
    pledged_on = models.DateField(null=True, blank=True)
    pledge_paper = models.CharField(max_length=100, blank=True)
    supervisors = models.JSONField(default=list)

    personal: ClassVar[frozenset[str]] = frozenset({"ended_reason"})

    class Meta:
        indexes = [models.Index(fields=["authority_id", "inspector"], name="teams_tour_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "round", "inspector"], condition=Q(ended_on=None), name="teams_tour_once"
            ),
        ]


WAITING, RUNNING, DONE, STOPPED, BROKEN = "waiting", "running", "done", "stopped", "broken"


TEAMS, CONFLICT = "teams", "conflict"


class Solve(models.Model):
    """A composition on its way: asked for, worked on by a job, its best so far. Scratch: kept by a deed of its own.

    `kind` says what is asked: teams, or why there are none; `manner` how: as bands, or decided by a seed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority_id = models.UUIDField()
    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s, s) for s in (WAITING, RUNNING, DONE, STOPPED, BROKEN)], default=WAITING
    )
    kind = models.CharField(max_length=10, choices=[(k, k) for k in (TEAMS, CONFLICT)], default=TEAMS)
    manner = models.JSONField(default=nothing)
    instance = SealedField()
    best = models.JSONField(default=nothing)
    asked_to_stop = models.BooleanField(default=False)
    is_kept = models.BooleanField(default=False)
    by_name = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["authority_id", "round", "made_at"], name="teams_solve_of_round")]

    @property
    def is_under_way(self) -> bool:
        return self.state in (WAITING, RUNNING)


class Draw(Kept):
    """A seed that decides between equally good teams: its commitment is public before, the seed only afterwards.

    `fingerprint` is that of the round as it stood when the seed was opened; `appointed` runs it again.
    """

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    commitment = models.CharField(max_length=64)
    seed = SealedField()
    appointed = SealedField()
    committed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"seed", "appointed"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_id", "round"], name="teams_draw_once")]


class Assessment(Kept):
    """One side scores the other: a unit the team, the host a member, the team its host. Scores by aspect, 0 to 100."""

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(code, words.zh) for code, words in ASSESSMENTS.items()])
    team = models.CharField(max_length=60, blank=True)
    tour = Link(Tour, null=True, on_delete=models.PROTECT, related_name="+")
    organization = Link(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    scores = SealedField()
    remark = SealedField(blank=True)
    made_on = models.DateField()
    by_id = models.UUIDField(null=True)

    personal: ClassVar[frozenset[str]] = frozenset({"scores", "remark"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "round", "kind", "team", "tour", "organization", "by_id"],
                name="teams_assessment_once",
            ),
        ]
