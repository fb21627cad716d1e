"""The index of words on SQLite stands in a table for each kind of row: a question walks along those of its kind alone.

A single character is looked for through every gram that begins with it; in one table for all kinds that was done anew
for each kind, along the rows of all of them. The command `database` writes the index anew.
"""

from django.db import migrations

ROWS = "ledger_words"
GRAMS = "ledger_grams"
KINDS = ("organizations_organization", "dossiers_inspection", "dossiers_finding", "rectification_measure")
TOKENS = "unicode61 remove_diacritics 0 tokenchars ''_''"
PORTION = 16 * 1024 * 1024  # bytes held until they are written


def make_apart(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute(f"DELETE FROM {ROWS}")
    schema_editor.execute(f"DROP TABLE {GRAMS}")
    for table in (f"{GRAMS}_{kind}" for kind in KINDS):
        schema_editor.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(words, marks, content='', tokenize='{TOKENS}')")
        schema_editor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {PORTION})")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_words_without_beginnings")]
    operations = [migrations.RunPython(make_apart, migrations.RunPython.noop)]
