"""With whom something is shared: the bodies that somebody works in, as plain words.

A body is a role over a part of the tree; the head and the liaison of a unit are one body. Duties on single dossiers
make none: what a team looks for is not another team's to read.
"""

from __future__ import annotations

from bihuan.domain.jurisdiction import Actor, Duty
from bihuan.domain.roles import ADMINISTRATORS, UNIT

OF_A_UNIT = "unit"


def body_of(duty: Duty) -> str | None:
    """Return the body in which a duty is done; None where it is done for one dossier, or administers."""
    if duty.dossier_id is not None or duty.role in ADMINISTRATORS:
        return None
    return f"{OF_A_UNIT if duty.role in UNIT else duty.role.value}:{duty.path}"


def bodies_of(actor: Actor) -> frozenset[str]:
    """Return every body somebody works in today."""
    return frozenset(body for body in map(body_of, actor.running()) if body is not None)
