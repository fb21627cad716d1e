"""Bihuan: software that runs the whole life of an inspection. Read ARCHITECTURE.md first."""
