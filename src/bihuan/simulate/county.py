"""The demo county: two rounds, twenty-four inspections, played as of a day."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from bihuan.ledger.door import batch
from bihuan.simulate import ending, founding, letters, panel, places
from bihuan.simulate.cast import PASSWORD, Person
from bihuan.simulate.clues import follow_clues
from bihuan.simulate.dossier import Dossier
from bihuan.simulate.draws import draw_re_checks
from bihuan.simulate.field import DEPUTY, MEMBER
from bihuan.simulate.founding import SHOWN_STORY, County, found_county, has_shown_members, next_head_of
from bihuan.simulate.papers import FeedbackPaper
from bihuan.simulate.plans import Cut, Plan, office_login, plans, resident_login, team_login, unit_login
from bihuan.simulate.pool import fill_the_pool, follow_the_pool, staff_the_next_round
from bihuan.simulate.questionnaires import ask_the_people
from bihuan.simulate.recurring import bring_back, look_back_opened
from bihuan.simulate.setting import HEAD, LEADER, LEADING_GROUP, LIAISON, OFFICE, RESIDENT, SUPERVISION
from bihuan.simulate.stories import STORIES, Goes
from bihuan.simulate.supervision import (
    check_between_rounds,
    give_extracts,
    keep_the_bill,
    rename_a_unit,
    rename_another_to_come,
)
from bihuan.simulate.term import fill_the_rounds, plan_the_term
from bihuan.simulate.tips import hear_the_public
from bihuan.simulate.tours import look_back_on_the_round, staff_the_round
from bihuan.simulate.tree import body_named
from bihuan.simulate.upward import keep_records

Say = Callable[[str], None]
TERM_BEFORE, ROUNDS_BEFORE = 550, 150  # days before the end: the five-year plan, the rounds ahead
POOL_BEFORE, FOLLOWED_BEFORE, TEAMS_BEFORE = 445, 138, 4  # the pool, what follows its people, the next round's teams
LOOKED_BACK_BEFORE = (305, 12)  # both sides score each other after the rounds of founding.ROUNDS_BEFORE
RECORDS_BEFORE = 140  # what is filed and kept beside them


@dataclass(frozen=True)
class Played:
    """What there is to show: the accounts for the sign-in page, papers to try the import with."""

    accounts: list[dict[str, str]]
    papers: list[tuple[str, uuid.UUID, FeedbackPaper]]
    findings: int
    deeds: int


def play(*, today: date, seed: int, say: Say, cut: Cut | None = None) -> Played:
    """Play the county up to the day before `today`; the same seed and day give the same words, days and states."""
    county = County.of(today=today, seed=seed)
    wanted = list(plans(cut or Cut()))
    with batch():
        units = {plan.unit for plan in wanted}
        stories = {TERM_BEFORE: plan_the_term, ROUNDS_BEFORE: lambda at: fill_the_rounds(at, units)}
        stories |= {POOL_BEFORE: fill_the_pool, FOLLOWED_BEFORE: follow_the_pool, TEAMS_BEFORE: staff_the_next_round}
        stories |= dict.fromkeys(founding.ROUNDS_BEFORE, staff_the_round)
        stories |= dict.fromkeys(LOOKED_BACK_BEFORE, look_back_on_the_round)
        stories[RECORDS_BEFORE] = keep_records
        begun = found_county(county, wanted, stories)
    findings, offered = 0, []
    chosen = False
    for plan, inspection_id in begun:
        if plan.round > 0 and not chosen:
            chosen = True
            with batch():
                places.choose_more(county)
        dossier = dossier_of(county, plan, inspection_id)
        with batch():
            play_one(dossier)
            send_out(county, dossier)
        found = len(dossier.matters) + dossier.confirmed
        findings += found
        say(f"{plan.unit}: {found}")
        if plan.story.goes is Goes.REPORTING:
            offered.append((plan.unit, inspection_id, dossier.paper()[1]))
    with batch():
        again = look_back_opened(county, begun)
        if again is not None:
            looked = dossier_of(county, *again)
            looked.begin()
            bring_back(looked)
            findings += len(looked.matters)
    with batch():
        draw_re_checks(county)
        check_between_rounds(county)
        rename_a_unit(county)
        rename_another_to_come(county)
        give_extracts(county)
        keep_the_bill(county)
    with batch():
        follow_clues(county)
    with batch():
        hear_the_public(county)
        ask_the_people(county)
    with batch():
        letters.send_letters(county)
    shown = [told(person) for person in county.shown]
    return Played(shown, offered, findings, county.clock.deeds)


def send_out(county: County, dossier: Dossier) -> None:
    """Enter what goes to others from a dossier: an instruction routed, matters handed over."""
    if dossier.story.goes is Goes.LOOKED_OVER and DEPUTY in dossier.logins:
        letters.report_to_leaders(dossier)
        letters.route_to_bodies(county, dossier)
    if dossier.story.goes is Goes.CLOSED and dossier.needs_department and dossier.team == 0:
        letters.publish(dossier)
    if dossier.story is STORIES[SHOWN_STORY] and not dossier.needs_department:
        letters.hand_matters_over(county, dossier)


def play_one(dossier: Dossier) -> None:
    dossier.begin()
    if dossier.has_come_to(Goes.AT_WORK):
        dossier.work()
        ending.enter(dossier)
        if dossier.is_later:
            is_whole = dossier.team % 2 == places.FULL
            places.enter(dossier, is_whole=is_whole)
            panel.score(dossier, is_whole=is_whole)
        dossier.live()


def dossier_of(county: County, plan: Plan, inspection_id: uuid.UUID) -> Dossier:
    """Return an inspection ready to be played, with the sign-in names of everybody who works on it."""
    resident = plan.place % 2 + 1
    logins = {
        OFFICE: "office",
        LEADING_GROUP: "leading-group",
        LEADER: team_login(plan.team),
        SUPERVISION: office_login(plan.office),
        RESIDENT: resident_login(resident),
        HEAD: unit_login(HEAD, plan.place),
        LIAISON: unit_login(LIAISON, plan.place),
    }
    if has_shown_members(plan):
        logins |= {MEMBER: MEMBER, DEPUTY: DEPUTY}
    return Dossier(
        inspection_id=inspection_id,
        unit=county.made[plan.unit],
        story=plan.story,
        cast=county.cast,
        logins=logins,
        clock=county.clock,
        receiver=county.made[body_named(f"resident{resident}")],
        chance=Random(county.chance.random()),
        today=county.today,
        next_head=next_head_of(county, plan),
        team=plan.team,
        needs_department=plan.needs_department,
        is_later=plan.round > 0,
        count=plan.findings,
    )


def told(person: Person) -> dict[str, str]:
    return {
        "login_name": person.login_name,
        "password": PASSWORD,
        "role": person.role.value,
        "name": person.name,
    }
