"""Documents and sheets in: an engine that reads and repairs, and decides nothing.

The door is `read` (and `clean`); refusals derive from `refusals.Unreadable`. No Django below this folder.
"""

from bihuan.intake.reading import read, read_fully, read_text

__all__ = ["read", "read_fully", "read_text"]
