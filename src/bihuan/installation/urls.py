"""Where the pages and the API hang, and who answers when something fails."""

from django.urls import include, path

from bihuan.api.house import urls
from bihuan.installation.doctor_page import doctor

urlpatterns = [path("api/", urls()), path("doctor/", doctor, name="doctor"), path("", include("bihuan.web.urls"))]
handler500 = "bihuan.installation.faults.fault"
