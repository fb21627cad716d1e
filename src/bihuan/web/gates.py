"""The gate panel: a verdict in the reader's words. What is missing, whose move it is, which clause asks, where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from bihuan.domain.lifecycle.machine import Blocker, Verdict
from bihuan.domain.lifecycle.machine import METHOD
from bihuan.web.words import blocker_words, word
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Missing:
    """One unmet condition."""

    code: str
    subject: str
    what: str
    whose: str
    whose_role: str
    basis: str
    url: str = ""


def missing_of(verdict: Verdict) -> tuple[Missing, ...]:
    """Return all that a verdict finds missing, in its own order."""
    return tuple(missing(blocker) for blocker in verdict.blockers)


def missing(blocker: Blocker, url: str = "") -> Missing:
    """Return one blocker in the reader's words; `url` leads to the page where it is mended."""
    return Missing(
        code=blocker.code,
        subject=blocker.subject,
        what=blocker_words(blocker.code, blocker.subject),
        whose=word("role", blocker.whose),
        whose_role=blocker.whose.value,
        basis=basis_words(blocker.basis),
        url=url,
    )


def basis_words(basis: str) -> str:
    """Return the clause that asks; the method's own gates name no paper."""
    return _("Bihuan's own method") if basis.startswith(f"{METHOD} ") else basis
