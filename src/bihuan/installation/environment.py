"""What may stand in the environment: kind and bounds of each BIHUAN_… setting, looked at before Django is set up.

A value that may hold a password is not told again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from urllib.parse import urlsplit

from bihuan.installation.soundness import Found, fail, ok, warn

# whole numbers, each with the least and the most it may be
BOUNDS: Mapping[str, tuple[int, int]] = {
    "BIHUAN_IDLE_SECONDS": (1, 31_536_000),
    "BIHUAN_TOKEN_DAYS": (1, 36_500),
    "BIHUAN_BULK_MOST": (1, 100_000),
    "BIHUAN_ENTER_AT_ONCE": (0, 1_000_000),
    "BIHUAN_EXPORT_MOST": (1, 1_048_575),  # the rows of a sheet, less its head
    "BIHUAN_MAIL_PORT": (1, 65_535),
    "BIHUAN_MAIL_HOUR": (0, 23),
    "BIHUAN_HSTS_SECONDS": (0, 2**31 - 1),
}
LOG, POSTGRES, MAIL_HOST = "BIHUAN_LOG", "BIHUAN_POSTGRES", "BIHUAN_MAIL_HOST"
CHOICES: Mapping[str, tuple[str, ...]] = {
    LOG: ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
    "BIHUAN_MAIL_TLS": ("starttls", "ssl", "none"),
}
SWITCHES = ("BIHUAN_HTTPS", "BIHUAN_TRUST_CLOCK", "BIHUAN_DEMO")  # what else stands there would silently mean off
ADDRESSES = ("BIHUAN_ADDRESS", "BIHUAN_ORIGINS")
OTHERS = frozenset(
    {
        *("BIHUAN_BACKUPS", "BIHUAN_ENV", "BIHUAN_FONTS", "BIHUAN_HOME", "BIHUAN_HOSTS", "BIHUAN_KEEP_DAYS"),
        *("BIHUAN_MAIL_FROM", "BIHUAN_MAIL_PASSWORD", "BIHUAN_MAIL_USER", "BIHUAN_PROXY", "BIHUAN_SECRET"),
        *("BIHUAN_TASKS", "BIHUAN_WHEELS", "BIHUAN_ALL_MUST_RUN"),
    }
)
OWN, OF_BENCHMARKS = "BIHUAN_", "BIHUAN_BENCH_"
LONGEST_SHOWN = 60
LEAVE_OUT = "correct it in the environment (as a service: /etc/bihuan/bihuan.env), or leave it out"


def number(name: str, default: int) -> int:
    """Return a whole number that was found sound before; the default where none is set."""
    return int(os.environ.get(name, default))


def look_at_settings(given: Mapping[str, str] = os.environ) -> list[Found]:
    """Look at every setting; one fail for each that cannot be meant so."""
    wrong = [*wrong_numbers(given), *wrong_choices(given), *wrong_addresses(given), *wrong_servers(given)]
    found = [fail("settings", told, LEAVE_OUT) for told in wrong]
    found += [warn("settings", told, LEAVE_OUT) for told in unknown_names(given)]
    return found or [ok("settings", "every setting can be read")]


def unknown_names(given: Mapping[str, str]) -> Iterator[str]:
    """Tell settings that nothing reads, each with the one that it is most like: misspelt it would be silently off."""
    known = [*BOUNDS, *CHOICES, *SWITCHES, *ADDRESSES, POSTGRES, MAIL_HOST, *sorted(OTHERS)]
    for name in sorted(set(given) - set(known)):
        if name.startswith(OWN) and not name.startswith(OF_BENCHMARKS):
            like = get_close_matches(name.removeprefix(OWN), [one.removeprefix(OWN) for one in known], n=1)
            yield f"no setting is called {name}, {OWN}{like[0]} is" if like else f"no setting is called {name}"


def wrong_numbers(given: Mapping[str, str]) -> Iterator[str]:
    for name, (least, most) in BOUNDS.items():
        if name not in given:
            continue
        value = given[name].strip()
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most):
            yield f"{shown(name, given)}: allowed is a whole number from {least} to {most}"


def wrong_choices(given: Mapping[str, str]) -> Iterator[str]:
    for name, allowed in CHOICES.items():
        if name in given and (given[name].upper() if name == LOG else given[name]) not in allowed:
            yield f"{shown(name, given)}: allowed is one of {', '.join(allowed)}"
    for name in SWITCHES:
        if given.get(name, "") not in ("", "0", "1"):
            yield f"{shown(name, given)}: allowed is 1 (on) or 0 (off)"


def wrong_addresses(given: Mapping[str, str]) -> Iterator[str]:
    for name in ADDRESSES:
        if not all(is_address(one) for one in given.get(name, "").split(",") if one):
            yield f"{shown(name, given)}: allowed is what begins with http:// or https:// and names a host"


def wrong_servers(given: Mapping[str, str]) -> Iterator[str]:
    if not is_host(given.get(MAIL_HOST, "")):
        yield f"{shown(MAIL_HOST, given)}: allowed is the name of a host, or its IP address"
    if given.get(POSTGRES) and not is_connection(given[POSTGRES]):
        yield f"{POSTGRES} cannot be read: allowed is NAME=value, as in host=/var/run/postgresql dbname=bihuan"


def shown(name: str, given: Mapping[str, str]) -> str:
    """Return a setting as it stands, on one line."""
    return f'{name}="{" ".join(given[name].split())[:LONGEST_SHOWN]}"'


def is_address(told: str) -> bool:
    try:
        parts = urlsplit(told)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_host(told: str) -> bool:
    """True for what a name server can be asked for; the network itself asks it so."""
    try:
        told.encode("idna")
    except UnicodeError:
        return False
    return told == "".join(told.split())


def is_connection(told: str) -> bool:
    from psycopg import Error
    from psycopg.conninfo import conninfo_to_dict

    try:
        conninfo_to_dict(told)
    except Error:
        return False
    return True
