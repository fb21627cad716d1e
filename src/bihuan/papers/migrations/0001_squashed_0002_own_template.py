"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('papers', '0001_initial'), ('papers', '0002_own_template')]

    initial = True

    dependencies = [
        ('dossiers', '0001_squashed_0010_heirs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='PaperNumber',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('series', models.CharField(max_length=20)),
                        ('year', models.PositiveIntegerField()),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(blank=True, max_length=30)),
                        ('title', models.CharField(max_length=200)),
                        ('drawn_on', models.DateField()),
                        ('voided_on', models.DateField(blank=True, null=True)),
                        ('voided_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'series', 'year', 'number'), name='papers_paper_number_once')],
                    },
                ),
                migrations.CreateModel(
                    name='IssuedPaper',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('kind', models.CharField(max_length=30)),
                        ('title', models.CharField(max_length=200)),
                        ('issuer', models.CharField(blank=True, max_length=100)),
                        ('on', models.DateField()),
                        ('checkpoint', models.CharField(max_length=40)),
                        ('missing', models.CharField(blank=True, max_length=80)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('pdf_file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('word_file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('number', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.papernumber')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'inspection'], name='papers_issued_of')],
                    },
                ),
                migrations.CreateModel(
                    name='OwnTemplate',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('kind', models.CharField(max_length=30)),
                        ('put_on', models.DateField()),
                        ('ended_on', models.DateField(blank=True, null=True)),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('authority_id', 'kind'), name='papers_own_template_one')],
                    },
                ),
            ],
        ),
    ]
