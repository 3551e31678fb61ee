from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "arpent.mail"
    label = "mail"
    verbose_name = "E-mail"
