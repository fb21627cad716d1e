"""The home folder of an installation: where it is, and the secret in it. Needs no Django: it is looked at first."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[3]
OWNER_ONLY, FILE_OF_OWNER = 0o700, 0o600
# the files of keys that no backup holds; the rooms make them when they first seal something
KEY_FILES = ("ballot-key", "clue-key", "exchange-keys", "sealing-key", "tip-key")


def home_folder() -> Path:
    """Return the folder that holds the database, the uploads and the secret."""
    return Path(os.environ.get("BIHUAN_HOME") or HOUSE / "var")


def database_file() -> Path:
    """Return where SQLite keeps the tables; with PostgreSQL there is none."""
    return home_folder() / "bihuan.sqlite3"


def secret_file() -> Path:
    return home_folder() / "secret"


def kept_secret() -> str:
    """Return the installation's own secret; made at the first start, readable by its user only, never half-written."""
    file = secret_file()
    if not file.exists():
        file.parent.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        fresh = file.with_name(f"secret.{os.getpid()}")
        fresh.touch(mode=FILE_OF_OWNER)
        fresh.write_text(secrets.token_urlsafe(64))
        try:
            os.link(fresh, file)  # unlike a rename it never replaces what a second start has made meanwhile
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            os.replace(fresh, file)
        fresh.unlink(missing_ok=True)
    return file.read_text()
