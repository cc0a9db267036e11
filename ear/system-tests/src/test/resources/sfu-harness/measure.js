// What somebody sees and hears of another over time, driven from a test through window.measure once harness.js has joined.
(() => {
  const INTERVAL = 100;
  let recorded;

  function publicationsOf(identity) {
    return [...window.harness.room().remoteParticipants.get(identity).trackPublications.values()];
  }

  async function sample(identity, into) {
    const entry = { at: performance.now() };
    for (const { track } of publicationsOf(identity)) {
      const report = await track?.getRTCStatsReport();
      report?.forEach((stat) => {
        if (stat.type !== 'inbound-rtp') return;
        if (stat.kind === 'video') {
          entry.height = stat.frameHeight ?? 0;
          entry.freezes = stat.freezeCount ?? 0;
          entry.frozen = stat.totalFreezesDuration ?? 0;
          entry.bytes = stat.bytesReceived ?? 0;
          entry.lost = stat.packetsLost ?? 0;
          entry.packets = stat.packetsReceived ?? 0;
          entry.frames = stat.framesDecoded ?? 0;
          entry.keyFrames = stat.keyFramesDecoded ?? 0;
          entry.plis = stat.pliCount ?? 0;
        } else {
          entry.heard = stat.totalSamplesReceived ?? 0;
          // Silence that is made up between words is none that was lost.
          entry.concealed = (stat.concealedSamples ?? 0) - (stat.silentConcealedSamples ?? 0);
          entry.delay = stat.jitterBufferDelay ?? 0;
          entry.emitted = stat.jitterBufferEmittedCount ?? 0;
        }
      });
    }
    into.push(entry);
  }

  // Each picture when it is decoded, from the element that shows them.
  function watch(identity, frames) {
    const video = publicationsOf(identity)
      .find((publication) => publication.kind === 'video')
      .track.attachedElements.at(0);
    const shown = (now, picture) => {
      frames.push([now, picture.height]);
      video.requestVideoFrameCallback(shown);
    };
    video.requestVideoFrameCallback(shown);
  }

  function begin(identity) {
    recorded = { frames: [], samples: [] };
    const into = recorded;
    watch(identity, into.frames);
    const next = async () => {
      if (into !== recorded) return;
      await sample(identity, into.samples);
      setTimeout(next, INTERVAL);
    };
    next();
  }

  window.measure = {
    begin,
    now: () => performance.now(),
    recorded: () => recorded,
  };
})();
