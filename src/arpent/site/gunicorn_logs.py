"""gunicorn's loggers without secrets of links, in a module of its own because gunicorn is not installed everywhere."""

from typing import Any

from gunicorn.glogging import Logger

from .logs import HidingFilter


class GunicornLogger(Logger):  # type: ignore[misc]
    """For ``gunicorn --logger-class arpent.site.gunicorn_logs.GunicornLogger``."""

    def setup(self, cfg: Any) -> None:
        """Set up gunicorn's loggers with the filter that removes secrets."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            if not any(isinstance(f, HidingFilter) for f in log.filters):
                log.addFilter(HidingFilter())
