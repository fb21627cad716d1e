"""A dossier that was opened by mistake is withdrawn with the reason; its unit may be put into the round again."""

from django.db import migrations, models
from django.db.models import Q

from bihuan.domain.lifecycle.inspection import InspectionStage

STAGES = [
    ("planned", "待进驻"),
    ("on_site", "进驻中"),
    ("reporting", "汇报反馈"),
    ("rectifying", "整改中"),
    ("under_review", "报结审核"),
    ("closed", "已报结"),
    ("withdrawn", "已撤销"),
]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0011_sign_off_requested_on")]
    operations = [
        migrations.AddField(
            model_name="inspection",
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="inspection",
            name="withdrawn_reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AlterField(
            model_name="inspection",
            name="stage",
            field=models.CharField(choices=STAGES, default=InspectionStage.PLANNED, max_length=20),
        ),
        migrations.RemoveConstraint(model_name="inspection", name="dossiers_inspection_once_a_round"),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                condition=~Q(stage="withdrawn"),
                fields=("authority_id", "round", "organization"),
                name="dossiers_inspection_once_a_round",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=Q(stage="withdrawn", withdrawn_on__isnull=False)
                | (~Q(stage="withdrawn") & Q(withdrawn_on=None)),
                name="dossiers_inspection_withdrawn_has_a_day",
            ),
        ),
    ]
