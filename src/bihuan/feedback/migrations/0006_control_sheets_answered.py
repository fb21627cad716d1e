"""A control sheet that names a day is an errand of its own, answered by the unit."""

from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0001_squashed_0005_publications'),
    ]

    operations = [
        migrations.AlterField(
            model_name='errand',
            name='kind',
            field=models.CharField(choices=[('recommendation', '巡察建议书'), ('instruction', '批示转办件'), ('transfer', '移交问题'), ('control_sheet', '督办单')], max_length=20),
        ),
    ]
