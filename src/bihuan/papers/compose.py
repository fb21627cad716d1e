"""From a kind and its values to the paper: templates filled in, headings numbered, nothing of it in code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bihuan.papers.fields import Field
from bihuan.papers.kinds import Kind
from bihuan.papers.layout import layout
from bihuan.papers.paper import Block, Cell, Head, Heading, Imprint, Paper, Signatory, Table, Text
from bihuan.papers.words import chinese_ordinal, day_in_words, heading_number, money_in_words, words

HOLE = re.compile(r"\{([a-z_]+)\}")
DEEPEST = 4
RUN_IN = 3  # from this level on a heading is a sentence of the text
NOTHING: tuple[object, ...] = ("", "0", [])  # what a piece is left out for, a count of none among it
ONE_DAY = "one_day"  # holds where the first day is the last one
BLANK = "_blank"  # the hole of a cell that is filled in by hand


class TemplateFault(RuntimeError):
    """A kind's own file is wrong; a test reads every kind, so this never reaches a user."""


Scope = Mapping[str, Any]


def compose(kind: Kind, values: Mapping[str, Any]) -> Paper:
    """Return the paper that a kind makes of its values."""
    given = values.get
    is_one_day = given("from") is not None and given("from") == given("until")
    scope = in_words(values, kind.fields) | {BLANK: "", ONE_DAY: "1" if is_one_day else ""}
    issuer = str(given("issuer") or "")
    dated = given("date")
    return Paper(
        kind=kind.name,
        title=title_of(kind, values),
        blocks=tuple(_Body().blocks(kind.body, scope)),
        head=_head(kind, scope),
        corner=tuple(scope[name] for name in ("copy_number", "classification", "urgency") if scope.get(name)),
        addressee=words()["addressee"].format(addressee=given("addressee")) if given("addressee") else "",
        attachment_label=words()["attachment"] if given("attachments") else "",
        attachments=tuple(_attachments(given("attachments") or [])),
        signatories=tuple(signed(given("signed_by") or [issuer], scope["date"])) if dated and kind.signed else (),
        date=scope.get("date") or "",
        sealed=_sealed(kind, values),
        note=words()["note"].format(note=given("note")) if given("note") else "",
        imprint=_imprint(values, issuer, dated),
        code=_code(values),
        code_caption=_caption(values),
    )


def title_of(kind: Kind, values: Mapping[str, Any]) -> str:
    """Return the title of a paper: the one told, else the one that its kind draws from the values."""
    return str(values.get("title") or fill(kind.title, in_words(values, kind.fields)))


