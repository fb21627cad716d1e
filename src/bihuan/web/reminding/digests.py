"""Reminders by mail: one a day at most for each account that wants it, with numbers only – no matter, no name.

A letter is put into the outbox first and sent from there, so that a mail server that is away loses nothing. Its
Message-ID is its own, so that even a sender that died between sending and saying so makes no second mail of it for
whoever receives it.
"""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bihuan.access.actors import actor_of
from bihuan.access.models import Account, Letter
from bihuan.access.reminders import (
    OVERTAKEN,
    UNWANTED,
    Counts,
    drop,
    mailbox_of,
    put_in,
    take,
    tell_failed,
    tell_sent,
    waiting,
    wanting_mail,
)
from bihuan.web.permissions import may_open
from bihuan.web.reminding.reminders import KINDS, dues

# what a server says of one letter, not of itself
OF_ONE_LETTER = (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException)


@dataclass(frozen=True)
class Sent:
    """What became of the letters: how many went out, how many did not."""

    sent: int
    failed: int


def is_configured() -> bool:
    """True where there is a mail server to send by."""
    return bool(settings.EMAIL_HOST)


def counts_for(account: Account, today: date) -> Counts:
    """Count by kind what is overdue and due soon for an account; nothing for one that no dossier concerns."""
    actor = actor_of(account, today)
    if not may_open("reminders", actor):
        return {}
    counted = Counter((due.kind, due.is_over) for due in dues(actor))
    kinds = [kind for kind in KINDS if counted[kind, True] or counted[kind, False]]
    return {kind: [counted[kind, True], counted[kind, False]] for kind in kinds}


def due_today(today: date) -> Iterator[tuple[Account, Counts]]:
    """Return the accounts that want mail and have something due, with their numbers."""
    for box in wanting_mail():
        counts = counts_for(box.account, today)
        if counts:
            yield box.account, counts


def put_into_the_outbox(today: date) -> int:
    """Make the letters of a day; return how many are new."""
    return sum(put_in(account, today, counts) for account, counts in due_today(today))


def send_waiting(now: datetime) -> Sent:
    """Send what waits in the outbox, of each account the latest; what cannot be sent stays there."""
    sent = failed = 0
    seen: set[object] = set()
    for letter in waiting(now):
        if letter.account_id in seen:
            drop(letter, OVERTAKEN)
            continue
        seen.add(letter.account_id)
        box = mailbox_of(letter.account)
        if box is None or not box.wanted or not letter.account.is_active:
            drop(letter, UNWANTED)
        elif take(letter, now):
            try:
                message_of(letter, box.address).send()
            except (OSError, smtplib.SMTPException, ValueError) as error:  # a name or password that no server can have
                tell_failed(letter, problem_of(error))
                failed += 1
                if not isinstance(error, OF_ONE_LETTER):
                    break  # the server is away: the others would wait for it in vain
            else:
                tell_sent(letter, now)
                sent += 1
    return Sent(sent, failed)


def problem_of(error: Exception) -> str:
    """Return what went wrong without anybody's address: the kind of error and the server's code."""
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def message_of(letter: Letter, address: str) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = words_of(letter.counts, letter.on)
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return EmailMessage(subject, body, to=[address], headers={"Message-ID": f"<{letter.id}@{host}>"})


def words_of(counts: Counts, on: date) -> tuple[str, str]:
    """Return subject and text of a letter: kinds of things, numbers, links."""
    overdue, soon = (sum(pair[place] for pair in counts.values()) for place in (0, 1))
    told = {"overdue": overdue, "soon": soon}
    subject = _("Bihuan: %(overdue)s overdue, %(soon)s due soon") % told
    lines = [_("On your to-do of %(day)s:") % {"day": on.isoformat()}, ""]
    for kind, (over, near) in counts.items():
        lines.append(
            _("- %(kind)s: %(overdue)s overdue, %(soon)s due soon")
            % {"kind": KINDS[kind], "overdue": over, "soon": near}
        )
    where = f"{settings.ADDRESS}{reverse('reminders')}" if settings.ADDRESS else ""
    lines += ["", where or _("Sign in to Bihuan to see them."), ""]
    lines.append(_("This mail names no matter and no person. It is switched off on the page of your own account."))
    return subject, "\n".join(lines)
