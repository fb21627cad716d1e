"""The coverage map as a workbook: a computed list, nothing in it is changed."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.domain.jurisdiction import Actor
from bihuan.planning.queries import coverage_lines
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.web.pages.coverage import lines_asked, shown, term_asked
from bihuan.web.sheets import Sheet
from bihuan.web.words import word


def coverage_rows(actor: Actor, query: QueryDict) -> Iterator[TableRow]:
    term = term_asked(actor, query)
    whole = coverage_lines(term, actor.authority_id, actor.today)
    for one in shown(lines_asked(actor, query, whole), whole):
        line, below = one.line, one.sums
        values: dict[str, Value] = {
            "name": line.body.name,
            "category": word("category", line.body.category),
            "must": line.body.must,
            "state": word("coverage", line.state),
            "last_on": line.last_on,
            "carried": gettext("; ").join(one.carried),
            "long_ago": line.is_long_ago,
            "findings": line.findings if line.fed_back else None,
            "settled": line.settled if line.fed_back else None,
            "handed_over": line.handed_over if line.fed_back else None,
            "closed": bool(line.closed),
            "below_must": below.must if below else None,
            "below_covered": below.covered if below else None,
            "below_findings": below.findings if below and below.fed_back else None,
            "below_settled": below.settled if below and below.fed_back else None,
        }
        yield TableRow(line.body.key, line.body.name, values)


COVERAGE = Sheet(
    "coverage",
    "coverage",
    _("Coverage"),
    (
        Column("name", _("Organization"), 30),
        Column("category", _("Category"), 12),
        Column("must", _("must be covered"), 10, Kind.TICK),
        Column("state", _("State"), 22),
        Column("last_on", _("Last inspected"), 12, Kind.DAY),
        Column("carried", _("Counts by"), 30),
        Column("long_ago", _("not inspected for years"), 12, Kind.TICK),
        Column("findings", _("Findings"), 10, Kind.COUNT),
        Column("settled", _("Followed up"), 10, Kind.COUNT),
        Column("handed_over", _("Of these handed over as long-term"), 12, Kind.COUNT),
        Column("closed", _("closed"), 8, Kind.TICK),
        Column("below_must", _("Below it: must be covered"), 14, Kind.COUNT),
        Column("below_covered", _("Below it: covered"), 14, Kind.COUNT),
        Column("below_findings", _("Below it: findings"), 14, Kind.COUNT),
        Column("below_settled", _("Below it: followed up"), 14, Kind.COUNT),
    ),
    coverage_rows,
)
