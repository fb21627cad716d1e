"""`demo`: the invented county of Qingshi in a browser, in a home folder of its own."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bihuan.cli.account import role_words
from bihuan.cli.main import UnusableInput
from bihuan.installation import spoken

if TYPE_CHECKING:
    from bihuan.simulate.papers import FeedbackPaper

HELP = "load the demo county (invented data) and serve it; Ctrl-C ends it"
EXAMPLE = """python3 dev demo --port 8100
python3 dev demo --fresh --no-serve"""
HOUSE = Path(__file__).resolve().parents[3]
SEED = 1
MARK, ACCOUNTS, PAPERS, DATABASE = "demo.json", "demo-accounts.json", "papers", "bihuan.sqlite3"
LOADING = "demo.loading-"
STALE_AFTER = 600.0  # seconds after which a load that did not end is taken for cut off
INTERRUPTED = 130


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port (default: 8000)")
    parser.add_argument("--fresh", action="store_true", help="throw the county away and load it anew")
    parser.add_argument("--no-serve", action="store_true", help="only load")
    parser.add_argument("--seed", type=int, help=f"another county (default: {SEED}, or the one that is there)")
    parser.add_argument("--load-into", type=Path, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Load the county where it is absent, then serve it."""
    seed = SEED if arguments.seed is None else arguments.seed
    home = home_of_the_demo()
    try:
        if arguments.load_into is not None:
            return load(arguments.load_into, seed)
        if arguments.fresh or not is_loaded(home, arguments.seed):
            make(home, seed)
    except KeyboardInterrupt:
        say("interrupted; nothing of it is kept")
        return INTERRUPTED
    enter(home)
    tell_accounts(home)
    if arguments.no_serve:
        return 0
    return serve(arguments.host, arguments.port)


def home_of_the_demo() -> Path:
    """Return the demo's own folder: never that of an installation, whatever BIHUAN_HOME says."""
    return Path(os.environ.get("BIHUAN_HOME") or HOUSE / "var") / "demo"


def is_loaded(home: Path, seed: int | None) -> bool:
    """True when a whole county is there, of the wanted seed where one was named."""
    try:
        mark = json.loads((home / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (home / DATABASE).exists() and seed in (None, mark.get("seed"))


def enter(home: Path) -> None:
    """Make this process one of the demo: its folder, its store, its sign-in page."""
    os.environ["BIHUAN_HOME"] = str(home)
    os.environ["BIHUAN_DEMO"] = "1"
    os.environ.pop("BIHUAN_POSTGRES", None)


# --- loading --------------------------------------------------------------------------------------


def make(home: Path, seed: int) -> None:
    """Load into a folder beside and move it into place: a load that was cut off leaves nothing."""
    home.parent.mkdir(parents=True, exist_ok=True)
    for stale in home.parent.glob(f"{LOADING}*"):
        if time.time() - stale.stat().st_mtime > STALE_AFTER:
            shutil.rmtree(stale, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=LOADING, dir=home.parent))
    try:
        command = [sys.executable, "-m", "bihuan.cli", "demo", "--load-into", str(folder), "--seed", str(seed)]
        done = subprocess.run(command)
        if done.returncode != 0:
            raise UnusableInput(f"the demo county could not be loaded (exit {done.returncode}); see the lines above")
        shutil.rmtree(home, ignore_errors=True)
        folder.rename(home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def load(folder: Path, seed: int) -> int:
    """Play the county into a folder; runs in a process of its own, so that the store is closed when it ends."""
    import gc

    enter(folder)
    from bihuan.cli.database import migrate
    from bihuan.cli.house import open_house

    started = time.monotonic()
    open_house()
    migrate()
    from django.utils import timezone

    from bihuan.simulate.county import play

    gc.freeze()
    gc.disable()  # nothing of this short life is worth collecting
    today = timezone.localdate()
    played = play(today=today, seed=seed, say=say)
    write_json(folder / ACCOUNTS, played.accounts)
    write_papers(folder / PAPERS, played.papers)
    write_json(folder / MARK, {"seed": seed, "today": today.isoformat(), "findings": played.findings})
    say(f"{played.findings} findings by {played.deeds} deeds in {time.monotonic() - started:.1f} s")
    return 0


def say(text: str) -> None:
    print(spoken.say(f"demo: {text}"), file=sys.stderr, flush=True)


def write_papers(folder: Path, papers: Iterable[tuple[str, uuid.UUID, FeedbackPaper]]) -> None:
    """Lay out the documents to try the import with, each in the folder of its dossier."""
    for unit, inspection_id, paper in papers:
        target = folder / str(inspection_id) / f"{unit}.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(paper.content)


def write_json(target: Path, value: object) -> None:
    target.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


# --- serving --------------------------------------------------------------------------------------


def tell_accounts(home: Path) -> None:
    """Print who can sign in, and the documents to try the import with."""
    for account in json.loads((home / ACCOUNTS).read_text(encoding="utf-8")):
        told = (account["login_name"], account["password"], role_words(account["role"]), account["name"])
        print("  {:<26} {:<14} {:<24} {}".format(*told))
    for paper in sorted((home / PAPERS).rglob("*.docx")):
        print(spoken.say(f"a document to import: {paper}"))


def serve(host: str, port: int) -> int:
    """Serve the demo with a worker for its jobs; both end together."""
    from bihuan.cli.database import migrate, require_current, steps_waiting
    from bihuan.cli.house import open_house
    from bihuan.cli.serve import serve as serve_pages

    open_house()
    if steps_waiting():
        migrate()
    require_current()
    serve_pages(host, port)
    return 0
