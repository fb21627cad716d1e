"""The addresses below /api/; Django imports them when the first of them is asked for."""

from bihuan.api.house import urls

urlpatterns, APPLICATION, NAMESPACE = urls()
