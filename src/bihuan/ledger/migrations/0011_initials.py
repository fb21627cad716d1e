"""The index of words keeps the initials of names, too. The command `database` writes the index anew."""

from django.db import migrations

ROWS = "ledger_words"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_words_apart")]
    operations = [migrations.RunSQL(f"DELETE FROM {ROWS}", migrations.RunSQL.noop)]
