"""From a refusal's code to its sentence. Each domain's messages are gathered by the composition root."""

from arpent.kernel.refusals import Refused

_MESSAGES: dict[str, object] = {}


def gather_messages(messages: dict[str, object]) -> None:
    """Add a domain's sentences. Called once per domain by site."""
    _MESSAGES.update(messages)


def sentence_of(refusal: Refused) -> str:
    """Return the sentence of a refusal in the reader's language, its facts filled in."""
    return str(_MESSAGES[refusal.code]) % refusal.facts
