"""docs/figures.md: a section for each benchmark, with the day and the machine it was measured on."""

from __future__ import annotations

import ast
import json
import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.one import number
from benchmarks.run import HERE, NAMES
from benchmarks.stopwatch import Figure

PAPER = HERE.parent / "docs" / "figures.md"
HEAD = """# Figures

Written by `python3 dev bench --write`; `python3 dev bench` prints them on your machine. A ratio compares with a peer
that does less, or with a limit that was set beforehand, in the same run on the same machine: below 1 is quicker or
less. What is missed says so. Each section tells its day and machine, and how long that machine took just then to read
50,000 objects of JSON: one that others use at the same time is slower, up to three times seen here, and so is all.
"""


def put(name: str, kept: Path) -> None:
    """Write the section of one benchmark; the others stay as they are."""
    told = json.loads(kept.read_text(encoding="utf-8"))
    figures = [Figure(**one) for one in told["figures"]]
    sections = standing() | {name: section(name, figures, told["pace"])}
    body = [sections[one] for one in NAMES if one in sections]
    PAPER.write_text("\n".join([HEAD, *body]), encoding="utf-8", newline="\n")


def standing() -> dict[str, str]:
    """Return the sections as they stand, by name."""
    if not PAPER.exists():
        return {}
    parts = re.split(r"^(?=## )", PAPER.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {part.splitlines()[0].removeprefix("## ").strip(): part.rstrip() + "\n" for part in parts}


def section(name: str, figures: list[Figure], pace: float) -> str:
    """Return a benchmark's section; `pace` in seconds."""
    on = f"{datetime.now(UTC):%Y-%m-%d}, {machine()}; 50,000 objects of JSON in {number(pace)} s"
    lines = [f"## {name}", "", story(name), "", f"*{on}*", ""]
    lines += ["| figure | measured | compared with | ratio | |", "| --- | ---: | --- | ---: | --- |"]
    return "\n".join([*lines, *(row(figure) for figure in figures), ""])


def row(figure: Figure) -> str:
    peer = f"{number(figure.against)} {figure.unit}, {figure.words}"
    said = "" if figure.at_most is None else "met" if figure.is_met else "**missed**"
    if figure.at_most not in (None, 1):
        peer += f" (at most {figure.at_most:g} ×)"
    judged = " – ".join(part for part in (said, figure.note) if part)
    return f"| {figure.name} | {number(figure.value)} {figure.unit} | {peer} | {figure.ratio:.2f} | {judged} |"


def story(name: str) -> str:
    """Return what a benchmark measures, in its own words."""
    told = ast.get_docstring(ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8")))
    assert told, f"{name} says nothing about itself"
    return told.strip()


def machine() -> str:
    """Return what somebody needs to know of the machine."""
    names = re.findall(r"model name\s*:\s*(.+)", cpu_file()) or [platform.processor() or platform.machine()]
    return f"{names[0].strip()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def cpu_file() -> str:
    file = Path("/proc/cpuinfo")
    return file.read_text(encoding="utf-8") if file.exists() else ""
