"""Bihuan: software that runs the whole life of an inspection. Read ARCHITECTURE.md first."""

from datetime import date

VERSION = "0.1.0"
RELEASED_ON = date(2026, 11, 1)  # no clock that is right shows an earlier day
