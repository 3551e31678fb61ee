"""Addresses of the catalogue."""

from django.urls import path

from . import configurator_views, document_views, family_views, improvement_views, product_views

app_name = "catalogue"
urlpatterns = [
    path("", family_views.home, name="home"),
    path("families/new", family_views.family_edit, name="family_new"),
    path("families/<uuid:family_id>/", family_views.family, name="family"),
    path("families/<uuid:family_id>/configure", configurator_views.configure, name="configure"),
    path("families/<uuid:family_id>/edit", family_views.family_edit, name="family_edit"),
    path("families/<uuid:family_id>/characteristics/new", family_views.characteristic, name="characteristic_new"),
    path(
        "families/<uuid:family_id>/characteristics/<uuid:characteristic_id>/",
        family_views.characteristic,
        name="characteristic",
    ),
    path("families/<uuid:family_id>/components/new", family_views.component, name="component_new"),
    path("families/<uuid:family_id>/components/<uuid:component_id>/", family_views.component, name="component"),
    path("families/<uuid:family_id>/rules/new", family_views.rule, name="rule_new"),
    path("families/<uuid:family_id>/rules/<uuid:rule_id>/", family_views.rule, name="rule"),
    path("families/<uuid:family_id>/questions/new", family_views.question, name="question_new"),
    path("families/<uuid:family_id>/questions/<uuid:question_id>/", family_views.question, name="question"),
    path("families/<uuid:family_id>/products/new", product_views.product_new, name="product_new"),
    path("elements/<slug:kind>/<uuid:element_id>/delete", family_views.element_delete, name="element_delete"),
    path("products/<uuid:product_id>/", product_views.product, name="product"),
    path("products/<uuid:product_id>/edit", product_views.product_edit, name="product_edit"),
    path("products/<uuid:product_id>/link", product_views.link, name="link"),
    path("links/<uuid:link_id>/remove", product_views.unlink, name="unlink"),
    path("prices/", product_views.price_lists, name="price_lists"),
    path("prices/new", product_views.price_list, name="list_new"),
    path("prices/<uuid:list_id>/", product_views.price_list, name="list"),
    path("prices/<uuid:list_id>/periods/new", product_views.period, name="period_new"),
    path("prices/<uuid:list_id>/periods/<uuid:period_id>/", product_views.period, name="period"),
    path("documents/", document_views.documents, name="documents"),
    path("documents/new", document_views.document_edit, name="document_new"),
    path("documents/<uuid:document_id>/", document_views.document, name="document"),
    path("documents/<uuid:document_id>/edit", document_views.document_edit, name="document_edit"),
    path("documents/<uuid:document_id>/remove", document_views.document_remove, name="document_remove"),
    path("documents/<uuid:document_id>/versions/new", document_views.version_new, name="version_new"),
    path("versions/<uuid:version_id>/", improvement_views.version, name="version"),
    path("versions/<uuid:version_id>/edit", document_views.version_edit, name="version_edit"),
    path("versions/<uuid:version_id>/file", document_views.version_file, name="version_file"),
    path("versions/<uuid:version_id>/pages/<int:page>.png", document_views.version_page, name="version_page"),
    path("versions/<uuid:version_id>/remove", document_views.version_remove, name="version_remove"),
    path("improvements/<uuid:improvement_id>/comment", improvement_views.comment, name="improvement_comment"),
    path("improvements/<uuid:improvement_id>/decide", improvement_views.decide, name="improvement_decide"),
    path("improvements/<uuid:improvement_id>/withdraw", improvement_views.withdraw, name="improvement_withdraw"),
]
