"""How good teams are, in words: proven the best, or by how many per cent of the bound they may be above it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

PER_CENT, TENTHS = 100, 10
PRECISE_BELOW = 10  # per cent; above it a tenth tells nothing


def gap_words(cost: int, lower_bound: int, *, proven: bool, missing: int = 0) -> str:
    """Say how good a composition is: proven best, or how far from it at most.

    Teams that lack what they must have are never called the best: their cost is above all a penalty for it.
    """
    if missing:
        return lacking_words(missing, proven=proven)
    if proven:
        return _("proven the best there is")
    if (gap := percent_above(cost, lower_bound)) is None:
        return _("not proven yet")
    return _("at most %(gap)s %% from the best") % {"gap": gap}


def gap_words_in_bands(cost: int, lower_bound: int, *, missing: int = 0) -> str:
    """Say how good teams are whose priorities were bands: level by level; the weighted cost only beside it."""
    if missing:
        return lacking_words(missing, proven=False)
    by_weight = gap_words(cost, lower_bound, proven=False)
    return _("in bands: how good each level is stands below; by weight %(gap)s") % {"gap": by_weight}


def lacking_words(missing: int, *, proven: bool) -> str:
    """Say that teams lack what they must have, and whether others could lack less."""
    if proven:
        words = _(
            "cannot be staffed in full (penalty points for what is lacking: %(count)s); proven: nothing costs less"
        )
    else:
        words = _(
            "not staffed in full (penalty points for what is lacking: %(count)s); whether it can be is not proven"
        )
    return words % {"count": missing}


def percent_above(cost: int, lower_bound: int) -> str | None:
    """Return by how many per cent at most a cost is above the best, rounded up; None where no bound tells."""
    if lower_bound <= 0:
        return None
    tenths = max(1, -((lower_bound - cost) * PER_CENT * TENTHS // lower_bound))
    return f"{tenths / TENTHS:g}" if tenths < PRECISE_BELOW * TENTHS else str(-(-tenths // TENTHS))


def gap_words_under(cost: int, under: Mapping[str, Any], *, missing: int = 0) -> str:
    """Say how good teams are among all that keep to what is asked of people."""
    if missing:
        return lacking_words(missing, proven=under["proven"])
    if under["proven"]:
        return _("proven the best of all that keep to what is asked of people")
    if (gap := percent_above(cost, under["lower_bound"])) is None:
        return _("not proven yet")
    return _("at most %(gap)s %% from the best of all that keep to what is asked of people") % {"gap": gap}
