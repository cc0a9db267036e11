package org.auralink.media.room;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.auralink.media.room.data.DataPacket.Nonce;
import org.jspecify.annotations.Nullable;

/** Which messages were there lately, so that one that is sent again is passed on once. */
final class RecentNonces {
    /** LiveKit's number. Whoever repeats something does so within seconds. */
    private static final int MOST = 100;

    private final Set<Nonce> seen = new LinkedHashSet<>();

    /** Notes a message; false when it was there already. One without a nonce is always new. */
    boolean isNew(@Nullable Nonce nonce) {
        if (nonce == null) {
            return true;
        }
        if (!seen.add(nonce)) {
            return false;
        }
        if (seen.size() > MOST) {
            Iterator<Nonce> oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }
}
