"""From a refusal's code to its sentence, in the reader's language."""

from functools import lru_cache
from importlib import import_module

from arpent.kernel.refusals import Refused

DOMAINS = ("people", "geography", "clients", "territory", "agenda", "site")


@lru_cache(maxsize=1)
def all_messages() -> dict[str, object]:
    """Return every domain's sentences by refusal code."""
    messages: dict[str, object] = {}
    for domain in DOMAINS:
        try:
            module = import_module(f"arpent.{domain}.messages")
        except ModuleNotFoundError:
            continue
        messages.update(module.MESSAGES)
    return messages


def say(refusal: Refused) -> str:
    """Return the sentence of a refusal, its facts filled in."""
    return str(all_messages()[refusal.code]) % refusal.facts
