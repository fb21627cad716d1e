"""`step DEED TARGET_ID --as NAME`: a deed from the machine itself, judged as the page's would be; its entry says so."""

from __future__ import annotations

import json
import uuid
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bihuan.cli.main import UnusableInput

if TYPE_CHECKING:
    from bihuan.desk.targets import Aim
    from bihuan.domain.jurisdiction import Actor
    from bihuan.domain.lifecycle.machine import Blocker, Verdict

HELP = "take a step of a dossier as an account; prints one JSON document"
EXAMPLE = """python3 dev step submit_for_review 0198f2c4-1f7a-7c3e-9a51-3f1f0f6b2d11 --as office
python3 dev step report_progress 0198f2c4-1f7a-7c3e-9a51-3f1f0f6b2d12 --as li.mou --json told.json
  told.json: {"progress": "all refunded", "done_on": "2026-03-01", "seen_version": 3}
  (a deed that writes over something names what was seen of it: --look prints what stands, and seen_version)"""
WAY = "command_line"


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("deed", help="its name, such as close or grant_sign_off (docs/generated/deeds.md lists them)")
    parser.add_argument("target", metavar="TARGET_ID", help="the id of the dossier, finding, measure … it is done to")
    parser.add_argument("--as", dest="login_name", required=True, metavar="LOGIN_NAME", help="the account that acts")
    parser.add_argument("--json", type=Path, metavar="TOLD.json", help="what the deed has to be told")
    parser.add_argument(
        "--look", action="store_true", help="do nothing; print the verdict, and what would be signed or written over"
    )
    parser.add_argument("--key", help="idempotency key: the same key twice is one deed (default: a new one)")


def run(arguments: Namespace) -> int:
    """Do the deed; print its entry, or the refusal with all that is missing."""
    from bihuan.cli.database import require_current

    require_current()
    answer = looked_at(arguments) if arguments.look else attempted(arguments)
    print(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
    return 0 if answer.get("done") or answer.get("allowed") else 1


def looked_at(arguments: Namespace) -> dict[str, Any]:
    """Return a deed's verdict for the account, with what stands that it would be put under or write over."""
    from dataclasses import asdict

    from django.utils import timezone

    from bihuan.desk.chances import verdict_for
    from bihuan.desk.forms import SignForm, UponTheReport
    from bihuan.desk.performing import offer_named
    from bihuan.desk.seeing import seen_now, stands_now
    from bihuan.desk.targets import aim_at
    from bihuan.rectification.sheets import shown_of

    actor = actor_named(arguments.login_name, timezone.localdate(timezone.now()))
    try:
        offer = offer_named(arguments.deed)
        aim = aim_at(actor, offer.target, id_of(arguments.target))
        verdict = verdict_for(actor, offer, aim.inspection, aim.finding)
    except Exception as error:
        return refused(error)
    answer = verdict_of(actor, aim, verdict)
    answer |= {"stands": dict(stands)} if (stands := stands_now(offer, actor.authority_id, aim.target_id)) else {}
    answer |= seen_now(offer, actor.authority_id, aim.target_id)
    shown = shown_of(aim.inspection) if issubclass(offer.form, SignForm | UponTheReport) else None
    return answer | ({"report": asdict(shown.sheet), "shown": shown.fingerprint} if shown else {})


def attempted(arguments: Namespace) -> dict[str, Any]:
    """Return the answer of the deed or its refusal; raise UnusableInput for what cannot be used."""
    from django.utils import timezone

    from bihuan.desk.performing import NoSuchDeed, offer_named, perform
    from bihuan.desk.targets import aim_at
    from bihuan.domain.lifecycle.machine import StepRefused
    from bihuan.dossiers.steps import NoSuchThing
    from bihuan.ledger.door import by_way_of
    from bihuan.ledger.models import new_id

    now = timezone.now()
    actor = actor_named(arguments.login_name, timezone.localdate(now))
    told, target_id = told_in(arguments.json), id_of(arguments.target)
    try:
        aim = aim_at(actor, offer_named(arguments.deed).target, target_id)
    except NoSuchDeed as error:
        raise UnusableInput(f"DEED: {error}") from error
    except NoSuchThing as error:
        return {"done": False, "no_such_thing": str(error)}
    key = arguments.key or str(new_id())
    try:
        with by_way_of(WAY):
            receipt = perform(arguments.deed, actor=actor, target_id=target_id, told=told, now=now, key=key)
    except StepRefused as error:
        return {"done": False, **verdict_of(actor, aim, error.verdict)}
    except Exception as error:
        return refused(error)
    entry = receipt.entry
    return {
        "done": True,
        "entry": {"stream": entry.stream, "number": entry.number, "digest": entry.digest},
        "told": receipt.told,
        "repeated": receipt.repeated,
    }


def actor_named(login_name: str, today: Any) -> Actor:
    """Return the account that acts; raise UnusableInput where there is none."""
    from bihuan.access.actors import actor_of
    from bihuan.access.models import Account

    account = Account.objects.signing_in_as(login_name)
    if account is None:
        raise UnusableInput(f"--as {login_name}: nobody signs in by this name; name an account that has not ended")
    return actor_of(account, today)


def told_in(file: Path | None) -> dict[str, Any]:
    """Return what the file tells; raise UnusableInput where it is no JSON object."""
    if file is None:
        return {}
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnusableInput(f"{file}: cannot be read ({error.strerror}); name an existing file") from error
    except (ValueError, RecursionError) as error:
        raise UnusableInput(f"{file}: not JSON in UTF-8: {error}; mend it") from error
    if not isinstance(told, dict):
        raise UnusableInput(f"{file}: not an object; write the fields of the deed as {{…}}")
    return told


def id_of(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise UnusableInput(f"TARGET_ID {text!r} is no id; copy it from the page's address or the API") from error


def verdict_of(actor: Actor, aim: Aim, verdict: Verdict) -> dict[str, Any]:
    """Return a verdict cut to the account, with the commands that mend it."""
    from bihuan.desk.chances import cut
    from bihuan.desk.mending import mending_of, plain_panel
    from bihuan.desk.moving import moves_of

    def command(blocker: Blocker) -> str:
        mending = mending_of(blocker, aim.inspection)
        return f"step {mending[0].name} {mending[1]}" if mending else ""

    panel = cut(actor, aim.inspection, verdict)
    return plain_panel(panel, command, moves_of(aim.inspection, panel.blockers))


def refused(error: Exception) -> dict[str, Any]:
    """Return a refusal by its kind; raise UnusableInput for what cannot be used, and again what nobody foresaw."""
    from bihuan.desk.refusals import Kind, kind_of

    kind = kind_of(error)
    if kind is None:
        raise error
    if kind in (Kind.FORM_REFUSED, Kind.UNUSABLE, Kind.KEY_UNUSABLE, Kind.KEY_REUSED):
        raise UnusableInput(str(error)) from error
    return {"done": False, kind.code: str(error)}
