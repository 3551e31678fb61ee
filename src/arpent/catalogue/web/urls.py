from django.urls import path

from . import configuring_views, family_views, product_views

app_name = "catalogue"
urlpatterns = [
    path("", family_views.home, name="home"),
    path("families/new", family_views.family_edit, name="family_new"),
    path("families/<uuid:family_id>/", family_views.family, name="family"),
    path("families/<uuid:family_id>/configure", configuring_views.configure, name="configure"),
    path("families/<uuid:family_id>/edit", family_views.family_edit, name="family_edit"),
    path("families/<uuid:family_id>/characteristics/new", family_views.characteristic, name="characteristic_new"),
    path(
        "families/<uuid:family_id>/characteristics/<uuid:characteristic_id>/",
        family_views.characteristic,
        name="characteristic",
    ),
    path("families/<uuid:family_id>/places/new", family_views.slot, name="slot_new"),
    path("families/<uuid:family_id>/places/<uuid:slot_id>/", family_views.slot, name="slot"),
    path("families/<uuid:family_id>/rules/new", family_views.rule, name="rule_new"),
    path("families/<uuid:family_id>/rules/<uuid:rule_id>/", family_views.rule, name="rule"),
    path("families/<uuid:family_id>/questions/new", family_views.question, name="question_new"),
    path("families/<uuid:family_id>/questions/<uuid:question_id>/", family_views.question, name="question"),
    path("families/<uuid:family_id>/products/new", product_views.product_new, name="product_new"),
    path("pieces/<slug:kind>/<uuid:piece_id>/delete", family_views.piece_delete, name="piece_delete"),
    path("products/<uuid:product_id>/", product_views.product, name="product"),
    path("products/<uuid:product_id>/edit", product_views.product_edit, name="product_edit"),
    path("products/<uuid:product_id>/link", product_views.link, name="link"),
    path("links/<uuid:link_id>/remove", product_views.unlink, name="unlink"),
    path("prices/", product_views.price_lists, name="price_lists"),
    path("prices/new", product_views.price_list, name="list_new"),
    path("prices/<uuid:list_id>/", product_views.price_list, name="list"),
    path("prices/<uuid:list_id>/periods/new", product_views.period, name="period_new"),
    path("prices/<uuid:list_id>/periods/<uuid:period_id>/", product_views.period, name="period"),
]
