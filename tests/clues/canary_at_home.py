"""Run on its own: plant a clue and a tip in the installation of BIHUAN_HOME and look for them everywhere.

python -m tests.clues.canary_at_home

Every role's pages are read before and after the clue is planted, opened and handed over, and the tip carried in, read,
answered and settled; then the files are searched while the store is open, so that the write-ahead log is there, too,
and a backup. What was found is printed.
"""

from __future__ import annotations

import base64
import io
import json
import os
import re
import sys
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

WORDS = ("褚砚舟", "溪石礼盒", "quokka-7319", "澜沧仓库")
TIP_WORDS = ("quokka-8841", "砚溪码头", "何青禾", "一三八七七")
SECRET = (*WORDS, *TIP_WORDS)
CONTROL = "汀兰渡口"  # stands in a finding: it has to be found, else the search is blind
PAGES_A_ROLE = 30
ANYWHERE = re.compile(rb'href="(/[^"#]*)')
PASSING = re.compile(
    rb'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|nonce-[^\' "]+|value="[0-9a-f-]{36}"|\d{4}-\d\d-\d\d \d\d:\d\d'
)
THE_TEAM = ("team_leader", "deputy", "member")  # they see on which day a package was carried in
OF_THE_MACHINE = ("/doctor/",)  # its clock and the free room on its disk
BINARY = ("sheet", "zip", "pdf", "octet", "word", "image")
Pages = dict[str, tuple[int, bytes]]


def spellings(word: str) -> Iterator[bytes]:
    """Return a word as it can stand in bytes: UTF-8 and 16, escaped in JSON, in base64 at each of three places."""
    utf8 = word.encode()
    yield from (utf8, word.encode("utf-16-le"), json.dumps(word)[1:-1].encode())
    for before in range(3):
        within = base64.b64encode(b"\0" * before + utf8)
        yield within[4 if before else 0 : len(within) - 4]


def holds(content: bytes, word: str) -> bool:
    """True where a word stands in a content, or in a part of it where it is an archive."""
    if any(one in content for one in spellings(word)):
        return True
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(holds(archive.read(name), word) for name in archive.namelist())


def found_in(pages: Mapping[str, tuple[int, bytes]], word: str) -> list[str]:
    """Return the pages that hold a word; a page that was asked for the word says what it was asked."""
    return [url for url, (_status, body) in pages.items() if word not in url and holds(body, word)]


def crawled(client: Any, starts: list[str]) -> Pages:
    """Read the pages that somebody comes to, by the addresses there are and by links."""
    waiting, pages = list(starts), Pages()
    while waiting and len(pages) < len(starts) + PAGES_A_ROLE:
        url = waiting.pop(0)
        if url in pages:
            continue
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        pages[url] = (answer.status_code, body)
        if answer.status_code == 200 and not any(kind in answer.get("Content-Type", "") for kind in BINARY):
            links = (found.decode().replace("&amp;", "&") for found in ANYWHERE.findall(body))
            waiting += [one for one in links if not one.startswith(("/static", "/help", "/sign", "/language"))]
    return pages


def same(pages: Pages, url: str) -> object:
    """Return what has to be the same before and after: the status, and the page without its passing keys."""
    status, body = pages[url]
    return (status, None if body[:2] == b"PK" or body[:4] == b"%PDF" else PASSING.sub(b"", body))


def is_steady(client: Any, url: str, pages: Pages) -> bool:
    """True for a page that is the same when it is read again: no password by chance, no figure of the machine."""
    return same({url: (pages[url][0], client.get(url).content)}, url) == same(pages, url)


def starts_of(inspection_id: uuid.UUID) -> list[str]:
    from django.urls import get_resolver, reverse

    from bihuan.api.house import api
    from tests.architecture.test_permissions import named

    skipped = ("sign_out", "language")
    plain = [name for name, _, takes in named(get_resolver()) if not takes and ":" not in name and name not in skipped]
    paths = [path for path, calls in api.get_openapi_schema()["paths"].items() if "get" in calls]
    calls = [re.sub(r"\{[^}]*\}", str(inspection_id), path) for path in paths]
    searches = [f"{reverse('search')}?q={word}" for word in SECRET] + [f"{reverse('palette')}?q={WORDS[0]}"]
    return [*map(reverse, plain), *calls, *searches, reverse("dossier", args=[inspection_id])]


def planted(client: Any, inspection_id: uuid.UUID) -> uuid.UUID:
    """Register a clue by the pages of a named person, open it, hand it over."""
    from django.urls import reverse

    new = uuid.uuid4()
    told = {
        "dossier_id": str(inspection_id),
        "persons": f"{WORDS[0]}|{WORDS[3]}|主任",
        "disciplines": ["integrity"],
        "source": "interview",
        "summary": f"{WORDS[1]} {WORDS[2]}",
        "proposal": "移交",
        "registered_on": "2026-01-05",
        "key": str(new),
    }
    assert client.post(reverse("clue_register"), told).status_code == 302
    card = reverse("clue", args=[new])
    handed = {"receiver": "discipline", "proposal": WORDS[1], "transferred_on": "2026-01-06", "key": str(uuid.uuid4())}
    assert client.post(f"{card}transfer/", handed).status_code == 302
    received = {"received_by": WORDS[0], "received_on": "2026-01-07", "key": str(uuid.uuid4())}
    assert client.post(f"{card}receive/", received).status_code == 302
    refused = client.post(f"{card}answer/", {"answer": WORDS[1], "key": str(uuid.uuid4())})
    assert refused.status_code == 200 or refused.status_code == 422
    page = client.get(card)
    assert all(holds(page.content, word) for word in WORDS), "the named person reads the clue"
    assert client.get(reverse("clues")).status_code == 200
    return new


