"""What the house works by as workbooks: the library of regulations, the guides and methods. They are only read."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from bihuan.domain.field_guides import GuideSort
from bihuan.domain.jurisdiction import Actor
from bihuan.fieldwork.guides import key_of
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.web.pages.field_guide import method_lines, shelves, shown
from bihuan.web.pages.regulation import held
from bihuan.web.sheets import Sheet


def regulation_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for one in held(actor.authority_id, actor.today):
        row, present = one.regulation, one.present
        values: dict[str, Value] = {
            "title": row.title,
            "issuer": row.issuer,
            "state": "" if present else now_("not in force"),
            "document": present.document_number if present else "",
            "from_on": present.from_on if present else None,
            "until_on": present.until_on if present else None,
            "articles": one.articles,
            "versions": len(one.versions),
        }
        yield TableRow(str(row.id), row.title, values)


REGULATIONS = Sheet(
    "regulations",
    "regulations",
    _("Library of regulations"),
    (
        Column("title", _("Regulation"), 40),
        Column("issuer", _("Issued by"), 26),
        Column("state", _("State"), 12),
        Column("document", _("Number of the paper"), 20),
        Column("from_on", _("In force since"), 12, Kind.DAY),
        Column("until_on", _("In force until"), 12, Kind.DAY),
        Column("articles", _("Articles"), 10, Kind.COUNT),
        Column("versions", _("Versions"), 10, Kind.COUNT),
    ),
    regulation_rows,
)


def guide_rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
    for shelf in shelves(actor.authority_id):
        told = shown(shelf.present) if shelf.present else None
        values: dict[str, Value] = {
            "sort": now_("Guide"),
            "category": shelf.words,
            "title": told.title if told else "",
            "points": shelf.points if told else None,
            "which": told.version if told else now_("none yet"),
            "source": told.source if told else "",
        }
        yield TableRow(key_of(GuideSort.LAYERED, shelf.category), shelf.words, values)
    for one in method_lines(actor.authority_id):
        method: dict[str, Value] = {
            "sort": now_("Method"),
            "title": one.name,
            "points": one.steps or None,
            "which": "" if one.steps else now_("empty"),
            "source": one.source,
        }
        yield TableRow(key_of(GuideSort.METHOD, one.name), one.name, method)


FIELD_GUIDES = Sheet(
    "field_guides",
    "field_guides",
    _("Guides and methods"),
    (
        Column("sort", _("Kind"), 10),
        Column("category", _("Category"), 16),
        Column("title", _("Title"), 36),
        Column("points", _("Points or steps"), 10, Kind.COUNT),
        Column("which", _("Version"), 22),
        Column("source", _("Source"), 40),
    ),
    guide_rows,
)
