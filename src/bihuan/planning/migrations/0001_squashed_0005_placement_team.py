"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.ledger.models
import bihuan.planning.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('planning', '0001_plans'), ('planning', '0002_proposals'), ('planning', '0003_records'), ('planning', '0004_filed'), ('planning', '0005_placement_team')]

    initial = True

    dependencies = [
        ('dossiers', '0001_squashed_0010_heirs'),
        ('organizations', '0001_squashed_0004_own_packs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Guidance',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('kind', models.CharField(choices=[('talk', 'talk'), ('appraisal', 'appraisal'), ('accountability', 'accountability'), ('special_check', 'special_check'), ('spot_check', 'spot_check'), ('opinion', 'opinion'), ('seminar', 'seminar')], max_length=20)),
                        ('from_body', models.CharField(max_length=100)),
                        ('on', models.DateField()),
                        ('matter', models.TextField()),
                        ('answer_by', models.DateField(blank=True, null=True)),
                        ('answer', models.TextField(blank=True)),
                        ('answered_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Method',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('name', models.CharField(max_length=60)),
                        ('steps', models.JSONField(default=list)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'name'), name='planning_method_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Responsibility',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('act', models.CharField(choices=[('arranged', 'arranged'), ('asked_after', 'asked_after'), ('coordinated', 'coordinated'), ('supervised', 'supervised')], max_length=20)),
                        ('by', models.CharField(choices=[('secretary', 'secretary'), ('committee', 'committee'), ('leading_group', 'leading_group'), ('group_head', 'group_head')], max_length=20)),
                        ('on', models.DateField()),
                        ('is_hearing', models.BooleanField(default=False)),
                        ('matter', models.TextField()),
                        ('asked', models.TextField(blank=True)),
                        ('outcome', models.TextField(blank=True)),
                        ('outcome_on', models.DateField(blank=True, null=True)),
                        ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.round')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Term',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('revision', models.PositiveIntegerField(default=1)),
                        ('adopted_revision', models.PositiveIntegerField(default=0)),
                        ('adopted_on', models.DateField(blank=True, null=True)),
                        ('adopted_reason', models.TextField(blank=True)),
                        ('name', models.CharField(max_length=40)),
                        ('from_on', models.DateField()),
                        ('until_on', models.DateField()),
                        ('goals', models.TextField(blank=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'name'), name='planning_term_name'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='planning_term_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='Cost',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('kind', models.CharField(choices=[('travel', 'travel'), ('lodging', 'lodging'), ('meals', 'meals'), ('allowance', 'allowance'), ('office', 'office'), ('other', 'other')], max_length=20)),
                        ('paid_by', models.CharField(choices=[('sending', 'sending'), ('hosting', 'hosting')], max_length=10)),
                        ('fen', models.PositiveBigIntegerField()),
                        ('people', models.PositiveIntegerField(default=0)),
                        ('days_away', models.PositiveIntegerField(default=0)),
                        ('on', models.DateField()),
                        ('remark', models.TextField(blank=True)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'inspection'], name='planning_cost_of')],
                    },
                ),
                migrations.CreateModel(
                    name='Filing',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('kind', models.CharField(choices=[('term_plan', 'term_plan'), ('year_plan', 'year_plan'), ('round_plan', 'round_plan'), ('speech', 'speech'), ('round_report', 'round_report'), ('year_report', 'year_report'), ('rectification', 'rectification'), ('statistics', 'statistics')], max_length=20)),
                        ('about', models.CharField(blank=True, max_length=60)),
                        ('title', models.CharField(max_length=200)),
                        ('to', models.CharField(max_length=100)),
                        ('in_name_of', models.CharField(max_length=100)),
                        ('event_on', models.DateField()),
                        ('sent_on', models.DateField(blank=True, null=True)),
                        ('number', models.CharField(blank=True, max_length=60)),
                        ('received_on', models.DateField(blank=True, null=True)),
                        ('receipt', models.CharField(blank=True, max_length=100)),
                        ('comments', models.TextField(blank=True)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('about', ''), _negated=True), ('withdrawn_on', None)), fields=('authority_id', 'kind', 'about'), name='planning_filing_once'), models.CheckConstraint(condition=models.Q(('received_on', None), ('received_on__gte', models.F('sent_on')), _connector='OR'), name='planning_filing_received_after')],
                    },
                ),
                migrations.CreateModel(
                    name='Placement',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('form', models.CharField(choices=[('routine', '常规'), ('special', '专项'), ('mobile', '机动'), ('look_back', '回头看'), ('second_look_back', '再回头看')], max_length=20)),
                        ('person_days', models.PositiveIntegerField(default=0)),
                        ('with_villages', models.BooleanField(default=False)),
                        ('team', models.CharField(blank=True, max_length=60)),
                        ('reason', models.TextField(blank=True)),
                        ('removed_on', models.DateField(blank=True, null=True)),
                        ('removed_reason', models.TextField(blank=True)),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.round')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'organization'], name='planning_placement_of')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('removed_on', None)), fields=('authority_id', 'round', 'organization'), name='planning_placement_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RoundPlan',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('form', models.CharField(choices=[('routine', '常规'), ('special', '专项'), ('mobile', '机动'), ('look_back', '回头看'), ('second_look_back', '再回头看')], max_length=20)),
                        ('manners', models.JSONField(default=list)),
                        ('linkage', models.CharField(blank=True, choices=[('counterpart', '对口式'), ('relay', '接力式'), ('coordinated', '协同式'), ('elevated_cross', '提级交叉式'), ('elevated_look_back', '提级回头看式')], max_length=30)),
                        ('subject', models.CharField(blank=True, max_length=200)),
                        ('sector', models.CharField(blank=True, max_length=40)),
                        ('ordered_by', models.CharField(blank=True, max_length=100)),
                        ('ordered_by_level', models.CharField(blank=True, choices=[('province', 'province'), ('city', 'city'), ('county', 'county')], max_length=10)),
                        ('order_paper', models.CharField(blank=True, max_length=200)),
                        ('lenders', models.JSONField(default=list)),
                        ('partner', models.CharField(blank=True, max_length=200)),
                        ('lead_team', models.CharField(blank=True, max_length=60)),
                        ('relay_teams', models.JSONField(default=list)),
                        ('audit_body', models.CharField(blank=True, max_length=100)),
                        ('working_days', models.PositiveSmallIntegerField(default=0)),
                        ('heads', models.JSONField(default=bihuan.planning.models.nothing)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.round')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'round'), name='planning_round_plan_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Proposal',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField()),
                        ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'running'), ('ready', 'ready'), ('stopped', 'stopped'), ('impossible', 'impossible'), ('failed', 'failed'), ('accepted', 'accepted')], default='waiting', max_length=12)),
                        ('done', models.PositiveSmallIntegerField(default=0)),
                        ('of', models.PositiveSmallIntegerField(default=0)),
                        ('stop_asked', models.BooleanField(default=False)),
                        ('by_name', models.CharField(max_length=80)),
                        ('made_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('instance', models.JSONField(default=bihuan.planning.models.nothing)),
                        ('riding', models.JSONField(default=bihuan.planning.models.nothing)),
                        ('plan', models.JSONField(default=bihuan.planning.models.nothing)),
                        ('impossible', models.JSONField(default=list)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.term')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'term', 'made_at'], name='planning_proposal_of')],
                    },
                ),
                migrations.CreateModel(
                    name='Mandate',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('must', models.BooleanField(default=True)),
                        ('reason', models.TextField(blank=True)),
                        ('sector', models.CharField(blank=True, max_length=40)),
                        ('pool', models.CharField(blank=True, max_length=40)),
                        ('person_days', models.PositiveIntegerField(default=0)),
                        ('is_priority', models.BooleanField(default=False)),
                        ('has_look_back', models.BooleanField(default=False)),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.term')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'term', 'organization'), name='planning_mandate_once'), models.CheckConstraint(condition=models.Q(('must', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='planning_left_out_with_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='YearPlan',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('revision', models.PositiveIntegerField(default=1)),
                        ('adopted_revision', models.PositiveIntegerField(default=0)),
                        ('adopted_on', models.DateField(blank=True, null=True)),
                        ('adopted_reason', models.TextField(blank=True)),
                        ('year', models.PositiveSmallIntegerField()),
                        ('tasks', models.TextField(blank=True)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.term')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'term', 'year'), name='planning_year_plan_once')],
                    },
                ),
            ],
        ),
    ]
