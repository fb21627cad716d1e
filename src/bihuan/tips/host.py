"""The public host: all doors that were carried out, each under its name; what lies under none is not there.

FOLDER/doors/NAME.door      carried out: whose door, its public key
FOLDER/NAME/inbox, outbox   the tips of a door and their answers
FOLDER/NAME/ballots.json    the ballots of a questionnaire
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bihuan.tips import pages
from bihuan.tips.bags import Bag
from bihuan.tips.ballot_page import BallotPage
from bihuan.tips.doors import TIPS, Door, doors_in
from bihuan.tips.limits import Limits
from bihuan.tips.server import Start, TipPage, language_of, sent_out, styled

DOORS = "doors"


@dataclass
class PublicHost:
    """All doors as one WSGI application; a door that is carried out while it runs opens with the next request."""

    folder: Path
    limits: Limits
    today: Callable[[], date]
    pages: dict[str, tuple[float, TipPage | BallotPage]] = field(default_factory=dict)
    bags: dict[str, Bag] = field(default_factory=dict)

    def __call__(self, environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request."""
        path, language = str(environ.get("PATH_INFO", "/")), language_of(environ)
        if path == "/style.css":
            return [styled(start)]
        name, slash, rest = path.removeprefix("/").partition("/")
        page = self.page_of(name)
        if page is None:
            return [sent_out(start, "404 Not Found", pages.nothing_page(language))]
        if not slash:
            start("308 Permanent Redirect", [("Location", f"/{name}/"), ("Content-Length", "0")])
            return [b""]
        return [sent_out(start, *page.answer(environ, f"/{rest}", language))]

    def page_of(self, name: str) -> TipPage | BallotPage | None:
        """Return the page of a door, made anew where its file was."""
        file = self.folder / DOORS / f"{name}.door"
        if not name.isalnum() or not file.is_file():
            return None
        written = file.stat().st_mtime
        if name not in self.pages or self.pages[name][0] != written:
            self.pages[name] = (written, self.made(doors_in(file.parent)[name]))
        return self.pages[name][1]

    def made(self, door: Door) -> TipPage | BallotPage:
        own = self.folder / door.name
        if door.kind == TIPS:
            return TipPage(own, door.public, self.limits, self.today, door.title, door.until)
        # One bag, and so one lock, for as long as the host runs, however many pages are made of a door: two at once may
        # each make one, and a door is carried out anew while somebody votes. setdefault is one step for all threads.
        return BallotPage(door, self.bags.setdefault(door.name, Bag(own)), self.limits, self.today)
