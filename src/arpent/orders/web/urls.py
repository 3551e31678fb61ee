"""Addresses of orders."""

from django.urls import path

from . import views

app_name = "orders"
urlpatterns = [
    path("<uuid:offer_id>/order.pdf", views.order_file, name="order"),
    path("<uuid:offer_id>/order.csv", views.order_table, name="table"),
]
