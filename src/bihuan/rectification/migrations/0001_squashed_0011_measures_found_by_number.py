"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('rectification', '0001_initial'), ('rectification', '0002_long_term_looks'), ('rectification', '0003_report_as_shown'), ('rectification', '0004_measure_days'), ('rectification', '0005_changes_and_meetings'), ('rectification', '0006_last_due_day'), ('rectification', '0007_measure_indexes'), ('rectification', '0008_filed_with_parties'), ('rectification', '0009_progress_days'), ('rectification', '0010_open_changes'), ('rectification', '0011_measures_found_by_number')]

    initial = True

    dependencies = [
        ('dossiers', '0001_squashed_0010_heirs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Measure',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('authority_id', models.UUIDField()),
                        ('number', models.CharField(max_length=24)),
                        ('text', models.TextField()),
                        ('owner', models.CharField(blank=True, max_length=60)),
                        ('department', models.CharField(blank=True, max_length=100)),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('expected_result', models.TextField(blank=True)),
                        ('progress', models.TextField(blank=True)),
                        ('progress_on', models.DateField(blank=True, null=True)),
                        ('done_on', models.DateField(blank=True, null=True)),
                        ('removed_on', models.DateField(blank=True, null=True)),
                        ('finding', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'finding', 'number'), name='rectification_measure_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Extension',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('asked_on', models.DateField()),
                        ('until_on', models.DateField()),
                        ('reason', models.TextField()),
                        ('approved_on', models.DateField(blank=True, null=True)),
                        ('refused_on', models.DateField(blank=True, null=True)),
                        ('answer', models.TextField(blank=True)),
                        ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rectification.measure')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('approved_on', None), ('refused_on', None)), fields=('authority_id', 'measure'), name='rectification_extension_one_open')],
                    },
                ),
                migrations.CreateModel(
                    name='MeasureChange',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('reason', models.TextField()),
                        ('before', models.JSONField()),
                        ('after', models.JSONField()),
                        ('noted_on', models.DateField(blank=True, null=True)),
                        ('noted_remark', models.TextField(blank=True)),
                        ('taken_back_on', models.DateField(blank=True, null=True)),
                        ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rectification.measure')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('noted_on', None), ('taken_back_on', None)), fields=['authority_id', 'on', 'id'], name='rectification_change_open')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'measure', 'number'), name='rectification_change_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('minutes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='rectification_meeting_number'), models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection'), name='rectification_meeting_one_stands')],
                    },
                ),
                migrations.CreateModel(
                    name='PartyFiling',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('paper', models.CharField(max_length=10)),
                        ('paper_number', models.PositiveIntegerField()),
                        ('to', models.CharField(max_length=40)),
                        ('on', models.DateField()),
                        ('received_by', models.CharField(max_length=100)),
                        ('receipt', models.CharField(blank=True, max_length=200)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('scan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection', 'paper', 'paper_number', 'to'), name='rectification_party_filing_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PeriodicReport',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('due_on', models.DateField()),
                        ('called_on', models.DateField()),
                        ('text', models.TextField(blank=True)),
                        ('written_on', models.DateField(blank=True, null=True)),
                        ('signed_by', models.CharField(blank=True, max_length=40)),
                        ('signed_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('signed_paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection', 'due_on'), name='rectification_periodic_one_stands'), models.CheckConstraint(condition=models.Q(models.Q(('signed_by', ''), ('signed_on', None)), models.Q(('signed_on__isnull', False), models.Q(('signed_by', ''), _negated=True)), _connector='OR'), name='rectification_periodic_signed_by_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='Plan',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('submitted_on', models.DateField()),
                        ('accepted_on', models.DateField(blank=True, null=True)),
                        ('returned_on', models.DateField(blank=True, null=True)),
                        ('returned_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='rectification_plan_number'), models.CheckConstraint(condition=models.Q(('accepted_on', None), ('returned_on', None), ('returned_on__gte', models.F('accepted_on')), _connector='OR'), name='rectification_plan_returned_after_acceptance')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('title', models.CharField(max_length=200)),
                        ('text', models.TextField(blank=True)),
                        ('written_on', models.DateField()),
                        ('by_account', models.UUIDField(blank=True, null=True)),
                        ('by_role', models.CharField(blank=True, max_length=40)),
                        ('signed_by', models.CharField(blank=True, max_length=40)),
                        ('signed_on', models.DateField(blank=True, null=True)),
                        ('signed_fingerprint', models.CharField(blank=True, max_length=64)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('signed_paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('signed_by', ''), ('signed_on', None)), models.Q(('signed_on__isnull', False), models.Q(('signed_by', ''), _negated=True)), _connector='OR'), name='rectification_report_signed_by_somebody'), models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='rectification_report_number')],
                    },
                ),
                migrations.CreateModel(
                    name='SignOffAnswer',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('granted', 'granted'), ('returned', 'returned'), ('reopened', 'reopened')], max_length=10)),
                        ('on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('reason', models.TextField(blank=True)),
                        ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'finding', 'number'), name='rectification_answer_number')],
                    },
                ),
                migrations.CreateModel(
                    name='AbsentParty',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('party', models.CharField(max_length=40)),
                        ('reason', models.TextField()),
                        ('on', models.DateField()),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection', 'party'), name='rectification_absent_party_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Look',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('seen', models.TextField()),
                        ('next_on', models.DateField()),
                        ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'finding', 'number'), name='rectification_look_number'), models.CheckConstraint(condition=models.Q(('next_on__gt', models.F('on'))), name='rectification_look_lies_ahead')],
                    },
                ),
            ],
        ),
    ]
