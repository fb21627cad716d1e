"""The index of words: FTS5 without the text on SQLite, a tsvector with GIN on PostgreSQL."""

from django.db import migrations, models

ROWS = "ledger_words"
GRAMS = "ledger_grams"
TOKENS = "unicode61 remove_diacritics 0 tokenchars ''_''"


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {GRAMS} USING fts5(words, marks, content='', tokenize='{TOKENS}', prefix=1)"
        )
        return
    schema_editor.execute(f"ALTER TABLE {ROWS} ADD COLUMN grams tsvector NOT NULL")
    schema_editor.execute(f"CREATE INDEX {ROWS}_grams ON {ROWS} USING gin (grams)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {GRAMS}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Words",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("authority_id", models.UUIDField()),
                ("kind", models.CharField(max_length=60)),
                ("row_id", models.UUIDField()),
            ],
            options={"indexes": [models.Index(fields=["authority_id", "row_id"], name="ledger_words_of")]},
        ),
        migrations.RunPython(make_index, drop_index),
    ]
