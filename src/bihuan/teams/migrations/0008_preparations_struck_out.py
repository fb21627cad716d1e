"""What was entered before entry wrongly, or twice, is struck out with the reason; a record names its training."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('teams', '0001_squashed_0007_words_of_assessment'),
    ]

    operations = [
        migrations.AddField(
            model_name='growth',
            name='preparation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teams.preparation'),
        ),
        migrations.AddField(
            model_name='preparation',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='preparation',
            name='withdrawn_reason',
            field=models.TextField(blank=True, default=''),
        ),
    ]
