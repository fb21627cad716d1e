"""The demo's pool of inspectors, and one round ahead with its teams: declared, composed, adopted, authorised."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Round
from bihuan.planning.models import Placement
from bihuan.simulate.founding import County
from bihuan.simulate.plans import team_login
from bihuan.simulate.setting import days
from bihuan.simulate.vocabulary import person_names, places
from bihuan.teams.attesting import attest_declarations
from bihuan.teams.authorising import authorise_teams, name_supervisors, open_access, pledge_secrecy, running_tours
from bihuan.teams.calling import call_inspectors
from bihuan.teams.composing import adopt_composition, keep_composition, set_terms
from bihuan.teams.growth import record_growth, state_availability
from bihuan.teams.inspectors import TOLD, Told, correct_inspector, import_inspectors, pool_of
from bihuan.teams.instances import instance_of, terms_of
from bihuan.teams.lots import commit_seed, draw_of, open_seed
from bihuan.teams.models import Inspector, Tour
from bihuan.teams.preparing import answer_preparation, commit_release, record_preparation
from bihuan.teams.solves import begin_solve, in_this_process, mark_kept, work

COUNT, LEADERS, DEPUTIES, UNDECLARED, UNPLEDGED, ILL = 60, 10, 22, 3, 2, 5
OWN_EVERY, KIN_EVERY, SERVED_EVERY, UNCLEARED_EVERY = 3, 9, 5, 17
OLDEST, YOUNGEST, SERVED_UNTIL = 55, 28, 400
CALLED_AHEAD = 9  # days
SIZE, SOLVE_SECONDS = 5, 20.0
SEED = "7f3a9c51e0d24b68"
# people of the pool who sign in: their number in it; nothing ties them to anybody, so that each can have his seat
SIGNS_IN = {team_login(0): 1, team_login(1): 2, team_login(2): 3, team_login(3): 4, "deputy": LEADERS, "member": 23}


def fill_the_pool(county: County) -> None:
    """Bring the pool in, as a workbook would."""
    chance = Random(county.clock.prefix)
    known = {person.name for person in county.cast.people.values()}
    names = dict(enumerate(name for name in person_names(chance) if name not in known))
    names |= {number: county.cast.people[login].name for login, number in SIGNS_IN.items()}
    told = [Told({**person(number, chance, county.today), "name": names[number]}) for number in range(COUNT)]
    county.keep(import_inspectors, rows=tuple(told), reason="")
    people = {row.name: row for row in pool_of(county.cast.authority_id)}
    for login, number in SIGNS_IN.items():
        give_account(county, people[names[number]], login)


def follow_the_pool(county: County) -> None:
    """Enter what follows some of its people: trainings, a mentor, a commitment, somebody ill, an account."""
    people = pool_of(county.cast.authority_id)
    first, mentor, ill = people[0], people[1], people[ILL]
    day, said = county.clock.day, places()["pool"]
    plain: dict[str, Any] = {"from_on": day, "until_on": None}
    for one in people[:LEADERS]:
        training: dict[str, Any] = {"kind": "training", "title": said["training"], "mentor_id": None, "days": 3}
        county.keep(record_growth, inspector_id=one.id, **training, **plain)
    pair: dict[str, Any] = {"kind": "mentor", "title": said["mentor"], "mentor_id": mentor.id, "days": 0}
    county.keep(record_growth, inspector_id=first.id, **pair, **plain)
    until = county.today + days(120)
    plain_words: dict[str, Any] = {"released_by": first.unit, "on": day, "until_on": until, "paper": said["release"]}
    county.keep(commit_release, people=[first.id], **plain_words)
    away: dict[str, Any] = {"from_on": county.today, "until_on": until, "reason": said["away"]}
    county.keep(state_availability, inspector_id=ill.id, **away)


def give_account(county: County, row: Inspector, login_name: str) -> None:
    """Let somebody of the pool sign in by an account that is shown."""
    values = {name: getattr(row, name) for name in TOLD}
    account, reason = county.cast.people[login_name].account_id, places()["pool"]["account"]
    county.keep(correct_inspector, inspector_id=row.id, values=values, account_id=account, reason=reason)


def person(number: int, chance: Random, today: date) -> dict[str, Any]:
    """Return an invented inspector."""
    said: Mapping[str, Any] = places()["pool"]
    is_tied = number not in SIGNS_IN.values()
    is_own = number % OWN_EVERY == 0 and is_tied
    elsewhere = sorted(said["lenders"])
    place = "" if is_own else chance.choice(elsewhere)
    unit = chance.choice(said["own_units"]) if is_own else place + chance.choice(said["units"])
    if not is_tied:  # no two of one unit: few of a unit may be away at once
        unit = place + said["units"][sorted(SIGNS_IN.values()).index(number)]
    leads, deputises = number < LEADERS, number < DEPUTIES
    born = today.year - chance.randint(YOUNGEST, OLDEST)
    departments = places()["organizations"]["department"]
    served = today - days(chance.randint(SERVED_UNTIL // 2, SERVED_UNTIL * 3))
    held = f"{chance.choice(departments)}|{said['earlier']}|{served.year - 4}-03|{served:%Y-%m}"
    relative = chance.choice(places()["surnames"]) + said["somebody"]
    kin = f"{said['kin']}|{relative}|{chance.choice(departments)}|{said['earlier']}"
    codes = said["specialities"]
    level = 3 if leads else 2 if deputises else 1
    return {
        "sex": "fm"[number % 2],
        "born": f"{born}-{chance.randint(1, 12):02}",
        "ethnicity": said["ethnicity"],
        "native_place": chance.choice([*places()["organizations"]["town"], *said["lenders"]] if is_tied else elsewhere),
        "party": said["party"],
        "education": chance.choice(said["education"]),
        "unit": unit,
        "place": place,
        "km": said["lenders"].get(place, 0),
        "post": chance.choice(said["posts"][level - 1]),
        "rank": "",
        "level": level,
        "category": "leader" if leads else "professional" if number % 4 == 1 else "staff",
        "specialities": sorted({codes[number % len(codes)], chance.choice(codes)}),
        "may_lead": leads,
        "may_deputise": deputises,
        "cleared": number % UNCLEARED_EVERY != UNCLEARED_EVERY - 1,
        "key_post": deputises and (number % 2 == 0 or not is_tied),
        "hard_to_spare": number % 8 == 7,
        "posts_held": held if is_tied and number % SERVED_EVERY == 0 else "",
        "kin": kin if is_tied and number % KIN_EVERY == 0 else "",
        "grade": chance.choice(said["grades"]),
        "appraisal": said["appraisal"],
        "recommended_by": place + said["recommended_by"] if place else said["own_recommended_by"],
        "vouched": said["vouched"],
    }


def staff_the_next_round(county: County) -> None:
    """Compose the first round ahead, have its teams adopted, authorised and announced."""
    rows = Round.objects.filter(authority_id=county.cast.authority_id, from_on__gt=county.clock.day)
    placed = Placement.objects.filter(authority_id=county.cast.authority_id, removed_on=None)
    at = next(row for row in rows.order_by("from_on") if placed.filter(round=row).exists())
    people = pool_of(at.authority_id)
    call_the_pool(county, at)
    declare_for(county, at, people[:-UNDECLARED])
    draw_lots(county, at)
    authorise(county, at, composed(county, at), until=at.until_on or at.from_on)


def declare_for(county: County, at: Round, people: Sequence[Inspector]) -> None:
    """Let people declare on paper that nothing ties them to a round's organizations."""
    paper = f"{county.clock.day.year}-001—{len(people):03}"
    county.keep(attest_declarations, round_id=at.id, people=[one.id for one in people], paper=paper)


