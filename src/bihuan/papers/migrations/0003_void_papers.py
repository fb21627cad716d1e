"""A paper that has no number is made void by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_squashed_0002_own_template")]
    operations = [
        migrations.AddField(model_name="issuedpaper", name="voided_on", field=models.DateField(blank=True, null=True)),
        migrations.AddField(
            model_name="issuedpaper", name="voided_reason", field=models.TextField(blank=True, default=""), preserve_default=False
        ),
    ]
