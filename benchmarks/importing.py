"""From an upload to findings in the dossier, by the same draft and the same deed as the page's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from benchmarks.reading import workbook
from benchmarks.stopwatch import Figure, seconds

if TYPE_CHECKING:
    from tests.county import County

    from bihuan.intake.models import Draft

ROWS = 5_000
LIMIT = 5.0  # seconds for 5,000 rows
MADE_AT = datetime(2018, 3, 1, 2, tzinfo=UTC)


def measure() -> Iterator[Figure]:
    """Tell the time of an import of 5,000 rows against the limit that was set for it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.county import County

    county = County().found().reporting()
    data = workbook(ROWS)
    steps: dict[str, float] = {}
    steps["keep and read"] = seconds(lambda: kept_and_read(county, data))
    steps["preview"] = seconds(lambda: preview(county))
    steps["enter"] = seconds(lambda: enter(county, data))
    steps["send the list of tasks out"] = seconds(lambda: export(county))
    importing = steps["keep and read"] + steps["enter"]
    yield Figure(f"import {ROWS:,} rows: kept, read, entered with their entry", importing, "s", LIMIT)
    for name in ("preview", "send the list of tasks out"):
        yield Figure(f"{name}, {ROWS:,} findings", steps[name], "s", LIMIT)


def kept_and_read(county: County, data: bytes) -> None:
    from bihuan.intake import drafts

    told = {"inspection": county.inspection, "purpose": "import_findings", "name": "bench.xlsx", "content": data}
    draft, _fresh = drafts.keep(actor=county.office, now=MADE_AT, **told)
    drafts.read_draft(draft.id, now=MADE_AT)


def draft_of(county: County) -> Draft:
    from bihuan.intake.models import Draft

    return Draft.objects.get(inspection_id=county.inspection_id)


def preview(county: County) -> object:
    from bihuan.web.draft_page import pieces_of, rows_of

    draft = draft_of(county)
    return pieces_of(draft, rows_of(draft), 0, 50)


def enter(county: County, data: bytes) -> None:
    from bihuan.desk.forms import Upload
    from bihuan.web.draft_page import rows_of

    rows = [row.to_form() for row in rows_of(draft_of(county)) if row.comes_in]
    document = Upload.model_construct(name="bench.xlsx", content=data)
    county.do(county.office, "import_findings", document=document, findings=rows)


def export(county: County) -> bytes:
    from bihuan.rectification.lists import FIVE_LISTS
    from bihuan.rectification.workbooks import write_list

    one = FIVE_LISTS["tasks"]
    return write_list(one, county.inspection, one.rows(county.inspection), title="bench")