def in_words(values: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return the values as they are printed: days, money, counts and flags in words; what is not told is empty."""
    return {name: _in_words(values.get(name), one) for name, one in fields.items()}


def _in_words(value: Any, one: Field) -> Any:
    if one.sort == "list":
        return [in_words(item, one.of) if one.of else item for item in value or []]
    if value is None:
        return ""
    match one.sort:
        case "day":
            return day_in_words(value)
        case "money":
            return money_in_words(value)
        case "flag":
            return words()["yes" if value else "no"]
        case _:
            return str(value)


def fill(template: str | Sequence[Any], scope: Scope) -> str:
    """Return a template with its holes filled; pieces with `when` stand only where that is told."""
    if not isinstance(template, str):
        return "".join(_piece(piece, scope) for piece in template)
    return HOLE.sub(lambda hole: _filled(hole[1], scope), template)


def _piece(piece: str | Mapping[str, Any], scope: Scope) -> str:
    if isinstance(piece, str):
        return fill(piece, scope)
    if "join" in piece:
        told = [said for one in piece["join"] if (said := _piece(one, scope))]
        return f"{piece['before']}{piece['by'].join(told)}{piece['after']}" if told else ""
    return fill(piece["say"], scope) if _holds(piece, scope) else ""


def _filled(name: str, scope: Scope) -> str:
    if name not in scope:
        raise TemplateFault(f"{{{name}}}: no such field here; known are {', '.join(scope)}")
    value = scope[name]
    if isinstance(value, list):
        return str(words()["joint"]).join(str(item) for item in value)
    return str(value)


def _holds(piece: Mapping[str, Any], scope: Scope) -> bool:
    for key in ("when", "unless"):
        if key in piece and piece[key] not in scope:
            raise TemplateFault(f"{key}: {piece[key]}: no such field here")
    told = scope[piece["when"]] not in NOTHING if "when" in piece else True
    return told and not ("unless" in piece and scope[piece["unless"]])


class _Body:
    """Fills a body in, counting its headings."""

    def __init__(self) -> None:
        self.counts = [0] * DEEPEST

    def blocks(self, body: Sequence[Mapping[str, Any]], scope: Scope) -> Iterator[Block]:
        for one in body:
            if not _holds(one, scope):
                continue
            if "each" in one:
                for inner in _each(one["each"], scope):
                    yield from self.blocks(one["do"], inner)
            elif "do" in one:
                yield from self.blocks(one["do"], scope)
            elif "heading" in one:
                yield from self.heading(one["heading"], one["level"], scope)
            elif "table" in one:
                yield _table(one["table"], scope)
            else:
                yield from self.texts(one, scope)

    def heading(self, template: str, level: int, scope: Scope) -> Iterator[Block]:
        """Yield a heading; further lines of what fills it are paragraphs below it."""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (DEEPEST - level)
        first, *rest = fill(template, scope).splitlines()
        bare = unnumbered(first)
        told = closed(bare) if level >= RUN_IN else bare
        yield Heading(level, heading_number(level, self.counts[level - 1]) + told)
        yield from (Text(line.strip()) for line in rest if line.strip())

    def texts(self, one: Mapping[str, Any], scope: Scope) -> Iterator[Text]:
        for line in fill(one["text"], scope).splitlines():
            if line.strip():
                yield Text(line.strip(), flush=bool(one.get("flush", False)))


def closed(sentence: str) -> str:
    """Return a sentence with its end: what stands numbered in the text is typed now with a full stop, now without."""
    ends = words()["sentence_ends"]
    bare = sentence.rstrip(ends[0])
    return bare if bare.rstrip(words()["quotes_closed"]).endswith(tuple(ends)) else bare + ends[0]


def unnumbered(line: str) -> str:
    """Return a line without the number that its author typed before it, where the paper counts by itself."""
    return re.sub(words()["own_number"], "", line) or line


def _each(name: str, scope: Scope) -> Iterator[Scope]:
    """Yield the scope of each item of a list: its own fields over the outer ones, `item`, and its ordinals."""
    if not isinstance(scope.get(name), list):
        raise TemplateFault(f"each: {name}: no such list here")
    for number, item in enumerate(scope[name], 1):
        own = item if isinstance(item, dict) else {"item": item}
        yield {**scope, **own, "ordinal": str(number), "chinese_ordinal": chinese_ordinal(number)}


def _table(written: Mapping[str, Any], scope: Scope) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for row in written["rows"]:
        if isinstance(row, dict):
            rows += [tuple(_cells(row["cells"], inner)) for inner in _each(row["each"], scope)]
        else:
            rows.append(tuple(_cells(row, scope)))
    return Table(tuple(written["widths"]), tuple(rows), written.get("head", 0))


def _cells(cells: Sequence[Any], scope: Scope) -> Iterator[Cell]:
    """Yield the cells of a row; one without a hole is a label."""
    for cell in cells:
        template, span = (cell, 1) if isinstance(cell, str) else (cell["say"], cell.get("span", 1))
        holes = HOLE.findall(str(template))
        yield Cell(fill(template, scope), span, label=not holes, by_hand=holes == [BLANK])


def _head(kind: Kind, scope: Scope) -> Head | None:
    if not kind.mark:
        return None
    right = fill(kind.right, scope) if kind.right else ""
    if scope.get("signer"):
        right = words()["signer"].format(signer=scope["signer"])
    number = fill(kind.left, scope) if kind.left else str(scope.get("number") or "")
    return Head(fill(kind.mark, scope), number, right)


def _sealed(kind: Kind, values: Mapping[str, Any]) -> bool:
    asked = values.get("seal")
    return kind.sealed if asked is None else bool(asked)


def _attachments(names: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(names, 1):
        yield words()["attachment_number"].format(number=number, name=name) if len(names) > 1 else name


def signed(names: Sequence[str], day: str) -> Iterator[Signatory]:
    """Yield who signs and where: the date keeps its distance from the edge, each name stands centred above it.

    Where a name is so long that it would leave the page, the date moves in until the name ends at the edge's distance.
    """
    seal = layout().raw["seal"]
    date_width = width_in_characters(day)
    for name in names:
        name_width = width_in_characters(name)
        from_right = seal["date_from_right"] + (date_width - name_width) / 2
        edge = seal["name_from_right"]
        if from_right >= edge:
            yield Signatory(name, from_right, seal["date_from_right"])
        else:
            yield Signatory(name, edge, edge + (name_width - date_width) / 2)


def width_in_characters(text: str) -> float:
    """Return the width of a text in characters of the body; figures and Latin letters are half as wide."""
    return sum(0.5 if ord(sign) < 0x2000 else 1 for sign in text)


def _imprint(values: Mapping[str, Any], issuer: str, dated: date | None) -> Imprint | None:
    copied = values.get("copied_to") or []
    printed_on = values.get("printed_on") or dated
    if not (copied or values.get("printed_by") or values.get("printed_on")) or printed_on is None:
        return None
    names = words()["copies_joint"].join(copied)
    return Imprint(
        copied_to=words()["copied_to"].format(names=names) if copied else "",
        printed_by=values.get("printed_by") or issuer,
        printed_on=words()["printed_on"].format(day=day_in_words(printed_on)),
    )


def _code(values: Mapping[str, Any]) -> str:
    """Return what the QR code says: the dossier and the ledger's checkpoint, for whoever verifies a copy."""
    dossier, checkpoint = values.get("dossier"), values.get("checkpoint")
    return f"bihuan:{dossier}:{checkpoint}" if dossier and checkpoint else ""


def _caption(values: Mapping[str, Any]) -> str:
    if not _code(values):
        return ""
    said: str = words()["code"].format(dossier=values["dossier"], checkpoint=values["checkpoint"])
    return said
