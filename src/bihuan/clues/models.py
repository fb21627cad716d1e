"""Who is named for the register, and the clues: of each one sealed record and nothing beside it.

Stage, days, dossier and number lie within the seal, too: a column of its own would tell whoever reads the store what
only the named people may know.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bihuan.access.models import Account
from bihuan.clues.field import ClueField
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class ClueGrant(Kept):
    """Somebody who is named for the register, or for the clues of one dossier; to read, or to write too."""

    account = Link(Account, on_delete=models.PROTECT, related_name="+")
    dossier_id = models.UUIDField(null=True, blank=True)
    may_write = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    ended = models.BooleanField(default=False)  # taken back: from that moment on, not from the next day

    class Meta:
        indexes = [models.Index(fields=["authority_id", "account"], name="clues_grant_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="clues_grant_ends_after_it_begins",
            ),
        ]


class ClueRecord(Kept):
    """A clue. The ledger holds a commitment of its record, which is salted: no guess at a name can be tried on it."""

    record = ClueField()

    personal: ClassVar[frozenset[str]] = frozenset({"record"})

    @property
    def stream(self) -> str:
        """Return the name of the clue's own stream."""
        return f"clue:{self.id}"
