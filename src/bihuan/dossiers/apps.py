from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "bihuan.dossiers"
    label = "dossiers"
