"""The ledger as it is made in a new store: entries that the stores themselves refuse to change, and the index of words."""

import bihuan.ledger.models
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models

ENTRIES = "ledger_entry"
REFUSAL = "the ledger is append-only"
ROWS = "ledger_words"
GRAMS = "ledger_grams"
TOKENS = "unicode61 remove_diacritics 0 tokenchars ''_''"
PORTION = 16 * 1024 * 1024  # bytes of new words held until they are written; one million by default


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {ENTRIES}_no_{deed.lower()} BEFORE {deed} ON {ENTRIES} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    schema_editor.execute(
        f"CREATE FUNCTION {ENTRIES}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {ENTRIES}_no_change BEFORE UPDATE OR DELETE ON {ENTRIES} "
        f"FOR EACH ROW EXECUTE FUNCTION {ENTRIES}_refuse()"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {ENTRIES}_no_truncate BEFORE TRUNCATE ON {ENTRIES} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {ENTRIES}_refuse()"
    )


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for deed in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {ENTRIES}_no_{deed}")
        return
    schema_editor.execute(f"DROP TRIGGER {ENTRIES}_no_change ON {ENTRIES}")
    schema_editor.execute(f"DROP TRIGGER {ENTRIES}_no_truncate ON {ENTRIES}")
    schema_editor.execute(f"DROP FUNCTION {ENTRIES}_refuse()")


def make_index(apps, schema_editor):
    """FTS5 without the text on SQLite, a tsvector with GIN on PostgreSQL."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"CREATE VIRTUAL TABLE {GRAMS} USING fts5(words, marks, content='', tokenize='{TOKENS}')")
        schema_editor.execute(f"INSERT INTO {GRAMS} ({GRAMS}, rank) VALUES ('hashsize', {PORTION})")
        return
    schema_editor.execute(f"ALTER TABLE {ROWS} ADD COLUMN grams tsvector NOT NULL")
    schema_editor.execute(f"CREATE INDEX {ROWS}_grams ON {ROWS} USING gin (grams)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {GRAMS}")


def complete(apps, schema_editor):
    refuse_changes(apps, schema_editor)
    make_index(apps, schema_editor)


def take_back(apps, schema_editor):
    drop_index(apps, schema_editor)
    allow_changes(apps, schema_editor)


class Migration(migrations.Migration):

    replaces = [('ledger', '0001_initial'), ('ledger', '0002_append_only'), ('ledger', '0003_words'), ('ledger', '0004_entry_time'), ('ledger', '0005_words_by_kind'), ('ledger', '0006_words_at_once'), ('ledger', '0007_away'), ('ledger', '0008_tables_of_a_stay'), ('ledger', '0009_words_without_beginnings')]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='PersonalKey',
                    fields=[
                        ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField()),
                        ('table', models.CharField(max_length=80)),
                        ('secret', models.CharField(default=bihuan.ledger.models.new_secret, max_length=64)),
                    ],
                ),
                migrations.CreateModel(
                    name='Away',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('stream', models.CharField(max_length=80)),
                        ('holder', models.CharField(blank=True, max_length=120)),
                        ('but', models.JSONField(default=list)),
                        ('tables', models.JSONField(default=list)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'stream'), name='ledger_away_stream')],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField()),
                        ('stream', models.CharField(max_length=80)),
                        ('number', models.PositiveIntegerField()),
                        ('recorded_at', models.DateTimeField()),
                        ('action', models.CharField(max_length=60)),
                        ('actor_id', models.UUIDField(null=True)),
                        ('actor_name', models.CharField(max_length=80)),
                        ('role', models.CharField(blank=True, max_length=40)),
                        ('subject', models.CharField(blank=True, max_length=120)),
                        ('reason', models.TextField(blank=True)),
                        ('key', models.CharField(max_length=80)),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('content', models.BinaryField()),
                        ('algorithm', models.CharField(default='sha256', max_length=10)),
                        ('previous', models.CharField(max_length=64)),
                        ('digest', models.CharField(max_length=64)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'recorded_at', 'id'], name='ledger_entry_time')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'stream', 'number'), name='ledger_entry_place'), models.UniqueConstraint(fields=('authority_id', 'key'), name='ledger_entry_key')],
                    },
                ),
                migrations.CreateModel(
                    name='Words',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField()),
                        ('kind', models.CharField(max_length=60)),
                        ('row_id', models.UUIDField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'row_id'], name='ledger_words_of')],
                    },
                ),
            ],
        ),
        migrations.RunPython(complete, take_back),
    ]
