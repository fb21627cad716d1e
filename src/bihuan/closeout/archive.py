"""The archive: one verifiable file of a dossier. The same dossier always gives the same bytes.

It holds the entries of the dossier's stream, every row they lead to, the five lists, a page to read, the evidence, the
pinned packs byte for byte, the stand-alone verifier, and a manifest with the sha256 of each file. Making one is a deed.
"""

from __future__ import annotations

import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bihuan.closeout.actions import taking
from bihuan.closeout.contents import (
    answering,
    files_of,
    five_lists,
    heads_of,
    place_of,
    readable_page,
    recorded_rows,
    recorded_with_its_own,
    rows_of,
    told_by,
)
from bihuan.domain.glossary import VERIFIED
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.ledger import canonical
from bihuan.dossiers.files import content_of, path_of, write_once
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import inspection_for, note_of
from bihuan.evaluation.sheets import open_scoring
from bihuan.ledger import verifier
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.export import entries_of, line_of
from bihuan.ledger.values import plain
from bihuan.organizations.models import Authority, Succession
from bihuan.organizations.own_packs import release_bytes

FORMAT = "bihuan-archive-1"
MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip knows: the time of packing is no part of the dossier
VERIFIER = "verify.py"
NO_WORDS = "WORDS: dict[str, str] = {}"  # the line of the verifier that takes its Chinese
READABLE_BY_ALL = 0o644 << 16


class ScoringStillOpen(ValueError):
    """An archive would show one scorer's marks before the other has handed in."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"sheet {number} is still being scored; settle it or call it off, then write the archive")


@deed
def write_archive(*, actor: Actor, inspection_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Make the archive as the dossier stands and keep its bytes under their sha256, which the entry tells."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "write_archive", inspection)
    scoring = open_scoring(inspection)
    if scoring is not None:
        raise ScoringStillOpen(scoring.number)
    content = pack(inspection)
    sha256 = hashlib.sha256(content).hexdigest()
    write_once(path_of(sha256), content)
    told = {"sha256": sha256, "size": len(content)}
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told), rows=[])


def archive_of(inspection: Inspection, actor: Actor, now: datetime) -> bytes:
    """Make the archive by the deed and return its bytes."""
    receipt = write_archive(actor=actor, inspection_id=inspection.id, now=now, key=f"archive-{uuid.uuid4()}")
    return written(receipt)


def written(receipt: Receipt) -> bytes:
    """Return the bytes that a `write_archive` told of."""
    return path_of(str(receipt.told["sha256"])).read_bytes()


def pack(inspection: Inspection) -> bytes:
    """Return the archive's bytes as the dossier stands now."""
    files = contents(inspection)
    listed = {name: {"sha256": hashlib.sha256(c).hexdigest(), "size": len(c)} for name, c in files.items()}
    last = entries_of(inspection.stream, inspection.authority_id).reverse()[0]
    manifest = {
        "format": FORMAT,
        "dossier": str(inspection.id),
        "organization": inspection.organization_name,
        "ledger": {inspection.stream: {"number": last.number, "digest": last.digest}},
        "files": listed,
    }
    return zipped({verifier.MANIFEST: canonical(manifest) + b"\n", **files})


def contents(inspection: Inspection) -> dict[str, bytes]:
    """Return the files of the archive by name, the manifest apart."""
    entries = list(entries_of(inspection.stream, inspection.authority_id))
    told = told_by(entries)
    rows = rows_of(inspection, told)
    lists = five_lists(rows)
    stored = {place_of(file): content_of(file) for file in files_of(inspection, rows)}
    packs = {
        f"packs/{pack_id}.yaml": release_bytes(inspection.authority_id, pack_id, sha256)
        for pack_id, sha256 in inspection.packs
    }
    return {
        "index.html": readable_page(inspection, lists, entries).encode(),
        verifier.LEDGER: b"".join(map(line_of, entries)),
        verifier.ROWS: printed(recorded_with_its_own(rows, told)),
        "lists.json": printed({name: [plain(line) for line in lines] for name, lines in lists.by_code().items()}),
        "context.json": printed(context_of(inspection)),
        VERIFIER: verifier_in_both_languages(),
        **packs,
        **stored,
    }


def verifier_in_both_languages() -> bytes:
    """Return the stand-alone verifier with the Chinese of what it says, which it carries like all else."""
    text = Path(verifier.__file__).read_text(encoding="utf-8")
    told = json.dumps({words.en: words.zh for words in VERIFIED}, ensure_ascii=False, indent=4)
    assert text.count(NO_WORDS) == 1
    return text.replace(NO_WORDS, f"WORDS: dict[str, str] = {told}").encode()


def context_of(inspection: Inspection) -> dict[str, object]:
    """Return what stands outside the dossier's own stream and is needed to read it."""
    authority = Authority.objects.get(authority_id=inspection.authority_id)
    units = answering(inspection)
    passed = Succession.objects.filter(
        authority_id=inspection.authority_id, predecessor__in=units, successor__in=units
    ).order_by("on", "id")
    offices = [inspection.supervision_office] if inspection.supervision_office else []
    return dict(recorded_rows([authority, inspection.round, *units, *offices, *passed, *heads_of(inspection)]))


def printed(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip whose bytes depend on nothing but them: stored, in order of name, without a clock."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, MOMENT)
            member.create_system = 3
            member.external_attr = READABLE_BY_ALL
            archive.writestr(member, files[name])
    return buffer.getvalue()
