"""Coverage through reorganisations: an organization stands as it was looked at itself and as those it came from were.

One that was renamed is the same unit: everything counts. One that was founded by a merger counts as inspected when
every part was, and as looked at in part when some were; one that existed before and took another in counts by its own
looks, the other is shown. One that came of a split counts as inspected as part of what it was. Findings are counted
once, where somebody answers for them today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.domain.coverage import COVERED, Body, Carried, Carry, Coverage, Line, Look, state_of, years_after
from bihuan.domain.jurisdiction import levels
from bihuan.domain.planning import VILLAGE

# what passes on to a unit that is founded, the best first
PASSED_ON = (Coverage.ON_SITE, Coverage.PLANNED, Coverage.PARTLY, Coverage.PARTLY_AHEAD)


@dataclass(frozen=True)
class Heritage:
    """The duties of one organization passed to another on a day, by their keys."""

    old: str
    new: str
    on: date


@dataclass(frozen=True)
class Standing:
    """How an organization stands by itself and by those it came from; `since` is the first day of the earliest."""

    state: Coverage
    last_on: date | None
    since: date
    carried: tuple[Carried, ...] = ()


class Descent:
    """Looks and successions, asked for one organization after another; each is answered once."""

    def __init__(self, bodies: Iterable[Body], looks: Iterable[Look], links: Iterable[Heritage], term: str) -> None:
        self.bodies = {body.key: body for body in bodies}
        self.by_path: dict[str, list[Look]] = {}
        for look in looks:
            self.by_path.setdefault(look.path, []).append(look)
        self.term = term
        self.froms: dict[str, list[Heritage]] = {}
        self.tos: dict[str, list[Heritage]] = {}
        for link in sorted(links, key=lambda one: (one.on, one.old, one.new)):
            if link.old in self.bodies and link.new in self.bodies:
                self.froms.setdefault(link.new, []).append(link)
                self.tos.setdefault(link.old, []).append(link)
        self.keys = {body.path: body.key for body in self.bodies.values()}
        self.known: dict[str, Standing] = {}

    def is_founding(self, link: Heritage) -> bool:
        """True where the successor began with it; one that existed before took the other in."""
        return self.bodies[link.new].from_on >= link.on

    def how(self, link: Heritage) -> Carry:
        if len(self.tos[link.old]) > 1:
            return Carry.SPLIT
        founding = [one for one in self.froms[link.new] if self.is_founding(one)]
        return Carry.RENAMED if founding == [link] else Carry.MERGED

    def came_from(self, key: str) -> dict[str, Carry]:
        """Return all from whom an organization came, one after another, and how what they had counts for it."""
        found, waiting = dict[str, Carry](), [(link, self.how(link)) for link in self.froms.get(key, ())]
        while waiting:
            link, how = waiting.pop()
            if link.old not in found:
                found[link.old] = how
                waiting += [(one, wider(self.how(one), how)) for one in self.froms.get(link.old, ())]
        return found

    def places_above(self, path: str) -> list[str]:
        """Return where a town stands or stood above a place, and where its successors do."""
        found = [one for one in levels(path) if one != path]
        waiting = [self.keys[one] for one in found if one in self.keys]
        seen = set(waiting)
        while waiting:
            for link in self.tos.get(waiting.pop(), ()):
                if link.new not in seen:
                    seen.add(link.new)
                    waiting.append(link.new)
                    found.append(self.bodies[link.new].path)
        return found

    def standing(self, key: str, below: frozenset[str] = frozenset()) -> Standing:
        """Return how an organization stands; `below` are those that ask for it, so that no circle is run."""
        if key not in self.known:
            self.known[key] = self.weighed(key, below | {key})
        return self.known[key]

    def weighed(self, key: str, below: frozenset[str]) -> Standing:
        body = self.bodies[key]
        own = self.by_path.get(body.path, [])
        rides = [look for path in self.places_above(body.path) for look in self.by_path.get(path, ())]
        along = [look for look in rides if look.with_villages] if body.category == VILLAGE else []
        in_term = ([look for look in some if look.term == self.term] for some in (own, along))
        done = [look.on for look in (*own, *along) if look.is_over]
        former = [(one, self.standing(one.old, below)) for one in self.froms.get(key, ()) if one.old not in below]
        founding = [one for link, one in former if self.is_founding(link)]
        last = [*done, *(one.last_on for _link, one in former if one.last_on)]
        return Standing(
            joined(state_of(body, *in_term), founding, [one for _link, one in former]),
            max(last, default=None),
            min([body.from_on, *(one.since for one in founding)]),
            latest_first(one for link, stood in former for one in self.told(link, stood)),
        )

    def told(self, link: Heritage, stood: Standing) -> Iterable[Carried]:
        """Yield the earlier organizations that were looked at, back to the first; of a merger those that were not."""
        body, how = self.bodies[link.old], self.how(link)
        done = [look.on for look in self.by_path.get(body.path, ()) if look.is_over]
        if done or stood.state is Coverage.RIDING:
            yield Carried(body.name, max(done, default=stood.last_on), how)
        elif how is Carry.MERGED and not any(one.on for one in stood.carried):
            yield Carried(body.name, None, how)
        for one in stood.carried:
            if one.on is not None:
                yield Carried(one.name, one.on, wider(one.how, how))


def latest_first(carried: Iterable[Carried]) -> tuple[Carried, ...]:
    """Return each once, those that were looked at first."""
    told = sorted(dict.fromkeys(carried), key=lambda one: one.on or date.min, reverse=True)
    return tuple(told)


def wider(first: Carry, second: Carry) -> Carry:
    """Return how a look counts that was carried twice: a part of something stays one."""
    return max(first, second, key=list(Carry).index)


def joined(own: Coverage, founding: Sequence[Standing], former: Sequence[Standing]) -> Coverage:
    """Return how an organization stands, by its own looks, those it was founded out of, and all that came to it."""
    if own in COVERED or own is Coverage.LEFT_OUT:
        return own
    parts = [one.state for one in founding if one.state is not Coverage.LEFT_OUT]
    if parts and COVERED.issuperset(parts):
        return Coverage.RIDING if set(parts) == {Coverage.RIDING} else Coverage.INSPECTED
    seen = {own, *parts} | {Coverage.PARTLY for one in former if one.state in COVERED or one.state is Coverage.PARTLY}
    return next((state for state in PASSED_ON if state in seen), Coverage.OPEN)


def coverage_of(
    bodies: Iterable[Body],
    looks: Iterable[Look],
    *,
    term: str,
    today: date,
    years: int,
    former: Iterable[Body] = (),
    links: Iterable[Heritage] = (),
) -> tuple[Line, ...]:
    """Return how each organization stands in a term; `years` without a look (since it exists) are long ago.

    `former` are those that ended, `links` who took over from whom; what passes on a day to come passes on then.
    """
    shown, known = list(bodies), list(looks)
    passed = [one for one in links if one.on <= today]
    descent = Descent([*former, *shown], known, passed, term)
    fed_back: dict[str, list[Look]] = {}
    for look in known:
        if look.term == term and look.is_fed_back:
            fed_back.setdefault(look.answered_at or look.path, []).append(look)
    return tuple(line_of(body, descent.standing(body.key), fed_back.get(body.path, ()), today, years) for body in shown)


def line_of(body: Body, stood: Standing, fed_back: Sequence[Look], today: date, years: int) -> Line:
    return Line(
        body,
        stood.state,
        stood.last_on,
        body.must and years_after(stood.last_on or stood.since, years) <= today,
        fed_back=len(fed_back),
        closed=sum(look.is_closed for look in fed_back),
        findings=sum(look.findings for look in fed_back),
        settled=sum(look.settled for look in fed_back),
        handed_over=sum(look.handed_over for look in fed_back),
        carried=stood.carried,
    )
