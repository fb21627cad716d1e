"""What was read is written by the program alone; the store does not read it again to check it."""

from django.db import migrations

import bihuan.intake.models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_compact_result")]
    operations = [
        migrations.AlterField(
            model_name="draft",
            name="result",
            field=bihuan.intake.models.OwnJSON(
                default=bihuan.intake.models.nothing, encoder=bihuan.intake.models.Compact
            ),
        ),
    ]
