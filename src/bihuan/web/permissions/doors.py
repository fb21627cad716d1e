"""Doors that do not ask for a role, and the roles that open one together."""

from __future__ import annotations

from enum import Enum

from bihuan.domain.joint_seats import SEATED
from bihuan.domain.roles import ADMINISTRATORS, Role


class Door(Enum):
    """Doors that do not ask for a role."""

    PUBLIC = "public"
    ANY_ACCOUNT = "any account"
    NAMED = "whoever is named for the clue register; for all others there is no such page"


Who = Door | frozenset[Role]

SECURITY = frozenset({Role.SECURITY_ADMINISTRATOR})
SYSTEM = frozenset({Role.SYSTEM_ADMINISTRATOR})
AUDIT = frozenset({Role.AUDIT_ADMINISTRATOR})
ACCOUNT_READERS = SECURITY | {Role.OFFICE}
TREE_KEEPERS = frozenset({Role.OFFICE, Role.SYSTEM_ADMINISTRATOR})
DOSSIER_ROLES = frozenset(Role) - ADMINISTRATORS  # everybody who can have to do with a dossier
OFFICE = frozenset({Role.OFFICE})
LEADING_GROUP = frozenset({Role.LEADING_GROUP})
PLAN_READERS = OFFICE | LEADING_GROUP
FINDERS = DOSSIER_ROLES | TREE_KEEPERS | ACCOUNT_READERS  # whoever can find anything at all
CLUE_NAMERS = LEADING_GROUP | SECURITY
DRAWERS = PLAN_READERS | {Role.SUPERVISION_OFFICE, Role.RESIDENT_DISCIPLINE, Role.ORGANISATION_DEPARTMENT}
SUPERVISERS = PLAN_READERS | {
    Role.TEAM_LEADER,
    Role.DEPUTY,
    Role.SUPERVISION_OFFICE,
    Role.RESIDENT_DISCIPLINE,
    Role.ORGANISATION_DEPARTMENT,
}
SEATED_TOO = SUPERVISERS | SEATED  # whoever may sit in a joint team; behind the door he finds the checks of his teams
LEADERS = OFFICE | {
    Role.LEADING_GROUP,
    Role.LEADER_IN_CHARGE,
    Role.SUPERVISION_OFFICE,
    Role.COMPETENT_DEPARTMENT,
    Role.ORGANISATION_DEPARTMENT,
}
