"""Where the pages and the API hang, and who answers when something fails."""

from django.urls import URLResolver, include, path
from django.urls.resolvers import RoutePattern

from bihuan.installation.doctor_page import doctor


class Later(URLResolver):
    """Addresses below a namespace whose module is imported when the first of them is asked for.

    Django would fill in all of them with the first address of any page, and the API is twenty megabytes that an office
    without it never needs. By its namespace each of them is found all the same.
    """

    def _populate(self) -> None:
        """Fill in nothing: who looks for an address of the namespace asks for the patterns themselves."""


urlpatterns = [
    Later(RoutePattern("api/"), "bihuan.api.urls", app_name="ninja", namespace="api"),
    path("doctor/", doctor, name="doctor"),
    path("", include("bihuan.web.urls")),
]
handler500 = "bihuan.installation.faults.fault"
