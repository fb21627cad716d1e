"""What is wrong with an own template, in the reader's words: where, which placeholder, what to write instead."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.papers.template_faults import Fault

SAID: Mapping[str, Promise] = {
    "unknown": gettext_lazy("%(where)s: the placeholder %(name)s is unknown; known are %(known)s."),
    "misspelt": gettext_lazy("%(where)s: the placeholder %(name)s is unknown; write %(near)s."),
    "no_list": gettext_lazy("%(where)s: %(name)s is no list; write it without a loop."),
    "stranger": gettext_lazy("%(where)s: %(name)s is not for templates; write placeholders, for and if only."),
    "broken": gettext_lazy("%(where)s: a placeholder or loop is not closed or cannot be read; mend it."),
    "too_large": gettext_lazy("The file is larger than %(known)s MB; use smaller pictures in it."),
    "no_word_file": gettext_lazy("This is no Word file (.docx) that can be opened; save it as .docx once more."),
    "not_filled": gettext_lazy("The template cannot be filled; mend its placeholders."),
}


def fault_words(fault: Fault) -> str:
    """Return a fault as a page says it."""
    told = {"name": fault.name, "near": fault.near, "known": fault.known, "where": place_words(fault)}
    return str(SAID[fault.code]) % told


def place_words(fault: Fault) -> str:
    if not fault.paragraph:
        return _("Header, footer or the whole")
    return _("Paragraph %(number)s (%(shown)s)") % {"number": fault.paragraph, "shown": fault.shown}
