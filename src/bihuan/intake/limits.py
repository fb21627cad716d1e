"""How much a file may weigh. Each limit stands far above real papers and far below what hurts the server."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

LARGEST_FILE = 50 * MEGABYTE
"""Bytes of an upload. A rectification report of 300 pages with photographs is about 20 MB."""

LARGEST_TOTAL = 300 * MEGABYTE
"""Bytes all parts of an Office file may unpack to. 100,000 sheet rows are about 60 MB."""

LARGEST_PART = 150 * MEGABYTE
"""Bytes one part may unpack to, since a part is held in memory as a whole."""

MOST_PARTS = 5_000
"""Entries of an Office file. A report with a photograph to every finding has some hundreds."""

HIGHEST_RATIO = 250
"""Unpacked bytes to a packed byte, above SMALL_PART. XML of tables reaches 60; a bomb begins near 1,000."""

SMALL_PART = MEGABYTE
"""Below this a part is harmless at any ratio."""

MOST_ROWS = 300_000
"""Rows of a sheet that are read. A city's whole term has some 100,000 measures, one a row."""

MOST_FINDINGS = 50_000
"""Findings that one document enters. A city's whole term has some 20,000."""

MOST_MEASURES = 500
"""Measures of one finding that one document enters; their numbers have to fit, too."""

MOST_COLUMNS = 400
"""Columns of a sheet that are read; the richest national form has some thirty."""

MOST_CELLS = 5_000_000
"""Cells of a sheet's whole rectangle, filled or not, since it is held in memory: some 150 MB."""

MOST_PAGES = 3_000
"""Pages of a PDF file."""

LONGEST_TEXT = 20_000_000
"""Characters of a document, so that time stays bounded: 1,000 times a long report."""
