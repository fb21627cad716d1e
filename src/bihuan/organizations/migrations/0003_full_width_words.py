from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0002_kinds_of_bodies'),
    ]

    operations = [
        migrations.AlterField(
            model_name='organization',
            name='category',
            field=models.CharField(choices=[('department', '机关'), ('town', '乡镇（街道）'), ('park', '园区'), ('state_firm', '国企'), ('school', '学校'), ('hospital', '医院'), ('village', '村（社区）'), ('supervision_office', '执纪监督室'), ('resident_office', '派驻机构'), ('body', '其他监督机构')], max_length=20),
        ),
    ]
