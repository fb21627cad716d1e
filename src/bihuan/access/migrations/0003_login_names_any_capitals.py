from collections import defaultdict

from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.models.functions import Lower


def refuse_twins(apps, schema_editor):
    """Say which accounts stand in the way, instead of a constraint's name."""
    by_name = defaultdict(list)
    for row in apps.get_model("access", "Account").objects.filter(ended_on=None):
        by_name[row.authority_id, row.login_name.lower()].append(row.login_name)
    twins = [", ".join(sorted(names)) for names in by_name.values() if len(names) > 1]
    if twins:
        raise CommandError(
            f"sign-in names that differ by capitals only: {'; '.join(twins)}; "
            "close one of each with the version you come from, then run this again"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_access_tokens"),
    ]

    operations = [
        migrations.RunPython(refuse_twins, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                models.F("authority_id"),
                Lower("login_name"),
                condition=models.Q(("ended_on", None)),
                name="access_account_login_name_any_capitals",
            ),
        ),
    ]
