"""Since when a finding waits for its sign-off, or waited."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_squashed_0010_heirs")]
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
    ]
