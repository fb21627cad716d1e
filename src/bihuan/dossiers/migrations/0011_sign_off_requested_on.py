"""Since when a finding waits for its sign-off, or waited: requests that are there already are told by the ledger."""

from typing import Any

from django.db import migrations, models
from django.utils import timezone

AT_ONCE = 1000


def tell(apps: Any, _editor: Any) -> None:
    """Give findings that wait for their sign-off, or have it, the day of their last request."""
    finding, entry = apps.get_model("dossiers", "Finding"), apps.get_model("ledger", "Entry")
    asked = entry.objects.filter(action="request_sign_off").order_by("authority_id", "stream", "number")
    told = asked.values_list("authority_id", "stream", "subject", "recorded_at")
    last = {(at, stream, number): on for at, stream, number, on in told.iterator(AT_ONCE)}
    if not last:
        return
    changed = []
    waiting = finding.objects.filter(stage__in=["sign_off_requested", "signed_off"])
    for row in waiting.only("id", "authority_id", "inspection_id", "number").iterator(AT_ONCE):
        on = last.get((row.authority_id, f"dossier:{row.inspection_id}", row.number))
        if on is not None:
            row.sign_off_requested_on = timezone.localdate(on)
            changed.append(row)
    finding.objects.bulk_update(changed, ["sign_off_requested_on"], batch_size=AT_ONCE // 2)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0001_squashed_0010_heirs"),
        ("ledger", "0001_squashed_0009_words_without_beginnings"),
    ]
    operations = [
        migrations.AddField(
            model_name="finding",
            name="sign_off_requested_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RemoveIndex(model_name="finding", name="dossiers_finding_signed"),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(
                fields=[
                    *("authority_id", "stage", "signed_off_on", "last_due_on", "sign_off_requested_on"),
                    *("organization_path", "supervision_path"),
                ],
                name="dossiers_finding_signed",
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
    ]
