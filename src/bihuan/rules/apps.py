from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "bihuan.rules"
    label = "rules"
