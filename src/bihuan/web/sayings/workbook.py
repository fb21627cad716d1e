"""What the refusals of workbooks that come back are in the reader's words: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORKBOOK_SAYINGS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "AnotherList": (
        _("%(file)s is the workbook of “%(other)s”; “%(own)s” is wanted here."),
        _("Send it back on the page of that list, or choose the workbook of this one."),
    ),
    "ColumnsLost": (
        _("%(file)s lacks columns of the list: %(columns)s."),
        _("Export the list again and fill that in. Hide a column you do not need, do not delete it."),
    ),
    "CellWrong": ("%(told)s", _("Correct the cell and send the workbook again.")),
}
