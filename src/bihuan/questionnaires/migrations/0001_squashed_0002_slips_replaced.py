"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.ledger.models
import bihuan.questionnaires.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('questionnaires', '0001_runs'), ('questionnaires', '0002_slips_replaced')]

    initial = True

    dependencies = [
        ('dossiers', '0001_squashed_0010_heirs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Questionnaire',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('satisfaction', '整改满意度测评'), ('people', '党员干部群众测评'), ('inspection', '巡察工作满意度测评')], max_length=20)),
                        ('audience', models.CharField(choices=[('leaders', '班子成员'), ('cadres', '党员干部'), ('staff', '职工'), ('users', '服务对象'), ('public', '群众')], max_length=20)),
                        ('release', models.CharField(max_length=120)),
                        ('asked', models.JSONField()),
                        ('name', models.CharField(max_length=8)),
                        ('title', models.CharField(max_length=120)),
                        ('address', models.CharField(max_length=200)),
                        ('public', models.CharField(max_length=64)),
                        ('private', bihuan.questionnaires.models.BallotKeyField()),
                        ('slips', models.JSONField(default=list)),
                        ('printed', models.PositiveIntegerField(default=0)),
                        ('replaced', models.JSONField(default=list)),
                        ('opened_on', models.DateField()),
                        ('until_on', models.DateField()),
                        ('boxes', models.TextField(blank=True)),
                        ('ballots', models.PositiveIntegerField(default=0)),
                        ('carried_on', models.DateField(blank=True, null=True)),
                        ('tally', models.JSONField(null=True)),
                        ('counted_on', models.DateField(blank=True, null=True)),
                        ('called_off_on', models.DateField(blank=True, null=True)),
                        ('reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='questionnaires_number'), models.UniqueConstraint(fields=('authority_id', 'name'), name='questionnaires_name'), models.CheckConstraint(condition=models.Q(('counted_on', None), ('called_off_on', None), _connector='OR'), name='questionnaires_one_end')],
                    },
                ),
            ],
        ),
    ]
