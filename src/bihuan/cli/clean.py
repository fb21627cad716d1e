"""`clean FILE`: the text repaired, as UTF-8, byte for byte where nothing was wrong."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = "Repair a text: pinyin notes removed, traditional made simplified; printed as UTF-8."
EXAMPLE = "python3 dev clean garbled.txt > readable.txt"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a text file, or a document whose text is wanted")


def run(arguments: argparse.Namespace) -> int:
    from bihuan.intake.cleaning import clean
    from bihuan.intake.reading import read_text
    from bihuan.intake.refusals import Unreadable

    try:
        text = read_text(arguments.file)
    except Unreadable as refusal:
        print(refusal, file=sys.stderr)
        return 2
    sys.stdout.flush()
    sys.stdout.buffer.write(clean(text).text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return 0
