from typing import Any

from django.db import migrations
from django.db.models import Max, OuterRef, Subquery


def reckon(apps: Any, _editor: Any) -> None:
    """Give the findings that are there already the latest day of their measures, as deeds keep it from now on."""
    finding, measure = apps.get_model("dossiers", "Finding"), apps.get_model("rectification", "Measure")
    own = measure.objects.filter(authority_id=OuterRef("authority_id"), finding_id=OuterRef("pk"), removed_on=None)
    last = own.order_by().values("finding_id").annotate(last=Max("due_on")).values("last")
    finding.objects.update(last_due_on=Subquery(last))


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0006_last_due_day"),
        ("rectification", "0005_changes_and_meetings"),
    ]

    operations = [migrations.RunPython(reckon, migrations.RunPython.noop, elidable=True)]
