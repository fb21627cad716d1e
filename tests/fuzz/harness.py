"""One parser under atheris: `python -m tests.fuzz.harness PARSER RUNS SEED [FILE …]`.

Whatever is neither an answer nor an anticipated refusal ends it, and so does an input that takes more than 5 seconds or
brings the process more than 256 MB above where it began; the input is left in BIHUAN_FUZZ_FINDS (or the working
folder). With FILEs only those are parsed: that is how a find is looked at again.
"""

from __future__ import annotations

import io
import os
import random
import resource
import sys
import tempfile
import zipfile
from pathlib import Path

import atheris

SECONDS, MEGABYTES = 5, 256
LONGEST = 100_000
PARTS_AT_ONCE = 2


def changed_inside(data: bytes, most: int, seed: int) -> bytes:
    """Change some parts of a ZIP and put it together again; without that its checksums would refuse every change."""
    chance = random.Random(seed)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = {entry.filename: book.read(entry) for entry in book.infolist()[:200]}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError, MemoryError):
        return bytes(atheris.Mutate(data, most))
    except Exception:  # zlib's and struct's own errors: bytes that no longer are a ZIP
        return bytes(atheris.Mutate(data, most))
    if not parts or chance.random() < 0.1:
        return bytes(atheris.Mutate(data, most))
    for name in chance.choices(sorted(parts), k=PARTS_AT_ONCE):
        parts[name] = bytes(atheris.Mutate(parts[name], len(parts[name]) + 200))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return packed.getvalue() if packed.tell() <= most else data[:most]


def main(name: str, runs: int, seed: int, files: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings_for_tests")
    with atheris.instrument_imports(include=["bihuan"]):
        import django

        django.setup()
        from tests.fuzz.parsers import PARSERS

        parser = PARSERS[name]()

    def parse(data: bytes) -> None:
        try:
            parser.parse(data)
        except parser.refusals:
            return

    for file in files:
        parse(Path(file).read_bytes())
    if files:
        return
    corpus = Path(tempfile.mkdtemp(prefix="corpus-", dir=os.environ.get("BIHUAN_FUZZ_FINDS")))
    for number, content in enumerate(parser.seeds):
        (corpus / f"{number:03}").write_bytes(content)
        parse(content)  # what is loaded once is there before memory is measured
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    options = [
        f"-runs={runs}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={begun + MEGABYTES}",
        f"-artifact_prefix={os.environ.get('BIHUAN_FUZZ_FINDS', '.')}/{name}-",
        "-len_control=0",
        "-print_final_stats=1",
    ]
    mutator = {"custom_mutator": changed_inside} if parser.is_packed else {}
    atheris.Setup([sys.argv[0], *options, str(corpus)], parse, **mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
