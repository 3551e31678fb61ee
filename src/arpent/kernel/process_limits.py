"""Resource limits for subprocesses that read untrusted files, which may expand to gigabytes or never end."""


def limit_process(*, memory: int | None, seconds: int) -> None:
    """Limit the current process to ``memory`` bytes of address space (None: unlimited) and ``seconds`` of CPU time.

    Core dumps are disabled. Without effect on Windows.
    """
    try:
        import resource
    except ImportError:
        return  # not available on Windows: only the parent's timeout applies
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
