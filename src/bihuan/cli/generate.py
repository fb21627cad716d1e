"""`generate`: what is written from the code: lives, rules, permissions, deeds, and the pages' part of Bootstrap.

`--check` compares.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from bihuan.cli.main import UnusableInput

HELP = "write docs/generated and house.css from the code (--check: only tell which differ)"
EXAMPLE = "python3 dev generate --check"
HOUSE = Path(__file__).resolve().parents[3]
FOLDER = HOUSE / "docs" / "generated"


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 names the papers that differ")


def run(arguments: Namespace) -> int:
    """Write or compare every paper."""
    from bihuan.cli.house import open_house

    open_house()
    different = [name for name, write in papers().items() if standing(name) != write()]
    if arguments.check:
        for name in different:
            print(f"{called(name)} differs; run python3 dev generate")
        return 1 if different else 0
    for name in different:
        put(name, papers()[name]())
        print(called(name))
    return 0


def papers() -> Mapping[str, Callable[[], str]]:
    """Return each paper's name with what writes it."""
    from bihuan.cli import papers as written
    from bihuan.cli.sources_paper import sources_page
    from bihuan.rules.paper import rules_page
    from bihuan.web.styles.foundation import SHEET, house_sheet

    return {
        "deeds.md": written.deeds_page,
        "lifecycle.md": written.lifecycle_page,
        "permissions.md": written.permissions_page,
        "rules.md": rules_page,
        "sources.md": lambda: sources_page(HOUSE / "docs" / "mechanisms.yaml"),
        SHEET.name: house_sheet,
    }


def place_of(name: str) -> Path:
    """Return where a paper stands; the sheet stands with the other sheets."""
    from bihuan.web.styles.foundation import SHEET

    return SHEET if name == SHEET.name else FOLDER / name


def called(name: str) -> str:
    return f"docs/generated/{name}" if place_of(name).parent == FOLDER else str(place_of(name).relative_to(HOUSE))


def standing(name: str) -> str | None:
    """Return a paper as it stands in the checkout, None where there is none."""
    file = place_of(name)
    return file.read_text(encoding="utf-8") if file.exists() else None


def put(name: str, text: str) -> None:
    file = place_of(name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UnusableInput(f"{file}: cannot be written ({error.strerror}); run it in a checkout") from error
