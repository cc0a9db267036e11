// When each step of joining a room is done, driven from a test through window.joining. Milliseconds since connect was called.
(() => {
  const { Room, RoomEvent, Track } = LivekitClient;
  let begun;
  let steps = {};

  const step = (name) => {
    steps[name] ??= performance.now() - begun;
  };

  window.WebSocket = class extends WebSocket {
    constructor(...rest) {
      super(...rest);
      this.addEventListener('open', () => step('socketOpen'));
      this.addEventListener('message', () => step('firstMessage'));
    }
  };

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...rest) {
      super(...rest);
      step('peerConnection');
      this.addEventListener('iceconnectionstatechange', () => step(`ice ${this.iceConnectionState}`));
      this.addEventListener('connectionstatechange', () => step(`transport ${this.connectionState}`));
      this.addEventListener('track', () => step('track'));
    }

    async setRemoteDescription(description) {
      step(`${description.type} came`);
      await super.setRemoteDescription(description);
      step(`${description.type} taken`);
    }
  };

  // The picture of somebody who is in the room already; media is neither sent nor heard.
  function firstFrame(room) {
    return new Promise((resolve) => {
      room.on(RoomEvent.TrackSubscribed, (track) => {
        if (track.kind !== Track.Kind.Video) return;
        step('subscribed');
        const video = track.attach();
        document.body.append(video);
        video.requestVideoFrameCallback((now, frame) => {
          step('firstFrame');
          // When the last packet of that picture came.
          if (frame.receiveTime) steps.frameCame = frame.receiveTime - begun;
          resolve();
        });
      });
    });
  }

  // Joins, sees somebody where that is asked for, and leaves.
  async function timed({ url, token, sees }) {
    const room = new Room();
    const seen = sees ? firstFrame(room) : undefined;
    room.on(RoomEvent.SignalConnected, () => step('signalConnected'));
    steps = {};
    begun = performance.now();
    await room.connect(url, token);
    step('connected');
    await seen;
    const result = steps;
    await room.disconnect();
    return result;
  }

  window.joining = { timed };
})();
