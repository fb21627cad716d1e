"""A draw as it leaves the house: the file that anybody can verify, and the verifier that needs nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from bihuan.domain.draws import FORM, Party, public_commitment, read, result_of, seed_of
from bihuan.domain.glossary import DRAW_VERIFIED
from bihuan.domain.ledger import canonical
from bihuan.supervision import draw_verifier
from bihuan.supervision.drawing import shares_of
from bihuan.supervision.models import Draw, DrawShare

NO_WORDS = "WORDS: dict[str, str] = {}"  # the line of the verifier that takes its Chinese


def whole_commitment(draw: Draw, shares: dict[str, DrawShare]) -> str:
    """Return the public commitment of a draw; nothing while a share is not committed to."""
    if len(shares) < len(Party):
        return ""
    office, second = shares[Party.OFFICE].commitment, shares[Party.SECOND].commitment
    return public_commitment(str(draw.id), draw.commitment, office, second)


def draw_file(draw: Draw) -> bytes:
    """Return the file of a draw whose shares are open (docs/draws.md)."""
    shares = shares_of(draw)
    office, second = shares[Party.OFFICE].share, shares[Party.SECOND].share
    told = {
        "form": FORM,
        "draw": str(draw.id),
        "population": draw.population,
        "commitments": {"population": draw.commitment} | {one.party: one.commitment for one in shares.values()},
        "shares": {one.party: one.share for one in shares.values()},
        "commitment": whole_commitment(draw, shares),
        "seed": seed_of(draw.commitment, office, second),
        "result": list(result_of(read(draw.population), draw.population, office, second)),
    }
    return canonical(told) + b"\n"


def verifier_file() -> bytes:
    """Return the stand-alone verifier with the Chinese of what it says."""
    text = Path(draw_verifier.__file__).read_text(encoding="utf-8")
    told = json.dumps({words.en: words.zh for words in DRAW_VERIFIED}, ensure_ascii=False, indent=4)
    assert text.count(NO_WORDS) == 1
    return text.replace(NO_WORDS, f"WORDS: dict[str, str] = {told}").encode()
