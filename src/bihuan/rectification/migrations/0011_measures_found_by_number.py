"""A finding's last due day stands in the finding, so its measures are found by their numbers alone; imports are quicker."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("rectification", "0010_open_changes")]
    operations = [migrations.RemoveIndex(model_name="measure", name="rectification_measure_days")]
