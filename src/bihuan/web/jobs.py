"""Jobs: what pages hand to the worker (python3 dev worker), so that nobody has to wait in front of a page."""

from __future__ import annotations

import uuid

from django_tasks import task

from bihuan.intake.drafts import read_draft
from bihuan.web import clock


@task()
def read_document(draft_id: str) -> None:
    """Read the document of a draft."""
    read_draft(uuid.UUID(draft_id), now=clock.now())
