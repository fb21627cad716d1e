"""`account`: the first accounts of an installation, and a new first password when nobody can sign in any more."""

from __future__ import annotations

import secrets
import uuid
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from bihuan.cli.main import UnusableInput
from bihuan.installation.spoken import say, speaks_chinese

if TYPE_CHECKING:
    from bihuan.domain.jurisdiction import Actor

HELP = "make the first accounts, or give one a new first password"
EXAMPLE = """python3 dev account first --authority 'Qingshi County Committee'
python3 dev account reset office"""
LEVELS = ("province", "city", "county")
# whom an office needs to begin: the sign-in name, then the role it is named after
FIRST = (
    ("office", "office"),
    ("system", "system_administrator"),
    ("security", "security_administrator"),
    ("audit", "audit_administrator"),
)
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def configure(parser: ArgumentParser) -> None:
    """Declare the sub-commands."""
    commands = parser.add_subparsers(dest="command", required=True)
    first = commands.add_parser("first", help="found the authority; make the office's and the administrators' accounts")
    first.add_argument(
        "--authority", required=True, metavar="NAME", help="name of the committee that orders inspections"
    )
    first.add_argument("--level", choices=LEVELS, default="county", help="its level (default: county)")
    first.add_argument(
        "--packs",
        metavar="NAME[,NAME…]",
        help="rule packs, the prevailing one last; python3 dev packs lists them (default: the whole close-out chain)",
    )
    reset = commands.add_parser("reset", help="give an account a new first password and print it")
    reset.add_argument("name", help="the sign-in name")


def run(arguments: Namespace) -> int:
    """Do one of the sub-commands; print what was made, first passwords included, once."""
    from bihuan.cli.database import require_current

    require_current()
    if arguments.command == "first":
        return make_first(arguments.authority.strip(), arguments.level, arguments.packs)
    return reset(arguments.name)


def first_password() -> str:
    """Return a password to hand over, such as k7wp-m3xa-v9td."""
    return "-".join("".join(secrets.choice(PASSWORD_LETTERS) for _ in range(4)) for _ in range(3))


def make_first(authority: str, level: str, packs: str | None) -> int:
    """Found the authority with its first accounts, all or nothing; refuse where there is one."""
    from django.utils import timezone

    from bihuan.access.actors import installer
    from bihuan.cli.packs import chosen, tell_choice
    from bihuan.ledger.door import batch
    from bihuan.ledger.models import new_id
    from bihuan.organizations.actions import found_authority
    from bihuan.organizations.models import Authority

    if not authority:
        raise UnusableInput("--authority is empty; give the name of the committee")
    there = Authority.objects.first()
    if there is not None:
        kept = f"refused: this installation already belongs to {there.name}"
        print(say(f"{kept}; open accounts on the page, or: account reset"))
        return 1
    authority_id, today = new_id(), timezone.localdate()
    actor, pack_ids = installer(authority_id, today), chosen(packs, today)
    with batch():
        found_authority(
            actor=actor,
            authority_id=authority_id,
            name=authority,
            level=level,
            packs=pack_ids,
            now=timezone.now(),
            key=str(uuid.uuid4()),
        )
        made = [(name, role, make_account(actor, name, role)) for name, role in FIRST]
    print_passwords(made)
    tell_choice(pack_ids, today)
    return 0


def make_account(actor: Actor, login_name: str, role: str) -> str:
    """Open one account with one role over the whole authority; return its first password."""
    from django.utils import timezone

    from bihuan.access.actions import open_account
    from bihuan.domain.glossary import term
    from bihuan.domain.roles import Role
    from bihuan.dossiers.people import grant
    from bihuan.ledger.models import new_id

    account_id, password, now = new_id(), first_password(), timezone.now()
    open_account(
        actor=actor,
        account_id=account_id,
        login_name=login_name,
        name=term("role", role).zh,
        password=password,
        organization_id=None,
        now=now,
        key=str(uuid.uuid4()),
    )
    grant(
        actor=actor,
        account_id=account_id,
        role=Role(role),
        path="",
        dossier_id=None,
        from_on=actor.today,
        until_on=None,
        now=now,
        key=str(uuid.uuid4()),
    )
    return password


def print_passwords(made: list[tuple[str, str, str]]) -> None:
    print(f"{say('sign-in name'):<14}{say('first password'):<18}{say('role')}")
    for name, role, password in made:
        print(f"{name:<14}{password:<18}{role_words(role)}")
    print(say("Hand them over in person; each has to be changed at the first sign-in. They are not shown again."))


def role_words(role: str) -> str:
    """Return a role by its code, in Chinese by its name as well."""
    from bihuan.domain.glossary import term

    return f"{role} {term('role', role).zh}" if speaks_chinese() else role


def reset(login_name: str) -> int:
    """Give an account a new first password."""
    from django.utils import timezone

    from bihuan.access.actions import reset_password
    from bihuan.access.actors import installer
    from bihuan.access.models import Account

    account = Account.objects.signing_in_as(login_name)
    if account is None:
        raise UnusableInput(
            f"{login_name}: no running account signs in by this name; the security administrator's page lists them"
        )
    password = first_password()
    reset_password(
        actor=installer(account.authority_id, timezone.localdate()),
        account_id=account.pk,
        password=password,
        now=timezone.now(),
        key=str(uuid.uuid4()),
    )
    print(say(f"{login_name}: first password {password}; it has to be changed at the next sign-in"))
    return 0
