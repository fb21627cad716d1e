from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "bihuan.teams"
    label = "teams"
