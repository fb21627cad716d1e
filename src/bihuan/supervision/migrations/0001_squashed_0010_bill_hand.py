"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.ledger.models
import bihuan.ledger.sealed
import django.db.models.deletion
from django.conf import settings
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('supervision', '0001_initial'), ('supervision', '0002_draws'), ('supervision', '0003_check_answers_draw'), ('supervision', '0004_plans'), ('supervision', '0005_reorganisations'), ('supervision', '0006_extracts'), ('supervision', '0007_bills'), ('supervision', '0008_reorganisation_waits'), ('supervision', '0009_joint_members_change'), ('supervision', '0010_bill_hand')]

    initial = True

    dependencies = [
        ('access', '0001_squashed_0005_joint_team_named'),
        ('dossiers', '0001_squashed_0010_heirs'),
        ('fieldwork', '0001_squashed_0004_paper_cites'),
        ('organizations', '0001_squashed_0004_own_packs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='JointTeam',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('name', models.CharField(max_length=60)),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.supervisionplan')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'plan', 'number'), name='supervision_joint_team_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Draw',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('arranged_on', models.DateField()),
                        ('population', bihuan.ledger.sealed.SealedField()),
                        ('commitment', models.CharField(max_length=64)),
                        ('drawn_on', models.DateField(blank=True, null=True)),
                        ('called_off_on', models.DateField(blank=True, null=True)),
                        ('called_off_reason', models.TextField(blank=True)),
                        ('second_body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'number'), name='supervision_draw_number'), models.CheckConstraint(condition=models.Q(('drawn_on', None), ('called_off_on', None), _connector='OR'), name='supervision_draw_drawn_or_called_off')],
                    },
                ),
                migrations.CreateModel(
                    name='DrawnDossier',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('place', models.PositiveIntegerField()),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.draw')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'draw', 'place'), name='supervision_drawn_place'), models.UniqueConstraint(fields=('authority_id', 'draw', 'dossier'), name='supervision_drawn_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DrawReader',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('appointed_on', models.DateField()),
                        ('took_on', models.DateField(blank=True, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.draw')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'draw', 'account'), name='supervision_reader_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DrawShare',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('party', models.CharField(choices=[('office', 'office'), ('second', 'second')], max_length=10)),
                        ('commitment', models.CharField(max_length=64)),
                        ('by_account', models.UUIDField()),
                        ('given_on', models.DateField()),
                        ('share', models.CharField(blank=True, max_length=32)),
                        ('opened_on', models.DateField(blank=True, null=True)),
                        ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.draw')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'draw', 'party'), name='supervision_share_once'), models.CheckConstraint(condition=models.Q(models.Q(('opened_on', None), ('share', '')), models.Q(models.Q(('share', ''), _negated=True), ('opened_on__isnull', False)), _connector='OR'), name='supervision_share_opened_has_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Extract',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('purpose', models.CharField(choices=[('routine', 'routine'), ('responsibility', 'responsibility'), ('inaction', 'inaction'), ('next_round', 'next_round'), ('life_meeting', 'life_meeting'), ('duty_report', 'duty_report')], max_length=20)),
                        ('asked_by', models.CharField(max_length=100)),
                        ('asked_account', models.UUIDField(blank=True, null=True)),
                        ('words', models.TextField(blank=True)),
                        ('asked_on', models.DateField()),
                        ('basis', models.CharField(blank=True, max_length=100)),
                        ('content', models.JSONField(default=list)),
                        ('digest', models.CharField(blank=True, max_length=64)),
                        ('given_on', models.DateField(blank=True, null=True)),
                        ('refused_on', models.DateField(blank=True, null=True)),
                        ('refused_reason', models.TextField(blank=True)),
                        ('received_on', models.DateField(blank=True, null=True)),
                        ('receipt', models.CharField(blank=True, max_length=100)),
                        ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'number'), name='supervision_extract_number')],
                    },
                ),
                migrations.CreateModel(
                    name='JointMember',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('place', models.PositiveIntegerField()),
                        ('name', models.CharField(max_length=40)),
                        ('side', models.CharField(choices=[('inspection', 'inspection'), ('discipline', 'discipline'), ('party_office', 'party_office'), ('organisation', 'organisation')], max_length=20)),
                        ('joined_on', models.DateField(blank=True, null=True)),
                        ('left_on', models.DateField(blank=True, null=True)),
                        ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.jointteam')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('authority_id', 'team', 'place'), name='supervision_joint_member_place')],
                    },
                ),
                migrations.CreateModel(
                    name='PlannedCheck',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('methods', models.JSONField(default=list)),
                        ('dropped_on', models.DateField(blank=True, null=True)),
                        ('dropped_reason', models.TextField(blank=True)),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.jointteam')),
                        ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.supervisionplan')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'dossier'], name='supervision_planned_of')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'plan', 'number'), name='supervision_planned_number'), models.UniqueConstraint(condition=models.Q(('dropped_on', None)), fields=('authority_id', 'plan', 'dossier'), name='supervision_planned_once_a_plan')],
                    },
                ),
                migrations.CreateModel(
                    name='Check',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(blank=True, max_length=20)),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(max_length=100)),
                        ('on', models.DateField()),
                        ('methods', models.TextField(blank=True)),
                        ('account', models.TextField()),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('draw', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.draw')),
                        ('planned', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.plannedcheck')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='supervision_check_number'), models.UniqueConstraint(condition=models.Q(('planned__isnull', False), ('withdrawn_on', None)), fields=('authority_id', 'planned'), name='supervision_check_of_plan_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PlannedMatter',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('place', models.PositiveIntegerField()),
                        ('why', models.CharField(choices=[('sent_back', 'sent_back'), ('carried', 'carried'), ('quick_fix', 'quick_fix'), ('continued', 'continued'), ('added', 'added')], max_length=20)),
                        ('finding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('fix', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.fixorder')),
                        ('planned', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.plannedcheck')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'finding'], name='supervision_matter_finding')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'planned', 'place'), name='supervision_matter_place'), models.CheckConstraint(condition=models.Q(models.Q(('finding__isnull', False), ('fix', None)), models.Q(('finding', None), ('fix__isnull', False)), _connector='OR'), name='supervision_matter_is_one_of_two')],
                    },
                ),
                migrations.CreateModel(
                    name='Reorganisation',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('sort', models.CharField(choices=[('merge', 'merge'), ('split', 'split'), ('abolish', 'abolish'), ('rename', 'rename')], max_length=10)),
                        ('paper', models.CharField(max_length=100)),
                        ('on', models.DateField()),
                        ('waits', models.BooleanField(default=False)),
                        ('wanted', models.JSONField(default=dict)),
                        ('decided_by', models.UUIDField(blank=True, null=True)),
                        ('called_off_on', models.DateField(blank=True, null=True)),
                        ('called_off_reason', models.TextField(blank=True)),
                        ('reviewed_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'number'), name='supervision_reorganisation_number')],
                    },
                ),
                migrations.CreateModel(
                    name='ReorganisationStep',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('step', models.CharField(choices=[('survey', 'survey'), ('feedback', 'feedback'), ('supervision', 'supervision'), ('review', 'review')], max_length=20)),
                        ('on', models.DateField()),
                        ('account', models.TextField()),
                        ('reorganisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.reorganisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'reorganisation', 'number'), name='supervision_reorganisation_step_number')],
                    },
                ),
                migrations.CreateModel(
                    name='ReorganisedDossier',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('told_class', models.CharField(blank=True, choices=[('whole', 'whole'), ('split', 'split'), ('joined', 'joined'), ('settled', 'settled')], max_length=10)),
                        ('told_on', models.DateField(blank=True, null=True)),
                        ('told_words', models.TextField(blank=True)),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('heir', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('reorganisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.reorganisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'reorganisation', 'dossier'), name='supervision_reorganised_dossier_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ReorganisedUnit',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('is_new', models.BooleanField()),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('reorganisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.reorganisation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'reorganisation', 'organization'), name='supervision_reorganised_unit_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SupervisionPlan',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('rolling', 'rolling'), ('return_visit', 'return_visit'), ('special_check', 'special_check')], max_length=20)),
                        ('name', models.CharField(max_length=100)),
                        ('from_on', models.DateField()),
                        ('until_on', models.DateField()),
                        ('called_off_on', models.DateField(blank=True, null=True)),
                        ('called_off_reason', models.TextField(blank=True)),
                        ('after_round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.round')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'number'), name='supervision_plan_number'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='supervision_plan_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='Bill',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(blank=True, max_length=100)),
                        ('by_account', models.UUIDField(blank=True, null=True)),
                        ('to_role', models.CharField(blank=True, max_length=40)),
                        ('owed', models.PositiveIntegerField()),
                        ('settled', models.PositiveIntegerField()),
                        ('evidence', models.PositiveIntegerField()),
                        ('digest', models.CharField(max_length=64)),
                        ('words', models.TextField(blank=True)),
                        ('accepted_on', models.DateField(blank=True, null=True)),
                        ('accepted_by', models.CharField(blank=True, max_length=100)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='supervision_bill_number')],
                    },
                ),
                migrations.CreateModel(
                    name='BillLook',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(blank=True, max_length=100)),
                        ('agrees', models.BooleanField()),
                        ('found', models.TextField()),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='supervision_look_number')],
                    },
                ),
                migrations.CreateModel(
                    name='CheckedFinding',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('conclusion', models.CharField(choices=[('done', 'done'), ('partly', 'partly'), ('not_done', 'not_done'), ('not_true', 'not_true')], max_length=10)),
                        ('remark', models.TextField(blank=True)),
                        ('answer', models.CharField(blank=True, max_length=10)),
                        ('check_made', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.check')),
                        ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'check_made', 'finding'), name='supervision_checked_finding_once'), models.CheckConstraint(condition=models.Q(('conclusion__in', ('done', 'partly', 'not_done', 'not_true'))), name='supervision_checked_finding_conclusion')],
                    },
                ),
                migrations.CreateModel(
                    name='CheckedFix',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('conclusion', models.CharField(choices=[('done', 'done'), ('partly', 'partly'), ('not_done', 'not_done'), ('not_true', 'not_true')], max_length=10)),
                        ('remark', models.TextField(blank=True)),
                        ('check_made', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.check')),
                        ('fix', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.fixorder')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'check_made', 'fix'), name='supervision_checked_fix_once')],
                    },
                ),
            ],
        ),
    ]
