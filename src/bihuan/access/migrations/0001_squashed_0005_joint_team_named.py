"""The tables of this room as a new store begins with them; older stores go by the steps that this one replaces."""

import bihuan.ledger.models
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from bihuan.ledger.new_tables import CreateModels
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('access', '0001_initial'), ('access', '0002_access_tokens'), ('access', '0003_login_names_any_capitals'), ('access', '0004_reminders'), ('access', '0005_joint_team_named')]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateModels(
            operations=[
                migrations.CreateModel(
                    name='Account',
                    fields=[
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('login_name', models.CharField(max_length=40)),
                        ('name', models.CharField(max_length=40)),
                        ('organization_id', models.UUIDField(blank=True, null=True)),
                        ('must_change_password', models.BooleanField(default=True)),
                        ('ended_on', models.DateField(blank=True, null=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'login_name'), name='access_account_login_name'), models.UniqueConstraint(models.F('authority_id'), django.db.models.functions.text.Lower('login_name'), condition=models.Q(('ended_on', None)), name='access_account_login_name_any_capitals')],
                    },
                ),
                migrations.CreateModel(
                    name='AccessToken',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('name', models.CharField(max_length=60)),
                        ('digest', models.CharField(db_index=True, max_length=64)),
                        ('from_on', models.DateField()),
                        ('until_on', models.DateField()),
                        ('ended_on', models.DateField(blank=True, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'account'], name='access_token_of')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'digest'), name='access_token_digest'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='access_token_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='Assignment',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('role', models.CharField(choices=[('office', '巡察办'), ('team_leader', '巡察组组长'), ('deputy', '巡察组副组长'), ('member', '巡察组组员'), ('team', '巡察组'), ('joint_team', '联合督查组'), ('leading_group', '巡察工作领导小组'), ('leader_in_charge', '分管领导'), ('unit_head', '被巡察党组织主要负责人'), ('unit_liaison', '被巡察单位联络员'), ('responsible_department', '主责部门'), ('competent_department', '上级主管部门党委'), ('resident_discipline', '派驻纪检监察组'), ('supervision_office', '执纪监督室'), ('organisation_department', '组织部门'), ('system_administrator', '系统管理员'), ('security_administrator', '安全管理员'), ('audit_administrator', '审计管理员')], max_length=40)),
                        ('path', models.CharField(blank=True, max_length=60)),
                        ('dossier_id', models.UUIDField(blank=True, null=True)),
                        ('from_on', models.DateField()),
                        ('until_on', models.DateField(blank=True, null=True)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['authority_id', 'account'], name='access_assignment_of')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='access_assignment_ends_after_it_begins')],
                    },
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField()),
                        ('on', models.DateField()),
                        ('counts', models.JSONField()),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('dropped', models.CharField(blank=True, max_length=40)),
                        ('tries', models.PositiveIntegerField(default=0)),
                        ('problem', models.CharField(blank=True, max_length=200)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['sent_at', 'dropped', 'on'], name='access_letter_waiting')],
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'account', 'on'), name='access_letter_one_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Mailbox',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField(db_index=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('address', models.CharField(blank=True, max_length=120)),
                        ('wanted', models.BooleanField(default=False)),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'account'), name='access_mailbox_one'), models.CheckConstraint(condition=models.Q(('wanted', False), models.Q(('address', ''), _negated=True), _connector='OR'), name='access_mailbox_wanted_has_an_address')],
                    },
                ),
                migrations.CreateModel(
                    name='PutAside',
                    fields=[
                        ('id', models.UUIDField(default=bihuan.ledger.models.new_id, editable=False, primary_key=True, serialize=False)),
                        ('authority_id', models.UUIDField()),
                        ('kind', models.CharField(max_length=20)),
                        ('row_id', models.UUIDField()),
                        ('until_on', models.DateField()),
                        ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('authority_id', 'account', 'kind', 'row_id'), name='access_put_aside_once')],
                    },
                ),
            ],
        ),
    ]
