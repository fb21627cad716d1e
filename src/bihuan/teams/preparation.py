"""What goes before a round: the pool is called to declare; what is asked of others, taught and held before entry."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bihuan.domain.glossary import PREPARATIONS
from bihuan.dossiers.models import Round
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class Call(Kept):
    """The pool is called for a round: everybody in it owes a declaration by a day."""

    objects: ClassVar[models.Manager[Call]] = models.Manager()

    round_id: uuid.UUID
    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    called_on = models.DateField()
    answer_by = models.DateField()
    paper = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_id", "round"], name="teams_call_once")]


class Preparation(Kept):
    """Before entry: information asked of another body and its answer, a mobilisation held, a training given.

    `people` are the ids of those of the pool who were there. One that was entered wrongly stays, with the reason.
    """

    objects: ClassVar[models.Manager[Preparation]] = models.Manager()

    round_id: uuid.UUID
    round = Link(Round, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(code, words.zh) for code, words in PREPARATIONS.items()])
    body = models.CharField(max_length=100, blank=True)
    matter = models.TextField()
    on = models.DateField()
    days = models.PositiveSmallIntegerField(default=0)
    answer_by = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    paper = models.CharField(max_length=100, blank=True)
    people = models.JSONField(default=list)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["authority_id", "round"], name="teams_preparation_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("on")), name="teams_preparation_answered_after"
            ),
        ]
