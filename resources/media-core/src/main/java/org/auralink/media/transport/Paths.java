package org.auralink.media.transport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses an association may be reached at: those an authentic datagram came from. A handful, so they are
 * searched; the newest datagram's address usually is the one found first.
 */
final class Paths {
    private final int limit;
    private final List<Path> paths;
    private @Nullable Path last;

    /** @param limit addresses at most */
    Paths(int limit) {
        this.limit = limit;
        paths = new ArrayList<>(limit);
    }

    /** The path of this address, or null when nothing authentic came from it. Allocates nothing. */
    @Nullable
    Path find(PeerAddress address) {
        Path recent = last;
        if (recent != null && recent.address() == address) {
            return recent;
        }
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            if (path.address().equals(address)) {
                last = path;
                return path;
            }
        }
        return null;
    }

    /**
     * Adds an address that is not known yet.
     *
     * @param keep stays, however long nothing came from it
     * @return the path that had to give way to it, null when there was room
     */
    @Nullable
    Path add(Path added, @Nullable Path keep) {
        Path evicted = paths.size() < limit ? null : longestSilent(keep);
        if (evicted != null) {
            paths.remove(evicted);
            last = null;
        }
        paths.add(added);
        return evicted;
    }

    /** Forgets an address. */
    void remove(Path gone) {
        paths.remove(gone);
        last = null;
    }

    private Path longestSilent(@Nullable Path keep) {
        Path longest = null;
        for (Path path : paths) {
            if (path != keep && (longest == null || path.heardAt() - longest.heardAt() < 0)) {
                longest = path;
            }
        }
        return longest == null ? paths.get(0) : longest;
    }

    /** All of them; a view. */
    List<Path> all() {
        return paths;
    }
}