def composed(county: County, at: Round, seats: Sequence[tuple[str, int, str]] = ()) -> uuid.UUID:
    """Compose the teams of a round as its lot decides, where one was drawn, and keep them.

    `seats`: who signs in has his seat: login, the team's place, the seat.
    """
    county.keep(set_terms, round_id=at.id, terms=terms_of(at) | {"size": SIZE})
    now, _key = county.clock.tick()
    draw = draw_of(at)
    manner: dict[str, Any] = {"seed": draw.seed} if draw is not None else {}
    if seats:
        manner["wishes"] = {"pin": list(pins(county, at, seats))}
    solve = begin_solve(county.cast.on("office", county.clock.day), at, now, manner=manner)
    work(solve.authority_id, solve.id, clock=lambda: now, seconds=SOLVE_SECONDS, run=in_this_process)
    made = county.keep(keep_composition, solve_id=solve.id)
    mark_kept(solve)
    return uuid.UUID(made["composition"])


def pins(county: County, at: Round, seats: Sequence[tuple[str, int, str]]) -> Iterator[list[str]]:
    """Yield who has to sit where, of those whose team visits somebody in this round."""
    by_account = {row.account_id: row for row in pool_of(at.authority_id)}
    keys = {team.name: team.key for team in instance_of(at).teams}
    for login, team, seat in seats:
        key = keys.get(places()["teams"][team])
        if key:
            yield [str(by_account[county.cast.people[login].account_id].id), key, seat]


