"""Addresses of offers."""

from django.urls import path

from ..approval.web import policy_views
from ..approval.web import views as approval_views
from ..portal.web import tracking_views
from ..portal.web import views as portal_views
from ..printing.web import views as printing_views
from . import changes_views, line_views, offer_views

app_name = "offers"
urlpatterns = [
    path("", offer_views.offers, name="list"),
    path("new", offer_views.offer_start, name="start"),
    path("approvals/", approval_views.approvals, name="approvals"),
    path("approvals/<uuid:approval_id>/", approval_views.approval, name="approval"),
    path("products", line_views.products, name="products"),
    path("rules/", policy_views.rules, name="rules"),
    path("rules/new", policy_views.policy, name="policy"),
    path("rules/promotions/new", policy_views.promotion, name="promotion_new"),
    path("rules/promotions/<uuid:promotion_id>/", policy_views.promotion, name="promotion"),
    path("rules/promotions/<uuid:promotion_id>/remove", policy_views.promotion_remove, name="promotion_remove"),
    path("papers/<uuid:paper_id>/", printing_views.file, name="file"),
    path("mails/<uuid:mail_id>/retry", tracking_views.mail_retry, name="mail_retry"),
    path("links/<uuid:link_id>/revoke", tracking_views.link_revoke, name="link_revoke"),
    path("of/<uuid:company_id>/", offer_views.company_offers, name="company_panel"),
    path("deals/<uuid:deal_id>/offers", offer_views.deal_offers, name="deal_offers"),
    path("deals/<uuid:deal_id>/offers/new", offer_views.offer_new, name="new"),
    path("read/<str:token>/", portal_views.quote, name="portal"),
    path("read/<str:token>/seen", portal_views.opened, name="portal_opened"),
    path("read/<str:token>/question", portal_views.question, name="portal_question"),
    path("read/<str:token>/refuse", portal_views.refuse, name="portal_refuse"),
    path("read/<str:token>/offer.pdf", portal_views.document, name="portal_document"),
    path("read/<str:token>/terms", portal_views.terms, name="portal_terms"),
    path("<uuid:offer_id>/", offer_views.offer, name="offer"),
    path("<uuid:offer_id>/lines", line_views.lines, name="lines"),
    path("<uuid:offer_id>/heartbeat", line_views.heartbeat, name="heartbeat"),
    path("<uuid:offer_id>/conditions", offer_views.conditions, name="conditions"),
    path("<uuid:offer_id>/prices", offer_views.prices, name="prices"),
    path("<uuid:offer_id>/version", offer_views.version_new, name="version"),
    path("<uuid:offer_id>/changes/<int:number>", changes_views.changes, name="changes"),
    path("<uuid:offer_id>/approval-request", approval_views.approval_request, name="approval_request"),
    path("<uuid:offer_id>/below-cost", approval_views.below_cost, name="below_cost"),
    path("<uuid:offer_id>/suggestions", approval_views.suggestions, name="suggestions"),
    path("<uuid:offer_id>/send", tracking_views.send, name="send"),
    path("<uuid:offer_id>/answer", tracking_views.answer, name="answer"),
    path("<uuid:offer_id>/reminder", tracking_views.reminder, name="reminder"),
    path("<uuid:offer_id>/outcome", tracking_views.outcome, name="outcome"),
    path("<uuid:offer_id>/remove", offer_views.remove, name="remove"),
    path("<uuid:offer_id>/offer.pdf", printing_views.document, name="document"),
]
