from django.apps import AppConfig


class MailroomConfig(AppConfig):
    name = "bihuan.mailroom"
    label = "mailroom"
