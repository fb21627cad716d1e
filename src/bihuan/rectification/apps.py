from django.apps import AppConfig


class RectificationConfig(AppConfig):
    name = "bihuan.rectification"
    label = "rectification"
