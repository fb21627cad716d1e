"""Codes of rules and wishes with what they mean beside them, in the machine's language."""

from __future__ import annotations

from bihuan.installation.spoken import speaks_chinese


def meant(code: str) -> str:
    """Return what a code of a rule or a wish means; empty for one that has no words."""
    from bihuan.domain.glossary import STAFFING_RULES

    words = STAFFING_RULES.get(code)
    return "" if words is None else words.zh if speaks_chinese() else words.en


def wish_said(refused: Exception) -> str:
    """Return why wishes cannot be met, each code with what it means."""
    from bihuan.teams.wishes import WishUnlawful

    if not isinstance(refused, WishUnlawful):
        return str(refused)
    why = ", ".join(map(explained, refused.reasons))
    return f"{refused.inspector} in {refused.group}: {why}; take this wish back or choose somebody else"


def explained(code: str) -> str:
    """Return a code with what it means in brackets."""
    return f"{code} ({meant(code)})" if meant(code) else code
