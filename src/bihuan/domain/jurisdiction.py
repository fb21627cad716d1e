"""Who reaches what: duties, things, and the scope that a list applies. `covers` and `Scope` agree on every thing."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from bihuan.domain.roles import ADMINISTRATORS, Role

PATH_END = "{"  # sorts after every character of a path: below p is p ≤ path < p + "{"


def is_under(path: str, root: str) -> bool:
    """True when a materialised path is `root` or below it; the empty root is the whole authority."""
    return root <= path < root + PATH_END


SEGMENT = 3  # characters of one level of a path


@dataclass(frozen=True)
class Duty:
    """A role that somebody holds: over a part of the tree or one dossier, from one day to another."""

    role: Role
    path: str
    dossier_id: uuid.UUID | None
    since: date
    until: date | None

    def runs_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Thing:
    """A dossier, or a row of one, as jurisdiction sees it."""

    authority_id: uuid.UUID
    dossier_id: uuid.UUID
    organization_path: str
    supervision_path: str


@dataclass(frozen=True)
class Actor:
    """Somebody signed in: who, of which authority, with which duties, on which day."""

    account_id: uuid.UUID | None
    name: str
    authority_id: uuid.UUID
    duties: tuple[Duty, ...]
    today: date
    organization_id: uuid.UUID | None = None  # the body the account belongs to, where it is known

    def running(self) -> Iterable[Duty]:
        return (duty for duty in self.duties if duty.runs_on(self.today))

    @property
    def roles(self) -> frozenset[Role]:
        """All roles held today, wherever."""
        return frozenset(duty.role for duty in self.running())


@dataclass(frozen=True)
class Scope:
    """What a list may show: everything of an authority, or parts of its tree, or single dossiers."""

    authority_id: uuid.UUID
    everything: bool = False
    organization_paths: frozenset[str] = frozenset()
    supervision_paths: frozenset[str] = frozenset()
    dossier_ids: frozenset[uuid.UUID] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.everything or self.organization_paths or self.supervision_paths or self.dossier_ids)


def covers(duty: Duty, thing: Thing) -> bool:
    """True when a running duty reaches a thing. The administrators' duties reach none."""
    if duty.role in ADMINISTRATORS:
        return False
    if duty.dossier_id is not None:
        return duty.dossier_id == thing.dossier_id
    if duty.role is Role.SUPERVISION_OFFICE:
        return duty.path != "" and thing.supervision_path != "" and is_under(thing.supervision_path, duty.path)
    return is_under(thing.organization_path, duty.path)


def roles_on(actor: Actor, thing: Thing) -> frozenset[Role]:
    """Return the roles in which somebody reaches a thing today; none means no."""
    if actor.authority_id != thing.authority_id:
        return frozenset()
    return frozenset(duty.role for duty in actor.running() if covers(duty, thing))


def receives(actor: Actor, thing: Thing, receiver_id: uuid.UUID, receiver_path: str) -> bool:
    """True for somebody of the body that something of a dossier was handed over to.

    A supervision office is known by its place in the tree, anybody by the body his account belongs to. A resident
    discipline office whose account names none is known by the unit it sits in, and never answers for the office
    linked with that unit.
    """
    if actor.organization_id is not None and actor.organization_id == receiver_id:
        return True
    for duty in actor.running():
        if duty.role is Role.SUPERVISION_OFFICE and duty.path and is_under(receiver_path, duty.path):
            return True
        unnamed = duty.role is Role.RESIDENT_DISCIPLINE and actor.organization_id is None
        if unnamed and covers(duty, thing) and receiver_path != thing.supervision_path:
            return True
    return False


def scope_of(actor: Actor, roles: Collection[Role] | None = None) -> Scope:
    """Return what the actor reaches in any of `roles` (None: in any role), as a value that a list applies."""
    organization_paths: set[str] = set()
    supervision_paths: set[str] = set()
    dossier_ids: set[uuid.UUID] = set()
    for duty in actor.running():
        if duty.role in ADMINISTRATORS or (roles is not None and duty.role not in roles):
            continue
        if duty.dossier_id is not None:
            dossier_ids.add(duty.dossier_id)
        elif duty.role is Role.SUPERVISION_OFFICE:
            supervision_paths.update({duty.path} - {""})
        else:
            organization_paths.add(duty.path)
    return Scope(
        authority_id=actor.authority_id,
        everything="" in organization_paths,
        organization_paths=frozenset(organization_paths),
        supervision_paths=frozenset(supervision_paths),
        dossier_ids=frozenset(dossier_ids),
    )


def reaches(scope: Scope, thing: Thing) -> bool:
    """True when a scope shows a thing."""
    if scope.authority_id != thing.authority_id:
        return False
    return (
        scope.everything
        or thing.dossier_id in scope.dossier_ids
        or any(is_under(thing.organization_path, path) for path in scope.organization_paths)
        or (thing.supervision_path != "" and any(is_under(thing.supervision_path, p) for p in scope.supervision_paths))
    )


def marks_of(thing: Thing) -> tuple[str, ...]:
    """Return the marks by which an index knows where a thing belongs: its dossier, and every level above it."""
    return (
        f"d_{thing.dossier_id.hex}",
        *(f"o_{path}" for path in levels(thing.organization_path)),
        *(f"s_{path}" for path in levels(thing.supervision_path)),
    )


def marks_of_place(path: str) -> tuple[str, ...]:
    """Return the marks of a place in the tree: its own level, and every level above it."""
    return tuple(f"o_{level}" for level in levels(path))


def marks_asked(scope: Scope) -> tuple[str, ...] | None:
    """Return the marks of which a thing has one exactly where the scope shows it; None: wherever it is."""
    if scope.everything:
        return None
    return (
        *(f"d_{dossier_id.hex}" for dossier_id in sorted(scope.dossier_ids)),
        *(f"o_{path}" for path in sorted(scope.organization_paths)),
        *(f"s_{path}" for path in sorted(scope.supervision_paths)),
    )


def levels(path: str) -> Iterable[str]:
    """Return the paths of all levels down to this one."""
    return (path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT))
