from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "bihuan.evaluation"
    label = "evaluation"
