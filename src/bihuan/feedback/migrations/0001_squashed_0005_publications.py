"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.domain.lifecycle.reply
import bihuan.ledger.models
import django.db.models.deletion
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('feedback', '0001_initial'), ('feedback', '0002_before_feedback'), ('feedback', '0003_copy_answers'), ('feedback', '0004_sent_papers'), ('feedback', '0005_publications')]

    initial = True

    dependencies = [
        ('dossiers', '0001_squashed_0010_heirs'),
        ('fieldwork', '0001_squashed_0004_paper_cites'),
        ('organizations', '0001_squashed_0004_own_packs'),
        ('papers', '0001_squashed_0002_own_template'),
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Instruction',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('leader', models.CharField(max_length=100)),
                        ('words', models.TextField()),
                        ('on', models.DateField()),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.specialreport')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='feedback_instruction_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('why', models.CharField(choices=[('recurring', '反复发生、屡禁不止'), ('common', '普遍存在'), ('systemic', '表现在基层、根子在机制')], max_length=20)),
                        ('matter', models.CharField(max_length=300)),
                        ('symptoms', models.TextField()),
                        ('causes', models.TextField()),
                        ('advice', models.TextField()),
                        ('written_on', models.DateField()),
                        ('sent_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_on', models.DateField(blank=True, null=True)),
                        ('withdrawn_reason', models.TextField(blank=True)),
                        ('paper_number', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.papernumber')),
                        ('pdf_file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('word_file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'number'), name='feedback_letter_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Errand',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('kind', models.CharField(choices=[('recommendation', '巡察建议书'), ('instruction', '批示转办件'), ('transfer', '移交问题')], max_length=20)),
                        ('number', models.PositiveIntegerField()),
                        ('matter', models.CharField(max_length=300)),
                        ('words', models.TextField(blank=True)),
                        ('demand', models.TextField(blank=True)),
                        ('sent_on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('received_on', models.DateField(blank=True, null=True)),
                        ('received_by', models.CharField(blank=True, max_length=80)),
                        ('answer', models.TextField(blank=True)),
                        ('answered_on', models.DateField(blank=True, null=True)),
                        ('answered_by_role', models.CharField(blank=True, max_length=40)),
                        ('outcome', models.TextField(blank=True)),
                        ('settled_on', models.DateField(blank=True, null=True)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('finding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.issuedpaper')),
                        ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization')),
                        ('working_paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.workingpaper')),
                        ('instruction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.instruction')),
                        ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.letter')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'receiver', 'answered_on'], name='feedback_errand_of')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'kind', 'number'), name='feedback_errand_number')],
                    },
                ),
                migrations.CreateModel(
                    name='LetterFinding',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.letter')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'letter', 'finding'), name='feedback_letter_finding')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeReceiver',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('to', models.CharField(max_length=40)),
                        ('instead', models.CharField(blank=True, max_length=100)),
                        ('decided_on', models.DateField()),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='feedback_receiver_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('audience', models.CharField(choices=[('party', '党内通报'), ('public', '向社会公开')], max_length=10)),
                        ('on', models.DateField()),
                        ('headline', models.CharField(max_length=200)),
                        ('withheld', models.JSONField(default=list)),
                        ('why_withheld', models.TextField(blank=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.issuedpaper')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='feedback_publication_number')],
                    },
                ),
                migrations.CreateModel(
                    name='PutFact',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('stage', models.CharField(choices=[('put', '待单位答复'), ('accepted', '单位认可'), ('explained', '单位作出说明'), ('objected', '单位提出异议'), ('settled', '已答复单位')], default=bihuan.domain.lifecycle.reply.FactStage['PUT'], max_length=20)),
                        ('title', models.CharField(max_length=300)),
                        ('words', models.TextField()),
                        ('put_on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('reply', models.TextField(blank=True)),
                        ('replied_on', models.DateField(blank=True, null=True)),
                        ('replied_by_role', models.CharField(blank=True, max_length=40)),
                        ('outcome', models.CharField(blank=True, choices=[('stands', '异议不成立，事实不变'), ('changed', '采纳，修改表述'), ('dropped', '采纳，不再反馈')], max_length=20)),
                        ('reasons', models.TextField(blank=True)),
                        ('settled_on', models.DateField(blank=True, null=True)),
                        ('settled_by_role', models.CharField(blank=True, max_length=40)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('finding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.finding')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fieldwork.workingpaper')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='feedback_fact_number')],
                    },
                ),
                migrations.CreateModel(
                    name='RuleMade',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('title', models.CharField(max_length=200)),
                        ('on', models.DateField()),
                        ('errand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.errand')),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'errand', 'number'), name='feedback_rule_number')],
                    },
                ),
                migrations.CreateModel(
                    name='SpecialReport',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('matter', models.CharField(max_length=300)),
                        ('summary', models.TextField()),
                        ('situation', models.TextField()),
                        ('causes', models.TextField(blank=True)),
                        ('advice', models.TextField()),
                        ('findings', models.JSONField(default=list)),
                        ('written_on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.issuedpaper')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='feedback_special_number')],
                    },
                ),
                migrations.CreateModel(
                    name='TeamReport',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('overall', models.TextField()),
                        ('advice', models.TextField()),
                        ('written_on', models.DateField()),
                        ('by_role', models.CharField(max_length=40)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='feedback_report_number')],
                    },
                ),
                migrations.CreateModel(
                    name='CopyNotice',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('to', models.CharField(max_length=40)),
                        ('addressee', models.CharField(max_length=100)),
                        ('on', models.DateField()),
                        ('advice', models.TextField(blank=True)),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('answer', models.TextField(blank=True)),
                        ('answered_on', models.DateField(blank=True, null=True)),
                        ('answered_by_role', models.CharField(blank=True, max_length=40)),
                        ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.storedfile')),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.issuedpaper')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'to', 'addressee', 'on'), name='feedback_copy_notice_once')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedbackLook',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('sort', models.CharField(choices=[('comparison', '与底稿对照'), ('review', '审核'), ('look_up', '查看')], max_length=20)),
                        ('looked_up', models.CharField(blank=True, max_length=20)),
                        ('differences', models.PositiveIntegerField(default=0)),
                        ('remark', models.TextField(blank=True)),
                        ('shown', models.CharField(max_length=64)),
                        ('on', models.DateField()),
                        ('by_account', models.UUIDField(blank=True, null=True)),
                        ('by_role', models.CharField(max_length=40)),
                        ('by_name', models.CharField(max_length=80)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='feedback_look_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Hearing',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('number', models.PositiveIntegerField()),
                        ('body', models.CharField(choices=[('leading_group', '巡察工作领导小组'), ('five_person_meeting', '五人小组会议'), ('secretary', '党委书记专题会')], max_length=30)),
                        ('on', models.DateField()),
                        ('on_matters', models.TextField()),
                        ('on_persons', models.TextField(blank=True)),
                        ('follow_up', models.TextField(blank=True)),
                        ('followed_on', models.DateField(blank=True, null=True)),
                        ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.inspection')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'inspection', 'number'), name='feedback_hearing_number')],
                    },
                ),
            ],
        ),
    ]
