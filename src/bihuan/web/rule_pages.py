"""The rule packs as pages to look clauses up: what each rules, since when, after which paper, verified or not.

A clause is found by an anchor made of its words, so that a link holds for a later release with other punctuation, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.chain import DRAWN
from bihuan.domain.consequences import ConsequenceTerms
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.inspection import STEPS as INSPECTION_STEPS
from bihuan.domain.lifecycle.machine import METHOD
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import GateTerms, Pack, Period, Responsible, Rule, Ruling, Unit, Value, Weights
from bihuan.domain.score_forms import Indicator, ScoreForm
from bihuan.web.addresses import address
from bihuan.web.cited_packs import cited_pack
from bihuan.web.words import deed_words, is_chinese, word

GATE = "gate/"
THREE_IN_ONE = "evaluation/three_in_one"
OF_DAYS = ("lamp/", "entry/", "answer/")  # families whose numbers are days; others name what they count in their titles
UNITS = {
    Unit.MONTHS: gettext_lazy("%(count)s months"),
    Unit.WORKING_DAYS: gettext_lazy("%(count)s working days"),
    Unit.DAYS: gettext_lazy("%(count)s days"),
}
EVENTS: dict[str, Promise] = {"feedback": gettext_lazy("the feedback"), "transfer": gettext_lazy("the transfer")}


@dataclass(frozen=True)
class Line:
    """One ruling as its page shows it; `anchor` is empty where an earlier line has the same clause."""

    anchor: str
    title: str
    about: str
    ruling: Ruling
    value: str
    is_current: bool
    text_url: str = ""  # where the library holds the text that is cited


def pack_lines(pack: Pack, url_of: Callable[[str, str, date], str] = lambda *_cited: "") -> Iterator[Line]:
    """Return the rulings of a pack in its own order; `url_of` finds the text that one cites (document, clause, day)."""
    seen: set[str] = set()
    for rule in pack.rules:
        for ruling in rule.rulings:
            anchor = anchor_of(ruling.citation.clause)
            yield Line(
                "" if anchor in seen else anchor,
                rule.title.zh if is_chinese() else rule.title.en,
                about(rule),
                ruling,
                value_words(rule.id, ruling.value),
                ruling is rule.rulings[-1],
                url_of(ruling.citation.document, ruling.citation.clause, ruling.since),
            )
            seen.add(anchor)


def about(rule: Rule) -> str:
    """Say which step asks a gate; nothing for rules that are no gate."""
    return deed_words(rule.id.split("/")[1]) if rule.id.startswith(GATE) else ""


def anchor_of(clause: str) -> str:
    """Return where a clause stands on its page."""
    return "c-" + sha256(re.sub(r"\W", "", clause).encode()).hexdigest()[:10]


def clause_url(basis: str) -> str:
    """Return where a basis (pack · clause) can be looked up; empty for a pack that is no longer shipped."""
    pack, _dot, clause = basis.partition(" · ")
    if pack == METHOD:
        return address("rules") + "#method"
    return place_of(pack, clause) if cited_pack(pack) else ""


@lru_cache(maxsize=2048)
def place_of(pack: str, clause: str) -> str:
    """Return the page of a pack and the place of a clause on it; a dossier asks for dozens of the same."""
    return f"{reverse('rule_pack', args=[pack])}#{anchor_of(clause)}"


def method_lines() -> list[tuple[str, tuple[str, ...]]]:
    """Return the steps to which the method itself sets gates, whatever the packs say."""
    steps = (*INSPECTION_STEPS.values(), *FINDING_STEPS.values())
    return [(deed_words(one.name), tuple(word("gate", code) for code in one.gates)) for one in steps if one.gates]


# --- values in words ----------------------------------------------------------------------------------


def value_words(rule_id: str, value: Value | None) -> str:
    """Say what a ruling rules."""
    match value:
        case None:
            return _("repealed")
        case Period(count=count, unit=unit, after=after):
            told = {"period": UNITS[unit] % {"count": count}, "event": EVENTS.get(after) or word("deadline", after)}
            return _("%(period)s after %(event)s") % told
        case GateTerms():
            return terms_words(value)
        case Weights(shares=shares) if rule_id == THREE_IN_ONE:
            return _(", ").join(f"{word('score_part', name)} {share}" for name, share in shares.items())
        case Weights(shares=shares):
            return _(", ").join(f"{word('aspect', name)} {share}" for name, share in shares.items())
        case Responsible(lead=lead, assist=assist):
            said = roles_words(lead)
            return (
                _("%(lead)s; assisted by %(others)s") % {"lead": said, "others": roles_words(assist)}
                if assist
                else said
            )
        case ScoreForm():
            return form_words(value)
        case ConsequenceTerms():
            return consequence_words(value)
        case int() if rule_id.startswith(OF_DAYS):
            return UNITS[Unit.DAYS] % {"count": value}
        case _:
            return word("drawn_chain", value) if rule_id == DRAWN else str(value)


def form_words(form: ScoreForm) -> str:
    """Say a form of evaluation: its way, its aspects and what each line is worth."""
    said = [
        _("%(aspect)s %(full)s (%(lines)s)")
        % {
            "aspect": word("aspect", aspect.code),
            "full": aspect.full,
            "lines": _("; ").join(f"{indicator_words(one)} {one.points}" for one in aspect.indicators),
        }
        for aspect in form.aspects
    ]
    return f"{word('score_way', form.way)}{_(': ')}{_(', ').join(said)}"


def indicator_words(one: Indicator) -> str:
    """Return what a line of a form is called in the reader's language."""
    return one.zh if is_chinese() else one.en


def consequence_words(terms: ConsequenceTerms) -> str:
    """Say when something is proposed."""
    said = [word("ground", ground) for ground in terms.grounds]
    if terms.below_percent is not None:
        said.append(_("a score below %(percent)s percent") % {"percent": terms.below_percent})
    told = _(", ").join(said)
    return _("%(grounds)s; in grave cases only") % {"grounds": told} if terms.only_grave else told


def roles_words(roles: Iterable[Role]) -> str:
    return _(", ").join(word("role", role) for role in roles)


def terms_words(terms: GateTerms) -> str:
    said = []
    if terms.least is not None:
        said.append(_("at least %(count)s") % {"count": terms.least})
    if terms.after_months is not None:
        said.append(_("not before %(count)s months after the feedback") % {"count": terms.after_months})
    if terms.pass_mark is not None:
        said.append(_("pass mark %(mark)s") % {"mark": f"{terms.pass_mark:g}"})
    if terms.waivable_by is not None:
        said.append(_("may be waived by: %(role)s") % {"role": word("role", terms.waivable_by)})
    return _(", ").join(said) or _("has to be met")
