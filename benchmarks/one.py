"""Run by run.py in a process of its own: measures one benchmark, prints each figure, keeps all of them in a file.

python -m benchmarks.one NAME FILE
"""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.stopwatch import Figure, pace


def main(name: str, kept: Path) -> None:
    """Measure one benchmark, with the program loaded as its server loads it."""
    before = pace()
    measuring = loaded(name)
    figures: list[Figure] = []
    for figure in measuring.measure():
        print(line(figure), flush=True)
        figures.append(figure)
    took = (before + pace()) / 2
    print(f"  reading 50,000 objects of JSON took {number(took)} s: so quick was the machine", flush=True)
    told = {"pace": took, "figures": [asdict(figure) for figure in figures]}
    kept.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def loaded(name: str) -> Any:
    """Return the module of a benchmark; what is loaded by then is not looked through for garbage, as in the server."""
    import django
    from django.conf import settings

    from bihuan.installation.memory import loading

    with loading():
        django.setup()
        importlib.import_module(settings.ROOT_URLCONF)
        return importlib.import_module(f"benchmarks.{name}")


def line(figure: Figure) -> str:
    """Return a figure as one line: below 1 is quicker or less than what it is compared with."""
    missed = "" if figure.is_met else "   MISSED" + (f", allowed {figure.at_most:g} ×" if figure.at_most != 1 else "")
    values = f"{number(figure.value)} : {number(figure.against)} {figure.unit}"
    return f"  {figure.name:<66} {figure.ratio:6.2f} × {figure.words}   ({values}){missed}"


def number(value: float) -> str:
    """Return a measured value with three figures that count, and whole numbers whole."""
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
