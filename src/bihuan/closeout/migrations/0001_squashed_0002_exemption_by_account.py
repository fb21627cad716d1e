"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('closeout', '0001_initial'), ('closeout', '0002_exemption_by_account')]

    initial = True

    dependencies = [
        ('dossiers', '0001_squashed_0010_heirs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Consent',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('kind', models.CharField(choices=[('acceptance', 'acceptance'), ('approval', 'approval'), ('countersignature', 'countersignature')], max_length=20)),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(max_length=100)),
                        ('by_account', models.UUIDField(blank=True, null=True)),
                        ('on', models.DateField()),
                        ('remark', models.TextField(blank=True)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection', 'kind', 'by_role'), name='closeout_consent_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Exemption',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('code', models.CharField(max_length=60)),
                        ('by_account', models.UUIDField(blank=True, null=True)),
                        ('reason', models.TextField()),
                        ('on', models.DateField()),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection', 'code'), name='closeout_exemption_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Return',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('reason', models.TextField()),
                        ('verdict', models.JSONField()),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='closeout_return_number')],
                    },
                ),
            ],
        ),
    ]
