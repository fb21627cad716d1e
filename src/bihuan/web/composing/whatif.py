"""A change tried on a composition: who moves, whether that is the fewest, what would break otherwise, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bihuan.domain.eligibility import Seat
from bihuan.domain.staffing_cost import Team
from bihuan.teams.changing import places_in, reseated, table_of
from bihuan.teams.composing import as_kept
from bihuan.teams.mending import Change, Mended, alone, by_hand, mend, wishes_in
from bihuan.teams.models import Inspector as Person
from bihuan.teams.solutions import told_wishes
from bihuan.teams.wishes import Move, RepairUnfound, WishesImpossible, WishUnlawful
from bihuan.web.composing.gaps import gap_words, percent_above
from bihuan.web.composing.page import Composed, Why, fitting
from bihuan.web.refusals import refusal_of
from bihuan.web.words import team_said, word

SALT, MOST_AGE = "bihuan.teams.repair", 86_400  # a page that lay open for longer is opened anew
FIELDS = ("asked", "who", "other", "group", "seat")
Place = tuple[str, Seat]


@dataclass(frozen=True)
class Moved:
    """Somebody's way: from where, to where, and why he fits there."""

    person: Person | None
    before: str
    after: str
    reasons: tuple[str, ...] = ()


@dataclass
class Tried:
    """A change and what comes of it; `refused` says why it cannot be mended."""

    composed: Composed
    change: Change
    mended: Mended | None = None
    refused: tuple[Why, ...] = ()

    @classmethod
    def of(cls, composed: Composed, change: Change) -> Tried:
        """Try a change; SeatUnknown goes on to whoever asked."""
        kept = wishes_in(composed.row.wishes, composed.file)
        try:
            return cls(composed, change, mend(composed.file, composed.teams, kept, change))
        except WishUnlawful as refused:
            return cls(composed, change, refused=tuple(unlawful(composed, refused)))
        except (WishesImpossible, RepairUnfound) as refused:
            refusal = refusal_of(refused)
            assert refusal is not None
            return cls(composed, change, refused=(Why(refusal.what, refusal.remedy),))

    @property
    def title(self) -> str:
        """Return what is tried."""
        told = {"who": self.name(self.change.who), "other": self.name(self.change.other)}
        told["team"] = self.team(self.change.group or self.places().get(self.change.who, ("", None))[0])
        return {
            "drop": _("Try: without %(who)s"),
            "pin": _("Try: %(who)s in %(team)s"),
            "forbid": _("Try: %(who)s not in %(team)s"),
            "swap": _("Try: %(who)s and %(other)s change places"),
            "free": _("Try: nothing is asked of %(who)s any more"),
            "mend": _("Try: mend what is broken"),
        }[self.change.asked] % told

    def places(self) -> dict[str, Place]:
        return places_in(self.composed.teams)

    def name(self, key: str) -> str:
        person = self.composed.fresh.people.get(key)
        return person.name if person else ""

    def team(self, key: str) -> str:
        return next((team_said(team.name) for team in self.composed.fresh.teams if team.key == key), "")

    def place(self, place: Place | None) -> str:
        if place is None:
            return _("in no team")
        return self.team(place[0]) + " " + word("seat", place[1].value)

    def moves(self) -> Iterator[Moved]:
        """Yield who sits where he did not, then who sits nowhere any more."""
        if self.mended is None:
            return
        for one in (*self.mended.repair.moves, *self.mended.repair.left):
            yield self.moved(one)

    def moved(self, one: Move) -> Moved:
        given, reasons = self.composed.given, tuple[str, ...]()
        told = given.inspector_by_id.get(one.inspector)
        if one.after is not None and told is not None:
            reasons = tuple(fitting(told, given.group_by_id[one.after[0]], one.after[1], given))
        person = self.composed.fresh.people.get(one.inspector)
        return Moved(person, self.place(one.before), self.place(one.after), reasons)

    @property
    def proof(self) -> str:
        """Say how few moves it takes, and that nobody can do with fewer, or how many at least."""
        assert self.mended is not None
        repair = self.mended.repair
        told = {"count": len(repair.moves), "least": repair.least_moves}
        if not repair.moves:
            return _("Nobody has to move.")
        if repair.proven:
            return _("%(count)s take a seat that was not theirs; proven: fewer do not do.") % told
        return _("%(count)s take a seat that was not theirs; at least %(least)s have to.") % told

    @property
    def more(self) -> int:
        """Return by how much the cost rises."""
        return self.mended.repair.cost - self.composed.judgement.cost if self.mended else 0

    @property
    def gap(self) -> str:
        """Say how good the mended teams are among all teams of the round."""
        assert self.mended is not None
        cost, bound = self.mended.repair.cost, self.mended.lower_bound
        more, missing = percent_above(cost, bound), self.mended.repair.levels.missing
        if self.mended.is_best or more is None or missing:
            return gap_words(cost, bound, proven=self.mended.is_best, missing=missing)
        return _("at most %(gap)s %% above the best that could be without this wish") % {"gap": more}

    def otherwise(self) -> list[Why]:
        """Return what would be broken or lacking if only what was asked were changed."""
        teams = self.teams_by_hand()
        if teams is None:
            return []
        after = self.composed.with_teams(teams)
        before = set(self.composed.judgement.violations)
        found = [after.violation_told(one) for one in after.judgement.violations if one not in before]
        for team, old in zip(after.teams, self.composed.teams, strict=True):
            found += [Why(words) for words in self.lacking_more(after, team, old)]
        return found

    def lacking_more(self, after: Composed, team: Team, old: Team) -> Iterator[str]:
        """Yield what a team lacks that it did not lack before: seats, heads, specialities, women, men."""
        group, told = self.composed.given.group_by_id[team.group], {"name": self.team(team.group)}
        for seat in (Seat.LEADER, Seat.DEPUTY):
            if getattr(old, seat.value) and not getattr(team, seat.value):
                yield _("%(name)s lacks: %(what)s") % {**told, "what": word("seat", seat.value)}
        empty = group.size - len(team.seats)
        if empty > max(0, group.size - len(old.seats)):
            yield _("%(name)s has %(count)s empty seats.") % {**told, "count": empty}
        lacked = set(self.composed.lacking(old, group))
        for one in after.lacking(team, group):
            if one not in lacked:
                yield _("%(name)s lacks: %(what)s") % {**told, "what": one}

    def teams_by_hand(self) -> Sequence[Team] | None:
        hand = by_hand(self.change, self.places())
        return reseated(self.composed.teams, hand.group, hand.seat, hand.out, hand.into) if hand else None

    @property
    def cost_by_hand(self) -> int | None:
        """Return by how much the cost rises by hand; None where nothing can be done by hand."""
        judgement = alone(self.composed.file, self.composed.teams, self.change)
        return None if judgement is None else judgement.cost - self.composed.judgement.cost

    def payload(self) -> str:
        """Return the repair as its form carries it, signed: what is taken is what was shown."""
        if self.mended is None:
            return ""
        certificate = self.mended.certificate
        told = {
            "seen": table_of(self.composed.file.fingerprint, self.composed.teams, self.composed.row.wishes),
            "asked": {name: getattr(self.change, name) for name in FIELDS if getattr(self.change, name)},
            "teams": as_kept(self.mended.repair.teams),
            "wishes": told_wishes(self.mended.wishes),
            "certificate": {
                "instance": certificate.instance,
                "scale": certificate.scale,
                "duals": dict(certificate.duals),
            },
            "least": self.mended.repair.least_moves,
        }
        return signing.dumps([str(self.composed.row.pk), told], salt=SALT, compress=True)


def change_in(request: HttpRequest) -> Change:
    """Return the change that an address asks for."""
    told = {name: request.GET.get(name, "") for name in FIELDS}
    return Change(**told)


def shown_repair(request: HttpRequest, composition: str) -> dict[str, Any] | None:
    """Return the repair that a form carries as it was shown; None where it is none, or another composition's."""
    try:
        of, told = signing.loads(request.POST.get("repair", ""), salt=SALT, max_age=MOST_AGE)
    except signing.BadSignature:
        return None
    return dict(told) if of == composition else None


def unlawful(composed: Composed, refused: WishUnlawful) -> Iterator[Why]:
    """Yield why a wish cannot be met: whose, and which rule or other wish says so."""
    person = composed.fresh.people.get(refused.inspector)
    for code in refused.reasons:
        why = composed.why(code, refused.inspector, refused.group)
        yield replace(why, words=(person.name if person else "") + _(": ") + why.words)
