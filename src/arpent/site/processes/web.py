"""The web server: gunicorn in this process and the workers it forks."""

import gc
import os
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from .parent import die_with_parent

# Two threads a process: pages are Python at work, and more threads only make each wait longer (p95 of the list 135 ms
# with two, 216 ms with four, 8 connections).
THREADS = 2
# A process that answers nobody for so long (a computation that never gives the interpreter back) is killed and
# replaced.
HUNG_AFTER = 60


class WebServer(BaseApplication):  # type: ignore[misc]
    """The gunicorn application that serves the pages."""

    def __init__(self, host: str, port: int) -> None:
        self.bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn's options: address, processes, threads, timeouts in seconds, logger."""
        options = {
            "bind": self.bind,
            "workers": int(os.environ.get("ARPENT_WEB_PROCESSES", "2")),
            "threads": THREADS,
            "worker_class": "gthread",
            "timeout": HUNG_AFTER,
            "graceful_timeout": 10,
            "loglevel": "warning",
            "logger_class": "arpent.site.gunicorn_logs.GunicornLogger",
            "preload_app": True,
            "control_socket_disable": True,
            "post_fork": _tie_to_master,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """Return the application with all URLs and views imported, so that the worker processes share them
        in memory.
        """
        from django.urls import get_resolver

        from ..wsgi import application

        get_resolver().url_patterns  # noqa: B018
        gc.freeze()
        return application


def _tie_to_master(arbiter: Any, worker: Any) -> None:
    """End a gunicorn worker with its master: it would otherwise hold the port without anything to stop it."""
    die_with_parent(worker.ppid)


def serve_web(host: str, port: int) -> None:
    """Serve pages until a signal stops it."""
    from django.db import connections

    connections.close_all()  # no process inherits an open connection
    WebServer(host, port).run()
