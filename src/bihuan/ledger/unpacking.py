"""What Python's zipfile raises on a file that a stranger packed, cut off or changed.

It promises BadZipFile alone, and reads what the file says of itself without looking: places before its beginning or
beyond every number, names in no encoding, structures that end early, methods of packing that are not there. Only what
is stored or deflated is to be read. `verifier.py` has its own list: it has to stand alone.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,  # sealed with a password
    ValueError,  # Unicode's, too; so the refusals of whoever unpacks are to be let through before
)
