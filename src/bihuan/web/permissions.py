"""Who may open which page: one reviewed table. What is not written here, nobody may open.

A row is the name of a url and whoever may open it. The table says who gets through the door; what he may do and
see behind it is decided again, for each thing, by the domain (`jurisdiction`, `lifecycle`).
tests/architecture/test_permissions.py compares this table with the urls in both directions.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import ADMINISTRATORS, Role


class Door(Enum):
    """Doors that do not ask for a role."""

    PUBLIC = "public"
    ANY_ACCOUNT = "any account"


Who = Door | frozenset[Role]

SECURITY = frozenset({Role.SECURITY_ADMINISTRATOR})
ACCOUNT_READERS = SECURITY | {Role.OFFICE}
TREE_KEEPERS = frozenset({Role.OFFICE, Role.SYSTEM_ADMINISTRATOR})
DOSSIER_ROLES = frozenset(Role) - ADMINISTRATORS  # everybody who can have to do with a dossier

ROWS: Mapping[str, Who] = {
    # signing in
    "sign_in": Door.PUBLIC,
    "language": Door.PUBLIC,
    "sign_out": Door.ANY_ACCOUNT,
    "change_password": Door.ANY_ACCOUNT,
    "home": Door.ANY_ACCOUNT,
    # accounts
    "accounts": ACCOUNT_READERS,
    "account": ACCOUNT_READERS,
    "account_open": SECURITY,
    "account_reset": SECURITY,
    "account_end": SECURITY,
    "role_grant": ACCOUNT_READERS,
    "role_end": ACCOUNT_READERS,
    # organizations
    "organizations": TREE_KEEPERS | {Role.LEADING_GROUP},
    "organization": TREE_KEEPERS | {Role.LEADING_GROUP},
    "organization_add": TREE_KEEPERS,
    "organization_end": TREE_KEEPERS,
    "successor_name": TREE_KEEPERS,
    "head_appoint": TREE_KEEPERS,
    "head_end": TREE_KEEPERS,
}

# what somebody with a first password can reach before he has chosen his own
BEFORE_OWN_PASSWORD = frozenset({"change_password", "sign_out", "language", "sign_in"})


def who_may(name: str) -> Who:
    """Return who may open a page; nobody where the table has no row."""
    return ROWS.get(name, frozenset())


def is_public(name: str) -> bool:
    """True for a page that is opened without an account."""
    return who_may(name) is Door.PUBLIC


def may_open(name: str, actor: Actor | None) -> bool:
    """True when somebody may open a page today."""
    who = who_may(name)
    if isinstance(who, Door):
        return who is Door.PUBLIC or actor is not None
    return actor is not None and bool(actor.roles & who)
