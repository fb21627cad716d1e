"""`stay card|begin|pack` on a laptop, `stay lend|home` at home: a team's dossiers go along without network."""

from __future__ import annotations

import json
import uuid
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bihuan.cli.main import UnusableInput
from bihuan.installation.spoken import say

if TYPE_CHECKING:
    from bihuan.ledger.door import Receipt

HELP = "take a team's dossiers along on a laptop without network, and bring home what was done there"
EXAMPLE = """python3 dev stay card --name 'laptop 1' -o laptop.card
python3 dev stay lend --round ROUND_ID --team 'Team 1' --card laptop.card --back-by 2026-04-30 --as office -o team.out
python3 dev stay begin team.out
python3 dev stay pack --as li.mou -o team.home
python3 dev stay home team.home --loan LOAN_ID --as office"""
LARGEST = 4 * 2**30


def configure(parser: ArgumentParser) -> None:
    """Declare the parts."""
    parts = parser.add_subparsers(dest="part", required=True)
    card = parts.add_parser("card", help="on the laptop: write its public card, which the office needs to lend")
    card.add_argument("--name", required=True, help="what the laptop is called")
    lend = parts.add_parser("lend", help="at home: seal a team's dossiers for a laptop")
    lend.add_argument("--round", required=True, metavar="ID", help="the id of the round")
    lend.add_argument("--team", required=True, metavar="NAME", help="the team's name, as its dossiers have it")
    lend.add_argument("--card", type=Path, required=True, help="the laptop's card")
    lend.add_argument("--back-by", required=True, metavar="DAY", help="the day by which it is to be back")
    begin = parts.add_parser("begin", help="on the laptop, in an empty installation: take in what was lent")
    begin.add_argument("package", type=Path)
    pack = parts.add_parser("pack", help="on the laptop: pack what was done; nothing is written there afterwards")
    home = parts.add_parser("home", help="at home: take in what was done on the laptop")
    home.add_argument("package", type=Path)
    home.add_argument("--loan", required=True, metavar="ID", help="the id of the loan, which `stay lend` printed")
    for part in (card, lend, pack):
        part.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    for part in (lend, pack, home):
        part.add_argument("--as", dest="login_name", required=True, metavar="LOGIN_NAME", help="the account that acts")


def run(arguments: Namespace) -> int:
    """Do one part; a refusal is told with its reason."""
    from bihuan.cli.database import migrate, require_current
    from bihuan.cli.house import open_sound_house

    if arguments.part in ("card", "begin"):
        open_sound_house(current=False)
        migrate()
    else:
        require_current()
    parts = {"card": write_card, "lend": lend, "begin": begin, "pack": pack, "home": bring_home}
    try:
        return parts[arguments.part](arguments)
    except (OSError, ValueError, LookupError, PermissionError) as error:
        return told_no(error)


def told_no(error: Exception) -> int:
    """Print a refusal of the house; anything else goes on."""
    if not type(error).__module__.startswith("bihuan."):
        raise error
    print(say(str(error)))
    return 1


def write_card(arguments: Namespace) -> int:
    from bihuan.cli.output import put
    from bihuan.exchange.own_keys import card_from, fingerprint_of, own_keys

    content = json.dumps(own_keys().card(arguments.name), ensure_ascii=False, indent=1).encode() + b"\n"
    card = card_from(content)
    put(arguments.output, [content])
    print(f"{arguments.output}: {card['name']}, {fingerprint_of(card)}")
    return 0


def lend(arguments: Namespace) -> int:
    from bihuan.dossiers.files import path_of
    from bihuan.exchange.lending import lend_dossiers
    from bihuan.exchange.own_keys import card_from, fingerprint_of

    card = card_from(content_of(arguments.card))
    told = {
        "round_id": id_in(arguments.round, "--round"),
        "team_name": arguments.team,
        "card": card,
        "back_by": day_in(arguments.back_by),
    }
    receipt = done(lend_dossiers, arguments, told)
    put_out(arguments.output, path_of(str(receipt.told["parcel"])).read_bytes())
    print(f"{say('loan')} {receipt.told['loan']} · {card['name']} {fingerprint_of(card)}")
    return 0


def begin(arguments: Namespace) -> int:
    from bihuan.exchange.own_keys import fingerprint_of
    from bihuan.exchange.staying import begin_stay

    stay = begin_stay(content_of(arguments.package))
    print(f"{stay.home} · {fingerprint_of(stay.card)} · {stay.laptop} · {stay.back_by}")
    print(say("compare the sixteen signs with the office, then: python3 dev serve"))
    return 0


def pack(arguments: Namespace) -> int:
    from bihuan.dossiers.files import path_of
    from bihuan.exchange.staying import pack_home

    receipt = done(pack_home, arguments, {})
    put_out(arguments.output, path_of(str(receipt.told["sha256"])).read_bytes())
    print(f"{arguments.output}: {receipt.told['size']} {say('bytes')}")
    return 0


def bring_home(arguments: Namespace) -> int:
    from bihuan.exchange import lending

    told = {"loan_id": id_in(arguments.loan, "--loan"), "content": content_of(arguments.package)}
    receipt = done(lending.bring_home, arguments, told)
    print(f"{receipt.told['entries']} {say('deeds brought home')}")
    return 0


def done(deed: Any, arguments: Namespace, told: dict[str, Any]) -> Receipt:
    from django.utils import timezone

    from bihuan.cli.step import WAY, actor_named
    from bihuan.ledger.door import by_way_of

    now = timezone.now()
    actor = actor_named(arguments.login_name, timezone.localdate(now))
    with by_way_of(WAY):
        receipt: Receipt = deed(actor=actor, **told, now=now, key=str(uuid.uuid4()))
    return receipt


def content_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise UnusableInput(f"{file}: is larger than any package; name another file")
        return file.read_bytes()
    except OSError as error:
        raise UnusableInput(f"{file}: cannot be read ({error.strerror}); name an existing file") from error


def put_out(file: Path, content: bytes) -> None:
    from bihuan.cli.output import put

    put(file, [content])


def id_in(text: str, place: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise UnusableInput(f"{place} {text!r} is no id; copy it from the page's address") from error


def day_in(text: str) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput(f"--back-by {text!r} is no day; write it as 2026-04-30") from error
