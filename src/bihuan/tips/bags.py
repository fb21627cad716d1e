"""Where ballots lie on the public host: which slips are spent, and a bag of sealed ballots; nothing joins the two.

Both lists are sorted, the one by hashes, the other by what sealing made of the ballots, which is as good as chance; all
boxes are of one size. They stand in one file that is written anew as a whole with each ballot, so that neither a place,
nor a time, nor a file of its own says which slip brought which ballot. What a thief of the folder, the host and the
inside each learn is told in SECURITY.md.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bihuan.tips.boxes import spelled
from bihuan.tips.cases import coarsen, sync_folder, write_through

FILE = "ballots.json"
PURPOSE = b"bihuan slip 1"
TOLD = re.compile(r"[0-9a-f]{64}")


class SlipSpent(ValueError):
    """A slip that was used already."""

    def __init__(self) -> None:
        super().__init__("this code was used already; each code gives one ballot")


class BagUnusable(ValueError):
    """A file that holds no spent slips and ballots, or was changed."""

    def __init__(self) -> None:
        super().__init__("the file of the ballots is none or was changed; put back the one that was packed last")


def told_of(code: str, door: str) -> str:
    """Return what the host keeps of a spent slip; only who holds the slip can make it."""
    return hashlib.sha256(b"|".join((PURPOSE, door.encode(), spelled(code).encode()))).hexdigest()


def mark_of(told: str) -> str:
    """Return the mark by which a slip is known as one that was printed; it leads back to nothing."""
    return hashlib.sha256(bytes.fromhex(told)).hexdigest()


@dataclass(frozen=True)
class Held:
    """What a bag holds: spent slips and sealed ballots, each sorted by itself."""

    spent: Sequence[str] = ()
    boxes: Sequence[bytes] = ()

    def with_ballot(self, told: str, box: bytes) -> Held:
        """Return the bag with one more; raise SlipSpent."""
        if told in self.spent:
            raise SlipSpent
        return Held(sorted((*self.spent, told)), sorted((*self.boxes, box)))


def written(held: Held) -> bytes:
    """Return a bag as its file."""
    told = {"spent": list(held.spent), "boxes": [base64.b64encode(box).decode() for box in held.boxes]}
    return json.dumps(told, indent=0).encode()


def read(content: bytes) -> Held:
    """Read the file of a bag; raise BagUnusable."""
    try:
        told = json.loads(content)
        spent, boxes = list(told["spent"]), [base64.b64decode(one, validate=True) for one in told["boxes"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BagUnusable from error
    if not all(isinstance(one, str) and TOLD.fullmatch(one) for one in spent):
        raise BagUnusable
    return Held(spent, boxes)


@dataclass
class Bag:
    """The bag of one questionnaire on the host."""

    folder: Path
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def file(self) -> Path:
        return self.folder / FILE

    def held(self) -> Held:
        """Return what is there."""
        return read(self.file.read_bytes()) if self.file.exists() else Held()

    def has_spent(self, told: str) -> bool:
        return told in self.held().spent

    def put(self, told: str, box: bytes) -> None:
        """Spend a slip and add its ballot, both or neither, and on the disk; raise SlipSpent."""
        with self.lock:
            content = written(self.held().with_ballot(told, box))
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self.file.with_suffix(".part")
            write_through(fresh, content)
            os.replace(fresh, self.file)
            coarsen(self.file)
            coarsen(self.folder)
            sync_folder(self.folder)
