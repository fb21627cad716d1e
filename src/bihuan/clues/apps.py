from django.apps import AppConfig


class CluesConfig(AppConfig):
    name = "bihuan.clues"
    label = "clues"
