"""`packs`: which rule packs there are, what they ask before a dossier is closed, and which bind new dossiers."""

from __future__ import annotations

import sys
import uuid
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from bihuan.cli.main import UnusableInput
from bihuan.installation.spoken import say

if TYPE_CHECKING:
    from bihuan.domain.rulebook import Governing

HELP = "list the rule packs and what they ask at the close; choose those of new dossiers"
EXAMPLE = """python3 dev packs list
python3 dev packs ask national-2024,office-practice
python3 dev packs choose national-2024,closing-loop-2018 --as office --reason 'new term'"""


def configure(parser: ArgumentParser) -> None:
    """Declare the sub-commands."""
    commands = parser.add_subparsers(dest="command", metavar="list | ask | choose")
    commands.add_parser("list", help="list the packs that come with Bihuan")
    ask = commands.add_parser("ask", help="tell what a choice of packs asks before a dossier is closed")
    choose = commands.add_parser("choose", help="choose the packs of dossiers whose feedback is still to come")
    for command in (ask, choose):
        command.add_argument("packs", metavar="NAME[,NAME…]", help="the packs, the prevailing one last")
    choose.add_argument("--as", dest="login_name", required=True, metavar="LOGIN_NAME", help="the office's account")
    choose.add_argument("--reason", required=True, help="why; it stands in the ledger")


def run(arguments: Namespace) -> int:
    """Do one of the sub-commands."""
    if arguments.command in (None, "list"):
        return tell_all()
    if arguments.command == "ask":
        today = datetime.now().astimezone().date()
        tell_choice(chosen(arguments.packs, today), today)
        return 0
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
    from bihuan.cli.house import open_house

    if not reason:
        raise UnusableInput("--reason is empty; say why the packs change")
    open_house()
    require_current()
    return choose_in_the_house(packs, login_name, reason)


def choose_in_the_house(packs: str, login_name: str, reason: str) -> int:
    from django.utils import timezone

    from bihuan.access.actions import NotYours
    from bihuan.cli.step import WAY, actor_named
    from bihuan.ledger.door import by_way_of
    from bihuan.organizations.own_packs import choose_packs

    now = timezone.now()
    today = timezone.localdate(now)
    actor, pack_ids = actor_named(login_name, today), chosen(packs, today)
    try:
        with by_way_of(WAY):
            choose_packs(actor=actor, packs=pack_ids, reason=reason, now=now, key=str(uuid.uuid4()))
    except NotYours as error:
        print(f"refused: {error}; name an account of the office")
        return 1
    tell_choice(pack_ids, today)
    return 0


def chosen(packs: str | None, day: date) -> list[str]:
    """Return the packs named, or the first choice; raise UnusableInput where one is unknown or named twice."""
    from bihuan.rules.choosing import FIRST_CHOICE
    from bihuan.rules.packs import PackError, rulebook

    pack_ids = list(FIRST_CHOICE) if packs is None else [name.strip() for name in packs.split(",")]
    try:
        rulebook(pack_ids, day)
    except PackError as error:
        raise UnusableInput(f"packs: {error}") from error
    return pack_ids


def tell_choice(pack_ids: Sequence[str], day: date) -> None:
    """Print which packs bind new dossiers and what they ask at the close; warn of what they leave out."""
    from bihuan.rules.choosing import close_out

    found = close_out(pack_ids, day)
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
