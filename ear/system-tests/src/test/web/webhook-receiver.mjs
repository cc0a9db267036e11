// LiveKit's own receiver, unmodified: reads {authorization, body} a line, and fails unless it takes each of them and
// refuses them once something about them is changed.
import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { WebhookReceiver } from 'livekit-server-sdk';

const [key, secret] = process.argv.slice(2);
const receiver = new WebhookReceiver(key, secret);
const events = [];
for await (const line of createInterface({ input: process.stdin })) {
  const { authorization, body } = JSON.parse(line);
  const event = await receiver.receive(body, authorization);
  assert.equal(event.event, JSON.parse(body).type);
  assert.equal(event.id, JSON.parse(body).id);
  assert.ok(Math.abs(Number(event.createdAt) - Date.now() / 1000) < 600, `created ${event.createdAt}`);
  assert.ok(event.room === undefined || event.room.name.length === 36);
  events.push(event.participant ? `${event.event} ${event.participant.sid.slice(0, 3)}` : event.event);
  await assert.rejects(receiver.receive(body.replace('"sequence":', '"sequence":1'), authorization), /sha256/);
  await assert.rejects(new WebhookReceiver(key, `${secret}x`).receive(body, authorization));
  await assert.rejects(new WebhookReceiver('other', secret).receive(body, authorization));
}
console.log(events.join('\n'));
