package org.auralink.media.srtp;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** State by SSRC, in an open-addressed table: looking up allocates nothing, which a map with boxed keys would. */
final class StreamTable<T> {
    private static final int INITIAL = 16;

    private final int limit;
    private int[] keys = new int[INITIAL];
    private @Nullable Object[] values = new @Nullable Object[INITIAL];
    private int size;

    /** @param limit entries at most */
    StreamTable(int limit) {
        this.limit = limit;
    }

    @Nullable
    T get(int ssrc) {
        return valueAt(slot(keys, values, ssrc));
    }

    /** The entry, made when it is missing; null when the table is full. */
    @Nullable
    T getOrAdd(int ssrc, Supplier<T> maker) {
        int slot = slot(keys, values, ssrc);
        T present = valueAt(slot);
        if (present != null || size >= limit) {
            return present;
        }
        T made = maker.get();
        keys[slot] = ssrc;
        values[slot] = made;
        if (++size * 2 > keys.length) {
            grow();
        }
        return made;
    }

    boolean isFull() {
        return size >= limit;
    }

    @SuppressWarnings("unchecked")
    private @Nullable T valueAt(int slot) {
        return (T) values[slot];
    }

    private void grow() {
        int[] newKeys = new int[keys.length * 2];
        @Nullable Object[] newValues = new @Nullable Object[keys.length * 2];
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != null) {
                int slot = slot(newKeys, newValues, keys[i]);
                newKeys[slot] = keys[i];
                newValues[slot] = values[i];
            }
        }
        keys = newKeys;
        values = newValues;
    }

    private static int slot(int[] keys, @Nullable Object[] values, int ssrc) {
        int mask = keys.length - 1;
        int slot = (ssrc * 0x9E3779B1 >>> 16) & mask;
        while (values[slot] != null && keys[slot] != ssrc) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
