"""Doors, and what came through them: each box as it was sealed on the public host, and a record sealed to the same key.

Of a tip the store tells that it is there and whether it waits; what it says opens with the team's passphrase alone.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.domain.glossary import TIP_STATES
from bihuan.domain.tips import TipState
from bihuan.dossiers.models import Inspection
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class TipDoor(Kept):
    """A door of the public page for one dossier; one is open at a time."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=8)
    title = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    notice = models.CharField(max_length=300, blank=True)
    public = models.CharField(max_length=64)
    wrapped = models.TextField()
    opened_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    carried_on = models.DateField(null=True, blank=True)  # when boxes were last carried in

    unrecorded: ClassVar[frozenset[str]] = frozenset({"wrapped"})
    told_elsewhere = True  # opened in the dossier's stream, carried and closed in its own

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="mailroom_door_number"),
            models.UniqueConstraint(fields=["authority_id", "name"], name="mailroom_door_name"),
            models.UniqueConstraint(
                fields=["authority_id", "inspection"], condition=Q(closed_on=None), name="mailroom_door_open_once"
            ),
        ]

    @property
    def stream(self) -> str:
        """Return the stream of who read and carried what; it is nobody's page."""
        return f"tips:{self.id}"

    @property
    def url(self) -> str:
        """Return what the poster's code leads to."""
        return f"{self.address.rstrip('/')}/{self.name}/"


class Tip(Kept):
    """What came under one receipt code."""

    told_elsewhere = True  # in the stream of its door, which few may read

    door = Link(TipDoor, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    case = models.CharField(max_length=32)
    state = models.CharField(
        max_length=10, choices=[(c, w.zh) for c, w in TIP_STATES.items()], default=TipState.NEW.value
    )
    record = models.TextField()

    personal: ClassVar[frozenset[str]] = frozenset({"record"})

    class Meta:
        indexes = [models.Index(fields=["authority_id", "inspection", "state"], name="mailroom_tip_of")]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "door", "number"], name="mailroom_tip_number"),
            models.UniqueConstraint(fields=["authority_id", "door", "case"], name="mailroom_tip_case"),
        ]

    @property
    def stream(self) -> str:
        """Return the tip's own stream."""
        return f"tip:{self.id}"


class TipBox(Kept):
    """One sealed message of a tip, byte for byte as it was carried in, in base64."""

    tip = Link(Tip, on_delete=models.PROTECT, related_name="+")
    door = Link(TipDoor, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.TextField()

    personal: ClassVar[frozenset[str]] = frozenset({"content"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "tip", "number"], name="mailroom_box_number"),
            models.UniqueConstraint(fields=["authority_id", "door", "digest"], name="mailroom_box_once"),
        ]


class TipAnswer(Kept):
    """An answer, sealed so that only the receipt code opens it; its words stand in the tip's record, too."""

    tip = Link(Tip, on_delete=models.PROTECT, related_name="+")
    door = Link(TipDoor, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    box = models.TextField()
    carried_on = models.DateField(null=True, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"box"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "tip", "number"], name="mailroom_answer_number"),
        ]
