"""Workers of LiveKit's Python framework, unmodified, with the node at AURALINK_URL: agents that echo, in every room, by the
server API, and again when a worker was killed."""

import asyncio
import math
import os
import signal
import sys
import time
from pathlib import Path

from livekit import api, rtc

from sdk_test import RATE, TONE, Peer

URL = os.environ["AURALINK_URL"]
KEY, SECRET = "devkey", "secret"
PATIENCE = 60


async def until(what: str, condition):
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        assert time.monotonic() < end, f"not within {PATIENCE} s: {what}"
        await asyncio.sleep(0.1)
    return value


class Worker:
    """A worker's process, and those of its jobs."""

    def __init__(self, label: str, name: str) -> None:
        self.label, self.name, self.said = label, name, ""

    async def start(self) -> "Worker":
        environment = {
            "LIVEKIT_URL": URL,
            "LIVEKIT_API_KEY": KEY,
            "LIVEKIT_API_SECRET": SECRET,
            "AGENT_NAME": self.name,
            "WORKER_LABEL": self.label,
        }
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(Path(__file__).with_name("echo.py")),
            "start",
            env={**os.environ, **environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        self.reading = asyncio.create_task(self._read())
        await until(f"worker {self.label} to register", lambda: "registered worker" in self.said)
        return self

    async def _read(self) -> None:
        while line := await self.process.stdout.readline():
            self.said += line.decode(errors="replace")

    async def kill(self) -> None:
        """With all its processes, as when its machine is gone."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        await self.process.wait()


def share(samples, frequency: float) -> float:
    """The amplitude of one frequency (Goertzel)."""
    w = 2 * math.cos(2 * math.pi * frequency / RATE)
    one = two = 0.0
    for sample in samples:
        one, two = sample + w * one - two, one
    return 2 * math.sqrt(max(0.0, one * one + two * two - w * one * two)) / len(samples)


async def hears_tone(track) -> None:
    """Returns once the tone is heard, and nothing beside it."""
    stream = rtc.AudioStream(track, sample_rate=RATE, num_channels=1)
    try:
        async for event in stream:
            samples = list(event.frame.data)
            if share(samples, TONE) > 2_000 and share(samples, TONE) > 10 * share(samples, 3.1 * TONE):
                return
    finally:
        await stream.aclose()
    raise AssertionError("the track ended")


async def person(room: str, identity: str) -> Peer:
    peer = await Peer().join(room, identity, True)
    await peer.publish_tone()
    return peer


async def echoes(peer: Peer, worker: str) -> rtc.RemoteParticipant:
    """The agent of this worker, once it says again what it hears."""

    def there():
        return next((each for each in peer.room.remote_participants.values() if each.attributes.get("worker") == worker), None)

    agent = await until(f"an agent of {worker}", there)
    assert agent.kind == rtc.ParticipantKind.PARTICIPANT_KIND_AGENT
    await asyncio.wait_for(hears_tone(await asyncio.wait_for(peer.sounds.get(), PATIENCE)), PATIENCE)
    print("ok echo of", worker)
    return agent


async def every_room() -> None:
    worker = await Worker("every", "").start()
    try:
        ada = await person(f"every-{os.getpid()}", "ada")
        await echoes(ada, "every")
        await ada.leave()
    finally:
        await worker.kill()


async def by_the_server_api(server: api.LiveKitAPI) -> None:
    room = name = f"called-{os.getpid()}"
    ada = await person(room, "ada")
    first = await Worker("first", name).start()
    second = Worker("second", name)
    try:
        request = api.CreateAgentDispatchRequest(room=room, agent_name=name, metadata="about")
        made = await server.agent_dispatch.create_dispatch(request)
        before = await echoes(ada, "first")
        assert before.attributes["metadata"] == "about"
        job = before.attributes["job"]

        await second.start()
        await first.kill()
        after = await echoes(ada, "second")
        assert after.attributes["job"] == job

        await server.agent_dispatch.delete_dispatch(made.id, room)
        await until("the agent to leave", lambda: not ada.room.remote_participants)
        await ada.leave()
    finally:
        await first.kill()
        if hasattr(second, "process"):
            await second.kill()


async def main() -> None:
    await every_room()
    async with api.LiveKitAPI(URL.replace("ws", "http"), KEY, SECRET) as server:
        await by_the_server_api(server)
    print("all passed")


if __name__ == "__main__":
    asyncio.run(main())
