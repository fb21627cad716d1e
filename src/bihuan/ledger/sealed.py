"""A column that lies sealed in the store and is plain text for whoever works with its row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.db import models

from bihuan.ledger.sealing import KEY_FILE, SealBroken, seal, unseal

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


def shut_keys() -> dict[str, str]:
    """Return the files of keys that do not open what lies sealed under them, each with the column that was tried."""
    shut: dict[str, str] = {}
    for field in sealed_fields():
        if not opens(field):
            shut.setdefault(field.key, field.what)
    return shut


def sealing_keys() -> set[str]:
    """Return the names of all key files under which columns are sealed."""
    return {field.key for field in sealed_fields()}


def sealed_fields() -> Iterator[SealedField]:
    for model in apps.get_models():
        yield from (field for field in model._meta.concrete_fields if isinstance(field, SealedField))


def opens(field: SealedField) -> bool:
    """True where a row's column can be opened, or none holds anything."""
    try:
        field.model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True).first()
    except SealBroken:
        return False
    return True
