"""A measure that was added later has stood still since then, not since its plan was accepted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rectification", "0001_squashed_0011_measures_found_by_number")]
    operations = [
        migrations.AddField(model_name="measure", name="added_on", field=models.DateField(blank=True, null=True))
    ]
