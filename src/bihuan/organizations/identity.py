"""What makes an organization one: its name under its parent while it lives, its credit code, its category."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from bihuan.domain.credit_code import is_credit_code
from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.offices import share_a_day
from bihuan.organizations.models import Organization


class CreditCodeWrong(ValueError):
    """A unified social credit code that cannot be one."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"{code} is no unified social credit code (GB 32100-2015); check all 18 characters")


class CategoryUnknown(ValueError):
    """A category that the glossary does not know."""

    def __init__(self, category: str) -> None:
        self.category = category
        super().__init__(f"{category} is no category; use one of {', '.join(CATEGORIES)}")


class CreditCodeTaken(ValueError):
    """Two organizations cannot carry one credit code."""

    def __init__(self, code: str, name: str) -> None:
        self.code, self.name = code, name
        super().__init__(f"{code} is the credit code of {name}; correct one of the two")


class TwinOrganization(ValueError):
    """Two organizations of one name under one parent at one time are one organization, entered twice."""

    def __init__(self, name: str, from_on: date, until_on: date | None) -> None:
        self.name, self.from_on, self.until_on = name, from_on, until_on
        super().__init__(f"{name} stands there already since {from_on}; use that one, or correct it")


class NothingCorrected(ValueError):
    """A correction that corrects nothing."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is so already; change what is wrong")


class CorrectionUnexplained(ValueError):
    """Who reads of a correction has to understand it."""

    def __init__(self) -> None:
        super().__init__("a correction needs its reason; state it")


def one_line(name: str) -> str:
    """Return a name without blanks around it and with single ones within; only so two names can be compared."""
    return " ".join(name.split())


def refuse_details(authority_id: uuid.UUID, category: str, credit_code: str, own: uuid.UUID | None = None) -> None:
    """Refuse an unknown category, a code that is none, and the code of another organization than one's own."""
    if category not in CATEGORIES:
        raise CategoryUnknown(category)
    if not credit_code:
        return
    if not is_credit_code(credit_code):
        raise CreditCodeWrong(credit_code)
    other = (
        Organization.objects.filter(authority_id=authority_id, credit_code=credit_code)
        .exclude(pk__in=[own] if own else [])
        .first()
    )
    if other is not None:
        raise CreditCodeTaken(credit_code, other.name)


def refuse_twin(
    authority_id: uuid.UUID,
    name: str,
    parent_id: uuid.UUID | None,
    life: tuple[date, date | None],
    own: uuid.UUID | None = None,
    *,
    ending: Collection[uuid.UUID] = (),
) -> None:
    """Refuse a second organization of one name under one parent while the first one lives; whoever came later may.

    `ending` names those that end before it begins.
    """
    rows = Organization.objects.filter(authority_id=authority_id, parent_id=parent_id, name=name).exclude(
        pk__in=[*([own] if own else []), *ending]
    )
    for row in rows:
        if share_a_day(life, (row.from_on, row.until_on)):
            raise TwinOrganization(row.name, row.from_on, row.until_on)
