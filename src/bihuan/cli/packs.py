"""`packs`: which rule packs there are, what they ask at the close, which bind new dossiers; and packs of one's own."""

from __future__ import annotations

import sys
import uuid
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bihuan.cli.main import UnusableInput
from bihuan.domain.office_day import office_day
from bihuan.installation.spoken import say

if TYPE_CHECKING:
    from bihuan.domain.rulebook import Governing, Pack

HELP = "list the rule packs and what they ask at the close; choose those of new dossiers"
EXAMPLE = """python3 dev packs list
python3 dev packs ask national-2024,office-practice
python3 dev packs choose national-2024,closing-loop-2018 --as office --reason 'new term'
python3 dev packs check qingshi-2026.yaml
python3 dev packs try qingshi-2026.yaml
python3 dev packs release qingshi-2026.yaml --as office --reason 'our own practice'"""


WITH_A_FILE = frozenset({"check", "try", "release"})


def configure(parser: ArgumentParser) -> None:
    """Declare the sub-commands."""
    commands = parser.add_subparsers(dest="command", metavar="list | ask | choose | check | try | release")
    commands.add_parser("list", help="list the packs that come with Bihuan")
    ask = commands.add_parser("ask", help="tell what a choice of packs asks before a dossier is closed")
    choose = commands.add_parser("choose", help="choose the packs of dossiers whose feedback is still to come")
    for command in (ask, choose):
        command.add_argument("packs", metavar="NAME[,NAME…]", help="the packs, the prevailing one last")
    check = commands.add_parser("check", help="read a pack of your own as strictly as those that come with Bihuan")
    attempt = commands.add_parser("try", help="tell what a pack would change for running dossiers; nothing is written")
    release = commands.add_parser("release", help="release a pack of your own; it binds nothing before it is chosen")
    for command in (check, attempt, release):
        command.add_argument("file", type=Path, metavar="FILE.yaml")
    release.add_argument("--as", dest="login_name", required=True, metavar="LOGIN_NAME", help="the office's account")
    release.add_argument("--reason", required=True, help="why; it stands in the ledger")
    choose.add_argument("--as", dest="login_name", required=True, metavar="LOGIN_NAME", help="the office's account")
    choose.add_argument("--reason", required=True, help="why; it stands in the ledger")


def run(arguments: Namespace) -> int:
    """Do one of the sub-commands."""
    if arguments.command in (None, "list"):
        return tell_all()
    if arguments.command == "ask":
        today = office_day(datetime.now(UTC))
        tell_choice(chosen(arguments.packs, today), today)
        return 0
    if arguments.command in WITH_A_FILE:
        from bihuan.cli import own_pack

        parts = {"check": own_pack.check, "try": own_pack.try_out, "release": own_pack.release}
        return parts[arguments.command](arguments)
    return choose(arguments.packs, arguments.login_name, arguments.reason.strip())


def tell_all() -> int:
    """Print every pack with its title and how much it rules."""
    from bihuan.rules.packs import available, load

    for pack_id in available():
        pack = load(pack_id)
        at_close = sum(rule.id.startswith("gate/close/") for rule in pack.rules)
        print(f"{pack_id:<20}{pack.title.zh} / {pack.title.en}: {len(pack.rules)} rules, {at_close} asked at the close")
    return 0


def choose(packs: str, login_name: str, reason: str) -> int:
    """Choose the packs of an authority as its office."""
    from bihuan.cli.database import require_current

    if not reason:
        raise UnusableInput("--reason is empty; say why the packs change")
    require_current()
    return choose_in_the_house(packs, login_name, reason)


def choose_in_the_house(packs: str, login_name: str, reason: str) -> int:
    from django.utils import timezone

    from bihuan.access.actions import NotYours
    from bihuan.cli.step import WAY, actor_named
    from bihuan.domain.layers import PacksContradict
    from bihuan.ledger.door import by_way_of
    from bihuan.organizations.own_packs import choose_packs

    now = timezone.now()
    today = timezone.localdate(now)
    actor = actor_named(login_name, today)
    pack_ids = chosen(packs, today, actor.authority_id)
    try:
        with by_way_of(WAY):
            choose_packs(actor=actor, packs=pack_ids, reason=reason, now=now, key=str(uuid.uuid4()))
    except NotYours as error:
        print(f"refused: {error}; name an account of the office")
        return 1
    except PacksContradict as error:
        print(say(f"refused: {error}"))
        return 1
    tell_choice(pack_ids, today, actor.authority_id)
    return 0


def chosen(packs: str | None, day: date, authority_id: uuid.UUID | None = None) -> list[str]:
    """Return the packs named, or the first choice; raise UnusableInput where one is unknown or named twice."""
    from bihuan.rules.choosing import FIRST_CHOICE
    from bihuan.rules.packs import PackError, refuse_twice

    pack_ids = list(FIRST_CHOICE) if packs is None else [name.strip() for name in packs.split(",")]
    try:
        refuse_twice(pack_ids)
        loaded(pack_ids, authority_id)
    except PackError as error:
        raise UnusableInput(f"packs: {error}") from error
    return pack_ids


def loaded(pack_ids: Sequence[str], authority_id: uuid.UUID | None) -> list[Pack]:
    """Return packs by name: those that come with Bihuan, and where there is an authority its own."""
    from bihuan.rules.packs import load

    if authority_id is None:
        return [load(pack_id) for pack_id in pack_ids]
    from bihuan.organizations.own_packs import pack_named

    return [pack_named(authority_id, pack_id) for pack_id in pack_ids]


def tell_choice(pack_ids: Sequence[str], day: date, authority_id: uuid.UUID | None = None) -> None:
    """Print which packs bind new dossiers and what they ask at the close; warn of what they leave out."""
    from bihuan.rules.choosing import close_out_of

    found = close_out_of(loaded(pack_ids, authority_id), day)
    print("\n" + say(f"Rule packs of new dossiers, the prevailing one last: {', '.join(pack_ids)}"))
    print(say("Before a dossier is closed they ask:"))
    print(say("  - every finding is signed off, or long-term and taken over  [method · close]"))
    print("".join(f"  - {line}\n" for line in lines(found.asked)), end="")
    print(say("Others: python3 dev packs list; then python3 dev packs choose NAME[,NAME…] --as office --reason WHY"))
    if found.absent:
        warn(found.absent, nothing=not found.asked)


def warn(absent: Iterable[Governing], *, nothing: bool) -> None:
    """Say on stderr which gates of the usual chain a choice does not ask."""
    little = "nothing but that every finding is signed off" if nothing else "less than the usual chain"
    print(f"warning: with these packs a dossier is closed on {little}. Not asked:", file=sys.stderr)
    for line in lines(absent):
        print(f"warning:   {line}", file=sys.stderr)
    print("warning: add closing-loop-2018 as the last pack unless another rule settles this", file=sys.stderr)


def lines(rules: Iterable[Governing]) -> list[str]:
    return [f"{one.title.zh} / {one.title.en}  [{one.pack}]" for one in rules]
