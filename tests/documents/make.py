"""Makes the documents and their labels from source/*.src, and the bad inputs.

Usage: make.py [PREFIX …] [--pdf]. Without --pdf an existing pdf is kept: its bytes depend on LibreOffice.
"""

import json
import sys
from pathlib import Path

from broken import write_bad
from markup import SOURCE, load
from office import write

HERE = Path(__file__).parent


def main(arguments: list[str]) -> None:
    """Writes what the prefixes choose, or everything."""
    again = "--pdf" in arguments
    chosen = [word for word in arguments if not word.startswith("--")]
    for path in sorted(SOURCE.glob("*.src")):
        if chosen and not any(path.stem.startswith(prefix) for prefix in chosen):
            continue
        document = load(path)
        if again or document.meta["format"] != "pdf" or not (HERE / f"{path.stem}.pdf").exists():
            write(document, HERE)
        label = json.dumps(document.label, ensure_ascii=False, indent=1)
        (HERE / f"{path.stem}.json").write_text(label + "\n", "utf-8")
    if not chosen:
        write_bad(HERE / "bad")


if __name__ == "__main__":
    main(sys.argv[1:])
