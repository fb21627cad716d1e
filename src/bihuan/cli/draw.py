"""`draw verify`: whether the result of a surprise draw follows from what was fixed before. Needs no database."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "Verify the file of a surprise draw: that its result follows from what was committed to before."
EXAMPLE = """python3 dev draw verify draw-2026-1.json --commitment \
3f1c0a52d9b84e7713a6c05d2f9e8b46a7d1c3e5908f2b64d7a91e0c5b3f8d26"""


def configure(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    verify = parts.add_parser("verify", help="verify the file of a surprise draw")
    verify.add_argument("file", type=Path, help="the file of a draw (.json)")
    verify.add_argument("--commitment", metavar="HEX", help="the one published before the shares were opened")


def run(arguments: argparse.Namespace) -> int:
    """Verify a file with the same stand-alone verifier that is handed out beside it."""
    from bihuan.cli.main import UnusableInput
    from bihuan.domain.glossary import DRAW_VERIFIED
    from bihuan.supervision import draw_verifier as verifier

    words = {said.en: said.zh for said in DRAW_VERIFIED}
    try:
        print(verifier.in_both(verifier.verify(arguments.file, arguments.commitment), words))
    except verifier.DrawRefuted as reason:
        print(verifier.in_both(str(reason), words))
        return 1
    except verifier.DrawUnusable as problem:
        raise UnusableInput(str(problem)) from problem
    return 0
