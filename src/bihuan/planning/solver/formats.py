"""The planner's own formats: a term to be planned, and a plan, as JSON (docs/term-plan.md tells every key)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bihuan.domain.term_bounds import Impossible
from bihuan.domain.term_plan import PERCENT, Instance, Slot, TermPlan, Wanted
from bihuan.planning.solver.planner import Ratios

Name = Annotated[str, Field(min_length=1, max_length=100)]
Days = Annotated[int, Field(ge=0, le=10**6)]
MOST_ROUNDS, MOST_ORGANIZATIONS = 200, 50_000


class FormatWrong(ValueError):
    """A file of the planner that cannot be used: where, what is wrong, what to do."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        self.place, self.problem, self.remedy = place, problem, remedy
        super().__init__(f"{place}: {problem}; {remedy}")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Round(_Strict):
    id: Name
    year: Annotated[int, Field(ge=2000, le=2098)]
    working_days: Annotated[int, Field(ge=0, le=999)] = 0


class _Pool(_Strict):
    id: str
    heads: list[Annotated[int, Field(ge=0, le=100_000)]] | None = None


class _LookBack(_Strict):
    rounds_later: Annotated[int, Field(ge=1)] = 1
    percent: Annotated[int, Field(ge=1, le=1000)] = PERCENT


class _Organization(_Strict):
    id: Name
    pool: str = ""
    sector: str = ""
    days: Annotated[int, Field(ge=1, le=10**6)]
    villages: Annotated[int, Field(ge=0, le=10**5)] = 0
    priority: bool = False
    look_back: bool = False
    round: str | None = None
    seen: bool = False
    wait: Annotated[int, Field(ge=0, le=MOST_ROUNDS)] = 0
    look_back_round: str | None = None
    look_back_days: Days = 0


class _Instance(_Strict):
    term: str = ""
    seed: Annotated[int, Field(ge=0, le=2**31)] = 0
    rounds: Annotated[list[_Round], Field(min_length=1, max_length=MOST_ROUNDS)]
    pools: list[_Pool] = []
    look_back: _LookBack = _LookBack()
    priority_years: Annotated[int, Field(ge=1, le=20)] = 1
    village_days: Days = 0
    organizations: Annotated[list[_Organization], Field(min_length=1, max_length=MOST_ORGANIZATIONS)]


class _Held(_Strict):
    id: Name
    first: list[Name] = []
    look_back: list[Name] = []


class _Plan(_Strict):
    term: str = ""
    seed: int = 0
    instance: str = ""
    rounds: list[_Held]
    peak: int | None = None
    peak_bound: int | None = None
    fragments: int | None = None
    fragment_bound: int | None = None
    violations: list[Any] = []
    seconds: float = 0.0


def instance_from(told: Any) -> Instance:
    """Return a term to be planned; raise FormatWrong at the first place that cannot be used."""
    read: _Instance = _read(_Instance, told)
    refuse_twins("rounds", (one.id for one in read.rounds))
    refuse_twins("pools", (one.id for one in read.pools))
    refuse_twins("organizations", (one.id for one in read.organizations))
    rounds, pools = {one.id for one in read.rounds}, {one.id for one in read.pools}
    for place, pool in enumerate(read.pools):
        if pool.heads is not None and len(pool.heads) != len(read.rounds):
            problem = f"{len(pool.heads)} head-counts for {len(read.rounds)} rounds"
            raise FormatWrong(f"pools.{place}.heads", problem, "give one for each round")
    for place, one in enumerate(read.organizations):
        if pools and one.pool not in pools:
            raise FormatWrong(f"organizations.{place}.pool", f"there is no pool {one.pool!r}", "name one of the pools")
        if one.round is not None and one.round not in rounds:
            raise FormatWrong(f"organizations.{place}.round", f"there is no round {one.round!r}", "name one of them")
        refuse_contradictions(f"organizations.{place}", one, rounds)
    return Instance(
        slots=tuple(Slot(one.id, one.year, one.working_days) for one in read.rounds),
        wanted=tuple(wanted_from(one, read.village_days) for one in read.organizations),
        heads={one.id: tuple(one.heads) for one in read.pools if one.heads is not None},
        rounds_later=read.look_back.rounds_later,
        look_back_percent=read.look_back.percent,
        priority_years=read.priority_years,
        seed=read.seed,
    )


