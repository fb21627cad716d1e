"""What is kept beside the plans: papers filed above, responsibility lived, methods of the committee, cost, guidance."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bihuan.domain.filings import FilingKind
from bihuan.dossiers.models import Inspection, Round, StoredFile
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept

ACTS = ("arranged", "asked_after", "coordinated", "supervised")
ACTORS = ("secretary", "committee", "leading_group", "group_head")
COSTS = ("travel", "lodging", "meals", "allowance", "office", "other")
SIDES = ("sending", "hosting")
GUIDANCES = ("talk", "appraisal", "accountability", "special_check", "spot_check", "opinion", "seminar")


def coded(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


class Filing(Kept):
    """A paper for the level above. `about` is the id of what it is about; what is due when follows from `event_on`."""

    objects: ClassVar[models.Manager[Filing]] = models.Manager()

    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in FilingKind])
    about = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    to = models.CharField(max_length=100)
    in_name_of = models.CharField(max_length=100)
    event_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True)
    received_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=100, blank=True)
    comments = models.TextField(blank=True)
    file = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "kind", "about"],
                condition=~Q(about="") & Q(withdrawn_on=None),
                name="planning_filing_once",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("sent_on")), name="planning_filing_received_after"
            ),
        ]


class Responsibility(Kept):
    """Who arranged, asked after, coordinated or supervised what, and what came of it. Bodies and offices, no names."""

    objects: ClassVar[models.Manager[Responsibility]] = models.Manager()

    act = models.CharField(max_length=20, choices=coded(ACTS))
    by = models.CharField(max_length=20, choices=coded(ACTORS))
    on = models.DateField()
    round = Link(Round, null=True, on_delete=models.PROTECT, related_name="+")
    is_hearing = models.BooleanField(default=False)  # a hearing owes the filing of its speech
    matter = models.TextField()
    asked = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    outcome_on = models.DateField(null=True, blank=True)


class Method(Kept):
    """A method of the committee as a checklist: its own steps, as it writes them; nothing comes with the product."""

    objects: ClassVar[models.Manager[Method]] = models.Manager()

    name = models.CharField(max_length=60)
    steps = models.JSONField(default=list)  # [{"text", "done_on", "note"}]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_id", "name"], name="planning_method_name")]


class Cost(Kept):
    """What an inspection cost: what for, which side paid, how many people for how many days."""

    told_elsewhere = True  # in the stream of the plans
    objects: ClassVar[models.Manager[Cost]] = models.Manager()

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=coded(COSTS))
    paid_by = models.CharField(max_length=10, choices=coded(SIDES))
    fen = models.PositiveBigIntegerField()
    people = models.PositiveIntegerField(default=0)
    days_away = models.PositiveIntegerField(default=0)
    on = models.DateField()
    remark = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority_id", "inspection"], name="planning_cost_of")]


class Guidance(Kept):
    """What the level above told this one: a talk, a check, an opinion …; and the answer."""

    objects: ClassVar[models.Manager[Guidance]] = models.Manager()

    kind = models.CharField(max_length=20, choices=coded(GUIDANCES))
    from_body = models.CharField(max_length=100)
    on = models.DateField()
    matter = models.TextField()
    answer_by = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
