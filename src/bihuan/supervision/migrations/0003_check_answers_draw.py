"""A check names the draw it answers; what was drawn is no row of a dossier, whose archive would tell of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0005_plans'),
        ('supervision', '0002_draws'),
    ]

    operations = [
        migrations.AddField(
            model_name='check',
            name='draw',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.draw'),
        ),
        migrations.RemoveConstraint(model_name='drawndossier', name='supervision_drawn_once'),
        migrations.RemoveField(model_name='drawndossier', name='check_made'),
        migrations.RenameField(model_name='drawndossier', old_name='inspection', new_name='dossier'),
        migrations.AddConstraint(
            model_name='drawndossier',
            constraint=models.UniqueConstraint(fields=('authority_id', 'draw', 'dossier'), name='supervision_drawn_once'),
        ),
    ]
