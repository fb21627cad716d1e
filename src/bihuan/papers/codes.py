"""QR codes for paper: a dossier's id and a checkpoint of its ledger, so that a print can be checked against both."""

from __future__ import annotations

from io import BytesIO


def svg_of(text: str, mask: int | None = None) -> str:
    """Return a code as SVG, for the typesetter; with a mask given, in half the time, as hundreds of slips need it."""
    import segno

    said: str = segno.make(text, error="m", micro=False, mask=mask).svg_inline(scale=4, border=2)
    return said if "xmlns=" in said else said.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def png_of(text: str) -> bytes:
    """Return a code as PNG, for a Word file."""
    import segno

    held = BytesIO()
    image = segno.make(text, error="m", micro=False)
    image.save(held, kind="png", scale=8, border=2)
    return held.getvalue()
