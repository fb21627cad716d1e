"""The unified social credit code of an organization (GB 32100-2015): 18 characters, the last a check character."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
LENGTH = 18
GENERATOR = 3


def check_character(first: str) -> str:
    """Return the check character of the first 17 (GB 32100-2015, 5.2: weights 3^(i-1) mod 31, 31 − sum mod 31)."""
    base = len(ALPHABET)
    total = sum(ALPHABET.index(c) * pow(GENERATOR, place, base) for place, c in enumerate(first))
    return ALPHABET[(base - total % base) % base]


def is_credit_code(code: str) -> bool:
    """True for a well-formed code whose check character is right."""
    if len(code) != LENGTH or any(c not in ALPHABET for c in code):
        return False
    return check_character(code[:-1]) == code[-1]
