"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.domain.lifecycle.finding
import bihuan.domain.lifecycle.inspection
import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('dossiers', '0001_initial'), ('dossiers', '0002_long_term_looks'), ('dossiers', '0003_finding_orders'), ('dossiers', '0004_round_ended'), ('dossiers', '0005_plans'), ('dossiers', '0006_last_due_day'), ('dossiers', '0007_finding_indexes'), ('dossiers', '0008_files_known_twice'), ('dossiers', '0009_finding_basis'), ('dossiers', '0010_heirs')]

    initial = True

    dependencies = [
        ('organizations', '0001_squashed_0004_own_packs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Round',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('name', models.CharField(max_length=80)),
                        ('term', models.CharField(max_length=40)),
                        ('number', models.PositiveIntegerField()),
                        ('from_on', models.DateField()),
                        ('until_on', models.DateField(blank=True, null=True)),
                        ('ended_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'term', 'number'), name='dossiers_round_number')],
                    },
                ),
                migrations.CreateModel(
                    name='StoredFile',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('sha256', models.CharField(max_length=64)),
                        ('size', models.PositiveBigIntegerField()),
                        ('media_type', models.CharField(max_length=100)),
                        ('name', models.CharField(max_length=200)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'sha256'], name='dossiers_stored_file_content')],
                    },
                ),
                migrations.CreateModel(
                    name='Inspection',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('organization_path', models.CharField(max_length=60)),
                        ('organization_name', models.CharField(max_length=100)),
                        ('supervision_path', models.CharField(blank=True, max_length=60)),
                        ('number', models.PositiveIntegerField()),
                        ('kind', models.CharField(choices=[('routine', '常规'), ('special', '专项'), ('mobile', '机动'), ('look_back', '回头看'), ('second_look_back', '再回头看')], max_length=20)),
                        ('team_name', models.CharField(max_length=60)),
                        ('stage', models.CharField(choices=[('planned', '待进驻'), ('on_site', '进驻中'), ('reporting', '汇报反馈'), ('rectifying', '整改中'), ('under_review', '报结审核'), ('closed', '已报结')], default=bihuan.domain.lifecycle.inspection.InspectionStage['PLANNED'], max_length=20)),
                        ('responsible_department_needed', models.BooleanField(default=False)),
                        ('feedback_on', models.DateField(blank=True, null=True)),
                        ('packs', models.JSONField(default=list)),
                        ('taken_over_on', models.DateField(blank=True, null=True)),
                        ('taken_over_reason', models.TextField(blank=True)),
                        ('consents_stand', models.BooleanField(default=False)),
                        ('closed_on', models.DateField(blank=True, null=True)),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('supervision_office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.round')),
                        ('taken_over_paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'stage', 'organization_path'], name='dossiers_inspection_stage'), models.Index(fields=['authority_id', 'organization_path'], name='dossiers_inspection_place'), models.Index(fields=['authority_id', 'supervision_path'], name='dossiers_inspection_supervised')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'round', 'organization'), name='dossiers_inspection_once_a_round'), models.UniqueConstraint(fields=('authority_id', 'round', 'number'), name='dossiers_inspection_number'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['rectifying', 'under_review', 'closed']), _negated=True), ('feedback_on__isnull', False), _connector='OR'), name='dossiers_inspection_fed_back_has_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['rectifying', 'under_review', 'closed']), _negated=True), models.Q(('packs', []), _negated=True), _connector='OR'), name='dossiers_inspection_fed_back_has_packs'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('stage', 'closed')), models.Q(models.Q(('stage', 'closed'), _negated=True), ('closed_on', None)), _connector='OR'), name='dossiers_inspection_closed_has_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Finding',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('authority_id', models.UUIDField()),
                        ('organization_path', models.CharField(max_length=60)),
                        ('supervision_path', models.CharField(blank=True, max_length=60)),
                        ('number', models.CharField(max_length=20)),
                        ('place', models.PositiveIntegerField()),
                        ('headings', models.JSONField(default=list)),
                        ('title', models.CharField(max_length=300)),
                        ('text', models.TextField(blank=True)),
                        ('basis', models.TextField(blank=True)),
                        ('category', models.CharField(blank=True, max_length=40)),
                        ('person_matter', models.BooleanField(default=False)),
                        ('stage', models.CharField(choices=[('rectifying', '整改中'), ('sign_off_requested', '申请销号'), ('signed_off', '已销号'), ('long_term', '长期整改')], default=bihuan.domain.lifecycle.finding.FindingStage['RECTIFYING'], max_length=20)),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('last_due_on', models.DateField(blank=True, null=True)),
                        ('result', models.TextField(blank=True)),
                        ('recovered_fen', models.BigIntegerField(default=0)),
                        ('written_off_fen', models.BigIntegerField(default=0)),
                        ('rules_made', models.PositiveIntegerField(default=0)),
                        ('persons_dealt_with', models.PositiveIntegerField(default=0)),
                        ('outcome', models.TextField(blank=True)),
                        ('accountability', models.TextField(blank=True)),
                        ('sign_off_requested_by', models.UUIDField(blank=True, null=True)),
                        ('signed_off_on', models.DateField(blank=True, null=True)),
                        ('handed_over_on', models.DateField(blank=True, null=True)),
                        ('hand_over_stages', models.TextField(blank=True)),
                        ('hand_over_accepted_on', models.DateField(blank=True, null=True)),
                        ('next_look_on', models.DateField(blank=True, null=True)),
                        ('source_line', models.PositiveIntegerField(blank=True, null=True)),
                        ('taken_over', models.BooleanField(default=False)),
                        ('handed_over_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('inspection', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'stage', 'due_on', 'organization_path', 'supervision_path'], name='dossiers_finding_stage'), models.Index(fields=['authority_id', 'due_on', 'organization_path', 'supervision_path', 'stage'], name='dossiers_finding_due'), models.Index(fields=['authority_id', 'inspection', 'stage', 'due_on', 'recovered_fen', 'written_off_fen', 'rules_made', 'persons_dealt_with', 'organization_path', 'supervision_path'], name='dossiers_finding_sums'), models.Index(fields=['authority_id', 'stage', 'signed_off_on', 'last_due_on', 'organization_path', 'supervision_path'], name='dossiers_finding_signed')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='dossiers_finding_number'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'signed_off'), _negated=True), ('signed_off_on__isnull', False), ('taken_over', True), _connector='OR'), name='dossiers_finding_signed_off_has_a_day'), models.CheckConstraint(condition=models.Q(('recovered_fen__gte', 0), ('written_off_fen__gte', 0)), name='dossiers_finding_money')],
                    },
                ),
                migrations.CreateModel(
                    name='Evidence',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('label', models.CharField(max_length=200)),
                        ('pages', models.CharField(blank=True, max_length=40)),
                        ('added_on', models.DateField()),
                        ('removed_on', models.DateField(blank=True, null=True)),
                        ('removed_reason', models.TextField(blank=True)),
                        ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'finding'], name='dossiers_evidence_of')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('removed_on', None)), fields=('authority_id', 'finding', 'file'), name='dossiers_evidence_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Heir',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('on', models.DateField()),
                        ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'dossier'], name='dossiers_heir_of')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'dossier', 'old'), name='dossiers_heir_once')],
                    },
                ),
            ],
        ),
    ]
