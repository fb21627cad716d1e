"""The index of words on SQLite is cut at blanks by the plainest of FTS5's cutters: grams need no other, and it is quicker.

Whatever a gram is made of (small letters, digits, Han characters, low lines) both take for parts of words. The command
`database` writes the index anew.
"""

from django.db import migrations

ROWS = "ledger_words"
GRAMS = "ledger_grams"
KINDS = ("organizations_organization", "dossiers_inspection", "dossiers_finding", "rectification_measure")
TOKENS = "ascii tokenchars ''_''"
PORTION = 16 * 1024 * 1024  # bytes held until they are written


def cut_plainly(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute(f"DELETE FROM {ROWS}")
    for table in (f"{GRAMS}_{kind}" for kind in KINDS):
        schema_editor.execute(f"DROP TABLE {table}")
        schema_editor.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(words, marks, content='', tokenize='{TOKENS}')")
        schema_editor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', {PORTION})")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0011_initials")]
    operations = [migrations.RunPython(cut_plainly, migrations.RunPython.noop)]
