"""The packs as a page to read and to compare: docs/generated/rules.md is this text."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.domain.consequences import ConsequenceTerms
from bihuan.domain.deadlines import counted_text
from bihuan.domain.rulebook import GateTerms, Pack, Period, Responsible, Rule, Ruling, Value, Weights
from bihuan.domain.score_forms import ScoreForm
from bihuan.rules.packs import available, load

HEAD = """\
# Rules

Written from the rule packs; do not edit. A dossier is bound to a pack, by its sha256, on the day of its feedback.
"""


def rules_page() -> str:
    """Return every pack, rule and ruling with value, citation and whether a person has verified it."""
    pages = ["\n".join(_pack_lines(load(pack_id))) for pack_id in available()]
    return "\n".join([HEAD, *pages])


def _pack_lines(pack: Pack) -> Iterator[str]:
    yield f"## {pack.id}"
    yield ""
    yield f"{pack.title.zh} · {pack.title.en}  "
    yield f"sha256 `{pack.sha256}`"
    yield ""
    yield "| rule | since | value | source | verified | note |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for rule in pack.rules:
        for ruling in rule.rulings:
            yield _row(rule, ruling)
    yield ""


def _row(rule: Rule, ruling: Ruling) -> str:
    cited = ruling.citation
    source = f"{cited.document} · {cited.clause}"
    if cited.sha256:
        source += f" (`{cited.sha256[:12]}`)"
    cells = (
        f"`{rule.id}`<br>{rule.title.zh} · {rule.title.en}",
        ruling.since.isoformat(),
        value_text(ruling.value),
        source,
        "yes" if ruling.verified else "**no**",
        ruling.note,
    )
    return "| " + " | ".join(cell.replace("|", r"\|").replace("\n", " ") for cell in cells) + " |"


def value_text(value: Value | None) -> str:
    """Say a value in English."""
    match value:
        case None:
            return "repealed"
        case Period():
            return f"{counted_text(value)} after {value.after}"
        case GateTerms():
            return _terms_text(value)
        case Weights(total=total, shares=shares):
            return ", ".join(f"{name} {share}" for name, share in shares.items()) + f" of {total}"
        case ScoreForm(way=way, total=total, aspects=aspects):
            lines = "; ".join(f"{one.code} {one.full}" for one in aspects)
            return f"{way}, {lines} of {total}"
        case ConsequenceTerms(below_percent=below, grounds=grounds, only_grave=only_grave):
            asked = [*grounds, *([f"a score below {below} percent"] if below is not None else [])]
            return ", ".join(asked) + ("; in grave cases only" if only_grave else "")
        case Responsible(lead=lead, assist=assist):
            return ", ".join(lead) + (f"; assisted by {', '.join(assist)}" if assist else "")
        case _:
            return str(value)


def _terms_text(terms: GateTerms) -> str:
    said = []
    if terms.least is not None:
        said.append(f"at least {terms.least}")
    if terms.after_months is not None:
        said.append(f"not before {terms.after_months} months after feedback")
    if terms.pass_mark is not None:
        said.append(f"pass mark {terms.pass_mark:g}")
    if terms.waivable_by is not None:
        said.append(f"may be waived by {terms.waivable_by}")
    return ", ".join(said) or "asked"
