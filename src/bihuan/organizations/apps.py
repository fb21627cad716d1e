from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "bihuan.organizations"
    label = "organizations"
