"""URL patterns of accounts."""

from django.urls import path

from . import security_views, views

app_name = "accounts"
urlpatterns = [
    path("settings/", views.settings_page, name="settings"),
    path("settings/identity", views.identity, name="identity"),
    path("settings/people/", views.people, name="people"),
    path("settings/people/new", views.person_new, name="person_new"),
    path("settings/people/<uuid:person_id>/", views.person, name="person"),
    path("settings/people/<uuid:person_id>/invite", views.invite, name="invite"),
    path(
        "settings/people/<uuid:person_id>/sign-ins/end", security_views.person_sign_ins_end, name="person_sign_ins_end"
    ),
    path(
        "settings/people/<uuid:person_id>/factor/reset", security_views.person_factor_reset, name="person_factor_reset"
    ),
    path("settings/second-factor/roles", security_views.rule, name="second_factor_rule"),
    path("settings/second-factor/", security_views.second_factor, name="second_factor"),
    path("settings/sign-ins/", security_views.sign_ins, name="sign_ins"),
    path("settings/sign-ins/others/end", security_views.sign_ins_end_others, name="sign_ins_end_others"),
    path("settings/sign-ins/<int:sign_in_id>/end", security_views.sign_in_end, name="sign_in_end"),
    path("settings/teams/new", views.team_new, name="team_new"),
]
