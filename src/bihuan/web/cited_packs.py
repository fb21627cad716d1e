"""What the packs are called that a page cites: those that come with Bihuan, and those of the reader's own authority.

A basis names its pack by id alone (`pack · clause`). Whose packs are meant is known from who reads: it is noted once a
request, so that a page that cites hundreds of clauses asks the store for the title of a pack of one's own at most once.
"""

from __future__ import annotations

from bihuan.organizations.own_packs import title_of_own
from bihuan.rules.packs import available
from bihuan.web.reader import reader
from bihuan.web.words import is_chinese, pack_words


def cited_pack(pack_id: str) -> str:
    """Return what a pack is called; empty for one that is neither shipped nor the reader's own."""
    if pack_id in available():
        return pack_words(pack_id)
    at = reader()
    title = title_of_own(at, pack_id) if at is not None else None
    if title is None:
        return ""
    return title.zh if is_chinese() else title.en
