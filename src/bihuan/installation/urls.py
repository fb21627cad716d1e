"""Where the pages and the API hang."""

from django.urls import include, path

from bihuan.api.house import urls

urlpatterns = [path("api/", urls()), path("", include("bihuan.web.urls"))]
