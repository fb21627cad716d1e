"""The columns of the list of dossiers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bihuan.web.lists.columns import Grid, GridColumn
from bihuan.web.lists.dossiers import COUNTS, DESCENDING, DUES, PLAIN_SORT

GRID = Grid(
    (
        GridColumn("number", _("No."), None, False, "number-left"),
        GridColumn("unit", _("Organization"), ("unit", "-unit"), True),
        GridColumn("kind", _("Kind")),
        GridColumn("round", _("Round"), ("round", "-round"), True),
        GridColumn("stage", _("Stage"), ("stage", "-stage"), True),
        GridColumn("feedback", _("Feedback"), ("feedback", "-feedback"), True, "nowrap"),
        GridColumn("signed", _("Signed off"), None, True, "number", COUNTS),
        GridColumn("next", _("Next due"), None, True, "", DUES),
        GridColumn("due", _("Due day"), None, True, "", DUES),
        GridColumn("team", _("Team"), ("team", "-team"), True),
        GridColumn("office", _("Supervision office"), ("office", "-office"), True),
        GridColumn("closed", _("Closed on"), ("closed", "-closed"), False, "nowrap"),
    ),
    "unit",
    PLAIN_SORT,
    DESCENDING,
)
