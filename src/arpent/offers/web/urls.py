from django.urls import path

from . import configured_views, solution_views

app_name = "offers"
urlpatterns = [
    path("configurations/<uuid:family_id>/", configured_views.configured, name="configured"),
    path("configurations/<uuid:family_id>/keep", configured_views.keep, name="keep"),
    path("deals/<uuid:deal_id>/", solution_views.compare_page, name="compare"),
    path("deals/<uuid:deal_id>/panel", solution_views.deal_panel, name="deal_panel"),
    path("solutions/<uuid:solution_id>/edit", solution_views.edit, name="solution_edit"),
    path("solutions/<uuid:solution_id>/judge", solution_views.judge, name="solution_judge"),
    path("solutions/<uuid:solution_id>/extras", solution_views.extras, name="solution_extras"),
    path("solutions/<uuid:solution_id>/remove", solution_views.remove, name="solution_remove"),
]
