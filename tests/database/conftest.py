"""A store of a test's own, without tables yet: SQLite in a file, and with `dev test --postgres` a database there."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Store = Mapping[str, str]


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.one_store), "postgresql"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    dsn = os.environ.get("BIHUAN_POSTGRES", "")
    if request.param == "postgresql" and not dsn:
        pytest.skip("on PostgreSQL: dev test --postgres")
    own = {k: v for k, v in os.environ.items() if k not in ("BIHUAN_POSTGRES", "DJANGO_SETTINGS_MODULE")}
    with ExitStack() as stack:

        def make() -> Store:
            name = f"bihuan_own_{uuid.uuid4().hex[:8]}"
            store = own | {"BIHUAN_HOME": str(tmp_path / name), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
            (tmp_path / name).mkdir(0o700)
            if request.param == "sqlite":
                return store
            return store | {"BIHUAN_POSTGRES": stack.enter_context(database(dsn, name))}

        yield make


@pytest.fixture
def own_store(new_store: Callable[[], Store]) -> Store:
    return new_store()


@contextmanager
def database(dsn: str, name: str) -> Iterator[str]:
    """Make a database in the cluster and return how to reach it; drop it afterwards."""
    import psycopg

    with psycopg.connect(dsn, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield psycopg.conninfo.make_conninfo(dsn, dbname=name)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
