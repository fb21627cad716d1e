"""A team's dossiers on a laptop: at home the loan, on the laptop the stay."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bihuan.dossiers.models import Round
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept, new_id


class Loan(Kept):
    """What a team of a round has in the field, lent to one laptop until it comes home or is declared lost.

    `card` is the laptop's public card; `heads` tells, for each dossier's stream, the last entry that went along.
    """

    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    team_name = models.CharField(max_length=60)
    dossiers = models.JSONField(default=list)  # ids as text
    laptop = models.CharField(max_length=60)
    card = models.JSONField(default=dict)
    heads = models.JSONField(default=dict)  # stream → [number, digest]
    lent_on = models.DateField()
    back_by = models.DateField()
    parcel = models.CharField(max_length=64)  # sha256 of the package that went out
    home_on = models.DateField(null=True, blank=True)
    brought = models.CharField(max_length=64, blank=True)  # sha256 of the package that came home
    entries = models.PositiveIntegerField(default=0)  # how many deeds it brought
    lost_on = models.DateField(null=True, blank=True)
    lost_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority_id", "lent_on"], name="exchange_loan_day")]
        constraints = [
            models.CheckConstraint(condition=Q(home_on=None) | Q(lost_on=None), name="exchange_loan_home_or_lost"),
        ]

    def __str__(self) -> str:
        return f"{self.team_name} · {self.laptop}"

    @property
    def is_out(self) -> bool:
        return self.home_on is None and self.lost_on is None


class Stay(models.Model):
    """What a laptop knows of the loan it carries. It is the laptop's own, no part of any dossier: so it is not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority_id = models.UUIDField()
    loan_id = models.UUIDField()
    laptop = models.CharField(max_length=60)
    home = models.CharField(max_length=120)  # whom it belongs to
    card = models.JSONField(default=dict)  # the public card of the house at home
    heads = models.JSONField(default=dict)
    back_by = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_id", "loan_id"], name="exchange_stay_once")]
