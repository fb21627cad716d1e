from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "bihuan.fieldwork"
    label = "fieldwork"
