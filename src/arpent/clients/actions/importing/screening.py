"""Leave erased persons out of imports."""

from arpent.imports.public import ImportCounts
from arpent.people.public import load_erased_check

from ...rules.importing.values import Draft


class Screen:
    """The check against erased persons, loaded once per file."""

    def __init__(self) -> None:
        self.is_erased = load_erased_check()

    def apply(self, draft: Draft, counts: ImportCounts) -> None:
        """Remove an erased person from a row; a row of an erased sole trader is rejected and not stored."""
        company, contact, site = draft.company, draft.contact, draft.site
        name = str(company.get("name") or "")
        if self.is_erased(
            emails=_texts(company, "email"),
            phones=_texts(company, "phone"),
            full_name=name,
            place=str(site.get("postcode") or ""),
            sirens=_texts(company, "siren"),
        ):
            draft.problems.append(("forgotten", ""))
        elif contact and self.is_erased(
            emails=_texts(contact, "email"),
            phones=_texts(contact, "phone", "mobile"),
            full_name=f"{contact.get('first_name') or ''} {contact.get('last_name') or ''}",
            place=name,
        ):
            draft.contact, draft.note = {}, ""
        else:
            return
        draft.forgotten = True
        counts.forgotten += 1


def _texts(values: dict[str, object], *names: str) -> list[str]:
    return [str(values[n]) for n in names if values.get(n)]
