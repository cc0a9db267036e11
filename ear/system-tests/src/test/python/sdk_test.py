"""LiveKit's Python SDK, unmodified, against the node at AURALINK_URL: two participants, everything they can send each other."""

import asyncio
import base64
import hashlib
import hmac
import json
import math
import os
import time
import urllib.request

from livekit import rtc

URL = os.environ["AURALINK_URL"]
RATE = 48_000
TONE = 440
# A picture of one colour, none of whose parts is another's.
WIDTH, HEIGHT, COLOUR = 320, 180, (200, 40, 90)
# How far a codec may change it.
CLOSE = 20
PATIENCE = 15


def token(room: str, identity: str, **grant) -> str:
    def encoded(part: bytes) -> str:
        return base64.urlsafe_b64encode(part).rstrip(b"=").decode()

    claims = {
        "iss": "devkey",
        "sub": identity,
        "exp": int(time.time()) + 600,
        "video": {"room": room, **grant},
    }
    signed = encoded(b'{"alg":"HS256","typ":"JWT"}') + "." + encoded(json.dumps(claims).encode())
    return signed + "." + encoded(hmac.new(b"secret", signed.encode(), hashlib.sha256).digest())


def ask(where: str, method: str, **request):
    """Has the application do something to a room."""
    admin = token(where, "application", roomAdmin=True, destinationRoom=where + "-there")
    asked = urllib.request.Request(
        f"{URL.replace('ws', 'http', 1)}/twirp/livekit.RoomService/{method}",
        json.dumps(request).encode(),
        {"Content-Type": "application/json", "Authorization": "Bearer " + admin},
    )
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        return json.load(answer)


async def server(where: str, method: str, **request):
    return await asyncio.to_thread(ask, where, method, **request)


class Peer:
    """A participant, and all it was sent."""

    def __init__(self) -> None:
        self.room = rtc.Room()
        self.messages: asyncio.Queue = asyncio.Queue()
        self.streams: asyncio.Queue = asyncio.Queue()
        self.sounds: asyncio.Queue = asyncio.Queue()
        self.pictures: asyncio.Queue = asyncio.Queue()
        self.data_tracks: asyncio.Queue = asyncio.Queue()
        self.mutes: asyncio.Queue = asyncio.Queue()
        self.received = asyncio.Event()
        self.moved = asyncio.Event()
        self.ended = asyncio.Event()
        self.reconnected = asyncio.Event()
        self.tasks: set = set()
        self.room.on(
            "data_received", lambda packet: self.messages.put_nowait((packet.participant.identity, packet.topic, packet.data))
        )
        self.room.on("track_subscribed", lambda track, *_: self._subscribed(track))
        self.room.on("data_track_published", self.data_tracks.put_nowait)
        self.room.on("local_track_subscribed", lambda *_: self.received.set())
        self.room.on("track_muted", lambda who, _: self.mutes.put_nowait((who.identity, True)))
        self.room.on("track_unmuted", lambda who, _: self.mutes.put_nowait((who.identity, False)))
        self.room.on("moved", lambda *_: self.moved.set())
        self.room.on("disconnected", lambda *_: self.ended.set())
        self.room.on("reconnected", lambda *_: self.reconnected.set())
        self.room.on("connection_state_changed", self._state)
        self.room.register_text_stream_handler("text", lambda reader, who: self._start(self._read(reader, who)))
        self.room.register_byte_stream_handler("bytes", lambda reader, who: self._start(self._read_bytes(reader, who)))

    def _subscribed(self, track) -> None:
        is_sound = track.kind == rtc.TrackKind.KIND_AUDIO
        (self.sounds if is_sound else self.pictures).put_nowait(track)

    def _state(self, state) -> None:
        if state == rtc.ConnectionState.CONN_CONNECTED:
            self.reconnected.set()
        else:
            self.reconnected.clear()

    def _start(self, work) -> None:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _read(self, reader, who) -> None:
        self.streams.put_nowait((who, await reader.read_all()))

    async def _read_bytes(self, reader, who) -> None:
        content = b"".join([chunk async for chunk in reader])
        self.streams.put_nowait((who, content))

    async def join(self, room: str, identity: str, single: bool, key: bytes = b"") -> "Peer":
        options = rtc.RoomOptions(single_peer_connection=single)
        if key:
            options.encryption = rtc.E2EEOptions(key_provider_options=rtc.KeyProviderOptions(shared_key=key))
        await self.room.connect(URL, token(room, identity, roomJoin=True, canUpdateOwnMetadata=True), options)
        return self

    def other(self, identity: str):
        """Somebody else, as this one sees them."""
        return self.room.remote_participants.get(identity)

    async def leave(self) -> None:
        for task in list(self.tasks):
            task.cancel()
        await within(self.room.disconnect())

    async def publish_tone(self):
        source = rtc.AudioSource(RATE, 1)
        track = rtc.LocalAudioTrack.create_audio_track("tone", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await self.room.local_participant.publish_track(track, options)
        self._start(self._play(source))
        return track

    async def _play(self, source) -> None:
        samples = RATE // 100
        position = 0
        while True:
            frame = rtc.AudioFrame.create(RATE, 1, samples)
            for n in range(samples):
                frame.data[n] = int(10_000 * math.sin(2 * math.pi * TONE * (position + n) / RATE))
            position += samples
            await source.capture_frame(frame)


    async def publish_picture(self, codec) -> None:
        source = rtc.VideoSource(WIDTH, HEIGHT)
        track = rtc.LocalVideoTrack.create_video_track("picture", source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA, simulcast=False, video_codec=codec)
        await self.room.local_participant.publish_track(track, options)
        self._start(self._show(source))

    async def _show(self, source) -> None:
        frame = rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, bytes((*COLOUR, 255)) * (WIDTH * HEIGHT))
        while True:
            source.capture_frame(frame)
            await asyncio.sleep(0.1)


