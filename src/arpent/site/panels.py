"""Which fragments of higher domains stand on the pages of lower ones: the one table of slots.

A page draws its slots with ``{% panels "company" company.pk %}``; each fragment is loaded from its own domain's
address, so that no domain reads a higher one's tables. ``{% drawn_panels %}`` calls the same views while the page is
drawn, in one request.
"""

PANELS: dict[str, tuple[str, ...]] = {
    "company": ("visits:company_panel", "deals:company_panel", "offers:company_panel", "privacy:company_panel"),
    "contact": ("privacy:contact_panel",),
    "person": ("privacy:user_panel",),
    "appointment": ("visits:appointment_panel",),
    "deal": ("solutions:deal_panel", "offers:deal_offers"),
    "configuration": ("solutions:configured",),
}