def call_the_pool(county: County, at: Round) -> None:
    """Call the pool to declare for the round that is staffed, and for the one after it."""
    placed = Placement.objects.filter(authority_id=at.authority_id, removed_on=None)
    later = Round.objects.filter(authority_id=at.authority_id, from_on__gt=at.from_on).order_by("from_on")
    following = [row for row in later if placed.filter(round=row).exists()][:1]
    for row in (at, *following):
        told = {"round_id": row.id, "answer_by": county.today + days(CALLED_AHEAD), "paper": places()["pool"]["call"]}
        county.keep(call_inspectors, **told)


def prepare(county: County, at: Round, until: date) -> None:
    """Let home units commit themselves, others tell what they know, the teams be mobilised and trained."""
    said, day = places()["pool"], county.clock.day
    tours = running_tours(at)
    by_unit: dict[str, list[uuid.UUID]] = {}
    for one in tours:
        by_unit.setdefault(one.inspector.unit, []).append(one.inspector_id)
    for unit, people in sorted(by_unit.items()):
        told: dict[str, Any] = {"people": people, "released_by": unit, "on": day, "until_on": until}
        county.keep(commit_release, **told, paper=said["release"])
    plain: dict[str, Any] = {"round_id": at.id, "on": day, "days": 0, "answer_by": None, "paper": "", "people": ()}
    asked = plain | {"kind": "information", "bodies": said["informants"], "matter": said["asked"]}
    made = county.keep(record_preparation, **asked | {"answer_by": max(day, at.from_on)})
    for one_id, answer in zip(made["preparations"], said["told"], strict=False):
        given: dict[str, Any] = {"preparation_id": uuid.UUID(one_id), "on": day, "answer": answer, "paper": ""}
        county.keep(answer_preparation, **given)
    held = plain | {"bodies": (), "matter": said["mobilised"], "kind": "mobilisation"}
    county.keep(record_preparation, **held)
    people_there = [one.inspector_id for one in tours]
    taught = held | {"kind": "training", "matter": said["training"], "days": 3, "people": people_there}
    county.keep(record_preparation, **taught)


def draw_lots(county: County, at: Round) -> None:
    """Let the leading group commit to a seed and open it when everything is in."""
    group: Actor = county.cast.on("leading-group", county.clock.day)
    seed, appointed = f"{at.name} {county.clock.prefix}", places()["pool"]["appointed"]
    now, key = county.clock.tick()
    commit_seed(actor=group, round_id=at.id, seed=f"{seed} {SEED}", appointed=appointed, now=now, key=key)
    now, key = county.clock.tick()
    open_seed(actor=group, round_id=at.id, now=now, key=key)


def authorise(county: County, at: Round, composition_id: uuid.UUID, *, until: date, unpledged: int = UNPLEDGED) -> None:
    """Let the leading group adopt and authorise, most members pledge, the office announce."""
    said = places()["pool"]
    group: Actor = county.cast.on("leading-group", county.clock.day)
    now, key = county.clock.tick()
    adopt_composition(actor=group, composition_id=composition_id, rechecked=said["rechecked"], now=now, key=key)
    prepare(county, at, until)
    now, key = county.clock.tick()
    letter = {"series": said["series"], "decided_by": places()["authority"]["name"], "title": said["title"] % at.name}
    authorise_teams(
        actor=group,
        round_id=at.id,
        **letter,
        decided_on=county.clock.day,
        from_on=at.from_on,
        until_on=until,
        now=now,
        key=key,
    )
    tours = running_tours(at)
    logins = {tour.id: login for tour, login in signing_in(county, tours)}
    for number, tour in enumerate(tours[: len(tours) - unpledged], start=1):
        if tour.id not in logins:
            county.keep(pledge_secrecy, tour_id=tour.id, paper=f"{said['pledge']}{number:03}")
        elif not unpledged:
            now, key = county.clock.tick()
            own = county.cast.on(logins[tour.id], county.clock.day)
            pledge_secrecy(actor=own, tour_id=tour.id, paper="", now=now, key=key)
    county.keep(name_supervisors, tour_id=tours[0].id, supervisors=said["supervisors"])
    now, key = county.clock.tick()
    open_access(county.cast.on("office", county.clock.day), at.id, now=now, key=key)


def signing_in(county: County, tours: Sequence[Tour]) -> Iterator[tuple[Tour, str]]:
    """Yield the tours of those who sign in, and how they do."""
    logins = {person.account_id: login for login, person in county.cast.people.items()}
    for tour in tours:
        account = tour.inspector.account_id
        if account is not None and account in logins:
            yield tour, logins[account]
