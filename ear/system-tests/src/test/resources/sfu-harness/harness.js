// One participant of one room, driven from a test through window.harness.
(() => {
  const { Room, RoomEvent, Track, VideoPresets } = LivekitClient;
  const log = [];
  let room;
  const sinks = new Map();

  const note = (name, detail) => log.push({ at: Math.round(performance.now()), name, detail });

  function watch(r) {
    r.on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
      note('trackSubscribed', `${participant.identity}/${publication.source}`);
      // Media that is not attached is not decoded under adaptive stream.
      const element = track.attach();
      element.muted = track.kind === Track.Kind.Video;
      document.body.append(element);
      sinks.set(publication.trackSid, element);
    });
    r.on(RoomEvent.TrackUnsubscribed, (track, publication, participant) => {
      note('trackUnsubscribed', `${participant.identity}/${publication.source}`);
      track.detach().forEach((element) => element.remove());
      sinks.delete(publication.trackSid);
    });
    r.on(RoomEvent.ParticipantConnected, (p) => note('participantConnected', p.identity));
    r.on(RoomEvent.ParticipantDisconnected, (p) => note('participantDisconnected', p.identity));
    r.on(RoomEvent.LocalTrackSubscribed, (publication) => note('localTrackSubscribed', publication.source));
    r.on(RoomEvent.TrackMuted, (pub, p) => note('trackMuted', `${p.identity}/${pub.source}`));
    r.on(RoomEvent.TrackUnmuted, (pub, p) => note('trackUnmuted', `${p.identity}/${pub.source}`));
    r.on(RoomEvent.ActiveSpeakersChanged, (all) => note('speakers', all.map((p) => p.identity).join(',')));
    r.on(RoomEvent.Reconnecting, () => note('reconnecting', ''));
    r.on(RoomEvent.SignalReconnecting, () => note('signalReconnecting', ''));
    r.on(RoomEvent.Reconnected, () => note('reconnected', ''));
    r.on(RoomEvent.Moved, (name) => note('moved', name));
    r.on(RoomEvent.Disconnected, (reason) => note('disconnected', String(reason)));
    r.on(RoomEvent.ConnectionQualityChanged, (q, p) => note('quality', `${p.identity}=${q}`));
  }

  // Sends media through a relay: the node's candidates name the relay's ports instead of the node's.
  function detour(ports) {
    const redirect = (text) =>
      text.replace(/(candidate:\S+ \d+ udp \d+ \S+ )(\d+)( typ)/gi, (_, before, port, after) => before + (ports[port] ?? port) + after);
    const connection = RTCPeerConnection.prototype;
    const describe = connection.setRemoteDescription;
    connection.setRemoteDescription = function (description) {
      return describe.call(this, { type: description.type, sdp: redirect(description.sdp) });
    };
    const trickle = connection.addIceCandidate;
    connection.addIceCandidate = function (init) {
      return trickle.call(this, init?.candidate ? { ...init, candidate: redirect(init.candidate) } : init);
    };
  }

  // Behaves like a browser that cannot decode a codec: does not see it in what it is offered.
  function decodeNo(codec) {
    const connection = RTCPeerConnection.prototype;
    const describe = connection.setRemoteDescription;
    const without = (section) => {
      const types = [...section.matchAll(new RegExp(`a=rtpmap:(\\d+) ${codec}/`, 'gi'))].map((match) => match[1]);
      const repairs = types.flatMap((type) => [...section.matchAll(new RegExp(`a=fmtp:(\\d+) apt=${type}\\b`, 'g'))].map((match) => match[1]));
      const gone = new Set([...types, ...repairs]);
      const formats = (line) => line.split(' ').filter((word, place) => place < 3 || !gone.has(word)).join(' ');
      const stays = (line) => !gone.has(line.match(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+)/)?.[1]);
      return section.split('\r\n').filter(stays).map((line) => (line.startsWith('m=video') ? formats(line) : line)).join('\r\n');
    };
    connection.setRemoteDescription = function (description) {
      const sdp = description.type === 'offer' ? description.sdp.split(/(?=m=)/).map(without).join('') : description.sdp;
      return describe.call(this, { type: description.type, sdp });
    };
  }

  // What a test leaves out is as livekit-client has it.
  const definedOf = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

  async function encryptedWith(passphrase) {
    const keyProvider = new LivekitClient.ExternalE2EEKeyProvider();
    await keyProvider.setKey(passphrase);
    return { keyProvider, worker: new Worker('/livekit-client.e2ee.worker.js') };
  }

  // The worker has to say that it is ready: what is sent before is not encrypted.
  async function encrypt() {
    const ready = new Promise((resolve) => room.once(RoomEvent.ParticipantEncryptionStatusChanged, resolve));
    await room.setE2EEEnabled(true);
    await ready;
  }

  async function join({ cannotDecode, relay, url, token, audio = true, video = true, codec = 'vp8', simulcast = true, size = 'h360', adaptiveStream = false, dynacast = false, singlePeerConnection, passphrase, rtcConfig, degradationPreference }) {
    if (relay) detour(relay);
    if (cannotDecode) decodeNo(cannotDecode);
    const encryption = passphrase && (await encryptedWith(passphrase));
    // A tone that nobody says in no room needs no echo taken out, which costs a tenth of the browser.
    const audioCaptureDefaults = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    room = new Room({ adaptiveStream, dynacast, audioCaptureDefaults, publishDefaults: { videoCodec: codec, simulcast, ...definedOf({ degradationPreference }) }, ...definedOf({ singlePeerConnection, encryption }) });
    watch(room);
    await room.connect(url, token, definedOf({ rtcConfig }));
    if (encryption) await encrypt();
    note('connected', room.localParticipant.sid);
    if (audio) await room.localParticipant.setMicrophoneEnabled(true);
    if (video) {
      await room.localParticipant.setCameraEnabled(true, { resolution: VideoPresets[size].resolution });
    }
    return room.localParticipant.sid;
  }

  async function remote() {
    const result = {};
    for (const participant of room.remoteParticipants.values()) {
      const entry = { framesDecoded: 0, audioEnergy: 0, bytes: 0, muted: [], tracks: 0, lost: 0, repaired: 0, width: 0 };
      for (const publication of participant.trackPublications.values()) {
        if (publication.isMuted) entry.muted.push(publication.source);
        const track = publication.track;
        if (!track) continue;
        entry.tracks += 1;
        const report = await track.getRTCStatsReport();
        report?.forEach((stat) => {
          if (stat.type !== 'inbound-rtp') return;
          entry.bytes += stat.bytesReceived ?? 0;
          entry.lost += stat.packetsLost ?? 0;
          entry.repaired += stat.retransmittedPacketsReceived ?? 0;
          if (stat.kind === 'video') {
            entry.framesDecoded += stat.framesDecoded ?? 0;
            entry.width = Math.max(entry.width, stat.frameWidth ?? 0);
          }
          if (stat.kind === 'audio') entry.audioEnergy += stat.totalAudioEnergy ?? 0;
        });
      }
      result[participant.identity] = entry;
    }
    return result;
  }

  async function sent() {
    const result = [];
    for (const publication of room.localParticipant.trackPublications.values()) {
      const report = await publication.track?.getRTCStatsReport?.();
      report?.forEach((stat) => {
        if (stat.type === 'outbound-rtp') {
          result.push({ kind: stat.kind, rid: stat.rid ?? '', bytes: stat.bytesSent ?? 0, nacks: stat.nackCount ?? 0, repaired: stat.retransmittedPacketsSent ?? 0, plis: stat.pliCount ?? 0, width: stat.frameWidth ?? 0 });
        }
      });
    }
    return result;
  }

  async function sentCodec() {
    for (const publication of room.localParticipant.videoTrackPublications.values()) {
      const report = await publication.track.getRTCStatsReport();
      for (const stat of report.values()) {
        if (stat.type === 'outbound-rtp' && stat.codecId) return report.get(stat.codecId).mimeType;
      }
    }
    return '';
  }

  async function receivedCodec(identity, kind = 'video') {
    for (const publication of room.remoteParticipants.get(identity).trackPublications.values()) {
      if (publication.kind !== kind) continue;
      const report = await publication.track.getRTCStatsReport();
      for (const stat of report.values()) {
        if (stat.type === 'inbound-rtp' && stat.codecId) return report.get(stat.codecId).mimeType;
      }
    }
    return '';
  }

  async function shown(identity) {
    for (;;) {
      const publications = [...(room.remoteParticipants.get(identity)?.videoTrackPublications.values() ?? [])];
      const element = publications.map((publication) => sinks.get(publication.trackSid)).find(Boolean);
      if (element) return element;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  // How each peer connection reaches the node: our end of the pair in use, as kind/protocol/protocol to the relay.
  async function ways() {
    const result = [];
    for (const transport of [room.engine.pcManager?.publisher, room.engine.pcManager?.subscriber]) {
      const report = await transport?.getStats?.();
      if (!report) continue;
      const stats = [...report.values()];
      const used = stats.find((stat) => stat.type === 'transport')?.selectedCandidatePairId;
      const own = report.get(report.get(used)?.localCandidateId);
      if (own) result.push([own.candidateType, own.protocol, own.relayProtocol ?? ''].join('/'));
    }
    return result;
  }

  window.harness = {
    room: () => room,
    ways,
    sentCodec,
    receivedCodec,
    join,
    remote,
    sent,
    log: () => log,
    state: () => room?.state ?? 'none',
    identities: () => [...room.remoteParticipants.keys()].sort(),
    mute: (source, muted) =>
      source === 'camera'
        ? room.localParticipant.setCameraEnabled(!muted)
        : room.localParticipant.setMicrophoneEnabled(!muted),
    unpublish: async (source) => {
      const publication = room.localParticipant.getTrackPublication(source);
      await room.localParticipant.unpublishTrack(publication.track, true);
    },
    quality: ([identity, wanted]) => {
      for (const publication of room.remoteParticipants.get(identity).videoTrackPublications.values()) {
        publication.setVideoQuality(LivekitClient.VideoQuality[wanted]);
      }
    },
    // Shows somebody's video in an element of this size, which decides the layer under adaptive stream.
    show: async ([identity, width, height]) => {
      const element = await shown(identity);
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
    },
    simulate: (scenario) => room.simulateScenario(scenario),
    leave: () => room.disconnect(),
  };
})();
