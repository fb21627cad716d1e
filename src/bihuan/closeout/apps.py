from django.apps import AppConfig


class CloseoutConfig(AppConfig):
    name = "bihuan.closeout"
    label = "closeout"
