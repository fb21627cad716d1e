"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.intake.models
import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('intake', '0001_initial'), ('intake', '0002_entered_by_a_job'), ('intake', '0003_compact_result'), ('intake', '0004_result_of_our_own')]

    initial = True

    dependencies = [
        ('dossiers', '0001_squashed_0010_heirs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField()),
                        ('purpose', models.CharField(choices=[('import_findings', 'import_findings'), ('take_over', 'take_over')], max_length=20)),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('reading', 'reading'), ('ready', 'ready'), ('failed', 'failed'), ('confirmed', 'confirmed'), ('entering', 'entering')], default='waiting', max_length=10)),
                        ('progress', models.PositiveSmallIntegerField(default=0)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField()),
                        ('name', models.CharField(max_length=200)),
                        ('by_id', models.UUIDField(null=True)),
                        ('by_name', models.CharField(max_length=40)),
                        ('made_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('revision', models.PositiveIntegerField(default=1)),
                        ('result', bihuan.intake.models.OwnJSON(default=bihuan.intake.models.nothing, encoder=bihuan.intake.models.Compact)),
                        ('corrections', models.JSONField(default=bihuan.intake.models.nothing)),
                        ('failure', models.JSONField(default=bihuan.intake.models.nothing)),
                        ('asked', models.JSONField(default=bihuan.intake.models.nothing)),
                        ('imported', models.PositiveIntegerField(null=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'purpose', 'sha256'), name='intake_draft_one_a_document')],
                    },
                ),
            ],
        ),
    ]