def wanted_from(one: _Organization, village_days: int) -> Wanted:
    return Wanted(
        one.id,
        one.pool,
        one.sector,
        one.days + one.villages * village_days,
        one.priority,
        one.look_back,
        one.round or "",
        is_seen=one.seen,
        wait=one.wait,
        back_fixed=one.look_back_round or "",
        back_days=one.look_back_days,
    )


def refuse_contradictions(place: str, one: _Organization, rounds: set[str]) -> None:
    """Raise FormatWrong where what is said of a look-back cannot be."""
    told = one.look_back_round
    if told is not None and told not in rounds:
        raise FormatWrong(f"{place}.look_back_round", f"there is no round {told!r}", "name one of them")
    if not one.look_back and (one.seen or told is not None or one.look_back_days or one.wait):
        raise FormatWrong(f"{place}.look_back", "no look-back is wanted, but something is said of it", "say true")
    if one.seen and one.round is not None:
        raise FormatWrong(f"{place}.round", "its first visit lies behind", "leave it out")
    if one.wait and not one.seen:
        raise FormatWrong(f"{place}.wait", "the look-back follows a first visit that is planned, too", "leave it out")


def refuse_twins(place: str, ids: Iterable[str]) -> None:
    twins = [one for one, count in Counter(ids).items() if count > 1]
    if twins:
        raise FormatWrong(place, f"{twins[0]!r} stands twice", "name each once")


def told_of(instance: Instance, term: str = "") -> dict[str, Any]:
    """Return a term to be planned in its format; villages are in the days already."""
    return {
        "term": term,
        "seed": instance.seed,
        "rounds": [{"id": one.id, "year": one.year, "working_days": one.working_days} for one in instance.slots],
        "pools": [
            {"id": pool, "heads": list(instance.heads[pool]) if pool in instance.heads else None}
            for pool in instance.pools()
        ],
        "look_back": {"rounds_later": instance.rounds_later, "percent": instance.look_back_percent},
        "priority_years": instance.priority_years,
        "organizations": [
            {
                "id": one.id,
                "pool": one.pool,
                "sector": one.sector,
                "days": one.days,
                "priority": one.is_priority,
                "look_back": one.has_look_back,
                "round": one.fixed or None,
                **told_of_look_back(one),
            }
            for one in instance.wanted
        ],
    }


def told_of_look_back(one: Wanted) -> dict[str, Any]:
    """Return what is said of a look-back; nothing where it follows its first visit as usual."""
    told = {
        "seen": one.is_seen,
        "wait": one.wait,
        "look_back_round": one.back_fixed,
        "look_back_days": one.back_days,
    }
    return {name: value for name, value in told.items() if value}


def plan_from(told: Any) -> tuple[TermPlan, Mapping[str, int | None]]:
    """Return a plan and what it claims of itself."""
    read: _Plan = _read(_Plan, told)
    refuse_twins("rounds", (one.id for one in read.rounds))
    first, again = {one.id: one.first for one in read.rounds}, {one.id: one.look_back for one in read.rounds}
    claims = {name: getattr(read, name) for name in ("peak", "peak_bound", "fragments", "fragment_bound")}
    return TermPlan(first, again), claims


def plan_told(instance: Instance, plan: TermPlan, ratios: Ratios) -> dict[str, Any]:
    """Return a plan in its format."""
    return {
        "seed": instance.seed,
        "rounds": [
            {"id": one.id, "first": list(plan.first[one.id]), "look_back": list(plan.look_back[one.id])}
            for one in instance.slots
        ],
        "peak": ratios.peak,
        "peak_bound": ratios.peak_bound,
        "fragments": ratios.fragments,
        "fragment_bound": ratios.fragment_bound,
    }


def impossible_told(found: Iterable[Impossible]) -> list[dict[str, Any]]:
    """Return why a term cannot be planned."""
    return [
        {
            "code": one.code,
            "pool": one.pool,
            "organizations": list(one.organizations),
            "rounds": [one.first_round, one.last_round],
            "needs": one.needs,
            "has": one.has,
        }
        for one in found
    ]


def _read(kind: type[Any], told: Any) -> Any:
    try:
        return kind.model_validate(told)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(step) for step in fault["loc"]) or "the file"
        remedy = {"extra_forbidden": "remove it or correct its name", "missing": "add it"}.get(
            fault["type"], "correct it"
        )
        raise FormatWrong(place, fault["msg"][:1].lower() + fault["msg"][1:], remedy) from error
