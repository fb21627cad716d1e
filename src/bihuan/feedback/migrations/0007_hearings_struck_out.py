"""A hearing that was registered wrongly, or twice, stays and is struck out with the reason."""

from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0006_control_sheets_answered'),
    ]

    operations = [
        migrations.AddField(model_name='hearing', name='withdrawn_on', field=models.DateField(blank=True, null=True)),
        migrations.AddField(model_name='hearing', name='withdrawn_reason', field=models.TextField(blank=True, default='')),
    ]
