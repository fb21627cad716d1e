"""Documents and sheets in: an engine that reads and repairs, and decides nothing.

The door is `read` (and `clean`); refusals derive from `refusals.Unreadable`. The reader knows no Django; drafts.py,
proposals.py and models.py, which carry a document through the import wizard, do.
"""

from bihuan.intake.reading import read, read_fully, read_text

__all__ = ["read", "read_fully", "read_text"]
