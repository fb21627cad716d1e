"""A column that lies sealed in the store and is plain text for whoever works with its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from bihuan.ledger.sealing import KEY_FILE, seal, unseal

if TYPE_CHECKING:
    Text = models.TextField[str, str]
else:
    Text = models.TextField


class SealedField(Text):
    """Text about a person. Nothing is found by it: two seals of one text differ. A room may have a key of its own."""

    key: ClassVar[str] = KEY_FILE

    @property
    def what(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return seal(text.encode(), self.what, self.key) if text else text

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return unseal(value, self.what, self.key).decode() if value else value
