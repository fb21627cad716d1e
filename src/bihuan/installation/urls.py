"""Where the pages and the API hang."""

from django.urls import include, path

urlpatterns = [path("", include("bihuan.web.urls"))]
