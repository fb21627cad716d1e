"""The choice of packs as its page shows it: in which order, which ruling prevails where, what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.closeout.dry_run import DryRun, dry_run
from bihuan.domain.comparison import Change, Piece
from bihuan.domain.layers import Article, Layered, PacksContradict, articles, layers, refuse_contradiction
from bihuan.domain.rulebook import Label, Pack, Rulebook, Ruling, in_force, silent_on
from bihuan.rules.choosing import CLOSE, close_out_of
from bihuan.web.cited_packs import cited_pack
from bihuan.web.comparing import Beside
from bihuan.web.comparing import Side as PaperSide
from bihuan.web.refusals import in_words
from bihuan.web.rule_pages import GATE, place_of, value_words
from bihuan.web.words import day_words, deed_words, in_brackets, is_chinese, word

SHOWN = 60  # dossiers of a dry run that are listed; the rest is counted


@dataclass(frozen=True)
class Held:
    """What one pack says on a rule, and whether that is what prevails."""

    pack: str
    value: str
    clause: str
    url: str
    prevails: bool


@dataclass(frozen=True)
class Conflict:
    """One rule that several packs rule: what each says, which prevails, why."""

    title: str
    held: tuple[Held, ...]
    why: str


@dataclass(frozen=True)
class WouldChange:
    """A dossier, or a round at its end, that the choice would judge otherwise at a step."""

    name: str
    url: str
    step: str
    more: tuple[str, ...]
    fewer: tuple[str, ...]
    is_silent: bool


@dataclass(frozen=True)
class Preview:
    """All that a choice means, before it is made."""

    packs: tuple[Pack, ...]
    is_of_one: bool  # what one pack changes that is being written, not what a choice does
    titles: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    asked: tuple[tuple[str, str], ...]  # what the close asks: title and basis
    elsewhere: tuple[tuple[str, str, str], ...]  # what other steps ask: step, title and basis
    absent: tuple[str, ...]  # what the usual chain asks, and these packs do not
    refusal: str
    silent: tuple[str, ...]
    judged: int
    changed: tuple[WouldChange, ...]
    changed_count: int
    by_step: tuple[tuple[str, int], ...]

    @property
    def ids(self) -> str:
        return ",".join(pack.id for pack in self.packs)

    @property
    def can_be_chosen(self) -> bool:
        return not self.refusal and not self.silent


def preview_of(authority_id: UUID, packs: Sequence[Pack], today: date, *, added: Pack | None = None) -> Preview:
    """Return what a choice means: layers, close-out, and every dossier judged by it at the steps before it.

    `added`: what one pack that is being written means, running dossiers judged by their own packs and it.
    """
    rules = in_force(packs, today)
    try:
        refuse_contradiction(rules)
        refusal = ""
    except PacksContradict as error:
        refusal = in_words(error)
    titles = {pack.id: pack_title(pack) for pack in packs}
    close = close_out_of(packs, today)
    run: DryRun = dry_run(authority_id, packs, today, added=added)
    return Preview(
        packs=tuple(packs),
        is_of_one=added is not None,
        titles=tuple(titles.values()),
        conflicts=tuple(conflict_of(one, titles) for one in layers(packs, today)),
        asked=tuple((label(one.title), f"{titles[one.pack]} · {one.ruling.citation.clause}") for one in close.asked),
        elsewhere=asked_elsewhere(rules, titles),
        absent=tuple(label(one.title) for one in close.absent),
        refusal=refusal,
        silent=tuple(titles[pack_id] for pack_id in silent_on(packs, today)),
        judged=run.judged,
        changed=tuple(
            WouldChange(
                one.name,
                reverse("rounds") if one.step == "end_round" else reverse("dossier", args=[one.inspection.id]),
                deed_words(one.step),
                gates_told(one.more),
                gates_told(one.fewer),
                one.is_silent,
            )
            for one in run.changed[:SHOWN]
        ),
        changed_count=len(run.changed),
        by_step=tuple((deed_words(name), count) for name, count in run.by_step().items()),
    )


def asked_elsewhere(rules: Rulebook, titles: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Return what is asked at other steps than the close: the step, the title of the gate, its basis."""
    told = [(one.rule_id.split("/")[1], one) for one in rules.under(GATE)]
    return tuple(
        (deed_words(step), label(one.title), f"{titles[one.pack]} · {one.ruling.citation.clause}")
        for step, one in told
        if step != CLOSE.name
    )


def gates_told(found: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return gates by name, each once, with the number of things that lack it where there are several."""
    counts = Counter(code for code, _subject in found)
    return tuple(
        word("gate", code)
        if count == 1
        else in_brackets(word("gate", code), _("in %(count)s places") % {"count": count})
        for code, count in counts.items()
    )


def pack_title(pack: Pack) -> str:
    return label(pack.title)


def label(title: Label) -> str:
    return title.zh if is_chinese() else title.en


def conflict_of(one: Layered, titles: Mapping[str, str]) -> Conflict:
    """Return a rule that several packs rule in the reader's words."""
    last = titles[one.prevails]
    held = tuple(
        Held(
            titles[pack_id],
            value_words(one.rule_id, ruling.value),
            ruling.citation.clause,
            place_of(pack_id, ruling.citation.clause) if cited_pack(pack_id) else "",
            place == len(one.held),
        )
        for place, (pack_id, ruling) in enumerate(one.held, start=1)
    )
    if one.is_repealed:
        why = _("%(pack)s stands last in the choice and repeals it.") % {"pack": last}
    elif one.is_same:
        why = _("They agree; the clause of %(pack)s is cited, for it stands last.") % {"pack": last}
    else:
        why = _("%(pack)s stands last in the choice, so its value prevails.") % {"pack": last}
    return Conflict(label(one.title), held, why)


# --- two versions, article by article -----------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """One version's ruling: what, since when, after which clause."""

    value: str
    since: date
    clause: str
    document: str
    note: str
    verified: bool


@dataclass(frozen=True)
class ArticleLine:
    """One rule in both versions."""

    title: str
    change: str
    words: str
    before: tuple[Side, ...]
    after: tuple[Side, ...]


def article_lines(before: Pack, after: Pack) -> list[ArticleLine]:
    """Return two versions beside each other, article by article."""
    return [line_of(one) for one in articles(before, after)]


def line_of(one: Article) -> ArticleLine:
    said: Mapping[Change, str] = {
        Change.SAME: _("unchanged"),
        Change.CHANGED: _("changed"),
        Change.ADDED: _("added"),
        Change.GONE: _("no longer ruled"),
        Change.WORDED: _("same value, other words"),
    }
    title = label(one.title)
    sides = (tuple(side(one.rule_id, ruling) for ruling in rulings) for rulings in (one.before, one.after))
    return ArticleLine(title, one.change.value, said[one.change], *sides)


def side(rule_id: str, ruling: Ruling) -> Side:
    cited = ruling.citation
    value = value_words(rule_id, ruling.value)
    return Side(value, ruling.since, cited.clause, cited.document, ruling.note, ruling.verified)


def rule_beside(line: ArticleLine) -> Beside:
    """Return one rule as a paper shows it: the title, then each ruling with its day and clause."""
    sides = [
        paper_side(line.title, "\n".join(ruling_words(one) for one in told)) if told else None
        for told in (line.before, line.after)
    ]
    return Beside(line.change, line.words, *sides)


def ruling_words(one: Side) -> str:
    since = _("since %(day)s") % {"day": day_words(one.since)}
    return f"{one.value} {in_brackets(since, one.document)} {one.clause}"


def paper_side(label: str, words: str) -> PaperSide:
    return PaperSide(label, (Piece(words),))
