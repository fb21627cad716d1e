"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organizations', '0001_initial'), ('organizations', '0002_kinds_of_bodies'), ('organizations', '0003_full_width_words'), ('organizations', '0004_own_packs')]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Authority',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('name', models.CharField(max_length=80)),
                        ('level', models.CharField(choices=[('province', 'province'), ('city', 'city'), ('county', 'county')], max_length=10)),
                        ('packs', models.JSONField(default=list)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', models.F('authority_id'))), name='organizations_authority_keeps_itself')],
                    },
                ),
                migrations.CreateModel(
                    name='Organization',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('path', models.CharField(max_length=60)),
                        ('name', models.CharField(max_length=100)),
                        ('category', models.CharField(choices=[('department', '机关'), ('town', '乡镇（街道）'), ('park', '园区'), ('state_firm', '国企'), ('school', '学校'), ('hospital', '医院'), ('village', '村（社区）'), ('supervision_office', '执纪监督室'), ('resident_office', '派驻机构'), ('body', '其他监督机构')], max_length=20)),
                        ('credit_code', models.CharField(blank=True, max_length=18)),
                        ('from_on', models.DateField()),
                        ('until_on', models.DateField(blank=True, null=True)),
                        ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'path'), name='organizations_organization_path'), models.UniqueConstraint(condition=models.Q(('credit_code', ''), _negated=True), fields=('authority_id', 'credit_code'), name='organizations_organization_credit_code'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='organizations_organization_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='HeadTenure',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('name', models.CharField(max_length=40)),
                        ('account_id', models.UUIDField(blank=True, null=True)),
                        ('acting', models.BooleanField(default=False)),
                        ('from_on', models.DateField()),
                        ('until_on', models.DateField(blank=True, null=True)),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'organization'], name='organizations_heads_of')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='organizations_tenure_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='OwnPack',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('pack_id', models.CharField(max_length=40)),
                        ('number', models.PositiveIntegerField()),
                        ('sha256', models.CharField(max_length=64)),
                        ('text', models.TextField()),
                        ('released_on', models.DateField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'pack_id', 'number'), name='organizations_own_pack_number'), models.UniqueConstraint(fields=('authority_id', 'pack_id', 'sha256'), name='organizations_own_pack_text')],
                    },
                ),
                migrations.CreateModel(
                    name='Succession',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('on', models.DateField()),
                        ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'predecessor', 'successor'), name='organizations_succession_once')],
                    },
                ),
            ],
        ),
    ]
