"""What is wrong with a pack that somebody writes, in the reader's words: the line, the rule, the fault, the remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.rules.documents import PackUnreadable
from bihuan.web.words import rule_words, word

# how a fault begins or what it says → the same for the reader; what is in brackets is told as it is
FAULTS: Sequence[tuple[re.Pattern[str], Promise]] = (
    (
        re.compile(r"the (?:shares|aspects) make (\d+), the total is (\d+)"),
        gettext_lazy("the parts make %s together and the total is %s; correct one of them"),
    ),
    (
        re.compile(r"the indicators of (\S+) make (\d+), its full mark is (\d+)"),
        gettext_lazy("the indicators of “%s” make %s together and its full mark is %s; correct one of them"),
    ),
    (
        re.compile(r"an indicator of (\S+) takes off more than its full mark, (\d+)"),
        gettext_lazy("an indicator of “%s” takes off more than its full mark of %s; lower it"),
    ),
    (re.compile(r"an indicator of (\S+) stands twice"), gettext_lazy("an indicator of “%s” stands twice; keep one")),
    (re.compile(r"an aspect stands twice"), gettext_lazy("an aspect stands twice; keep one of the two")),
    (re.compile(r"a role stands twice"), gettext_lazy("a role stands twice; name each once")),
    (re.compile(r"it counts from itself"), gettext_lazy("it counts from itself; name the event from which it counts")),
    (re.compile(r"it proposes nothing: "), gettext_lazy("it proposes nothing; give below_percent or grounds")),
    (re.compile(r"there is no gate (\S+)"), gettext_lazy("there is no gate “%s”; see the list of gates")),
    (re.compile(r"there is no step (\S+)"), gettext_lazy("there is no step “%s”; see the list of steps")),
    (re.compile(r"this gate does not ask for (\S+)"), gettext_lazy("this gate does not ask for “%s”; remove it")),
    (re.compile(r"(\S+) is missing"), gettext_lazy("“%s” is missing; without it the gate asks nothing")),
    (re.compile(r"(\S+): field required"), gettext_lazy("“%s” is missing; add it")),
    (re.compile(r"(\S+): extra inputs"), gettext_lazy("“%s” is not known here; remove it or correct its spelling")),
    (
        re.compile(r"(\S+ \S+) stands for no real day"),
        gettext_lazy("%s is no real day; give the day from which it holds"),
    ),
    (re.compile(r"(\S+ \S+) is not after"), gettext_lazy("%s is not after the ruling before; order them by day")),
    (re.compile(r"(\S+) stands here twice"), gettext_lazy("“%s” stands here twice; keep one of the two")),
    (re.compile(r"no rule of this (name)"), gettext_lazy("no rule of this %s is known; use the names of other packs")),
    (re.compile(r"a ruling has either a (value) or"), gettext_lazy("a ruling has either a %s or repealed: true")),
    (re.compile(r"(\S+): "), gettext_lazy("“%s” is not as it has to be; compare it with another pack")),
    (re.compile(r"()"), gettext_lazy("this cannot be read as a pack%s; compare it with another pack")),
)


def told_as(sent: str) -> str:
    """Return a word of a fault for the reader: an aspect by its name, a place of the file by its last step."""
    last = sent.rpartition(".")[2]
    return word("aspect", last)


def fault_words(error: PackUnreadable) -> str:
    """Say what is wrong with a pack, where, and what to do."""
    found = next((pattern.match(error.problem), words) for pattern, words in FAULTS if pattern.match(error.problem))
    match, words = found
    what = str(words) % tuple(told_as(one) for one in (match.groups() if match else ("",)))
    told = {"line": error.line, "what": what, "rule": rule_words(error.rule) if error.rule else ""}
    if error.rule:
        return _("Line %(line)s (%(rule)s): %(what)s.") % told
    return _("Line %(line)s: %(what)s.") % told
