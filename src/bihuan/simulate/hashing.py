"""Quick password hashing for the demo, whose passwords stand on its sign-in page anyway."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class DemoHasher(Argon2PasswordHasher):
    """Argon2 at its cheapest: ninety accounts in a blink. The settings choose it for a demo only."""

    time_cost = 1
    memory_cost = 512
    parallelism = 1
