"""URL patterns of deals."""

from django.urls import path

from . import board_views, deal_views, document_views, need_views, request_views, stage_views

app_name = "deals"
urlpatterns = [
    path("", board_views.board, name="board"),
    path("list", board_views.deals, name="list"),
    path("forecast", board_views.forecast, name="forecast"),
    path("new", deal_views.deal_new, name="new"),
    path("stages/", stage_views.stages, name="stages"),
    path("stages/new", stage_views.stage, name="stage_new"),
    path("stages/<uuid:stage_id>/", stage_views.stage, name="stage"),
    path("stages/<uuid:stage_id>/shift", stage_views.stage_shift, name="stage_shift"),
    path("stages/<uuid:stage_id>/delete", stage_views.stage_delete, name="stage_delete"),
    path("requests/<uuid:request_id>/withdraw", request_views.withdraw, name="request_withdraw"),
    path("answer/<str:token>", request_views.answer, name="answer"),
    path("of/<uuid:company_id>/", deal_views.company_panel, name="company_panel"),
    path("<uuid:deal_id>/", deal_views.deal, name="deal"),
    path("<uuid:deal_id>/edit", deal_views.deal_edit, name="edit"),
    path("<uuid:deal_id>/move/<uuid:stage_id>", deal_views.move, name="move"),
    path("<uuid:deal_id>/delete", deal_views.deal_delete, name="delete"),
    path("<uuid:deal_id>/buying-role", deal_views.buying_role, name="buying_role"),
    path("<uuid:deal_id>/documents", document_views.add, name="document_add"),
    path("documents/<uuid:document_id>/", document_views.document, name="document"),
    path("documents/<uuid:document_id>/remove", document_views.remove, name="document_remove"),
    path("<uuid:deal_id>/needs/new", need_views.need_new, name="need_new"),
    path("needs/<uuid:need_id>/", need_views.need, name="need"),
    path("needs/<uuid:need_id>/edit", need_views.need_edit, name="need_edit"),
    path("needs/<uuid:need_id>/reformulation.pdf", need_views.need_paper, name="need_paper"),
    path("needs/<uuid:need_id>/confirm", need_views.need_confirm, name="need_confirm"),
    path("needs/<uuid:need_id>/remove", need_views.need_remove, name="need_remove"),
    path("<uuid:deal_id>/requests/new", request_views.request_new, name="request_new"),
]
