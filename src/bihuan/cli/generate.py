"""`generate`: the papers that are written from the code: lives, rules, permissions, deeds. `--check` compares them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from bihuan.cli.main import UnusableInput

HELP = "write docs/generated from the code (--check: only tell which differ)"
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
            print(f"docs/generated/{name} differs; run python3 dev generate")
        return 1 if different else 0
    for name in different:
        put(name, papers()[name]())
        print(f"docs/generated/{name}")
    return 0


def papers() -> Mapping[str, Callable[[], str]]:
    """Return each paper's name with what writes it."""
    from bihuan.cli import papers as written
    from bihuan.rules.paper import rules_page

    return {
        "deeds.md": written.deeds_page,
        "lifecycle.md": written.lifecycle_page,
        "permissions.md": written.permissions_page,
        "rules.md": rules_page,
    }


def standing(name: str) -> str | None:
    """Return a paper as it stands in the checkout, None where there is none."""
    file = FOLDER / name
    return file.read_text(encoding="utf-8") if file.exists() else None


def put(name: str, text: str) -> None:
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UnusableInput(f"{FOLDER / name}: cannot be written ({error.strerror}); run it in a checkout") from error
