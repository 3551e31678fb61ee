"""Display names of browsers from their User-Agent."""

SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}
BROWSERS = {"Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}


def device_label(agent: str) -> str:
    """Return a name such as "Android · Chrome", "" when neither system nor browser is recognised."""
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    return " · ".join(x for x in (system, browser) if x)
