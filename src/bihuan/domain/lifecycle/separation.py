"""Separation of duties: who has done one part of a matter does not do the part that answers it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from bihuan.domain.roles import Role


class OwnRequest(PermissionError):
    """Somebody would answer what he asked for himself (403)."""

    def __init__(self, step: str, subject: str) -> None:
        self.step, self.subject = step, subject
        super().__init__(f"{step}: you asked for this on {subject} yourself; let somebody else answer it")


class TwoSignatures(PermissionError):
    """One person would consent to a close-out in two roles (403)."""

    def __init__(self, step: str, role: Role, earlier_role: str) -> None:
        self.step, self.role, self.earlier_role = step, role, earlier_role
        super().__init__(
            f"{step} as {role}: you have consented to this dossier as {earlier_role}; let somebody else do it"
        )


class OwnException(PermissionError):
    """Somebody would consent to a close-out, or close it, by an exception he granted himself (403)."""

    def __init__(self, step: str, code: str) -> None:
        self.step, self.code = step, code
        super().__init__(f"{step}: you granted the exception from {code} yourself; let somebody else do it")


class OneHandTwice(PermissionError):
    """Somebody would sign a working paper that he wrote in or signed before (403)."""

    def __init__(self, step: str, subject: str) -> None:
        self.step, self.subject = step, subject
        super().__init__(f"{step}: you put your hand to working paper {subject} before; let somebody else do it")


class NotOwnDraft(PermissionError):
    """A member would give up a working paper that is under signature, or that somebody else wrote in (403)."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        super().__init__(f"working paper {subject} is not a draft of yours alone; let deputy or leader withdraw it")


def is_own_draft(account: uuid.UUID | None, hands: Iterable[uuid.UUID], *, is_draft: bool) -> bool:
    """True for the draft that nobody but this account wrote in."""
    return is_draft and account is not None and set(hands) == {account}


def refuse_one_hand_twice(
    step: str, subject: str, account: uuid.UUID | None, hands: Iterable[uuid.UUID | None]
) -> None:
    """Raise OneHandTwice where the account is among those that wrote in a paper or signed it."""
    if account is not None and account in set(hands):
        raise OneHandTwice(step, subject)


def refuse_own_request(step: str, subject: str, *, asked_by: uuid.UUID | None, answering: uuid.UUID | None) -> None:
    """Raise OwnRequest where one account asks and answers."""
    if asked_by is not None and asked_by == answering:
        raise OwnRequest(step, subject)


def refuse_two_signatures(
    step: str, role: Role, account: uuid.UUID | None, standing: Iterable[tuple[str, uuid.UUID | None]]
) -> None:
    """Raise TwoSignatures where the account has a consent standing in another role; `standing`: role and account."""
    for earlier_role, earlier_account in standing:
        if account is not None and earlier_account == account and earlier_role != role:
            raise TwoSignatures(step, role, earlier_role)


def refuse_own_exception(
    step: str, account: uuid.UUID | None, standing: Iterable[tuple[str, uuid.UUID | None]]
) -> None:
    """Raise OwnException where the account granted an exception that stands; `standing`: code and account."""
    for code, granted_by in standing:
        if account is not None and granted_by == account:
            raise OwnException(step, code)