def tip_planted(client: Any, county: Any, door: Any) -> None:
    """Carry a tip in by the pages of the team's leader, read it, answer it, settle it, lock again."""
    import io as memory

    from django.urls import reverse
    from django.utils import timezone

    from bihuan.mailroom.models import Tip
    from bihuan.tips.carrying import packed
    from tests.mailroom.public_host import PASSPHRASE
    from tests.mailroom.test_mailroom import box_of

    page = reverse("tips", args=[county.inspection_id])
    assert client.post(f"{page}unlock/", {"passphrase": PASSPHRASE}).status_code == 302
    what = f"{TIP_WORDS[0]} {TIP_WORDS[1]}"
    place, box = box_of(door, what=what, name=TIP_WORDS[2], contact=TIP_WORDS[3], day=str(timezone.localdate()))
    package = memory.BytesIO(packed({place: box}))
    package.name = "carried-1.zip"
    told = {"package": package, "key": str(uuid.uuid4())}
    assert client.post(f"{page}in/", told).status_code == 302
    card = reverse("tip", args=[county.inspection_id, Tip.objects.get().id])
    shown = client.get(card).content
    assert all(holds(shown, word) for word in TIP_WORDS), "the team reads the tip"
    assert client.post(f"{card}answer/", {"text": TIP_WORDS[1], "key": str(uuid.uuid4())}).status_code == 302
    settled = {"way": "other", "note": TIP_WORDS[0], "seen": "0", "key": str(uuid.uuid4())}
    assert client.post(f"{card}settle/", settled).status_code == 302
    assert client.get(f"{page}lock/").status_code == 302


def asked_alike(client: Any, one: uuid.UUID) -> bool:
    """True where a clue that is there and one that is not are answered alike, with as many questions to the store."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    told = []
    client.get("/password/")  # a session is touched once a minute, and not while we count
    for which in (one, uuid.uuid4()):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/clues/{which}/")
        passed = PASSING.sub(b"", answer.content.replace(str(which).encode(), b""))
        told.append((answer.status_code, passed, len(asked)))
    return told[0] == told[1] and told[0][0] == 404


def files_with(word: str, *folders: Path) -> list[str]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if holds(path.read_bytes(), word)]


def main() -> dict[str, Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.utils import timezone

    from bihuan.domain.roles import Role
    from bihuan.dossiers.actions import NewFinding
    from bihuan.installation.backup import make_backup
    from tests.county import County
    from tests.mailroom.public_host import opened_door
    from tests.people import open_account, people_of

    setup_test_environment()
    county = County().found()
    begun, county.today = county.today, timezone.localdate()
    door = opened_door(county)  # today: a door through which nothing came for days stands on the team's own to-do
    county.today = begun
    county.fed_back(NewFinding("1", CONTROL))
    accounts = {role.value: one for role, one in people_of(county).items()}
    keeper = open_account(county, Role.OFFICE, "keeper", "", None)
    named(county, keeper.id)
    backend = "bihuan.access.sign_in.AccountBackend"
    clients = {name: Client() for name in (*accounts, "keeper")}
    for name, client in clients.items():
        client.force_login(keeper if name == "keeper" else accounts[name], backend=backend)
    writer = clients.pop("keeper")
    starts = starts_of(county.inspection_id)
    before = {name: crawled(client, starts) for name, client in clients.items()}
    verified = PASSING.sub(b"", clients["audit_administrator"].post("/ledger/verify/").content)
    one = planted(writer, county.inspection_id)
    tip_planted(clients["team_leader"], county, door)
    after = {name: crawled(client, starts) for name, client in clients.items()}
    home, temporary = Path(settings.HOME), Path(os.environ["TMPDIR"])
    wal = sorted(path.name for path in home.glob("*-wal"))
    backup = temporary.parent / "backup"
    make_backup(backup, timezone.now())
    return {
        "pages": sum(len(pages) for pages in after.values()),
        "bytes": sum(len(body) for pages in after.values() for _, body in pages.values()),
        "in_pages": [(n, w, u) for n, p in after.items() for w in (*SECRET, str(one), one.hex) for u in found_in(p, w)],
        "changed": [
            (name, url)
            for name, pages in after.items()
            for url in pages.keys() & before[name].keys()
            if url not in OF_THE_MACHINE
            and not (url.endswith("/tips/") and name in THE_TEAM)
            and same(pages, url) != same(before[name], url)
            and is_steady(clients[name], url, pages)
        ],
        "only_after": {name: sorted(pages.keys() ^ before[name].keys()) for name, pages in after.items()},
        "verified_alike": PASSING.sub(b"", clients["audit_administrator"].post("/ledger/verify/").content) == verified,
        "unlike": [name for name, client in clients.items() if not asked_alike(client, one)],
        "in_files": [(w, f) for w in SECRET for f in files_with(w, home, temporary, backup)],
        "wal": wal,
        "control_in_files": files_with(CONTROL, home, backup),
        "control_in_pages": sorted(name for name, pages in after.items() if found_in(pages, CONTROL)),
    }


def named(county: Any, account_id: uuid.UUID) -> None:
    from datetime import date

    from bihuan.clues.people import name_for_clues
    from tests.county import new_key

    told = {"account_id": account_id, "dossier_id": None, "may_write": True, "from_on": date(2018, 1, 1)}
    name_for_clues(actor=county.leading_group, **told, until_on=None, now=county.now, key=new_key())


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
