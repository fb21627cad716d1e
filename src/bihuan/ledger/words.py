"""The index of words: what kept rows are found by, written at the door with them, the same answers on every store.

It is derived: nothing rests on it, and `rebuild` makes it again from the rows. SQLite keeps the grams in FTS5 without
their text, those of each kind of row apart, so that a question walks along its own kind alone; PostgreSQL in a tsvector
that is written here. Both are asked for phrases. The marks say where a row belongs, so that a search never leaves what
its reader may reach, and with which initials a name is read. A row that changed is written anew; those of the one
before stay behind without anything that names them, until the index is rebuilt.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from django.apps import apps
from django.db import connection, models
from django.db.models.expressions import RawSQL

from bihuan.domain.grams import Phrase
from bihuan.domain.sounds import Wanted
from bihuan.ledger.cuts import Cuts, cut_new, cut_rows, kind_of
from bihuan.ledger.models import Kept, Words
from bihuan.ledger.new_rows import NewRows, insert

AT_ONCE = 2_000
Value = str | uuid.UUID
GRAMS = "ledger_grams"  # the tables of FTS5, with the name of the kind behind
PARTS = 4  # so many parts of its index of one size FTS5 merges into one; its own default
ROWS = Words._meta.db_table


@dataclass(frozen=True)
class Asked:
    """What is looked for: rows of one table with every phrase, and with one of the marks (None: wherever).

    Of sounds the row bears, for each term, one set of marks wholly.
    """

    model: type[Kept]
    authority_id: uuid.UUID
    phrases: Sequence[Phrase]
    marks: Sequence[str] | None
    sounds: Wanted = ()

    @property
    def finds_nothing(self) -> bool:
        """True where there is nothing to look for, or nowhere to look."""
        return not (self.phrases or self.sounds) or (self.marks is not None and not self.marks)


def keep_words(rows: Sequence[Kept]) -> None:
    """Write what rows are found by, instead of what was written before."""
    found = [row for row in rows if row.searched]
    if not found:
        return
    known = [row.pk for row in found if row.as_loaded is not None]
    if known:
        Words.objects.filter(authority_id=found[0].authority_id, row_id__in=known).delete()
    write(cut_rows(found))


def found_through(row: Kept) -> Iterator[Kept]:
    """Yield the rows that bear the marks of another one: where that one belongs elsewhere now, so do they."""
    for model in searched_models():
        for name in model.found_through:
            if model._meta.get_field(name).related_model is type(row):
                own = model._base_manager.filter(**{"authority_id": row.authority_id, name: row})
                yield from own.select_related(*model.found_through)


def keep_words_of(rows: NewRows) -> None:
    """Write what many new rows are found by."""
    if rows.model.searched:
        with unmerged(kind_of(rows.model)):
            write([cut_new(rows)])


@contextmanager
def unmerged(kind: str) -> Iterator[None]:
    """Let FTS5 leave the parts of its index as they come: to merge them at once costs a third; later rows have it."""
    if connection.vendor != "sqlite":
        yield
        return
    tune(grams_of(kind), "automerge", 0)
    yield
    tune(grams_of(kind), "automerge", PARTS)


def tune(table: str, option: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES (%s, %s)", [option, value])


def grams_of(kind: str) -> str:
    """Return the table of FTS5 that keeps the grams of a kind of row."""
    return f"{GRAMS}_{kind}"


def write(cuts: Sequence[Cuts]) -> None:
    put = put_in_postgres if connection.vendor == "postgresql" else put_in_sqlite
    for one in cuts:
        put(one)


def put_in_sqlite(cuts: Cuts) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [ROWS])
        first = (cursor.fetchone() or (0,))[0] + 1  # no number is ever given twice, that of a dropped row neither
    numbers = range(first, first + len(cuts.row_ids))
    insert(Words, {"id": numbers, "row_id": cuts.row_ids}, {"authority_id": cuts.authority_id, "kind": cuts.kind})
    with connection.cursor() as cursor:  # row by row: FTS5 writes its index out with each statement of several
        cursor.executemany(
            f"INSERT INTO {grams_of(cuts.kind)} (rowid, words, marks) VALUES (%s, %s, %s)",
            list(zip(numbers, cuts.grams, cuts.marks, strict=True)),
        )


def put_in_postgres(cuts: Cuts) -> None:
    of_kind = kind_mark(cuts.kind)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {ROWS} (authority_id, kind, row_id, grams) VALUES (%s, %s, %s, %s::tsvector)",
            [
                (cuts.authority_id, cuts.kind, row_id, vector(grams, f"{marks} {of_kind}"))
                for row_id, grams, marks in zip(cuts.row_ids, cuts.grams, cuts.marks, strict=True)
            ],
        )


def kind_mark(kind: str) -> str:
    """Return the mark of a table: PostgreSQL then need not walk along a frequent word of another table's rows."""
    return f"k_{kind}"


def vector(piece: str, marks: str) -> str:
    """Return a tsvector's literal: each gram with its places, marks without."""
    places: dict[str, list[str]] = {}
    for place, gram in enumerate(piece.split(), 1):
        places.setdefault(gram, []).append(str(place))
    told = (f"'{gram}':{','.join(at)}" for gram, at in places.items())
    return " ".join([*told, *(f"'{mark}'" for mark in marks.split())])


# --- asking -------------------------------------------------------------------------------------------


def those_with(asked: Asked) -> RawSQL:
    """Return the ids of all rows that fit, for a condition `pk__in`."""
    if asked.finds_nothing:
        return RawSQL("SELECT NULL WHERE 1 = 0", [])
    condition, values = fitting(asked)
    return RawSQL(f"SELECT w.row_id FROM {condition}", values)