async def colour(track) -> tuple:
    """What is seen in the middle of the tenth picture."""
    stream = rtc.VideoStream(track, format=rtc.VideoBufferType.RGBA)
    seen = 0
    try:
        async for event in stream:
            seen += 1
            if seen == 10:
                frame = event.frame
                middle = 4 * (frame.width * (frame.height // 2) + frame.width // 2)
                return frame.width, frame.height, tuple(frame.data[middle : middle + 3])
    finally:
        await stream.aclose()
    raise AssertionError("the track ended")


async def frequency(track) -> float:
    """What is heard for a second, once there is sound: half of its zero crossings."""
    stream = rtc.AudioStream(track, sample_rate=RATE, num_channels=1)
    heard: list = []
    try:
        async for event in stream:
            samples = list(event.frame.data)
            if heard or max(samples) > 3_000:
                heard.extend(samples)
            if len(heard) >= RATE * 3 // 2:
                break
    finally:
        await stream.aclose()
    second = heard[RATE // 2 : RATE * 3 // 2]
    return sum(1 for a, b in zip(second, second[1:]) if (a < 0) != (b < 0)) / 2


def within(coroutine):
    return asyncio.wait_for(coroutine, PATIENCE)


def expect(what: str, actual, expected) -> None:
    assert actual == expected, f"{what}: expected {expected!r:.200}, got {actual!r:.200}"
    print("ok", what)


async def until(what: str, look) -> None:
    async def poll() -> None:
        while not look():
            await asyncio.sleep(0.05)

    await within(poll())
    print("ok", what)


async def tone(bob: Peer) -> None:
    heard = await within(frequency(await within(bob.sounds.get())))
    assert abs(heard - TONE) <= 3, f"heard {heard} Hz"
    print("ok tone", heard)


async def picture(bob: Peer) -> None:
    width, height, seen = await within(colour(await within(bob.pictures.get())))
    assert (width, height) == (WIDTH, HEIGHT), f"saw {width} x {height}"
    assert all(abs(a - b) <= CLOSE for a, b in zip(seen, COLOUR)), f"saw {seen}"
    print("ok picture", seen)


async def messages(ada: Peer, bob: Peer, what: str) -> None:
    for reliable in (True, False):
        await ada.room.local_participant.publish_data(b"to bob", reliable=reliable, topic=what)
        expect(f"message to bob, reliable {reliable}", await within(bob.messages.get()), ("ada", what, b"to bob"))
        await bob.room.local_participant.publish_data(b"to ada", reliable=reliable, topic=what)
        expect(f"message to ada, reliable {reliable}", await within(ada.messages.get()), ("bob", what, b"to ada"))


async def calls(ada: Peer, bob: Peer) -> None:
    async def backwards(call) -> str:
        return call.payload[::-1]

    async def refuse(_) -> str:
        raise rtc.RpcError(4711, "not today")

    bob.room.local_participant.register_rpc_method("backwards", backwards)
    bob.room.local_participant.register_rpc_method("refuse", refuse)
    payload = "abcdefgh" * 1_800

    def call(method: str):
        return ada.room.local_participant.perform_rpc(destination_identity="bob", method=method, payload=payload)

    expect("call", await within(call("backwards")), payload[::-1])
    for method, code in (("refuse", 4711), ("unheard-of", 1400)):
        try:
            await within(call(method))
            raise AssertionError(f"{method} was answered")
        except rtc.RpcError as error:
            expect(f"error of {method}", error.code, code)


async def streams(ada: Peer, bob: Peer) -> None:
    text = "Grüße, " * 40_000
    await ada.room.local_participant.send_text(text, topic="text")
    expect("text stream", await within(bob.streams.get()), ("ada", text))
    content = os.urandom(1_000_000)
    writer = await bob.room.local_participant.stream_bytes("noise.bin", topic="bytes", total_size=len(content))
    await writer.write(content)
    await writer.aclose()
    expect("byte stream", await within(ada.streams.get()), ("bob", content))


async def data_track(ada: Peer, bob: Peer):
    published = await within(ada.room.local_participant.publish_data_track(name="gps"))
    seen = await within(bob.data_tracks.get())
    expect("name of the data track", (seen.info.name, seen.publisher_identity), ("gps", "ada"))
    return published, seen.subscribe()


async def frames(published, stream, what: str, pushed: set) -> None:
    """Frames of several packets, pushed until ten have come: some may be lost, and some of before may come yet."""
    content = os.urandom(5_000)
    pushed.add(content)

    async def push() -> None:
        while True:
            published.try_push(rtc.DataTrackFrame(payload=content))
            await asyncio.sleep(0.02)

    pushing = asyncio.create_task(push())
    try:
        seen = 0
        while seen < 10:
            frame = await within(stream.read())
            assert frame is not None and frame.payload in pushed
            seen += frame.payload == content
    finally:
        pushing.cancel()
    print("ok data track", what)


async def own_words(ada: Peer, bob: Peer) -> None:
    me = ada.room.local_participant
    await me.set_name("Ada")
    await me.set_metadata("hand up")
    await me.set_attributes({"mood": "fine"})
    await until(
        "name, metadata and attributes",
        lambda: (bob.other("ada").name, bob.other("ada").metadata, bob.other("ada").attributes.get("mood"))
        == ("Ada", "hand up", "fine"),
    )


async def mute(room: str, ada: Peer, bob: Peer, sound) -> None:
    for muted in (True, False):
        sound.mute() if muted else sound.unmute()
        expect(f"muted {muted}", await within(bob.mutes.get()), ("ada", muted))
    tracks = (await server(room, "GetParticipant", room=room, identity="ada"))["tracks"]
    sid = next(track["sid"] for track in tracks if track["type"] == "AUDIO")
    await server(room, "MutePublishedTrack", room=room, identity="ada", track_sid=sid, muted=True)
    expect("muted by the application", await within(bob.mutes.get()), ("ada", True))
    await until("knows it", lambda: sound.muted)
    sound.unmute()
    expect("unmuted again", await within(bob.mutes.get()), ("ada", False))


async def application(room: str, ada: Peer, bob: Peer, single: bool) -> None:
    """Forwards, moves and removes, and takes the right to publish."""
    there = room + "-there"
    eve = await within(Peer().join(there, "eve", single))
    await server(room, "ForwardParticipant", room=room, identity="ada", destination_room=there)
    await until("forwarded", lambda: eve.other("ada"))
    await server(there, "RemoveParticipant", room=there, identity="ada")
    await until("taken out again", lambda: not eve.other("ada"))
    permission = {"can_subscribe": True, "can_publish": False, "can_publish_data": True}
    await server(room, "UpdateParticipant", room=room, identity="ada", permission=permission)
    await until("may not publish", lambda: not ada.room.local_participant.permissions.can_publish)
    await until("publishes nothing", lambda: not bob.other("ada").track_publications)
    await server(room, "MoveParticipant", room=room, identity="bob", destination_room=there)
    await within(bob.moved.wait())
    await until("moved", lambda: eve.other("bob"))
    await server(there, "RemoveParticipant", room=there, identity="bob")
    await within(bob.ended.wait())
    print("ok removed")
    await eve.leave()


async def sealed(single: bool) -> None:
    """What is encrypted is for those who have the key."""
    name = f"python-sealed-{os.getpid()}-{'one' if single else 'two'}"
    ada = await within(Peer().join(name, "ada", single, b"sesame"))
    bob = await within(Peer().join(name, "bob", single, b"sesame"))
    eve = await within(Peer().join(name, "eve", single, b"barley"))
    await ada.publish_tone()
    await tone(bob)
    await messages(ada, bob, "sealed")
    await within(eve.sounds.get())
    expect("messages without the key", eve.messages.qsize(), 0)
    for peer in (ada, bob, eve):
        await peer.leave()


async def reconnect(peer: Peer, scenario, what: str) -> None:
    peer.reconnected.clear()
    await peer.room.simulate_scenario(scenario)
    await within(peer.reconnected.wait())
    print("ok", what)


async def two_people(single: bool, codec) -> None:
    name = f"python-{os.getpid()}-{'one' if single else 'two'}"
    print("over one connection" if single else "over two connections")
    ada = await within(Peer().join(name, "ada", single))
    bob = await within(Peer().join(name, "bob", single))
    sound = await ada.publish_tone()
    await ada.publish_picture(codec)
    await tone(bob)
    await picture(bob)
    await within(ada.received.wait())
    await own_words(ada, bob)
    await mute(name, ada, bob, sound)
    await messages(ada, bob, "first")
    await calls(ada, bob)
    await streams(ada, bob)
    published, stream = await data_track(ada, bob)
    pushed: set = set()
    await frames(published, stream, "at first", pushed)

    await reconnect(bob, rtc.SimulateScenarioKind.SIMULATE_SIGNAL_RECONNECT, "resume")
    await messages(ada, bob, "resumed")
    await frames(published, stream, "after a resume", pushed)
    await reconnect(bob, rtc.SimulateScenarioKind.SIMULATE_FULL_RECONNECT, "full reconnect")
    await messages(ada, bob, "reconnected")
    await tone(bob)
    await picture(bob)
    await frames(published, stream, "after a full reconnect", pushed)
    await published.unpublish()
    await application(name, ada, bob, single)
    await ada.leave()
    await sealed(single)


async def main() -> None:
    await two_people(True, rtc.VideoCodec.VP8)
    await two_people(False, rtc.VideoCodec.VP9)
    print("all passed")


if __name__ == "__main__":
    asyncio.run(main())
