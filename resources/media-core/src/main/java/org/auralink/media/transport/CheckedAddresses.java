package org.auralink.media.transport;

import org.jspecify.annotations.Nullable;

/**
 * The addresses an association may be reached at: those an authenticated check came from. A handful, so an array is
 * searched; the newest datagram's address usually is the one found first.
 */
final class CheckedAddresses {
    private final @Nullable PeerAddress[] addresses;
    private final long[] checkedAt;
    private int size;
    private @Nullable PeerAddress last;
    private @Nullable PeerAddress selected;

    /** @param limit addresses at most */
    CheckedAddresses(int limit) {
        addresses = new @Nullable PeerAddress[limit];
        checkedAt = new long[limit];
    }

    /** Whether datagrams from this address are the client's. Allocates nothing. */
    boolean contains(PeerAddress address) {
        if (address == last) {
            return true;
        }
        int slot = slotOf(address);
        if (slot >= 0) {
            last = address;
        }
        return slot >= 0;
    }

    private int slotOf(PeerAddress address) {
        for (int slot = 0; slot < size; slot++) {
            if (address.equals(addresses[slot])) {
                return slot;
            }
        }
        return -1;
    }

    /**
     * Remembers a check.
     *
     * @return the address that had to give way, null when there was room
     */
    @Nullable
    PeerAddress add(long now, PeerAddress address) {
        int slot = slotOf(address);
        if (slot >= 0) {
            checkedAt[slot] = now;
            return null;
        }
        if (size < addresses.length) {
            addresses[size] = address;
            checkedAt[size++] = now;
            return null;
        }
        int oldest = oldestUnselected();
        PeerAddress evicted = addresses[oldest];
        addresses[oldest] = address;
        checkedAt[oldest] = now;
        last = null;
        return evicted;
    }

    private int oldestUnselected() {
        int oldest = -1;
        for (int slot = 0; slot < size; slot++) {
            boolean free = addresses[slot] != selected;
            if (free && (oldest < 0 || checkedAt[slot] - checkedAt[oldest] < 0)) {
                oldest = slot;
            }
        }
        return Math.max(oldest, 0);
    }

    /** Whether a check came from here since {@code since}. */
    boolean checkedSince(long since, PeerAddress address) {
        int slot = slotOf(address);
        return slot >= 0 && checkedAt[slot] - since >= 0;
    }

    /** Sends to this address, one that was added, from now on. */
    void select(PeerAddress address) {
        int slot = slotOf(address);
        selected = slot < 0 ? selected : addresses[slot];
    }

    /** Where to send to; null before the first check. */
    @Nullable
    PeerAddress selected() {
        return selected;
    }

    /** All of them, for giving them back. */
    Iterable<PeerAddress> all() {
        java.util.List<PeerAddress> all = new java.util.ArrayList<>(size);
        for (int slot = 0; slot < size; slot++) {
            PeerAddress address = addresses[slot];
            if (address != null) {
                all.add(address);
            }
        }
        return all;
    }
}
