"""Settings of the test suite: the product's, with a store of its own, quick hashing and jobs done on the spot."""

from __future__ import annotations

import os
import tempfile

_home = tempfile.mkdtemp(prefix="bihuan-test-")
os.environ.setdefault("BIHUAN_HOME", _home)
os.environ.setdefault("BIHUAN_SECRET", "only-for-tests-" + "x" * 40)
os.environ.setdefault("BIHUAN_TASKS", "django_tasks.backends.immediate.ImmediateBackend")

from bihuan.installation.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 (a server in a thread leaves no connection to PostgreSQL behind)
