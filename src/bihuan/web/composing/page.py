"""The composer's page: teams as columns, each seat with its reasons, each absent person with the rule that excludes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.eligibility import Rule, Seat, exclusions, is_local, seat_exclusions
from bihuan.domain.glossary import WISH_FAULTS
from bihuan.domain.pool import Group, Inspector
from bihuan.domain.pool import Round as Given
from bihuan.domain.staffing import Judgement, Violation
from bihuan.domain.staffing_cost import Team, shortfall
from bihuan.dossiers.models import Round
from bihuan.teams.changing import reseated
from bihuan.teams.composing import judged, teams_in
from bihuan.teams.instances import Instance, file_of, instance_of
from bihuan.teams.instances import Team as Asked
from bihuan.teams.models import ADOPTED, Composition
from bihuan.teams.models import Inspector as Person
from bihuan.teams.reading import RoundFile
from bihuan.web.composing.caps import Limits
from bihuan.web.words import recusal_said, team_said, word

# rules that recusal explains in sentences of its own
TOLD_BY_RECUSAL = frozenset(
    {
        *(Rule.CURRENT_EMPLOYER, Rule.FORMER_EMPLOYER, Rule.HOMETOWN, Rule.KIN_IN_ORGANIZATION, Rule.DECLARED),
        Rule.INSPECTED_BEFORE,
    }
)


@dataclass(frozen=True)
class Why:
    """Why something cannot be: the sentence, what can be done, and where."""

    words: str
    remedy: str = ""
    url: str = ""


@dataclass(frozen=True)
class Seated:
    """Somebody in a seat: why he fits, and which rules his sitting there breaks."""

    key: str
    person: Person | None
    seat: str
    reasons: tuple[str, ...]
    broken: tuple[Why, ...] = ()
    is_pinned: bool = False


@dataclass(frozen=True)
class Column:
    """A team as a column."""

    asked: Asked
    seats: tuple[Seated, ...]
    vacant: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Absent:
    """Somebody who sits nowhere, and why not in the team that is looked at."""

    person: Person
    reasons: tuple[str, ...]


@dataclass
class Composed:
    """A composition as it stands today: the round as it is now, its teams, how they are judged."""

    row: Composition
    fresh: Instance
    file: RoundFile
    teams: tuple[Team, ...]
    judgement: Judgement
    broken: dict[tuple[str | None, str], list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Composition, *, as_kept: bool = False) -> Composed:
        """Judge a composition by the round as it is today; a round that is over, as it was when it was composed."""
        fresh = instance_of(row.round)
        file = file_of(row.instance if as_kept else fresh.content, row.round.from_on)
        fresh.teams = [team for team in fresh.teams if team.key in file.round.group_by_id]
        known = {group.id for group in file.round.groups}
        teams = tuple(team for team in teams_in(row.teams) if team.group in known)
        certificate = row.certificate if file.fingerprint == row.fingerprint else {}
        return cls.looked_at(row, fresh, file, teams, certificate)

    @classmethod
    def looked_at(
        cls, row: Composition, fresh: Instance, file: RoundFile, teams: Sequence[Team], certificate: Mapping[str, Any]
    ) -> Composed:
        found = cls(row, fresh, file, tuple(teams), judged(file, teams, certificate))
        for violation in found.judgement.violations:
            for name in violation.inspectors:
                found.broken.setdefault((violation.group, name), []).append(violation.code)
        return found

    def with_teams(self, teams: Sequence[Team]) -> Composed:
        """Return the same round with other teams."""
        return Composed.looked_at(self.row, self.fresh, self.file, teams, {})

    @property
    def given(self) -> Given:
        return self.file.round

    @property
    def is_as_composed(self) -> bool:
        """True where nothing that decides the teams has changed since they were composed."""
        return self.file.fingerprint == self.row.fingerprint

    def columns(self) -> Iterator[Column]:
        """Yield the teams, seat by seat."""
        of_group = {team.group: team for team in self.teams}
        for asked in self.fresh.teams:
            team, group = of_group.get(asked.key, Team(asked.key)), self.given.group_by_id[asked.key]
            seats = tuple(self.seated(seat, name, group) for seat, name in team.seats)
            vacant = [seat for seat in (Seat.LEADER, Seat.DEPUTY) if getattr(team, seat.value) is None]
            rest = group.size - len(team.seats) - len(vacant)
            yield Column(asked, seats, (*vacant, *[Seat.MEMBER] * max(0, rest)), tuple(self.lacking(team, group)))

    def seated(self, seat: Seat, name: str, group: Group) -> Seated:
        told = self.given.inspector_by_id.get(name)
        codes = [*self.broken.get((group.id, name), []), *self.broken.get((None, name), [])]
        broken = (*(self.why(code, name, group.id) for code in dict.fromkeys(codes)), *self.has_left(name))
        reasons = tuple(fitting(told, group, seat, self.given)) if told else ()
        is_pinned = any(pin[0] == name for pin in self.row.wishes.get("pin", ()))
        return Seated(name, self.fresh.people.get(name), seat.value, reasons, broken, is_pinned)

    def has_left(self, name: str) -> Iterator[Why]:
        """Yield why a seat is empty although it is told: the tour of whoever sits there has ended."""
        if self.row.state == ADOPTED and name in self.fresh.left:
            yield Why(_("The tour ended before its time."), _("Give the seat to somebody else."))

    def why(self, code: str, name: str, key: str) -> Why:
        """Return why somebody may not sit in a group, what can be done about it, and where."""
        told, group = self.given.inspector_by_id.get(name), self.given.group_by_id.get(key)
        if told is None or group is None:
            return Why(word("staffing_rule", code))
        if code in (Seat.LEADER, Seat.DEPUTY):
            whys = [word("staffing_rule", one) for one in seat_exclusions(told, group, Seat(code), self.given)]
            return Why(_("; ").join(whys), *remedy_of(code, self.row.round, name))
        if code == Rule.UNAVAILABLE:
            away = self.fresh.unavailable.get(name, "away")
            return Why(word("unavailable", away), *remedy_of(away, self.row.round, name))
        if code in TOLD_BY_RECUSAL:
            found = [why for one in group.organizations for why in self.fresh.kept_out.get((name, one.id), ())]
            said = _("; ").join(dict.fromkeys(map(recusal_said, found))) or word("staffing_rule", code)
            is_waivable = bool(found) and all(why.rule.waivable for why in found)
            return Why(said, *remedy_of("waivable" if is_waivable else "never", self.row.round, name))
        return Why(word("staffing_rule", code), *remedy_of(code, self.row.round, name))

    def violation_told(self, one: Violation) -> Why:
        """Return a rule that the teams break: who, where, which."""
        people = [self.fresh.people[name].name for name in one.inspectors if name in self.fresh.people]
        team = next((team.name for team in self.fresh.teams if team.key == one.group), "")
        why = self.why(one.code, one.inspectors[0], one.group) if one.inspectors and one.group else None
        told = why or Why(word("staffing_rule", one.code))
        where = team_said(team) + _(": ") if team else ""
        return Why(where + _(", ").join(people) + _(": ") + told.words, told.remedy, told.url)

    def recusals(self, name: str, group: Group) -> list[str]:
        """Return why somebody is recused from what a group inspects, in sentences."""
        found: list[str] = []
        for one in group.organizations:
            found += [recusal_said(why) for why in self.fresh.kept_out.get((name, one.id), ())]
        return list(dict.fromkeys(found))

    def lacking(self, team: Team, group: Group) -> Iterator[str]:
        """Yield what a team must have and lacks."""
        people = [one for _seat, name in team.seats if (one := self.given.inspector_by_id.get(name)) is not None]
        for need in group.require:
            if shortfall(need, people):
                yield _(" or ").join(word("speciality", one) for one in sorted(need.any))
        for sex, least in (("f", self.given.terms.women_least), ("m", self.given.terms.men_least)):
            if sum(one.sex == sex for one in people) < least:
                yield word("sex", sex)

    def absent(self, key: str) -> list[Absent]:
        """Return whoever sits nowhere, with why he does not sit in a team; those who could come first."""
        group = self.given.group_by_id[key]
        seated = {name for team in self.teams for _seat, name in team.seats}
        limits = Limits.of(self.given, self.teams)
        found = [
            Absent(self.fresh.people[one.id], tuple(self.why_not(one, group)) or tuple(limits.reached(one, group)))
            for one in self.given.inspectors
            if one.id not in seated
        ]
        return sorted(found, key=lambda one: (bool(one.reasons), one.person.unit))

    def why_not(self, one: Inspector, group: Group) -> Iterator[str]:
        """Yield why somebody does not sit in a group; nothing where he could."""
        if one.id in self.fresh.unavailable:
            yield word("unavailable", self.fresh.unavailable[one.id])
        yield from self.recusals(one.id, group)
        for rule in exclusions(one, group, self.given):
            if rule not in TOLD_BY_RECUSAL and rule is not Rule.UNAVAILABLE:
                yield word("staffing_rule", rule)

    def candidates(self, key: str, seat: str, out: str | None) -> list[Candidate]:
        """Return everybody who could take a seat without breaking a rule more, the cheapest first."""
        group, before = self.given.group_by_id[key], set(self.judgement.violations)
        there = {name: team.group for team in self.teams for _seat, name in team.seats}
        found = []
        for one in self.given.inspectors:
            if one.id == out or there.get(one.id) == key:
                continue
            if exclusions(one, group, self.given) or seat_exclusions(one, group, Seat(seat), self.given):
                continue
            after = judged(self.file, reseated(self.teams, key, seat, out, one.id), {})
            new = tuple(v for v in after.violations if v not in before)
            found.append(Candidate(self.fresh.people[one.id], after.cost - self.judgement.cost, there.get(one.id), new))
        return sorted(found, key=lambda one: (bool(one.new), one.more, one.person.unit))


@dataclass(frozen=True)
class Candidate:
    """Somebody who could take a seat: what that costs more, where he sits now, what it would break."""

    person: Person
    more: int
    now_in: str | None
    new: Sequence[Violation]

    @property
    def breaks(self) -> list[str]:
        return [word("staffing_rule", one.code) for one in self.new]


def remedy_of(code: str, at: Round, name: str) -> tuple[str, str]:
    """Return what can be done about a rule that keeps somebody out, and where; nothing where only others can sit."""
    if code == "waivable":
        return _("The leading group may waive this rule for him."), reverse("recusal_of", args=[at.pk, name])
    if code in ("never", Rule.NOT_CLEARED):
        return _("This is never waived; somebody else has to sit here."), ""
    if code in ("away", "leader", "deputy", "not_authorised", "below_level"):
        return _("Where that is not so any more, correct it on his page."), reverse("inspector", args=[name])
    if code == "not_declared":
        return _("Let him declare first."), reverse("recusal", args=[at.pk])
    if code in (Rule.OUT_OF_REACH, Rule.DAYS_AWAY, "locals", "unit_cap", "previous_team", "size"):
        return _("Ask less of the teams, or choose somebody else."), reverse("terms_set", args=[at.pk])
    if code in WISH_FAULTS:
        return _("Take one of the two back."), ""
    return "", ""


def fitting(one: Inspector, group: Group, seat: Seat, given: Given) -> Iterator[str]:
    """Yield why somebody fits into a seat."""
    if seat is not Seat.MEMBER:
        yield word("inspector_field", "may_lead" if seat is Seat.LEADER else "may_deputise")
    needed = {code for need in (*group.require, *group.prefer) for code in need.any}
    for code in sorted(one.specialities):
        yield word("speciality", code) + ("*" if code in needed else "")
    if is_local(one, group):
        yield _("local")
    km = given.km(one.county, group.county)
    if km:
        yield _("%(km)s km") % {"km": km}
    if one.days_away:
        yield _("%(days)s days away before") % {"days": one.days_away}
