"""Who takes part: the roles of a dossier and the three administrators, who see none."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """In what quality somebody acts."""

    OFFICE = "office"
    TEAM_LEADER = "team_leader"
    DEPUTY = "deputy"
    MEMBER = "member"
    LEADING_GROUP = "leading_group"
    LEADER_IN_CHARGE = "leader_in_charge"
    UNIT_HEAD = "unit_head"
    UNIT_LIAISON = "unit_liaison"
    RESPONSIBLE_DEPARTMENT = "responsible_department"
    COMPETENT_DEPARTMENT = "competent_department"
    RESIDENT_DISCIPLINE = "resident_discipline"
    SUPERVISION_OFFICE = "supervision_office"
    ORGANISATION_DEPARTMENT = "organisation_department"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})
TEAM = frozenset({Role.TEAM_LEADER, Role.DEPUTY, Role.MEMBER})
UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_LIAISON})
# who is over a unit in its own line: its rectification is theirs, too
IN_CHARGE = frozenset({Role.LEADER_IN_CHARGE, Role.RESPONSIBLE_DEPARTMENT, Role.COMPETENT_DEPARTMENT})
