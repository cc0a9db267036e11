// An agent that says again what it hears. AGENT_NAME and AGENT_TYPE say to whom it is dispatched.
import { ServerOptions, cli, defineAgent } from '@livekit/agents';
import {
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  ParticipantKind,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node';
import { fileURLToPath } from 'node:url';

const RATE = 48000;
/** As LiveKit's protocol numbers them. */
const TYPES = ['JT_ROOM', 'JT_PUBLISHER', 'JT_PARTICIPANT'];

async function echo(room, track) {
  const source = new AudioSource(RATE, 1);
  const options = new TrackPublishOptions();
  options.source = TrackSource.SOURCE_MICROPHONE;
  await room.localParticipant.publishTrack(LocalAudioTrack.createAudioTrack('echo', source), options);
  for await (const frame of new AudioStream(track, RATE, 1)) {
    await source.captureFrame(frame);
  }
}

export default defineAgent({
  entry: async (ctx) => {
    // Not each other: two of them would never come to an end.
    const meant = (participant) =>
      participant.kind !== ParticipantKind.AGENT &&
      (!ctx.job.participant || ctx.job.participant.identity === participant.identity);
    ctx.room.on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
      if (track.kind === TrackKind.KIND_AUDIO && meant(participant)) {
        echo(ctx.room, track).catch((error) => console.error(`echo ended: ${error}`));
      }
    });
    await ctx.connect();
    await ctx.room.localParticipant.setAttributes({
      worker: process.env.WORKER_LABEL ?? '',
      job: ctx.job.id,
      metadata: ctx.job.metadata,
      for: ctx.job.participant?.identity ?? '',
    });
  },
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  cli.runApp(
    new ServerOptions({
      agent: fileURLToPath(import.meta.url),
      agentName: process.env.AGENT_NAME ?? '',
      serverType: TYPES.indexOf(process.env.AGENT_TYPE ?? 'JT_ROOM'),
      numIdleProcesses: 1,
      host: '127.0.0.1',
      port: Number(process.env.WORKER_PORT ?? 8081),
      // What else this machine does is not the worker's load.
      loadFunc: async () => 0,
    }),
  );
}
