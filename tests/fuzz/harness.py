"""One parser under atheris: `python -m tests.fuzz.harness PARSER RUNS SEED [FILE …]`.

Whatever is neither an answer nor an anticipated refusal ends it, and so does an input that takes more than 5 seconds of
the processor (a minute by the clock: others may use the machine) or brings the process more than 256 MB above where it
began; the input is left in BIHUAN_FUZZ_FINDS (or the working folder). With FILEs only those are parsed: that is how a
find is looked at again.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import atheris

SECONDS, BY_THE_CLOCK, MEGABYTES = 5, 60, 256
LONGEST = 100_000


class TooSlow(Exception):
    """An input that takes longer than anybody waits."""


def main(name: str, runs: int, seed: int, files: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings_for_tests")
    with atheris.instrument_imports(include=["bihuan"]):
        import django

        django.setup()
        from tests.fuzz import changes
        from tests.fuzz.parsers import PARSERS

        parser, slowest = PARSERS[name](), 0.0

        def parse(data: bytes) -> None:
            nonlocal slowest
            begun = time.process_time()
            with contextlib.suppress(parser.refusals):
                parser.parse(data)
            seconds = time.process_time() - begun
            if seconds > SECONDS:
                raise TooSlow(seconds)
            if seconds > slowest:
                slowest = seconds
                print(f"slowest_ms: {1000 * seconds:.0f}", file=sys.stderr, flush=True)

        corpus = Path(tempfile.mkdtemp(prefix="corpus-", dir=os.environ.get("BIHUAN_FUZZ_FINDS")))
        for number, content in enumerate(parser.seeds):
            (corpus / f"{number:03}").write_bytes(content)
            parse(content)  # what is imported only now is watched, too, and there before memory is measured
        slowest = 0.0  # a first input imports what later ones find
    for file in files:
        parse(Path(file).read_bytes())
    if files:
        return
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"began_with_mb: {begun}", file=sys.stderr, flush=True)
    options = [
        f"-runs={runs}",
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        f"-timeout={BY_THE_CLOCK}",
        f"-rss_limit_mb={begun + MEGABYTES}",
        f"-artifact_prefix={os.environ.get('BIHUAN_FUZZ_FINDS', '.')}/{name}-",
        "-len_control=0",
        "-keep_seed=1",  # also where a parser is native, so that no way through it can be seen
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], parse, custom_mutator=getattr(changes, parser.change))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
