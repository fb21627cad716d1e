from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "bihuan.planning"
    label = "planning"
