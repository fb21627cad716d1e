from typing import Any

from django.db import migrations
from django.db.models import F, Min, OuterRef, Subquery


def reckon(apps: Any, _editor: Any) -> None:
    """Give the findings that are there already the day that presses them, as deeds keep it from now on.

    Under rectification the latest day of all measures presses where no open one has a day; what waits for its sign-off
    or has it is pressed by no look and no measure that was done.
    """
    finding, measure = apps.get_model("dossiers", "Finding"), apps.get_model("rectification", "Measure")
    finding.objects.filter(stage="signed_off", due_on__isnull=False).update(due_on=None)
    own = measure.objects.filter(authority_id=OuterRef("authority_id"), finding_id=OuterRef("pk"))
    open_ones = own.filter(removed_on=None, done_on=None).order_by().values("finding_id")
    first = open_ones.annotate(first=Min("due_on")).values("first")
    waiting = finding.objects.filter(stage="sign_off_requested", due_on__isnull=False)
    waiting.update(due_on=Subquery(first))
    finding.objects.filter(stage="rectifying", due_on=None).update(due_on=F("last_due_on"))
    unfollowed = finding.objects.filter(stage="long_term", due_on=None, next_look_on=None)
    unfollowed.update(due_on=F("last_due_on"))


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0010_heirs"),
        ("rectification", "0012_measure_added_on"),
    ]

    operations = [migrations.RunPython(reckon, migrations.RunPython.noop, elidable=True)]
