package org.auralink.media.node.access;

import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.auralink.media.node.token.Claims;
import org.auralink.media.room.model.Permission;
import org.jspecify.annotations.Nullable;

/**
 * Who was removed from a room, or given other permissions there, and when: tokens that are older say what does not hold
 * any more. Lives beside the rooms, because tokens outlive them.
 *
 * <p>A token's age is its {@code iat}, else its {@code nbf}, in whole seconds; one made in the second of the removal counts
 * as older. Of tokens with neither, as some of LiveKit's SDKs make them, those are younger that expire later than every
 * such token which had let the participant in before.
 */
public final class Revocations {
    private final AccessLimits limits;
    private final InstantSource clock;
    private final Map<Guest, Revocation> revocations = new LinkedHashMap<>();
    private final Map<Guest, Long> undated;

    private record Guest(String room, String identity) {
        @Override
        public String toString() {
            return "Guest";
        }
    }

    /**
     * What holds for tokens that are not younger.
     *
     * @param at seconds since the epoch
     * @param undatedUntil latest expiry of a token without date that was used before
     */
    private record Moment(long at, long undatedUntil) {
        boolean isAfter(Claims token) {
            return token.issuedAtSeconds() > 0
                    ? token.issuedAtSeconds() <= at
                    : undatedUntil == 0 || token.expiresAtSeconds() <= undatedUntil;
        }
    }

    private record Revocation(
            @Nullable Moment removed,
            @Nullable Moment restricted,
            @Nullable Permission permission,
            long updated) {}

    /** What a token is still worth. */
    public sealed interface Verdict {
        /** What it says. */
        record Valid() implements Verdict {}

        /** Nothing: its bearer was removed after it was made. */
        record Removed() implements Verdict {}

        /** Its bearer, but not what it says they may do: that was changed after it was made. */
        record Restricted(Permission permission) implements Verdict {}
    }

    /**
     * @param limits how many are remembered, and how long
     * @param clock of the dates
     */
    public Revocations(AccessLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        undated = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Guest, Long> eldest) {
                return size() > limits.revocations();
            }
        };
    }

    /**
     * A participant was removed.
     *
     * @param open tells which rooms are open, whose revocations are kept however old
     */
    public synchronized void removed(String room, String identity, Predicate<String> open) {
        Revocation before = revocations.remove(new Guest(room, identity));
        put(
                room,
                identity,
                open,
                now -> new Revocation(
                        moment(room, identity, now),
                        before == null ? null : before.restricted,
                        before == null ? null : before.permission,
                        now));
    }

    /**
     * The application brings a participant into the room itself: that it removed them from there once counts no more, not
     * even for a token of the same second.
     */
    public synchronized void invited(String room, String identity) {
        revocations.computeIfPresent(
                new Guest(room, identity),
                (guest, before) -> before.restricted == null
                        ? null
                        : new Revocation(null, before.restricted, before.permission, before.updated));
    }

    /** A participant may do something else than before; {@code open} as in {@link #removed}. */
    public synchronized void restricted(String room, String identity, Permission permission, Predicate<String> open) {
        Revocation before = revocations.remove(new Guest(room, identity));
        put(
                room,
                identity,
                open,
                now -> new Revocation(
                        before == null ? null : before.removed, moment(room, identity, now), permission, now));
    }

    /** What the token that somebody comes with is worth now. */
    public synchronized Verdict verdict(String room, String identity, Claims token) {
        var guest = new Guest(room, identity);
        Revocation revocation = revocations.get(guest);
        if (revocation != null && revocation.removed != null && revocation.removed.isAfter(token)) {
            return new Verdict.Removed();
        }
        if (token.issuedAtSeconds() == 0) {
            undated.merge(guest, token.expiresAtSeconds(), Math::max);
        }
        if (revocation != null
                && revocation.permission != null
                && revocation.restricted != null
                && revocation.restricted.isAfter(token)) {
            return new Verdict.Restricted(revocation.permission);
        }
        return new Verdict.Valid();
    }

    private Moment moment(String room, String identity, long now) {
        return new Moment(now, undated.getOrDefault(new Guest(room, identity), 0L));
    }

    private void put(
            String room,
            String identity,
            Predicate<String> open,
            java.util.function.LongFunction<Revocation> revocation) {
        long now = clock.instant().getEpochSecond();
        Iterator<Map.Entry<Guest, Revocation>> oldest = revocations.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Guest, Revocation> entry = oldest.next();
            boolean old = entry.getValue().updated < now - limits.revoked().toSeconds();
            if (old ? !open.test(entry.getKey().room) : revocations.size() >= limits.revocations()) {
                oldest.remove();
            } else if (!old) {
                break;
            }
        }
        revocations.put(new Guest(room, identity), revocation.apply(now));
    }

    /** How many participants are remembered. */
    synchronized int size() {
        return revocations.size();
    }
}
