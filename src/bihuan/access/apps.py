from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "bihuan.access"
    label = "access"
