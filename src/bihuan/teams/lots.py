"""Which of many equally good compositions: deeds on the seed that decides, committed to before, opened afterwards.

The commitment is sha256 of the seed's UTF-8. A round has one seed: opened, it decides every later composition. An
instance names relatives and is never public: its files go to whomever the leading group appoints, by a deed.
"""

from __future__ import annotations

import hashlib
import io
import uuid
import zipfile
from datetime import UTC, datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.rounds import round_of
from bihuan.teams.closed import refuse_fixed
from bihuan.teams.declarations import DECIDERS
from bihuan.teams.instances import file_of, instance_of
from bihuan.teams.models import Composition, Draw
from bihuan.teams.solutions import as_text

SHORTEST = 16
FIRST_DAY_OF_A_ZIP = (1980, 1, 1, 0, 0, 0)  # the same rows give the same bytes


class SeedShort(ValueError):
    """A seed that somebody could guess."""

    def __init__(self) -> None:
        self.shortest = SHORTEST
        super().__init__(f"a seed has at least {SHORTEST} characters; take the one that is offered")


class AppointedMissing(ValueError):
    """Nobody is named who runs the draw again."""

    def __init__(self) -> None:
        super().__init__("nobody is named who verifies; name somebody")


class SeedThere(ValueError):
    """A round has one seed."""

    def __init__(self) -> None:
        super().__init__("a seed is committed to for this round already; open that one")


class SeedOpened(ValueError):
    """A seed is opened once."""

    def __init__(self) -> None:
        super().__init__("the seed is open already; compose the teams")


def commitment_of(seed: str) -> str:
    """Return what is public of a seed before it is opened."""
    return hashlib.sha256(seed.encode()).hexdigest()


def draw_of(at: Round) -> Draw | None:
    """Return the seed of a round."""
    return Draw.objects.filter(authority_id=at.authority_id, round=at).first()


@deed
def commit_seed(*, actor: Actor, round_id: uuid.UUID, seed: str, appointed: str, now: datetime, key: str) -> Receipt:
    """Commit to a seed before the data are frozen; name who runs the draw again."""
    role = require(actor, DECIDERS, "commit_seed")
    at = round_of(actor, round_id)
    seed, appointed = seed.strip(), appointed.strip()
    if len(seed) < SHORTEST:
        raise SeedShort
    if not appointed:
        raise AppointedMissing
    if draw_of(at) is not None:
        raise SeedThere
    refuse_fixed(at, actor.today)
    row = Draw(
        authority_id=actor.authority_id, round=at, seed=seed, appointed=appointed, committed_at=now.astimezone(UTC)
    )
    row.commitment = commitment_of(seed)
    entry = note(actor, "commit_seed", role, now, at.name, told={"round": at.id, "commitment": row.commitment})
    return commit(note=entry, rows=[row])


@deed
def open_seed(*, actor: Actor, round_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Open the seed: the round as it stands now is what it decides about, and the entry says which round that is."""
    role = require(actor, DECIDERS, "open_seed")
    row = locked_draw(actor, round_id)
    if row.opened_at is not None:
        raise SeedOpened
    refuse_fixed(row.round, actor.today)
    row.fingerprint = file_of(instance_of(row.round).content, row.round.from_on).fingerprint
    row.opened_at = now.astimezone(UTC)
    told = {"round": row.round_id, "commitment": row.commitment, "fingerprint": row.fingerprint}
    return commit(note=note(actor, "open_seed", role, now, row.round.name, told=told), rows=[row])


@deed
def hand_out_round(*, actor: Actor, composition_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Note that the files of a composition, which name relatives, were taken out for whoever runs it again."""
    role = require(actor, DECIDERS, "hand_out_round")
    row = composition_to(actor, composition_id)
    told = {"composition": row.id, "fingerprint": row.fingerprint}
    return commit(note=note(actor, "hand_out_round", role, now, row.round.name, told=told), rows=[])


def locked_draw(actor: Actor, round_id: uuid.UUID) -> Draw:
    rows = Draw.objects.filter(authority_id=actor.authority_id, round_id=round_id).select_related("round")
    found: Draw | None = locked(rows).first()
    if found is None:
        raise NoSuchThing("round", round_id)
    return found


def composition_to(actor: Actor, composition_id: uuid.UUID) -> Composition:
    rows = Composition.objects.filter(authority_id=actor.authority_id, pk=composition_id).select_related("round")
    found = rows.first()
    if found is None:
        raise NoSuchThing("composition", composition_id)
    return found


def files_of(row: Composition, readme: str) -> bytes:
    """Return what is needed to run a composition again: the round, its teams, and how."""
    teams = {
        "cost": row.cost,
        "lower_bound": row.lower_bound,
        "proven": row.proven,
        "groups": row.teams,
        **({"certificate": row.certificate} if row.certificate else {}),
        **row.manner,
    }
    files = {"round.json": row.instance, "teams.json": as_text(teams), "README.txt": readme}
    if "under" in row.manner:
        files["wishes.json"] = as_text(row.manner["under"]["wishes"])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, FIRST_DAY_OF_A_ZIP), text.encode())
    return out.getvalue()
