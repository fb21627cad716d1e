"""Power cuts replayed: what strace saw is put together again as a disk could have kept it, at any instant.

Synced data is kept. Of what was written since, each write is kept, lost or torn at 512 bytes, and each new name is kept
or lost, until its folder is synced. (Recipe and figures: the design notes on reliability; the order of writes to the
disk is not assumed.)
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.installation import CHECKOUT, Installation

CALLS = "pwrite64,write,lseek,ftruncate,fsync,fdatasync,rename,unlink"
LINE = re.compile(r"(\d+) +(\w+)\((.*)\)\s+= (-?\d+)")
BEGUN, ENDED = " <unfinished ...>", re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)", re.DOTALL)
SECTOR = 512
IGNORED = ("-shm", ".writer")  # rebuilt by SQLite at the next start; a lock


@dataclass(frozen=True)
class Event:
    """One call that concerns the home folder, or an acknowledgement."""

    call: str
    path: str = ""
    data: bytes = b""
    at: int = 0
    to: str = ""
    thread: str = ""


def unhexed(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def recorded(house: Installation, count: int, synchronous: str, writers: int) -> list[Event]:
    """Do deeds under strace and return what was written, in order."""
    trace = house.home.with_name(f"trace-{synchronous}-{writers}.txt")
    deeds = [sys.executable, "-m", "tests.faults.deeds_at_home", str(count), synchronous, str(writers)]
    watch = ["strace", "-f", "-y", "-xx", "-s", "99999999", "-e", f"trace={CALLS}", "-o", str(trace), *deeds]
    done = subprocess.run(watch, env=house.environment, capture_output=True, text=True, cwd=CHECKOUT, check=False)
    assert done.returncode == 0, done.stderr
    with trace.open() as lines:
        return list(events_in(lines, str(house.home)))


def events_in(lines: Iterator[str], home: str) -> Iterator[Event]:
    """Read strace's lines.

    A call counts when it has returned. Of a sync its begin counts, too, since what others write while it lasts may miss
    it; and an acknowledgement counts from its begin, since from then on somebody may have read it.
    """
    seeks: dict[str, int] = {}
    begun: dict[str, str] = {}
    for line in lines:
        whole = line.rstrip("\n")
        if whole.endswith(BEGUN):
            whole = whole.removesuffix(BEGUN)
            begun[whole.split()[0]] = whole
            yield from at_the_begin(whole, home)
            continue
        if ended := ENDED.match(whole):
            whole = begun.pop(ended[1]) + ended[2]
        else:
            yield from at_the_begin(whole, home)
        if found := LINE.match(whole):
            yield from at_the_end(found, home, seeks)


def at_the_begin(line: str, home: str) -> Iterator[Event]:
    """Yield what counts from the begin of a call: an acknowledgement, a sync that begins."""
    if not (found := re.match(r"(\d+) +(\w+)\((\d+)<([^>]*)>(.*)", line)):
        return
    thread, call, number, shown, rest = found.groups()
    if call == "write" and number == "1":
        yield Event("ack", data=unhexed(rest.split('"')[1]))
    elif call in ("fsync", "fdatasync") and (path := unhexed(shown).decode()).startswith(home):
        yield Event("sync begins", path, thread=thread)


def at_the_end(found: re.Match[str], home: str, seeks: dict[str, int]) -> Iterator[Event]:
    """Yield what a call that has returned did to the home folder."""
    thread, call, arguments, result = found[1], found[2], found[3].split(", "), int(found[4])
    if result < 0:
        return
    if call in ("rename", "unlink"):
        names = [unhexed(one.strip('"')).decode() for one in arguments]
        yield Event(call, names[0], to=names[-1])
        return
    number, _, shown = arguments[0].partition("<")
    path = unhexed(shown.rstrip(">")).decode()
    if number == "1" or not path.startswith(home) or path.endswith(IGNORED):
        return
    if call == "lseek":
        seeks[path] = result
    elif call == "ftruncate":
        yield Event(call, path, at=int(arguments[1]))
    elif call in ("fsync", "fdatasync"):
        yield Event("sync", path, thread=thread)
    else:
        at = int(arguments[3]) if call == "pwrite64" else seeks.get(path, 0)
        data = unhexed(arguments[1].strip('"'))[:result]
        seeks[path] = at + result
        yield Event("write", path, data, at)


@dataclass
class Disk:
    """What is safe on a disk, and what is under way to it."""

    safe: dict[str, bytearray]
    under_way: dict[str, list[Event]] = field(default_factory=dict)
    names: list[Event] = field(default_factory=list)
    syncing: dict[str, list[Event]] = field(default_factory=dict)  # by thread: what its sync covers

    @classmethod
    def of(cls, home: Path) -> Disk:
        files = (f for f in home.rglob("*") if f.is_file() and not f.name.endswith(IGNORED))
        return cls({str(f): bytearray(f.read_bytes()) for f in files})

    def see(self, event: Event) -> None:
        """Take one event: data waits for the sync of its file, a name for the sync of its folder."""
        if event.call in ("write", "ftruncate"):
            self.under_way.setdefault(event.path, []).append(event)
        elif event.call in ("rename", "unlink"):
            self.names.append(event)
            if event.call == "rename":  # the data goes on under its new name; whether that name lasts is open
                self.safe[event.to] = self.safe.pop(event.path, bytearray())
                self.under_way[event.to] = self.under_way.pop(event.path, [])
        elif event.call == "sync begins":
            named = [name for name in self.names if str(Path(name.to).parent) == event.path]
            self.syncing[event.thread] = [*self.under_way.get(event.path, []), *named]
        elif event.call == "sync":
            self.keep(event.path, {id(one) for one in self.syncing.pop(event.thread)})

    def keep(self, path: str, covered: set[int]) -> None:
        """Make safe what a sync covered."""
        waiting = self.under_way.pop(path, [])
        for write in waiting:
            if id(write) in covered:
                apply(self.safe.setdefault(path, bytearray()), write)
        self.under_way[path] = [write for write in waiting if id(write) not in covered]
        self.names = [name for name in self.names if id(name) not in covered]

    def after_a_cut(self, chance: random.Random) -> dict[str, bytearray]:
        """Return the files as they might be after the power went."""
        files = dict(self.safe)
        for path, writes in self.under_way.items():
            content = bytearray(files.get(path, b""))
            for write in writes:
                fate = chance.random()
                if fate < 0.45:
                    apply(content, write)
                elif fate < 0.6 and len(write.data) > SECTOR:
                    torn = chance.randrange(1, len(write.data) // SECTOR + 1) * SECTOR
                    apply(content, Event("write", path, write.data[:torn], write.at))
            files[path] = content
        for name in self.names:
            if chance.random() < 0.5 and name.call == "rename":
                files.pop(name.to, None)
        return files


def apply(content: bytearray, write: Event) -> None:
    if write.call == "ftruncate":
        del content[write.at :]
        return
    if len(content) < write.at:
        content.extend(bytes(write.at - len(content)))
    content[write.at : write.at + len(write.data)] = write.data


@dataclass(frozen=True)
class Cut:
    """A disk after a cut, and the keys that had been acknowledged."""

    files: dict[str, bytearray]
    acknowledged: Sequence[str]


def cuts(disk: Disk, events: Sequence[Event], count: int, chance: random.Random) -> Iterator[Cut]:
    """Cut the power at random instants between the first and the last deed."""
    first = next(i for i, e in enumerate(events) if e.call == "ack")
    last = len(events) - 1
    instants = sorted(chance.randrange(first, last) for _ in range(count))
    acknowledged: list[str] = []
    place = 0
    for instant in instants:
        for event in events[place:instant]:
            if event.call == "ack":
                words = event.data.decode().split()
                acknowledged += words[1:] if words[0] == "ack" else []
            else:
                disk.see(event)
        place = max(place, instant)
        yield Cut(disk.after_a_cut(chance), list(acknowledged))
