"""The processes of an installation: the web server, the worker, and the supervisor that restarts both."""
