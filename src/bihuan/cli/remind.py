"""`remind`: mail what is due, as the server does by itself each day; or only print it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bihuan.cli.main import UnusableInput

HELP = "mail what is due to those who want it, once a day at most (--dry-run: only print it)"
EXAMPLE = "python3 dev remind --dry-run"


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--dry-run", action="store_true", help="print what would go out, and send nothing")


def run(arguments: Namespace) -> int:
    """Send the reminders of today, or print them."""
    from bihuan.cli.database import require_current

    require_current()
    return tell() if arguments.dry_run else send()


def tell() -> int:
    """Print what would go out: one letter for each account, by its sign-in name."""
    from django.utils import timezone

    from bihuan.web.reminding.digests import due_today, words_of

    today, count = timezone.localdate(), 0
    for account, counts in due_today(today):
        subject, body = words_of(counts, today)
        print(f"{account.login_name}\n{subject}\n\n{body}\n")
        count += 1
    print(f"{count} reminders would go out")
    return 0


def send() -> int:
    """Make the letters of today and send what waits; exit code 1 where some did not go out."""
    from django.utils import timezone

    from bihuan.web.reminding.digests import is_configured, put_into_the_outbox, send_waiting

    if not is_configured():
        raise UnusableInput("no mail server is named; set BIHUAN_MAIL_HOST, or look with --dry-run")
    now = timezone.now()
    new = put_into_the_outbox(timezone.localdate(now))
    done = send_waiting(now)
    print(f"{new} new reminders; {done.sent} mailed, {done.failed} wait to be tried again")
    return 1 if done.failed else 0
