"""The index of words is written anew: each row gets the mark of its table (the command `database` writes it)."""

from django.db import migrations

ROWS = "ledger_words"
GRAMS = "ledger_grams"


def empty_index(apps, schema_editor):
    schema_editor.execute(f"DELETE FROM {ROWS}")
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"INSERT INTO {GRAMS} ({GRAMS}) VALUES ('delete-all')")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_entry_time")]
    operations = [migrations.RunPython(empty_index, migrations.RunPython.noop)]
