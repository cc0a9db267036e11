package org.auralink.media.room;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.auralink.media.room.data.DataKind;
import org.auralink.media.room.data.DataPacket;
import org.auralink.media.room.data.RpcAnswer;
import org.auralink.media.room.data.RpcFailure;
import org.auralink.media.room.data.RpcFailure.BuiltIn;
import org.jspecify.annotations.Nullable;

/** Calls of the application to participants that are not answered yet. Each ends: by an answer, a time or a departure. */
final class RpcCalls {
    /** Within this a client says that it has the call; LiveKit's. */
    private static final long ACKNOWLEDGED_WITHIN = 7_000_000_000L;

    /** Calls of one room at a time: each holds a request of the server API open. */
    private static final int MOST = 1_000;

    private final Map<String, Pending> pending = new LinkedHashMap<>();

    /** A call, whom it went to, and until when what is awaited. */
    private static final class Pending {
        final Member callee;
        final RpcResult result;
        final long endsAt;
        final long acknowledgedUntil;
        boolean acknowledged;

        Pending(long now, Member callee, long millis, RpcResult result) {
            this.callee = callee;
            this.result = result;
            acknowledgedUntil = now + ACKNOWLEDGED_WITHIN;
            endsAt = now + millis * 1_000_000L;
        }

        /** What ended it by now, or null. */
        @Nullable
        BuiltIn overdue(long now) {
            if (!acknowledged && now >= Math.min(acknowledgedUntil, endsAt)) {
                return BuiltIn.CONNECTION_TIMEOUT;
            }
            return now >= endsAt ? BuiltIn.RESPONSE_TIMEOUT : null;
        }
    }

    /** Calls a participant. */
    void call(long now, Member callee, RpcCall call, RpcResult result) {
        byte[] packet = DataPacket.call(
                call.id(),
                call.method(),
                call.payload(),
                call.timeoutMillis(),
                callee.identity().value());
        if (pending.size() >= MOST || !callee.connections().sendData(now, DataKind.RELIABLE, packet)) {
            result.failed(BuiltIn.SEND_FAILED.failure());
            return;
        }
        pending.put(call.id(), new Pending(now, callee, call.timeoutMillis(), result));
    }

    /** Takes an answer to one of the calls; false for one that is meant for somebody else, or comes of somebody else. */
    boolean takes(Member from, RpcAnswer answer) {
        Pending call = pending.get(answer.request());
        if (call == null || call.callee != from) {
            return false;
        }
        if (answer.acknowledgement()) {
            call.acknowledged = true;
            return true;
        }
        pending.remove(answer.request());
        RpcFailure failure = answer.failure();
        if (failure == null) {
            call.result.done(answer.payload());
        } else {
            call.result.failed(failure);
        }
        return true;
    }

    /** Ends calls that were not answered in time. */
    void tick(long now) {
        for (Iterator<Pending> each = pending.values().iterator(); each.hasNext(); ) {
            Pending call = each.next();
            BuiltIn overdue = call.overdue(now);
            if (overdue != null) {
                each.remove();
                call.result.failed(overdue.failure());
            }
        }
    }

    /** Somebody is gone, and answers nothing any more. */
    void forget(Member gone) {
        for (Iterator<Pending> each = pending.values().iterator(); each.hasNext(); ) {
            Pending call = each.next();
            if (call.callee == gone) {
                each.remove();
                call.result.failed(BuiltIn.RECIPIENT_DISCONNECTED.failure());
            }
        }
    }
}
