"""Opening the house for a command that needs its tables."""

from __future__ import annotations

import os


def open_house() -> None:
    """Set Django up with the installation's settings, once."""
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
    if not apps.ready:
        django.setup()
