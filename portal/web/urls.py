"""Pages that belong to no room: the accessibility statement, the language, and the gallery of components."""

from django.urls import path

from portal.web import views

app_name = "web"

urlpatterns = [
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("langue/", views.language, name="language"),
    path("dev/gallery/", views.gallery, name="gallery"),
]
