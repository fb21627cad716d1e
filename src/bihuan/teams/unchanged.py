"""What stays the same whoever lends the people: who authorises, sends and manages; the office's hold; the workflow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.dossiers.models import Round
from bihuan.organizations.models import Authority
from bihuan.planning.facts import plans_by_round
from bihuan.teams.models import Tour


class DecidedElsewhere(ValueError):
    """A letter that neither the host committee nor whoever ordered the round has decided."""

    def __init__(self, named: str, deciders: Sequence[str]) -> None:
        self.named, self.deciders = named, tuple(deciders)
        super().__init__(
            f"decided_by: {named} does not authorise the teams of this round; name {' or '.join(deciders)}"
        )


@dataclass(frozen=True)
class Unchanged:
    """Who authorises, sends and manages the teams of a round, and who lends how many people."""

    host: str
    deciders: tuple[str, ...]
    own: int
    lent: tuple[tuple[str, int], ...]


def deciders_of(at: Round) -> tuple[str, ...]:
    """Return who may authorise the teams of a round: the host committee, and whoever above it ordered the round."""
    host = Authority.objects.get(authority_id=at.authority_id).name
    plan = plans_by_round([at]).get(at.id)
    ordered_by = plan.ordered_by.strip() if plan else ""
    return tuple(dict.fromkeys(one for one in (host, ordered_by) if one))


def refuse_elsewhere_decided(at: Round, decided_by: str) -> None:
    """Raise DecidedElsewhere where a lender, or anybody else, is said to have authorised."""
    deciders = deciders_of(at)
    if decided_by.strip() not in deciders:
        raise DecidedElsewhere(decided_by.strip(), deciders)


def unchanged_in(at: Round, tours: Sequence[Tour]) -> Unchanged:
    """Return what stays the same in a round, beside the places that lend its people."""
    deciders = deciders_of(at)
    places = Counter(one.inspector.place for one in tours)
    lent = sorted(((place, count) for place, count in places.items() if place), key=lambda one: (-one[1], one[0]))
    return Unchanged(deciders[0], deciders, places[""], tuple(lent))
