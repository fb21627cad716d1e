"""A file where a workbook is wanted: opened, or refused with what it is instead and how it becomes one."""

from __future__ import annotations

from bihuan.intake import refusals
from bihuan.intake.container import Container, open_container
from bihuan.intake.content import tell_kind


def open_workbook(data: bytes, name: str) -> Container:
    """Open an Office file where a workbook is wanted; raise NoWorkbook, which says what else it is."""
    try:
        kind = tell_kind(data, name)
        container = open_container(data, name) if kind == "zip" else None
    except refusals.OldFormat as error:
        raise refusals.NoWorkbook(name, problem="it is of a binary format (.xls or .xlsb), not .xlsx") from error
    except (refusals.UnknownType, refusals.Corrupt) as error:
        if isinstance(error, refusals.Corrupt) and name.lower().endswith(".xlsx"):
            raise  # it was meant to be one
        raise refusals.NoWorkbook(name) from error
    if container is not None and container.kind == "xlsx":
        return container
    if container is not None and container.kind == "docx":
        raise refusals.NoWorkbook(name, problem="it is a Word document, not an .xlsx workbook")
    if kind == "text" and name.lower().endswith((".csv", ".txt")):
        raise refusals.NoWorkbook(name, problem="it is plain text (.csv or .txt), not an .xlsx workbook")
    raise refusals.NoWorkbook(name)