def newest(asked: Asked, *, at_once: int) -> Iterator[list[uuid.UUID]]:
    """Yield the ids of rows that fit, those entered last first, so many at once; read on only as far as is needed."""
    if asked.finds_nothing:
        return
    condition, values = fitting(asked)
    keyed = f"SELECT w.id AS id, w.row_id AS row_id FROM {condition}"
    last: int | None = None
    seen: set[uuid.UUID] = set()
    while True:
        found = hits(keyed, values, last, at_once)
        fresh = list(dict.fromkeys(row_id for _, row_id in found if row_id not in seen))
        if fresh:
            yield fresh
        if len(found) < at_once:
            return
        last = found[-1][0]
        seen.update(fresh)


def opening(asked: Sequence[Asked], *, most: int) -> list[list[uuid.UUID]]:
    """Return for each question the ids of its first hits, those entered last first: one query for all of them."""
    parts, values = [], list[Value | int]()
    for place, one in enumerate(asked):
        if one.finds_nothing:
            continue
        condition, its_values = fitting(one)
        if connection.vendor == "postgresql":
            hit = f"WITH hit AS MATERIALIZED (SELECT w.id AS id, w.row_id AS row_id FROM {condition}) SELECT * FROM hit"
            parts.append(f"(SELECT {place} AS place, id, row_id FROM ({hit}) h ORDER BY id DESC LIMIT %s)")
        else:
            hit = f"SELECT {place} AS place, w.id AS id, w.row_id AS row_id FROM {condition}"
            parts.append(f"SELECT * FROM ({hit} ORDER BY g.rowid DESC LIMIT %s)")
        values += [*its_values, most]
    found: list[list[uuid.UUID]] = [[] for _ in asked]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for place, _number, row_id in sorted(cursor.fetchall(), key=lambda hit: (hit[0], -hit[1])):
                found[place].append(uuid.UUID(str(row_id)))
    return [list(dict.fromkeys(ids)) for ids in found]


def hits(keyed: str, values: list[Value], last: int | None, most: int) -> list[tuple[int, uuid.UUID]]:
    """Return the next hits in falling order; PostgreSQL asks the index first, and never walks the table instead."""
    if connection.vendor == "postgresql":
        sql = f"WITH hit AS MATERIALIZED ({keyed}) SELECT id, row_id FROM hit WHERE id < %s ORDER BY id DESC LIMIT %s"
    else:
        sql = f"{keyed} AND g.rowid < %s ORDER BY g.rowid DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, 2**62 if last is None else last, most])
        return [(number, uuid.UUID(str(row_id))) for number, row_id in cursor.fetchall()]


def fitting(asked: Asked) -> tuple[str, list[Value]]:
    """Return tables and conditions of what fits, with the values they take."""
    kind = kind_of(asked.model)
    if connection.vendor == "postgresql":
        condition = f"{ROWS} w WHERE w.authority_id = %s AND w.kind = %s AND w.grams @@ %s::tsquery"
        return condition, [asked.authority_id, kind, tsquery(asked)]
    table = grams_of(kind)
    condition = f"{table} g CROSS JOIN {ROWS} w ON w.id = g.rowid WHERE g.{table} MATCH %s AND w.authority_id = %s"
    return condition, [match(asked), asked.authority_id.hex]


def match(asked: Asked) -> str:
    """Return the question as FTS5 reads it."""
    parts = [f'words : "{" ".join(one.grams)}"{" *" if one.open_end else ""}' for one in asked.phrases]
    for ways in asked.sounds:
        told = (" AND ".join(f'"{mark}"' for mark in way) for way in ways)
        parts.append("marks : ({})".format(" OR ".join(f"({way})" for way in told)))
    if asked.marks is not None:
        parts.append("marks : ({})".format(" OR ".join(f'"{mark}"' for mark in asked.marks)))
    return " AND ".join(f"({part})" for part in parts)


def tsquery(asked: Asked) -> str:
    """Return the question as PostgreSQL reads it."""
    parts = []
    for one in asked.phrases:
        *before, last = (f"'{gram}'" for gram in one.grams)
        parts.append(" <-> ".join([*before, last + (":*" if one.open_end else "")]))
    for ways in asked.sounds:
        told = (" & ".join(f"'{mark}'" for mark in way) for way in ways)
        parts.append(" | ".join(f"({way})" for way in told))
    parts.append(f"'{kind_mark(kind_of(asked.model))}'")
    if asked.marks is not None:
        parts.append(" | ".join(f"'{mark}'" for mark in asked.marks))
    return " & ".join(f"({part})" for part in parts)


# --- made again from the rows ---------------------------------------------------------------------------


def searched_models() -> list[type[Kept]]:
    """Return the tables whose rows are found by their words."""
    return [model for model in apps.get_models() if issubclass(model, Kept) and model.searched]


def is_whole() -> bool:
    """True when every row that is found by its words stands in the index, and nothing else."""
    indexed = Words.objects.values_list("kind").annotate(models.Count("row_id", distinct=True))
    there = dict(indexed.order_by("kind"))
    rows = {kind_of(model): model._base_manager.count() for model in searched_models()}
    return there == {kind: count for kind, count in rows.items() if count}


def rebuild() -> int:
    """Write the whole index anew from the rows, in the order of their making; return how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ROWS}")
        if connection.vendor == "sqlite":
            for table in (grams_of(kind_of(model)) for model in searched_models()):
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    count = 0
    for model in searched_models():
        rows = model._base_manager.select_related(*model.found_through).order_by("pk").iterator(AT_ONCE)
        while some := list(islice(rows, AT_ONCE)):
            write(cut_rows(some))
            count += len(some)
    return count
