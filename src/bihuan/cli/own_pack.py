"""A pack of the office's own on the command line: `packs check FILE`, `packs try FILE`, `packs release FILE`."""

from __future__ import annotations

import uuid
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bihuan.cli.main import UnusableInput
from bihuan.installation.spoken import say

if TYPE_CHECKING:
    from bihuan.closeout.dry_steps import Changed
    from bihuan.domain.rulebook import Pack

LARGEST, SHOWN = 400_000, 60


def text_of(file: Path) -> str:
    """Return a pack's text; raise UnusableInput where it cannot be read."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnusableInput(f"{file}: cannot be read ({error.strerror}); name an existing file") from error
    if len(content) > LARGEST:
        raise UnusableInput(f"{file}: is larger than any pack; name another file")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UnusableInput(f"{file}: byte {error.start}: not UTF-8; save it as UTF-8") from error


def pack_in(file: Path) -> tuple[Pack, str]:
    """Return the pack of a file with its text; raise UnusableInput with line and remedy."""
    from bihuan.rules.documents import PackError
    from bihuan.rules.written import WRITTEN, read_written

    text = text_of(file)
    try:
        return read_written(text), text
    except PackError as error:
        told = str(error).removeprefix(WRITTEN).removeprefix(":")
        raise UnusableInput(f"{file}:{told}") from error


def check(arguments: Namespace) -> int:
    """Tell what a pack rules, or the first thing that is wrong with it."""
    pack, _text = pack_in(arguments.file)
    at_close = sum(rule.id.startswith("gate/close/") for rule in pack.rules)
    print(f"{pack.id}: {pack.title.zh} / {pack.title.en}")
    print(say(f"{len(pack.rules)} rules, {at_close} asked at the close"))
    return 0


def try_out(arguments: Namespace) -> int:
    """Judge every dossier at each step before it with the pack as the last one, and write nothing."""
    pack, _text = pack_in(arguments.file)
    authority_id, today = the_house()  # before any table is imported

    from bihuan.closeout.dry_run import dry_run
    from bihuan.domain.layers import PacksContradict, refuse_contradiction
    from bihuan.domain.rulebook import in_force
    from bihuan.dossiers.rulebooks import chosen_packs
    from bihuan.organizations.own_packs import pack_named

    others = [pack_named(authority_id, one) for one in chosen_packs(authority_id) if one != pack.id]
    packs = [*others, pack]
    try:
        refuse_contradiction(in_force(packs, today))
    except PacksContradict as error:
        print(say(f"refused: {error}"))
        return 1
    run = dry_run(authority_id, packs, today, added=pack)
    print(say(f"{run.judged} dossiers judged; at {len(run.changed)} places other things would be lacking"))
    for name, count in run.by_step().items():
        print(f"  {step_words(name)}: {count}")
    for one in run.changed[:SHOWN]:
        print(f"- {one.name} · {step_words(one.step)}: {told_of(one)}")
    if len(run.changed) > SHOWN:
        print(say(f"and {len(run.changed) - SHOWN} more"))
    print(say("Nothing was written; dossiers that were fed back keep the packs they are bound to."))
    return 0


def step_words(name: str) -> str:
    """Return what a step is called."""
    from bihuan.domain.glossary import term

    return term("step", name).zh


def told_of(one: Changed) -> str:
    """Return what a dossier would lack besides, and what no more."""
    if one.is_silent:
        return say("no rule of the pack is in force on its day")
    from bihuan.domain.glossary import term

    more = [f"+ {term('gate', code).zh}" for code in dict.fromkeys(code for code, _subject in one.more)]
    fewer = [f"- {term('gate', code).zh}" for code in dict.fromkeys(code for code, _subject in one.fewer)]
    return "; ".join([*more, *fewer])


def release(arguments: Namespace) -> int:
    """Release a pack as the office; it binds nothing before it is chosen."""
    pack, text = pack_in(arguments.file)
    if not arguments.reason.strip():
        raise UnusableInput("--reason is empty; say why the pack is released")
    the_house()  # before any table is imported

    from django.utils import timezone

    from bihuan.access.actions import NotYours
    from bihuan.cli.step import WAY, actor_named
    from bihuan.ledger.door import by_way_of
    from bihuan.organizations.own_packs import NothingNew, release_pack

    now = timezone.now()
    actor = actor_named(arguments.login_name, timezone.localdate(now))
    try:
        with by_way_of(WAY):
            receipt = release_pack(actor=actor, text=text, reason=arguments.reason, now=now, key=str(uuid.uuid4()))
    except (NotYours, NothingNew) as error:
        print(say(f"refused: {error}"))
        return 1
    print(say(f"{pack.id}: release {receipt.told['number']}, sha256 {receipt.told['sha256']}"))
    print(say("It binds nothing yet: python3 dev packs choose NAME[,NAME…] --as office --reason WHY"))
    return 0


def the_house() -> tuple[uuid.UUID, date]:
    """Open the house; return its authority and the day."""
    from django.utils import timezone

    from bihuan.cli.database import require_current

    require_current()
    from bihuan.organizations.models import Authority

    authority = Authority.objects.first()
    if authority is None:
        raise UnusableInput("this installation has no authority yet; make one: python3 dev account first")
    return authority.authority_id, timezone.localdate()
