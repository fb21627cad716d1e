from django.apps import AppConfig


class ViewsConfig(AppConfig):
    name = "bihuan.views"
    label = "views"
