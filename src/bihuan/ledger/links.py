"""How a row names another of its authority: every look along the link says whose rows are meant.

Tables are distributed by `authority_id` beyond one machine (Citus): a join, or the fetching of a related row, that does
not name it cannot be sent to one shard. Django joins by the key alone; this field adds the authority to both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact

AUTHORITY = "authority_id"
S = TypeVar("S")
G = TypeVar("G")
if TYPE_CHECKING:

    class Key(models.ForeignKey[S, G]):
        """Django's field as the checker of types knows it."""

else:

    class Key(models.ForeignKey, Generic[S, G]):
        """Django's field, which does not take the parameters that its types have."""


class Link(Key[S, G]):
    """A foreign key between rows of one authority. Migrations know it as what the database has: a foreign key."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        """Add the authority where a related row is fetched by itself."""
        return {AUTHORITY: getattr(instance, AUTHORITY)}

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """Add the authority to a join: `alias` stands for the table linked to, `related_alias` for the row's own."""
        return Exact(authority_of(self.remote_field.model, alias), authority_of(self.model, related_alias))


def authority_of(model: type[models.Model], alias: str | None) -> Col:
    """Return the column of a table, under the name that it has in a statement, that tells the authority."""
    field = model._meta.get_field(AUTHORITY)
    assert isinstance(field, models.Field)
    return Col(alias or model._meta.db_table, field)
