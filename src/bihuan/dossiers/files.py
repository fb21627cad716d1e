"""Files by content: written whole or not at all, known by their sha256, never overwritten."""

from __future__ import annotations

import hashlib
import os
import tempfile
import uuid
from pathlib import Path

from django.conf import settings

from bihuan.dossiers.models import StoredFile
from bihuan.ledger.door import wait_for
from bihuan.ledger.store import folder_watched

FOLDER = "uploads folder"
INCOMING = "incoming"

# what a file may be, told by its first bytes, never by its name
MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"OFD", "application/ofd"),
)
# what a failed download leaves under such a name is a page of text, and would pass as evidence unread
NEVER_TEXT = frozenset({".pdf", ".ofd", ".png", ".jpg", ".jpeg"})
# a text under such a name is a program: it runs on the computer of whoever opens what he takes for evidence
RUNS = frozenset(
    {".bat", ".cmd", ".com", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk", ".msi", ".pif", ".ps1", ".reg"}
    | {".scr", ".sh", ".url", ".vbe", ".vbs", ".wsf"}
)
OFFICE_PARTS = {
    b"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"OFD.xml": "application/ofd",
}


# what the end of a name promises; a name that ends otherwise promises nothing
PROMISED = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".ofd": "application/ofd",
    ".docx": OFFICE_PARTS[b"word/document.xml"],
    ".xlsx": OFFICE_PARTS[b"xl/workbook.xml"],
    ".txt": "text/plain",
}


class FileRefused(ValueError):
    """An upload that cannot be kept: which, why, what to do."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        self.name, self.problem, self.remedy = name, problem, remedy
        super().__init__(f"{name}: {problem}; {remedy}")


def media_type_of(content: bytes, name: str) -> str:
    """Return what the bytes are; raise FileRefused for what Bihuan does not keep."""
    for magic, media_type in MAGIC:
        if content.startswith(magic):
            return media_type
    if content.startswith(b"PK\x03\x04"):
        if b"vbaProject.bin" in content:
            raise FileRefused(name, "it carries macros", "save it without macros and upload again")
        for part, media_type in OFFICE_PARTS.items():
            if part in content:
                return media_type
        raise FileRefused(name, "a packed file whose contents cannot be seen", "upload the files one by one")
    if is_text(content):
        if Path(name).suffix.lower() in RUNS:
            raise FileRefused(
                name, "under its name it would run when it is opened", "upload the document, or a picture of it"
            )
        if Path(name).suffix.lower() in NEVER_TEXT:
            raise FileRefused(
                name, "its name says a picture or PDF, but it is plain text", "open it, and save it again"
            )
        return "text/plain"
    raise FileRefused(name, "its content is no document or picture", "upload PDF, OFD, Word, Excel, text, PNG or JPEG")


def kept_as(content: bytes, name: str) -> str:
    """Return as what an upload is kept; raise FileRefused where it cannot be."""
    if not content:
        raise FileRefused(name, "it is empty", "choose the file again")
    if len(content) > settings.UPLOAD_LIMIT:
        raise FileRefused(name, f"it is larger than {settings.UPLOAD_LIMIT // 2**20} MB", "split it or reduce it")
    return media_type_of(content, name)


def is_misnamed(name: str, media_type: str) -> bool:
    """True where a file's name promises another sort than its bytes are: files may have been mixed up."""
    return PROMISED.get(Path(name).suffix.lower(), media_type) != media_type


def is_text(content: bytes) -> bool:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return "\x00" not in content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return False


def path_of(sha256: str) -> Path:
    return Path(settings.UPLOADS) / sha256[:2] / sha256


def receive(*, authority_id: uuid.UUID, name: str, content: bytes) -> StoredFile:
    """Put bytes into the uploads folder and return their row (a new one is written by the deed that uses it).

    The bytes are on disk, whole and synced, before the row can be; the same bytes twice are one file.
    """
    media_type = kept_as(content, name)
    sha256 = hashlib.sha256(content).hexdigest()
    wait_for(f"file:{authority_id}:{sha256}")
    known = StoredFile.objects.filter(authority_id=authority_id, sha256=sha256).order_by("id").first()
    write_once(path_of(sha256), content)
    if known is not None:
        return known
    return StoredFile(
        authority_id=authority_id, sha256=sha256, size=len(content), media_type=media_type, name=Path(name).name[:200]
    )


def write_once(target: Path, content: bytes) -> None:
    """Write bytes under their name: to a temporary file, synced, then renamed, then the folders synced.

    Where the folder takes nothing, StoreFull says so and nothing is left.
    """
    if target.exists():
        return
    with folder_watched(FOLDER):
        incoming = incoming_folder()
        is_new = not target.parent.exists()
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        for folder in (target.parent, *([target.parent.parent] if is_new else [])):
            sync_folder(folder)


def incoming_folder() -> Path:
    """Return where files are that are not whole yet; whatever is old there was left by a cut and may go."""
    folder = Path(settings.UPLOADS) / INCOMING
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def sync_folder(folder: Path) -> None:
    """Make the names in a folder outlive a power cut; Windows has no such thing and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def leftovers(older_than: float) -> list[Path]:
    """Return the files in the incoming folder that were last touched before an instant (seconds since 1970)."""
    folder = Path(settings.UPLOADS) / INCOMING
    if not folder.is_dir():
        return []
    return sorted(f for f in folder.iterdir() if f.is_file() and f.stat().st_mtime < older_than)


def tidy(older_than: float) -> int:
    """Remove what cut-off uploads have left before an instant; return how many files went."""
    found = leftovers(older_than)
    for file in found:
        file.unlink(missing_ok=True)
    return len(found)


def content_of(file: StoredFile) -> bytes:
    """Return a file's bytes."""
    return path_of(file.sha256).read_bytes()
