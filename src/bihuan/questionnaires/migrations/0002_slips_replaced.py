from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('questionnaires', '0001_runs'),
    ]

    operations = [
        migrations.AddField(
            model_name='questionnaire',
            name='replaced',
            field=models.JSONField(default=list),
        ),
    ]
