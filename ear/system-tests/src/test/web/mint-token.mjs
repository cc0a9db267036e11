// Prints a join token for a room and an identity, signed with the development key.
import { AccessToken } from 'livekit-server-sdk';

const [room, identity] = process.argv.slice(2);
const token = new AccessToken('devkey', 'secret', { identity, ttl: '5m' });
token.addGrant({ roomJoin: true, room });
process.stdout.write(await token.toJwt());
