"""`due`: what falls due after an event, by the packs named, as a table or as JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING

from bihuan.cli.main import UnusableInput

if TYPE_CHECKING:
    from bihuan.domain.deadlines import Deadline

HELP = "list the deadlines that count from an event"
EXAMPLE = "python3 dev due --pack national-2024,office-practice --event feedback --on 2024-03-01 --today 2024-03-20"
COLUMNS = ("due", "what", "counted", "lamp", "verified", "basis")


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--pack", required=True, metavar="NAME[,NAME…]", help="rule packs, the prevailing one last")
    parser.add_argument("--event", required=True, help="feedback, transfer or concentrated_rectification_end")
    parser.add_argument("--on", required=True, metavar="DAY", help="day of the event, such as 2024-03-01")
    parser.add_argument("--today", metavar="DAY", help="day for the lamps; without it there are none")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: Namespace) -> int:
    """Print the deadlines; raise UnusableInput where the question cannot be answered."""
    from bihuan.domain.deadlines import DeadlineOutOfRange
    from bihuan.rules.packs import PackError

    try:
        deadlines = _deadlines(arguments)
    except (DeadlineOutOfRange, PackError) as error:
        raise UnusableInput(str(error)) from error
    rows = [_row(deadline) for deadline in deadlines]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _print_table(rows)
    return 0


def _deadlines(arguments: Namespace) -> tuple[Deadline, ...]:
    from bihuan.domain.deadlines import DEADLINES, due_dates
    from bihuan.domain.rulebook import Event
    from bihuan.rules.calendar import working_calendar
    from bihuan.rules.packs import rulebook

    on = _day(arguments.on, "--on")
    today = None if arguments.today is None else _day(arguments.today, "--today")
    if arguments.event not in list(Event):
        raise UnusableInput(f"--event {arguments.event!r} is unknown; name one of {', '.join(Event)}")
    book = rulebook([name.strip() for name in arguments.pack.split(",")], on)
    if not book.under(DEADLINES):
        raise UnusableInput(
            f"--pack {arguments.pack} rules no deadline on {on.isoformat()}; name another pack or a later day"
        )
    return due_dates(Event(arguments.event), on, book, working_calendar(), today)


def _day(text: str, option: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise UnusableInput(f"{option} {text!r} is not a day; write it as 2024-03-01")
    return day


def _row(deadline: Deadline) -> dict[str, str | bool]:
    return {
        "what": deadline.what,
        "due": deadline.due.isoformat(),
        "counted": deadline.counted,
        "basis": deadline.basis,
        "verified": deadline.verified,
        "lamp": deadline.lamp,
        "tentative": deadline.tentative,
    }


def _print_table(rows: list[dict[str, str | bool]]) -> None:
    if not rows:
        print("No deadline of these packs counts from this event.")
        return
    cells = [COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(COLUMNS))]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cells(row: dict[str, str | bool]) -> tuple[str, ...]:
    shown = {**row, "verified": "yes" if row["verified"] else "no"}
    if row["tentative"]:
        shown["due"] = f"{row['due']} (tentative)"
    return tuple(str(shown[column]) for column in COLUMNS)
