"""Stands between the browser and the server, and does to requests what roads do to them."""

import asyncio
import contextlib
import random
import socket
import struct
import threading

# The five ways: each gets the same share of the sabotage.
FAILURES = ("reset before", "reset after", "error", "portal", "late")
PORTAL = b"<!doctype html><title>Wi-Fi</title><p>Accept the conditions to go on."


class Proxy:
    """An HTTP proxy in a thread of its own.

    ``share``: how much of the sends is sabotaged; ``late_s``: how long an answer hangs.
    """

    def __init__(self, upstream: int, *, seed: int, share: float = 0.45, late_s: float = 0.7) -> None:
        self.upstream, self.share, self.late_s = upstream, share, late_s
        self.rng = random.Random(seed)
        self.counts = dict.fromkeys((*FAILURES, "let through", "no server"), 0)
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda *_context: None)
        self.port = 0
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait(10)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0))

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (int(x.split(b":")[1]) for x in head.split(b"\r\n") if x.lower().startswith(b"content-length:")), 0
            )
            body = await reader.readexactly(length) if length else b""
            line = head.split(b"\r\n", 1)[0]
            way = self._way() if line.startswith(b"PUT /sync/v1/") else ""
            await self._answer(way, head, body, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            with contextlib.suppress(RuntimeError):
                writer.close()

    def _way(self) -> str:
        way = self.rng.choice(FAILURES) if self.rng.random() < self.share else ""
        self.counts[way or "let through"] += 1
        return way

    async def _answer(self, way: str, head: bytes, body: bytes, writer: asyncio.StreamWriter) -> None:
        if way == "reset before":
            return _reset(writer)
        if way == "error":
            writer.write(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 4\r\nConnection: close\r\n\r\nOops")
        elif way == "portal":
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                % len(PORTAL)
                + PORTAL
            )
        else:
            answer = await self._forward(head, body)
            if way == "reset after" or answer is None:
                return _reset(writer)
            if way == "late":
                await asyncio.sleep(self.late_s)
            writer.write(answer)
        await writer.drain()
        return None

    async def _forward(self, head: bytes, body: bytes) -> bytes | None:
        lines = [x for x in head.split(b"\r\n") if x and not x.lower().startswith(b"connection:")]
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
            writer.write(b"\r\n".join([*lines, b"Connection: close", b"", b""]) + body)
            await writer.drain()
            answer = await reader.read()
            writer.close()
        except OSError:
            answer = b""
        if not answer:
            self.counts["no server"] += 1
            return None
        first, _, rest = answer.partition(b"\r\n")
        return (
            first + b"\r\nConnection: close\r\n" + rest if b"connection: close" not in answer[:2000].lower() else answer
        )


def _reset(writer: asyncio.StreamWriter) -> None:
    """Break the connection as a lost network does: no farewell."""
    sock = writer.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
