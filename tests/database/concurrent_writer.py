"""One of several processes that write at once: `python -m tests.database.concurrent_writer AUTHORITY PREFIX COUNT`.

Adds COUNT organizations under keys that begin with PREFIX and prints the id of each.
"""

from __future__ import annotations

import os
import sys
import uuid
from datetime import UTC, date, datetime

NOW = datetime(2018, 1, 8, 2, tzinfo=UTC)


def main(authority: str, prefix: str, count: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
    import django

    django.setup()
    from bihuan.access.actors import installer
    from bihuan.organizations.actions import add_organization

    actor = installer(uuid.UUID(authority), NOW.date())
    for number in range(int(count)):
        receipt = add_organization(
            actor=actor,
            parent_id=None,
            name=f"{prefix} {number}",
            category="department",
            credit_code="",
            from_on=date(2010, 1, 1),
            now=NOW,
            key=f"{prefix}-{number:04}",
        )
        print(receipt.told["organization"], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
