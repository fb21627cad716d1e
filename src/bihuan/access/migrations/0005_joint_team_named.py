from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_reminders"),
    ]

    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="role",
            field=models.CharField(
                choices=[
                    ("office", "巡察办"),
                    ("team_leader", "巡察组组长"),
                    ("deputy", "巡察组副组长"),
                    ("member", "巡察组组员"),
                    ("team", "巡察组"),
                    ("joint_team", "联合督查组"),
                    ("leading_group", "巡察工作领导小组"),
                    ("leader_in_charge", "分管领导"),
                    ("unit_head", "被巡察党组织主要负责人"),
                    ("unit_liaison", "被巡察单位联络员"),
                    ("responsible_department", "主责部门"),
                    ("competent_department", "上级主管部门党委"),
                    ("resident_discipline", "派驻纪检监察组"),
                    ("supervision_office", "执纪监督室"),
                    ("organisation_department", "组织部门"),
                    ("system_administrator", "系统管理员"),
                    ("security_administrator", "安全管理员"),
                    ("audit_administrator", "审计管理员"),
                ],
                max_length=40,
            ),
        ),
    ]
