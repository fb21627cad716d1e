"""The columns of the account of findings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bihuan.web.lists.columns import Grid, GridColumn
from bihuan.web.lists.findings import DESCENDING, PLAIN_SORT

FIXED = "title"
MEASURES, RECEIVERS = "measures", "receivers"

GRID = Grid(
    (
        GridColumn("number", _("No."), ("number", "-number"), True, "number-left"),
        GridColumn(FIXED, _("Finding"), None, True),
        GridColumn("unit", _("Unit"), ("unit", "-unit"), True),
        GridColumn("round", _("Round"), ("round", "-round"), True),
        GridColumn("team", _("Team")),
        GridColumn("category", _("Class"), ("category", "-category")),
        GridColumn("headings", _("Section of the feedback")),
        GridColumn("stage", _("Stage"), ("stage", "-stage"), True),
        GridColumn("due", _("Due day"), ("due", "-due"), True, "nowrap"),
        GridColumn("measures", _("Measures done"), None, False, "number", MEASURES),
        GridColumn("owner", _("Responsible leader"), None, False, "", MEASURES),
        GridColumn("department", _("Responsible department"), None, False, "", MEASURES),
        GridColumn("receiver", _("Handed over to"), reads=RECEIVERS),
        GridColumn("money", _("Money recovered"), ("money", "-money"), False, "number"),
        GridColumn("requested", _("Sign-off requested on"), None, False, "nowrap"),
        GridColumn("signed", _("Signed off on"), ("signed", "-signed"), True, "nowrap"),
    ),
    FIXED,
    PLAIN_SORT,
    DESCENDING,
)
COLUMNS = GRID.by_key
