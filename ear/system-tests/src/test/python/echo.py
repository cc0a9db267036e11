"""An agent of LiveKit's Python framework that says again what it hears. AGENT_NAME says to whom it is dispatched."""

import asyncio
import os

from livekit import rtc
from livekit.agents import JobContext, WorkerOptions, cli

RATE = 48_000


async def echo(room: rtc.Room, track: rtc.Track) -> None:
    source = rtc.AudioSource(RATE, 1)
    options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
    await room.local_participant.publish_track(rtc.LocalAudioTrack.create_audio_track("echo", source), options)
    async for event in rtc.AudioStream(track, sample_rate=RATE, num_channels=1):
        await source.capture_frame(event.frame)


async def entrypoint(ctx: JobContext) -> None:
    tasks = set()

    def subscribed(track, _, participant) -> None:
        if track.kind == rtc.TrackKind.KIND_AUDIO and participant.kind != rtc.ParticipantKind.PARTICIPANT_KIND_AGENT:
            tasks.add(asyncio.create_task(echo(ctx.room, track)))

    ctx.room.on("track_subscribed", subscribed)
    await ctx.connect()
    await ctx.room.local_participant.set_attributes(
        {"worker": os.environ.get("WORKER_LABEL", ""), "job": ctx.job.id, "metadata": ctx.job.metadata}
    )


if __name__ == "__main__":
    cli.run_app(
        WorkerOptions(
            entrypoint_fnc=entrypoint,
            agent_name=os.environ.get("AGENT_NAME", ""),
            num_idle_processes=1,
            host="127.0.0.1",
            port=0,
            # What else this machine does is not the worker's load.
            load_fnc=lambda _: 0.0,
        )
    )
