"""Where the pages and the API hang, and who answers when something fails."""

from django.urls import include, path

from bihuan.api.house import urls

urlpatterns = [path("api/", urls()), path("", include("bihuan.web.urls"))]
handler500 = "bihuan.installation.faults.fault"
