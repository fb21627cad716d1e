"""An index by time, for the course of events across dossiers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_words")]
    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["authority_id", "recorded_at", "id"], name="ledger_entry_time"),
        ),
    ]
