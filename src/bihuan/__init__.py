"""Bihuan: software that runs the whole life of an inspection. Read ARCHITECTURE.md first."""

import os
from datetime import date

# of pypinyin only the readings of single characters are asked: without its phrases it takes 44 MB less
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")

VERSION = "0.1.0"
RELEASED_ON = date(2026, 11, 1)  # no clock that is right shows an earlier day
