"""Bounds of a process of its own: a file from outside may unfold into gigabytes, or never end."""


def limit_process(*, memory: int | None, seconds: int) -> None:
    """Let the running process take so many bytes (None: any) and seconds of processor, and leave no core file."""
    try:
        import resource
    except ImportError:
        return  # Windows: whoever waits for the process bounds its time, alone
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
