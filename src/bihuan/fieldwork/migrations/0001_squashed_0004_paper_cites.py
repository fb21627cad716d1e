"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.domain.field_guides
import bihuan.domain.lifecycle.reply
import bihuan.domain.lifecycle.working_paper
import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('fieldwork', '0001_working_papers'), ('fieldwork', '0002_before_feedback'), ('fieldwork', '0003_guides'), ('fieldwork', '0004_paper_cites')]

    initial = True

    dependencies = [
        ('dossiers', '0001_squashed_0010_heirs'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='GuideVersion',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('sort', models.CharField(choices=[('layered', 'layered'), ('method', 'method')], max_length=10)),
                        ('name', models.CharField(max_length=40)),
                        ('number', models.PositiveIntegerField()),
                        ('title', models.CharField(max_length=200)),
                        ('body', models.JSONField(default=list)),
                        ('sha256', models.CharField(max_length=64)),
                        ('is_ours', models.BooleanField(default=False)),
                        ('since', models.DateField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'sort', 'name', 'number'), name='fieldwork_guide_number')],
                    },
                ),
                migrations.CreateModel(
                    name='GuideInUse',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('taken_on', models.DateField()),
                        ('ended_on', models.DateField(blank=True, null=True)),
                        ('ended_reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('version_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.guideversion')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='fieldwork_in_use_number')],
                    },
                ),
                migrations.CreateModel(
                    name='LogEntry',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('sort', models.CharField(choices=[('meeting', '组务会'), ('branch', '临时党支部活动'), ('diary', '工作日志')], max_length=20)),
                        ('on', models.DateField()),
                        ('present', models.TextField(blank=True)),
                        ('text', models.TextField()),
                        ('by_name', models.CharField(max_length=80)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='fieldwork_log_number')],
                    },
                ),
                migrations.CreateModel(
                    name='PublicConcern',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('matter', models.TextField()),
                        ('found_on', models.DateField()),
                        ('solution', models.TextField(blank=True)),
                        ('solved_on', models.DateField(blank=True, null=True)),
                        ('people_served', models.PositiveIntegerField(default=0)),
                        ('recovered_fen', models.BigIntegerField(default=0)),
                        ('written_off_fen', models.BigIntegerField(default=0)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='fieldwork_concern_number'), models.CheckConstraint(condition=models.Q(('recovered_fen__gte', 0), ('written_off_fen__gte', 0)), name='fieldwork_concern_money')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkingPaper',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('team_name', models.CharField(max_length=60)),
                        ('number', models.CharField(max_length=20)),
                        ('stage', models.CharField(choices=[('draft', '起草中'), ('submitted', '待副组长复核'), ('reviewed', '待组长审签'), ('signed', '已审签'), ('confirmed', '已确认为问题'), ('withdrawn', '已撤销')], default=bihuan.domain.lifecycle.working_paper.PaperStage['DRAFT'], max_length=20)),
                        ('title', models.CharField(max_length=300)),
                        ('area', models.CharField(blank=True, max_length=10)),
                        ('secrecy', models.CharField(choices=[('internal', '内部资料'), ('restricted', '限阅（撰写人、组长、副组长、巡察办）')], default='internal', max_length=20)),
                        ('phenomenon', models.TextField(blank=True)),
                        ('nature', models.TextField(blank=True)),
                        ('responsibility', models.TextField(blank=True)),
                        ('basis', models.TextField(blank=True)),
                        ('found_on', models.DateField(blank=True, null=True)),
                        ('found_how', models.CharField(blank=True, max_length=300)),
                        ('amount_fen', models.BigIntegerField(default=0)),
                        ('person_matter', models.BooleanField(default=False)),
                        ('cites', models.JSONField(default=list)),
                        ('hands', models.JSONField(default=list)),
                        ('reviewed_by', models.UUIDField(blank=True, null=True)),
                        ('finding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.round')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'inspection', 'stage'], name='fieldwork_paper_of')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'round', 'team_name', 'number'), name='fieldwork_paper_number'), models.UniqueConstraint(condition=models.Q(('finding__isnull', False)), fields=('authority_id', 'finding'), name='fieldwork_paper_finding'), models.CheckConstraint(condition=models.Q(models.Q(('finding__isnull', False), ('stage', 'confirmed')), models.Q(models.Q(('stage', 'confirmed'), _negated=True), ('finding', None)), _connector='OR'), name='fieldwork_paper_confirmed_is_a_finding'), models.CheckConstraint(condition=models.Q(('amount_fen__gte', 0)), name='fieldwork_paper_money')],
                    },
                ),
                migrations.CreateModel(
                    name='PeerReview',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('marks', models.JSONField()),
                        ('full', models.JSONField()),
                        ('comment', models.TextField(blank=True)),
                        ('by_account', models.UUIDField(blank=True, null=True)),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(max_length=80)),
                        ('on', models.DateField()),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.workingpaper')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'paper', 'number'), name='fieldwork_peer_number'), models.UniqueConstraint(condition=models.Q(('by_account__isnull', False)), fields=('authority_id', 'paper', 'by_account'), name='fieldwork_peer_once')],
                    },
                ),
                migrations.CreateModel(
                    name='PaperHand',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('deed', models.CharField(max_length=40)),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(max_length=80)),
                        ('on', models.DateField()),
                        ('reason', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.workingpaper')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'paper', 'number'), name='fieldwork_hand_number')],
                    },
                ),
                migrations.CreateModel(
                    name='PaperEvidence',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('label', models.CharField(max_length=200)),
                        ('pages', models.CharField(blank=True, max_length=40)),
                        ('added_on', models.DateField()),
                        ('removed_on', models.DateField(blank=True, null=True)),
                        ('removed_reason', models.TextField(blank=True)),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.workingpaper')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'paper', 'number'), name='fieldwork_evidence_number'), models.UniqueConstraint(condition=models.Q(('removed_on', None)), fields=('authority_id', 'paper', 'file'), name='fieldwork_evidence_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Inquiry',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('sort', models.CharField(choices=[('interview', '个别谈话'), ('visit', '走访'), ('records', '调阅资料'), ('questionnaire', '问卷调查')], max_length=20)),
                        ('on', models.DateField()),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('met_with', models.CharField(blank=True, max_length=200)),
                        ('first_asker', models.CharField(max_length=60)),
                        ('second_asker', models.CharField(blank=True, max_length=60)),
                        ('heard', models.TextField()),
                        ('checked_by_partner', models.BooleanField(default=False)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.workingpaper')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'paper', 'number'), name='fieldwork_inquiry_number')],
                    },
                ),
                migrations.CreateModel(
                    name='GuideTick',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('guide', models.CharField(max_length=60)),
                        ('point', models.CharField(max_length=20)),
                        ('result', models.CharField(choices=[('nothing', '已查看，未发现问题'), ('follow', '发现苗头，继续了解'), ('paper', '发现问题，见底稿')], max_length=10)),
                        ('remark', models.TextField(blank=True)),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(max_length=80)),
                        ('on', models.DateField()),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('in_use', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.guideinuse')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.workingpaper')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'guide', 'point'], name='fieldwork_tick_of')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='fieldwork_tick_number'), models.CheckConstraint(condition=models.Q(models.Q(('paper__isnull', False), ('result', bihuan.domain.field_guides.TickResult['PAPER'])), models.Q(models.Q(('result', bihuan.domain.field_guides.TickResult['PAPER']), _negated=True), ('paper', None)), _connector='OR'), name='fieldwork_tick_paper')],
                    },
                ),
                migrations.CreateModel(
                    name='FixOrder',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('own', models.BooleanField(default=False)),
                        ('stage', models.CharField(choices=[('ordered', '整改中'), ('answered', '待核查'), ('done', '已核查：改到位'), ('not_done', '已核查：未改到位，转入反馈整改')], default=bihuan.domain.lifecycle.reply.FixStage['ORDERED'], max_length=20)),
                        ('matter', models.CharField(max_length=300)),
                        ('found', models.TextField()),
                        ('basis', models.TextField(blank=True)),
                        ('demand', models.TextField(blank=True)),
                        ('ordered_on', models.DateField()),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('answer', models.TextField(blank=True)),
                        ('answered_on', models.DateField(blank=True, null=True)),
                        ('checked_on', models.DateField(blank=True, null=True)),
                        ('remark', models.TextField(blank=True)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.workingpaper')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='fieldwork_fix_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Guidance',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('on', models.DateField()),
                        ('led_by', models.CharField(max_length=80)),
                        ('diagnosis', models.TextField()),
                        ('prescription', models.TextField()),
                        ('follow_up', models.TextField(blank=True)),
                        ('followed_on', models.DateField(blank=True, null=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='fieldwork_guidance_number')],
                    },
                ),
            ],
        ),
    ]
