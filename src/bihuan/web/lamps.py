"""Lamps on pages: each due day with its colour under the rules that bind its dossier, and its words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bihuan.domain.deadlines import Lamp, LampThresholds, lamp, thresholds
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of


@dataclass(frozen=True)
class Shown:
    """A lamp as a page shows it: never by colour alone."""

    colour: Lamp
    words: str


class Lamps:
    """The lamps of one page; the thresholds of each set of rules are looked up once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._limits: dict[str, LampThresholds | None] = {}

    def limits(self, inspection: Inspection) -> LampThresholds | None:
        """Return the thresholds under the rules that bind a dossier."""
        bound = json.dumps([inspection.packs, str(inspection.feedback_on)])
        if bound not in self._limits:
            self._limits[bound] = thresholds(rulebook_of(inspection, self.today))
        return self._limits[bound]

    def of(self, inspection: Inspection, due: date | None) -> Shown | None:
        """Return the lamp of a due day; None where there is no day."""
        if due is None:
            return None
        return Shown(lamp(due, self.today, self.limits(inspection)), days_words(due, self.today))


def lamp_mark(colour: str, words: str) -> SafeString:
    """Write a lamp with its words beside it."""
    return SafeString(f'<span class="lamp lamp-{escape(colour)}">{escape(words)}</span>')


def days_words(due: date, today: date) -> str:
    """Say how far a due day is."""
    return left_words((due - today).days, get_language())


def waiting_words(days: int) -> str:
    """Say for how many days something has waited for its answer."""
    return waited_words(days, get_language())


@lru_cache(maxsize=2048)
def waited_words(days: int, _language: str | None) -> str:
    if days == 0:
        return _("asked for today")
    return ngettext("waiting for %(days)s day", "waiting for %(days)s days", days) % {"days": days}


@lru_cache(maxsize=2048)
def left_words(left: int, _language: str | None) -> str:
    """Say so many days; a page says it of every row, and finding the form of a plural is the dearest of its words."""
    if left == 0:
        return _("due today")
    if left < 0:
        return ngettext("%(days)s day over", "%(days)s days over", -left) % {"days": -left}
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}
