package org.auralink.media.sctp;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The four messages before data (RFC 9260 5.1), as the side that calls, the one that is called, or both at once (5.2.1),
 * as it is with data channels (RFC 8831 6.2).
 */
final class Handshake {
    private enum Step {
        IDLE,
        INIT_SENT,
        COOKIE_ECHOED,
        DONE
    }

    private final SctpLimits limits;
    private final SctpTimes times;
    private final RandomGenerator random;
    private final CookieSeal seal;
    private final RetryTimer timer = new RetryTimer();
    private final int localTag;
    private final int localTsn;
    private Step step = Step.IDLE;
    private RetransmissionTimeout timeout;
    private int repetitions;
    private boolean due;
    private @Nullable Peer peer;
    private byte[] cookie = new byte[0];
    private List<byte[]> unrecognized = List.of();
    private @Nullable InitChunk answer;
    private int answerTag;
    private int staleTag;
    private long staleBy;

    Handshake(SctpLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
        times = limits.times();
        seal = new CookieSeal(random);
        timeout = new RetransmissionTimeout(times);
        localTag = newTag();
        localTsn = random.nextInt();
    }

    private int newTag() {
        int tag = random.nextInt();
        return tag == 0 ? 1 : tag;
    }

    /** The tag of our own INIT. */
    int localTag() {
        return localTag;
    }

    int localTsn() {
        return localTsn;
    }

    /** The peer as its INIT ACK told, null before. */
    @Nullable
    Peer peer() {
        return step == Step.COOKIE_ECHOED ? peer : null;
    }

    boolean isIdle() {
        return step == Step.IDLE;
    }

    /** Calls the peer. */
    void start() {
        step = Step.INIT_SENT;
        due = true;
    }

    /** Both sides are there: nothing is repeated any more. */
    void finish() {
        step = Step.DONE;
        due = false;
        timer.stop();
        cookie = new byte[0];
    }

    /**
     * Takes an INIT. What we answer is all that it leaves behind (5.1 B), with the tag of our own INIT while that is
     * unanswered (5.2.1), else with new ones (5.2.2).
     */
    void onInit(long now, InitChunk theirs, @Nullable Transfer present) {
        boolean own = step == Step.INIT_SENT || step == Step.COOKIE_ECHOED;
        int tag = own ? localTag : newTag();
        int tsn = own ? localTsn : random.nextInt();
        int tieTag = present == null ? 0 : present.localTag();
        int peerTieTag = present == null ? 0 : present.peer().tag();
        var state = new StateCookie(now, tag, tsn, tieTag, peerTieTag, Peer.of(theirs, limits.maxStreams()));
        answer = init(tag, tsn, seal.seal(state), theirs.unrecognized());
        answerTag = theirs.tag();
    }

    private InitChunk init(int tag, int tsn, byte @Nullable [] with, List<byte[]> unknown) {
        int streams = limits.maxStreams();
        return new InitChunk(tag, limits.receiveBuffer(), streams, streams, tsn, true, true, with, unknown);
    }

    /** Takes an INIT ACK (5.1 C); false when it has no place here. */
    boolean onInitAck(InitChunk theirs) {
        byte[] theirCookie = theirs.cookie();
        int most = limits.maxPacket() - PacketReader.HEADER - FieldCursor.HEADER;
        if (step != Step.INIT_SENT || theirCookie == null || theirCookie.length > most) {
            return false;
        }
        peer = Peer.of(theirs, limits.maxStreams());
        cookie = theirCookie;
        unrecognized = theirs.unrecognized();
        step = Step.COOKIE_ECHOED;
        repetitions = 0;
        timeout = new RetransmissionTimeout(times);
        due = true;
        timer.stop();
        return true;
    }

    /** Takes what a COOKIE ECHO carries; null when it is none of ours or too old, which the peer is told (5.1.5). */
    @Nullable
    StateCookie onCookieEcho(long now, PacketReader packet) {
        StateCookie state = seal.open(packet.bytes(), packet.value(), packet.valueSize());
        if (state == null || state.localTag() != packet.verificationTag()) {
            return null;
        }
        long stale = now - state.madeAt() - times.cookieLife().toNanos();
        if (stale > 0) {
            staleTag = state.peer().tag();
            staleBy = stale;
            return null;
        }
        return state;
    }

    /** The peer says that our cookie took too long to come back: begins anew (5.2.6). */
    void onStaleCookie() {
        if (step == Step.COOKIE_ECHOED) {
            step = Step.INIT_SENT;
            due = true;
        }
    }

    /** T1; false when the peer never answered (5.1.6, 4 note 2). */
    boolean advance(long now) {
        if (!timer.expires(now)) {
            return true;
        }
        timeout.backOff();
        due = true;
        return ++repetitions <= times.maxInitRetransmissions();
    }

    /** When {@link #advance} has something to do. */
    long nextTimeout() {
        return timer.dueAt();
    }

    /** Sends what is due, each in a packet of its own: INIT ACK, INIT or COOKIE ECHO. */
    void write(long now, PacketWriter packet, PacketSink sink) {
        InitChunk reply = answer;
        if (reply != null) {
            answer = null;
            packet.begin(sink, answerTag);
            reply.write(packet, ChunkType.INIT_ACK);
            packet.send();
        }
        if (staleTag != 0) {
            writeStale(packet, sink);
        }
        if (!due) {
            return;
        }
        due = false;
        timer.start(now + timeout.nanos());
        Peer known = peer;
        if (step == Step.COOKIE_ECHOED && known != null) {
            packet.begin(sink, known.tag());
            writeCookie(packet);
        } else {
            packet.begin(sink, 0);
            init(localTag, localTsn, null, List.of()).write(packet, ChunkType.INIT);
        }
        packet.send();
    }

    private void writeCookie(PacketWriter packet) {
        packet.open(ChunkType.COOKIE_ECHO, 0);
        packet.putBytes(cookie, 0, cookie.length);
        packet.close();
        for (byte[] parameter : unrecognized) {
            byte[] cause = ErrorCause.of(ErrorCause.UNRECOGNIZED_PARAMETERS, parameter, 0, parameter.length);
            packet.require(FieldCursor.HEADER + cause.length);
            packet.open(ChunkType.ERROR, 0);
            packet.putBytes(cause, 0, cause.length);
            packet.close();
        }
        unrecognized = List.of();
    }

    private void writeStale(PacketWriter packet, PacketSink sink) {
        packet.begin(sink, staleTag);
        packet.open(ChunkType.ERROR, 0);
        packet.putShort(ErrorCause.STALE_COOKIE);
        packet.putShort(2 * FieldCursor.HEADER);
        packet.putInt((int) Math.min(Integer.MAX_VALUE, staleBy / 1_000));
        packet.close();
        packet.send();
        staleTag = 0;
    }
}
