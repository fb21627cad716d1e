"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('evaluation', '0001_initial'), ('evaluation', '0002_three_parties'), ('evaluation', '0003_panel_and_consequences'), ('evaluation', '0004_self_assessments_returned'), ('evaluation', '0005_sheets_keep_their_form')]

    initial = True

    dependencies = [
        ('dossiers', '0001_squashed_0010_heirs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Evaluation',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(max_length=100)),
                        ('on', models.DateField()),
                        ('marks', models.JSONField()),
                        ('grounds', models.JSONField(default=dict)),
                        ('weights', models.JSONField()),
                        ('basis', models.CharField(max_length=200)),
                        ('total_hundredths', models.PositiveIntegerField()),
                        ('full_hundredths', models.PositiveIntegerField()),
                        ('remark', models.TextField(blank=True)),
                        ('lines', models.JSONField(default=list)),
                        ('parts', models.JSONField(default=list)),
                        ('combined_hundredths', models.PositiveIntegerField(blank=True, null=True)),
                        ('combined_on', models.DateField(blank=True, null=True)),
                        ('told_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='evaluation_number'), models.CheckConstraint(condition=models.Q(('total_hundredths__lte', models.F('full_hundredths'))), name='evaluation_total_within_full')],
                    },
                ),
                migrations.CreateModel(
                    name='Consequence',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('look_back', 'look_back'), ('second_look_back', 'second_look_back'), ('talk', 'talk'), ('meeting_again', 'meeting_again'), ('publication_party', 'publication_party'), ('publication_public', 'publication_public'), ('accountability', 'accountability'), ('veto', 'veto')], max_length=40)),
                        ('grounds', models.JSONField(default=list)),
                        ('basis', models.CharField(blank=True, max_length=200)),
                        ('proposed_on', models.DateField()),
                        ('proposed_reason', models.TextField(blank=True)),
                        ('decision', models.CharField(blank=True, max_length=20)),
                        ('decided_on', models.DateField(blank=True, null=True)),
                        ('decided_reason', models.TextField(blank=True)),
                        ('withheld', models.TextField(blank=True)),
                        ('withheld_why', models.TextField(blank=True)),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('notified_on', models.DateField(blank=True, null=True)),
                        ('notified_to', models.CharField(blank=True, max_length=100)),
                        ('recorded_on', models.DateField(blank=True, null=True)),
                        ('record', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('record_paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('evaluation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.evaluation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='evaluation_consequence_number'), models.UniqueConstraint(condition=models.Q(('recorded_on', None), models.Q(('decision', 'declined'), _negated=True)), fields=('authority_id', 'inspection', 'kind'), name='evaluation_consequence_open_once')],
                    },
                ),
                migrations.CreateModel(
                    name='GraveMark',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('reason', models.TextField()),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection'), name='evaluation_grave_once')],
                    },
                ),
                migrations.CreateModel(
                    name='LeaderTold',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('told_of', models.CharField(choices=[('round_result', 'round_result'), ('evaluation', 'evaluation')], max_length=20)),
                        ('addressee', models.CharField(max_length=100)),
                        ('on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('receipt', models.TextField(blank=True)),
                        ('evaluation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.evaluation')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='evaluation_leader_number')],
                    },
                ),
                migrations.CreateModel(
                    name='PartyEvaluation',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('party', models.CharField(max_length=40)),
                        ('on', models.DateField()),
                        ('rating', models.CharField(choices=[('good', 'good'), ('fairly_good', 'fairly_good'), ('fair', 'fair'), ('poor', 'poor')], max_length=20)),
                        ('opinion', models.TextField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='evaluation_party_number'), models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection', 'party'), name='evaluation_party_once'), models.CheckConstraint(condition=models.Q(('rating__in', ('good', 'fairly_good', 'fair', 'poor'))), name='evaluation_party_rating')],
                    },
                ),
                migrations.CreateModel(
                    name='PartyFeedback',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('to', models.CharField(max_length=20)),
                        ('addressee', models.CharField(max_length=100)),
                        ('on', models.DateField()),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection', 'to'), name='evaluation_party_feedback_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PeopleResult',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('asked', models.CharField(choices=[('rectification', 'rectification'), ('satisfaction', 'satisfaction')], max_length=20)),
                        ('on', models.DateField()),
                        ('ballots', models.PositiveIntegerField()),
                        ('mean_hundredths', models.PositiveIntegerField()),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='evaluation_people_number'), models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'inspection', 'asked', 'on'), name='evaluation_people_once'), models.CheckConstraint(condition=models.Q(('asked__in', ('rectification', 'satisfaction'))), name='evaluation_people_asked'), models.CheckConstraint(condition=models.Q(('mean_hundredths__lte', 10000)), name='evaluation_people_mean')],
                    },
                ),
                migrations.CreateModel(
                    name='Recurrence',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('remark', models.TextField(blank=True)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('authority_id', 'finding', 'old'), name='evaluation_recurs_once'), models.CheckConstraint(condition=models.Q(('finding', models.F('old')), _negated=True), name='evaluation_recurs_of_another')],
                    },
                ),
                migrations.CreateModel(
                    name='Scoring',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(max_length=100)),
                        ('opened_on', models.DateField()),
                        ('first_id', models.UUIDField()),
                        ('first_name', models.CharField(max_length=80)),
                        ('second_id', models.UUIDField()),
                        ('second_name', models.CharField(max_length=80)),
                        ('percent', models.PositiveIntegerField()),
                        ('form', models.JSONField(default=dict)),
                        ('basis', models.CharField(blank=True, max_length=200)),
                        ('settled_on', models.DateField(blank=True, null=True)),
                        ('cancelled_on', models.DateField(blank=True, null=True)),
                        ('cancelled_reason', models.TextField(blank=True)),
                        ('evaluation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.evaluation')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='evaluation_scoring_number'), models.UniqueConstraint(condition=models.Q(('cancelled_on', None), ('settled_on', None)), fields=('authority_id', 'inspection'), name='evaluation_one_open_scoring'), models.CheckConstraint(condition=models.Q(('first_id', models.F('second_id')), _negated=True), name='evaluation_two_scorers')],
                    },
                ),
                migrations.CreateModel(
                    name='ScoreSlip',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('scorer_id', models.UUIDField()),
                        ('handed_in_on', models.DateField()),
                        ('marks', models.JSONField()),
                        ('grounds', models.JSONField(default=dict)),
                        ('refs', models.JSONField(default=dict)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('scoring', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evaluation.scoring')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'scoring', 'scorer_id'), name='evaluation_slip_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SelfAssessment',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('lines', models.JSONField()),
                        ('basis', models.CharField(max_length=200)),
                        ('total_hundredths', models.PositiveIntegerField()),
                        ('full_hundredths', models.PositiveIntegerField()),
                        ('remark', models.TextField(blank=True)),
                        ('returned_on', models.DateField(blank=True, null=True)),
                        ('returned_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='evaluation_self_number')],
                    },
                ),
            ],
        ),
    ]
