"""Limits of a round that leave no place for somebody, though no rule about himself keeps him out of a team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bihuan.domain.eligibility import is_local
from bihuan.domain.pool import Group, Inspector, Round
from bihuan.domain.staffing_cost import Team


@dataclass(frozen=True)
class Limits:
    """How many of each unit and county sit already, and how many locals in each team."""

    given: Round
    units: Counter[str]
    counties: Counter[str]
    locals_in: Counter[str]

    @classmethod
    def of(cls, given: Round, teams: Iterable[Team]) -> Limits:
        units, counties, locals_in = Counter[str](), Counter[str](), Counter[str]()
        for team in teams:
            for _seat, name in team.seats:
                one = given.inspector_by_id.get(name)
                if one is not None:
                    units[one.unit] += 1
                    counties[one.county] += 1
                    locals_in[team.group] += is_local(one, given.group_by_id[team.group])
        return cls(given, units, counties, locals_in)

    def reached(self, one: Inspector, group: Group) -> Iterator[str]:
        """Yield which limits somebody would exceed in a group, beside whoever sits already."""
        for name, sits, caps in (
            (one.unit, self.units, self.given.unit_caps),
            (one.county, self.counties, self.given.county_caps),
        ):
            if name in caps and sits[name] >= caps[name]:
                yield _("%(place)s lends %(count)s already, the most asked of one unit or county") % {
                    "place": name,
                    "count": sits[name],
                }
        if is_local(one, group) and self.locals_in[group.id] >= self.given.terms.locals_most:
            yield _("the team has as many locals as there may be (%(count)s)") % {"count": self.locals_in[group.id]}
