"""When a team's dossiers may go along on a laptop, and what may come home: one place writes at a time (FIELD-9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bihuan.domain.lifecycle.inspection import InspectionStage

IN_THE_FIELD = frozenset({InspectionStage.ON_SITE, InspectionStage.REPORTING})  # from the day the team goes in


class NothingInTheField(ValueError):
    """A team that has no dossier before feedback takes nothing along."""

    def __init__(self) -> None:
        super().__init__("the team has no dossier in the field; choose another team")


class AwayAlready(ValueError):
    """A dossier that is on a laptop is not lent to another one."""

    def __init__(self, organization: str, holder: str) -> None:
        self.organization, self.holder = organization, holder
        super().__init__(f"{organization} is with {holder} already; bring it home first")


class BackInThePast(ValueError):
    """Nothing comes back before it goes."""

    def __init__(self, back_by: date, today: date) -> None:
        self.back_by, self.today = back_by, today
        super().__init__(f"back_by: {back_by} lies before today ({today}); choose a later day")


class AnotherPackage(ValueError):
    """A package that is not the one answer to this loan."""

    def __init__(self) -> None:
        super().__init__("this is not what the laptop packed for this loan; choose the file that it wrote last")


class LoanEnded(ValueError):
    """What came home, or was given up, does not come again."""

    def __init__(self) -> None:
        super().__init__("the loan has ended already; nothing more is taken in from this laptop")


@dataclass(frozen=True)
class Wanted:
    """A dossier that would go along: whose, and who holds it already."""

    organization: str
    held_by: str = ""


def refuse_loan(dossiers: Iterable[Wanted], *, back_by: date, today: date) -> None:
    """Refuse a loan that could not come home whole.

    All dossiers that a team has in the field go along together, for the numbers of its working papers run over them.
    """
    wanted = list(dossiers)
    if not wanted:
        raise NothingInTheField
    for one in wanted:
        if one.held_by:
            raise AwayAlready(one.organization, one.held_by)
    if back_by < today:
        raise BackInThePast(back_by, today)


def refuse_return(told: Mapping[str, object], *, loan: str, is_out: bool) -> None:
    """Refuse a package that is not the one answer to this loan, or that comes after its end."""
    if told.get("form") != "home" or told.get("loan") != loan:
        raise AnotherPackage
    if not is_out:
        raise LoanEnded
