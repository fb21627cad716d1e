from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "bihuan.feedback"
    label = "feedback"
