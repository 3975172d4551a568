# SPDX-License-Identifier: GPL-3.0-or-later
"""A TCP relay on loopback between an initiator and a target, for faults that neither of them would make by itself."""
import asyncio
import contextlib
import random
import socket
import struct
import threading

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
LOGIN = 4096  # bytes in each direction, at least all of a login: no digest protects it, and a bit may turn it into a refusal


class Relay:
    """Listens on 127.0.0.1 and carries bytes to `to`, a (host, port). Its methods may be called from any thread.

    stall() holds all bytes, also of new connections, until resume(); reset() breaks every connection with RST, reset_one() the
    oldest or another one; refuse() also stops listening, so that connecting fails, until accept(); move() does the same and
    listens on another port. flip() changes a bit of what comes next, behind the login.
    """

    def __init__(self, to, port=0):
        self.to, self.port = to, port
        self.connections = 0       # that were ever made
        self.forwarded = [0, 0]    # bytes to the target, and back
        self._open = set()
        self._pairs = []           # that stand, the oldest first
        self._flips = set()        # directions
        self._server = None
        self._loop = asyncio.new_event_loop()
        self._flow = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._call(self._listen())
        self.resume()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def stall(self):
        self._loop.call_soon_threadsafe(self._flow.clear)

    def resume(self):
        self._loop.call_soon_threadsafe(self._flow.set)

    def reset(self):
        self._call(self._reset())

    def reset_one(self, which=0):
        """Of those that stand, by age. Gives how many stood."""
        return self._call(self._reset_one(which))

    def flip(self, direction=1):
        """Direction 0: to the target."""
        self._loop.call_soon_threadsafe(self._flips.add, direction)

    def refuse(self):
        self._call(self._close())

    def accept(self):
        self._call(self._listen())

    def move(self, port=0):
        """Listens on another port; 0: any. Gives the new one."""
        self.refuse()
        self.port = port
        self.accept()
        return self.port

    def close(self):
        self.refuse()
        self._call(self._cancel())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _listen(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self):
        if self._server:
            self._server.close()
            self._server = None
        await self._reset()

    async def _reset(self):
        for writer in self._open:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            writer.transport.abort()
        self._open.clear()

    async def _reset_one(self, which):
        stood = len(self._pairs)
        if stood:
            for writer in self._pairs[which % stood]:
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
                writer.transport.abort()
        return stood

    @staticmethod
    async def _cancel():
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader, writer):
        self.connections += 1
        self._open.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection(*self.to)
        except OSError:  # nobody there: the near side is told in the same way
            await self._end(writer)
            return
        self._open.add(far_writer)
        pair = (writer, far_writer)
        self._pairs.append(pair)
        with contextlib.suppress(asyncio.CancelledError):  # by close()
            await asyncio.gather(self._pump(reader, far_writer, 0), self._pump(far_reader, writer, 1))
        self._pairs.remove(pair)

    async def _pump(self, reader, writer, direction):
        carried = 0
        with contextlib.suppress(ConnectionError):  # either side may go at any time; the other is told below
            while data := await reader.read(65536):
                await self._flow.wait()
                self.forwarded[direction] += len(data)
                if direction in self._flips and carried >= LOGIN:
                    self._flips.discard(direction)
                    place = random.randrange(len(data))
                    data = data[:place] + bytes([data[place] ^ 1 << random.randrange(8)]) + data[place + 1:]
                carried += len(data)
                writer.write(data)
                await writer.drain()
            await self._flow.wait()
        await self._end(writer)

    async def _end(self, writer):
        self._open.discard(writer)
        writer.close()
