"""Before any inspection: the authority, its tree, its people, the heads in office, the two rounds."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from random import Random
from typing import Any

from bihuan.access.reminders import choose_mail
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.roles import Role
from bihuan.dossiers import actions as dossiers
from bihuan.dossiers.people import appoint_head
from bihuan.organizations import actions as organizations
from bihuan.planning.placing import place
from bihuan.simulate.agenda import Agenda
from bihuan.simulate.cast import Cast, Clock, Person
from bihuan.simulate.plans import (
    OFFICES,
    RESIDENTS,
    TEAMS,
    Plan,
    office_login,
    resident_login,
    team_login,
    unit_login,
)
from bihuan.simulate.setting import days
from bihuan.simulate.stories import Head
from bihuan.simulate.tree import Made, all_places, body_named
from bihuan.simulate.vocabulary import person_names, places
from bihuan.views import actions as views

MAILBOX = "xunchaban@qingshi.example"  # of a domain that exists nowhere
FOUNDED_BEFORE, OLD = 560, 3650
# days a round lasts: two can fall into one year, in which nobody may be away longer than the staffing pack says
ROUNDS_BEFORE, LASTED = (430, 170), 70
NEW_HEAD_AFTER = {Head.CHANGES: 90, Head.ACTING: 60}
VACANT_BEFORE, SHOWN_BEFORE = 20, 3
SHOWN_STORY, CLOSING_STORY, FIELD_STORY = "rectifying_busy", "under_review_signing", "towards_feedback"
STAFFED = {"routine", "special"}  # whose teams come from the pool
OF_NO_DOSSIER = (Role.OFFICE, Role.LEADING_GROUP, Role.ORGANISATION_DEPARTMENT)
OF_SOME_DOSSIERS = (Role.DEPUTY, Role.MEMBER, Role.LEADER_IN_CHARGE, Role.RESPONSIBLE_DEPARTMENT)
ADMINISTRATORS = {
    "system-admin": Role.SYSTEM_ADMINISTRATOR,
    "security-admin": Role.SECURITY_ADMINISTRATOR,
    "audit-admin": Role.AUDIT_ADMINISTRATOR,
}


@dataclass
class County:
    """Everything that has been made so far."""

    today: date
    chance: Random
    clock: Clock
    cast: Cast
    made: dict[str, Made] = field(default_factory=dict)
    rounds: list[uuid.UUID] = field(default_factory=list)
    shown: list[Person] = field(default_factory=list)

    @classmethod
    def of(cls, *, today: date, seed: int) -> County:
        chance = Random(seed)
        authority_id = uuid.uuid5(uuid.NAMESPACE_OID, f"qingshi {seed} {today}")
        clock = Clock(today - days(FOUNDED_BEFORE), f"demo-{seed}")
        return cls(today, chance, clock, Cast.gather(authority_id, clock, chance))

    def keep(self, verb: Callable[..., Any], **told: Any) -> Mapping[str, Any]:
        """Do a deed of the office on what belongs to no single dossier."""
        now, key = self.clock.tick()
        answer: Mapping[str, Any] = verb(actor=self.cast.on("office", self.clock.day), **told, now=now, key=key).told
        return answer


def found_county(
    county: County, wanted: list[Plan], stories: Mapping[int, Callable[[County], None]]
) -> list[tuple[Plan, uuid.UUID]]:
    """Make everything that the inspections need, day by day; return the inspections as planned.

    `stories` are told so many days before the end.
    """
    agenda, begun = Agenda(), list[tuple[Plan, uuid.UUID]]()
    found(county)
    enrol_bodies(county)
    tenures = appoint_heads(county, {plan.unit: plan for plan in wanted})
    for number, before in enumerate(ROUNDS_BEFORE):
        agenda.on(county.today - days(before), partial(begin_round, county, number, wanted, begun))
    for plan in wanted:
        change = next_head_of(county, plan)
        if change is not None:
            agenda.on(change[0], partial(change_head, county, plan, change[1], tenures))
        if plan.unit in places()["vacant"]:
            agenda.on(county.today - days(VACANT_BEFORE), partial(end_tenure, county, tenures[plan.unit]))
    for before, story in stories.items():
        agenda.on(county.today - days(before), partial(story, county))
    agenda.on(county.today - days(SHOWN_BEFORE), partial(show_accounts, county))
    agenda.on(county.today - days(SHOWN_BEFORE), partial(keep_views, county))
    agenda.on(county.today - days(SHOWN_BEFORE), partial(county.keep, choose_mail, address=MAILBOX, wanted=True))
    agenda.live(county.clock.at)
    return begun


def found(county: County) -> None:
    """Found the authority, open the accounts that belong to no dossier, plant the tree."""
    cast = county.cast
    now, key = county.clock.tick()
    organizations.found_authority(
        actor=cast.setup, authority_id=cast.authority_id, **places()["authority"], now=now, key=key
    )
    for login_name, role in ADMINISTRATORS.items():
        cast.enrol(role, login_name)
        cast.grant(login_name)
    for role in OF_NO_DOSSIER:
        cast.grant(cast.enrol(role).login_name)
    for one in all_places(county.chance):
        told = county.keep(
            organizations.add_organization,
            parent_id=county.made[one.parent].id if one.parent else None,
            name=one.name,
            category=one.category,
            credit_code=one.credit_code,
            from_on=county.clock.day - days(OLD),
        )
        county.made[one.name] = Made(uuid.UUID(told["organization"]), told["path"], one.name, one.category)


def enrol_bodies(county: County) -> None:
    """Open the accounts of supervision offices, teams and whoever follows some dossiers."""
    cast = county.cast
    for number in range(1, OFFICES + 1):
        cast.enrol(Role.SUPERVISION_OFFICE, office_login(number))
        cast.grant(office_login(number), path=county.made[body_named(f"office{number}")].path)
    for team in range(TEAMS):
        cast.enrol(Role.TEAM_LEADER, team_login(team))
    for role in OF_SOME_DOSSIERS:
        cast.enrol(role)
    for number in range(1, RESIDENTS + 1):
        cast.enrol(
            Role.RESIDENT_DISCIPLINE, resident_login(number), unit=county.made[body_named(f"resident{number}")].id
        )
    competent = cast.enrol(Role.COMPETENT_DEPARTMENT).login_name
    for parent in sorted({unit.parent for unit in all_places(Random(0)) if unit.category in ("school", "hospital")}):
        cast.grant(competent, path=county.made[parent].path)


# --- heads ----------------------------------------------------------------------------------------


def appoint_heads(county: County, inspected: Mapping[str, Plan]) -> dict[str, str]:
    """Give every organization its head; those of inspected units sign in. Return the tenures by unit."""
    cast, tenures = county.cast, {}
    names = iter(person_names(Random(county.chance.random())))
    for unit in [made for made in county.made.values() if made.category not in SUPERVISING]:
        name, account = next(names), None
        if unit.name in inspected:
            place = inspected[unit.name].place
            for role in (Role.UNIT_HEAD, Role.UNIT_LIAISON):
                cast.grant(cast.enrol(role, unit_login(role, place), unit=unit.id).login_name, path=unit.path)
            head = cast.people[unit_login(Role.UNIT_HEAD, place)]
            name, account = head.name, head.account_id
        since = county.clock.day - days(county.chance.randint(90, 1500))
        tenures[unit.name] = appoint(county, unit, name, account, since=since, acting=False)
    return tenures


def appoint(county: County, unit: Made, name: str, account: uuid.UUID | None, *, since: date, acting: bool) -> str:
    told = county.keep(
        appoint_head,
        organization_id=unit.id,
        name=name,
        account_id=account,
        acting=acting,
        from_on=since,
        until_on=None,
    )
    return str(told["tenure"])


def next_head_of(county: County, plan: Plan) -> tuple[date, str] | None:
    """Return when the post changes hands during the rectification and how the new head signs in."""
    after = NEW_HEAD_AFTER.get(plan.story.head)
    if after is None:
        return None
    day = county.today - days(plan.story.feedback_before - after)
    return day, unit_login(Role.UNIT_HEAD, plan.place, later=True)


def change_head(county: County, plan: Plan, login_name: str, tenures: Mapping[str, str]) -> None:
    """Let one head go and another come, acting or not."""
    day, unit = county.clock.day, county.made[plan.unit]
    end_tenure(county, tenures[plan.unit], on=day - days(1))
    new = county.cast.enrol(Role.UNIT_HEAD, login_name, unit=unit.id)
    county.cast.grant(login_name, path=unit.path)
    appoint(county, unit, new.name, new.account_id, since=day, acting=plan.story.head is Head.ACTING)


def end_tenure(county: County, tenure: str, on: date | None = None) -> None:
    county.keep(organizations.end_tenure, tenure_id=uuid.UUID(tenure), on=on or county.clock.day)


# --- rounds ---------------------------------------------------------------------------------------


def begin_round(county: County, number: int, wanted: list[Plan], begun: list[tuple[Plan, uuid.UUID]]) -> None:
    """Open a round, put its organizations into it, and open their dossiers."""
    day, told = county.clock.day, places()["rounds"][number]
    until = day + days(LASTED) if number == 0 else None
    made = county.keep(dossiers.open_round, **told, term=places()["term"], from_on=day, until_on=until)
    round_id, own = uuid.UUID(made["round"]), [plan for plan in wanted if plan.round == number]
    for plan in [plan for plan in own if plan.kind in STAFFED]:
        unit, team = county.made[plan.unit], places()["teams"][plan.team]
        plain: dict[str, Any] = {"organization_id": unit.id, "with_villages": unit.category == "town", "team": team}
        county.keep(place, round_id=round_id, form="routine", person_days=0, reason="", **plain)
    for plan in own:
        inspection_id = open_inspection(county, plan, round_id)
        assign(county, plan, inspection_id)
        begun.append((plan, inspection_id))


def open_inspection(county: County, plan: Plan, round_id: uuid.UUID) -> uuid.UUID:
    told = county.keep(
        dossiers.open_inspection,
        round_id=round_id,
        organization_id=county.made[plan.unit].id,
        supervision_office_id=county.made[body_named(f"office{plan.office}")].id,
        number=plan.place + 1,
        kind=plan.kind,
        team_name=places()["teams"][plan.team],
        responsible_department_needed=plan.needs_department,
    )
    inspection_id = uuid.UUID(told["inspection"])
    county.cast.grant(team_login(plan.team), dossier_id=inspection_id)
    for role in ("deputy", "member") if has_shown_members(plan) else ():
        county.cast.grant(role, dossier_id=inspection_id)
    return inspection_id


def assign(county: County, plan: Plan, inspection_id: uuid.UUID) -> None:
    """Give those who follow a unit, or this dossier of it, their duties."""
    cast, path = county.cast, county.made[plan.unit].path
    if plan.needs_department:
        cast.grant("responsible-department", dossier_id=inspection_id)
    if plan.place % RESIDENTS == 0:
        cast.grant("leader-in-charge", path=path)
    cast.grant(resident_login(plan.place % RESIDENTS + 1), path=path)


# --- views the office shares ------------------------------------------------------------------------


def keep_views(county: County) -> None:
    """Let the office keep and share the views it works with."""
    for told in places()["views"]:
        view_id = uuid.uuid5(county.cast.authority_id, told["name"])
        county.keep(views.keep_view, view_id=view_id, list_name="findings", **told)
        county.keep(views.share_view, view_id=view_id, is_shared=True)


# --- the sign-in page -----------------------------------------------------------------------------


def shown_place(story: str) -> int:
    """Return the place of the first inspection with a story."""
    return next(place for place, line in enumerate(places()["inspections"]) if line["story"] == story)


def shown_team() -> int:
    return shown_place(SHOWN_STORY) % TEAMS


def has_shown_members(plan: Plan) -> bool:
    """True for the dossiers of the team in which the deputy and the member who sign in have their seats."""
    return plan.team == shown_team() and plan.round > 0


def show_accounts(county: County) -> None:
    """Choose who stands on the sign-in page: one of each role, and the people of a dossier about to be closed."""
    busy, closing = shown_place(SHOWN_STORY), shown_place(CLOSING_STORY)
    listed = [
        "office",
        "leading-group",
        "leader-in-charge",
        team_login(shown_team()),
        "deputy",
        "member",
        *(unit_login(role, place) for place in (busy, closing) for role in ("unit_head", "unit_liaison")),
        unit_login("unit_liaison", shown_place(FIELD_STORY)),
        "responsible-department",
        "competent-department",
        resident_login(1),
        office_login(busy % OFFICES + 1),
        "organisation-department",
        *ADMINISTRATORS,
    ]
    for login_name in listed:
        if login_name in county.cast.people:
            county.cast.choose_password(login_name)
            county.shown.append(county.cast.people[login_name])
