"""Models and their fields are named once, in the model, in both languages."""

import pytest
from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import override

from arpent.history.models.audit import audited_models
from arpent.web.model_labels import column_labels, field_label, model_label_plural, table_label

AUDITED = [m for m in audited_models() if m.__module__.startswith("arpent.") and not m._meta.auto_created]


@pytest.mark.parametrize("model", AUDITED, ids=lambda m: m._meta.label)
def test_each_audited_model_is_named_in_french_and_english(model):
    for name in (model._meta.verbose_name, model._meta.verbose_name_plural):
        assert isinstance(name, Promise), "give the model a translatable verbose_name and verbose_name_plural"


def test_labels_follow_the_language():
    company = apps.get_model("clients.Company")
    with override("fr"):
        assert (field_label(company, "phone"), table_label("clients_company")) == ("Téléphone", "Entreprise")
    with override("en"):
        assert (field_label(company, "owner_id"), model_label_plural("clients.Company")) == (
            "Salesperson",
            "Companies",
        )


def test_internal_columns_have_no_label():
    assert "name_key" not in column_labels()["clients_company"]
    assert not {"is_superuser", "last_login"} & set(column_labels()["people_user"])
    assert "account_emailaddress" not in column_labels()
