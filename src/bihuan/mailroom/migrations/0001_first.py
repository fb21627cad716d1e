import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('dossiers', '0007_finding_indexes'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Tip',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('case', models.CharField(max_length=32)),
                        ('state', models.CharField(choices=[('new', '待办'), ('answered', '已答复'), ('settled', '已办理')], default='new', max_length=10)),
                        ('record', models.TextField()),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mailroom.tipdoor')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'inspection', 'state'], name='mailroom_tip_of')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'door', 'number'), name='mailroom_tip_number'), models.UniqueConstraint(fields=('authority_id', 'door', 'case'), name='mailroom_tip_case')],
                    },
                ),
                migrations.CreateModel(
                    name='TipDoor',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('name', models.CharField(max_length=8)),
                        ('title', models.CharField(max_length=120)),
                        ('address', models.CharField(max_length=200)),
                        ('notice', models.CharField(blank=True, max_length=300)),
                        ('public', models.CharField(max_length=64)),
                        ('wrapped', models.TextField()),
                        ('opened_on', models.DateField()),
                        ('until_on', models.DateField(blank=True, null=True)),
                        ('closed_on', models.DateField(blank=True, null=True)),
                        ('carried_on', models.DateField(blank=True, null=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='mailroom_door_number'), models.UniqueConstraint(fields=('authority_id', 'name'), name='mailroom_door_name'), models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('authority_id', 'inspection'), name='mailroom_door_open_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TipBox',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('digest', models.CharField(max_length=64)),
                        ('content', models.TextField()),
                        ('tip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mailroom.tip')),
                        ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mailroom.tipdoor')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'tip', 'number'), name='mailroom_box_number'), models.UniqueConstraint(fields=('authority_id', 'door', 'digest'), name='mailroom_box_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TipAnswer',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('box', models.TextField()),
                        ('carried_on', models.DateField(blank=True, null=True)),
                        ('tip', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mailroom.tip')),
                        ('door', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mailroom.tipdoor')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'tip', 'number'), name='mailroom_answer_number')],
                    },
                ),
            ],
        ),
    ]
