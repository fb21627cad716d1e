"""A process that draws numbers of one series: python -m tests.database.number_drawer AUTHORITY NAME COUNT."""

from __future__ import annotations

import os
import sys
import uuid

import django


def main(authority: str, name: str, count: str) -> None:
    from bihuan.papers.numbers import draw_paper_number
    from tests.county import County
    from tests.database.concurrent_writer import NOW

    office = County(authority_id=uuid.UUID(authority), today=NOW.date()).office
    for turn in range(int(count)):
        drawn = draw_paper_number(
            actor=office, series="青巡办", on=NOW.date(), title="通知", now=NOW, key=f"{name}-{turn:06}"
        )
        print(drawn.told["number"].partition("〕")[2].removesuffix("号"))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.installation.settings"
    django.setup()
    main(*sys.argv[1:])
