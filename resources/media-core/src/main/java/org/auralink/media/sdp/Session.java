package org.auralink.media.sdp;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parsed session description.
 *
 * @param bundle mids of the first bundle group
 * @param media sections in order
 */
public record Session(List<String> bundle, List<Media> media) {
    /**
     * Parses the subset of SDP that WebRTC endpoints use. Unknown lines and attributes are skipped.
     *
     * @throws SdpException when a line is malformed that matters, or a limit is exceeded
     */
    public static Session parse(String sdp) throws SdpException {
        return new SessionParser().parse(sdp);
    }

    /** The section with this name. */
    public Optional<Media> section(String mid) {
        return media.stream().filter(each -> each.mid().equals(mid)).findFirst();
    }

    /** Whether every section is at port 0: nothing is to be sent or received (RFC 3264 8.2), and so nothing is said about a transport. */
    public boolean isOff() {
        return !media.isEmpty() && media.stream().allMatch(each -> each.port() == 0);
    }

    /** The data section: the first that is not rejected, since a connection has one SCTP association. */
    public Optional<Media> data() {
        return media.stream().filter(each -> each.isData() && each.port() != 0).findFirst();
    }

    /**
     * The section whose transport the connection uses: the first that is not rejected and says what its transport is, one
     * for media rather than one for data, which may be rejected yet; null when there is none.
     */
    public @Nullable Media transport() {
        Media best = null;
        for (Media section : media) {
            boolean better = best == null
                    || best.fingerprint().isEmpty() && !section.fingerprint().isEmpty()
                    || best.kind().equals("application") && !section.kind().equals("application");
            if (section.port() != 0 && !section.ufrag().isEmpty() && better) {
                best = section;
            }
        }
        return best;
    }

    /**
     * Mids of the sections that would have a transport of their own, where a connection here has one for all: they are
     * neither bundled with the section that carries it nor say the same of ICE (RFC 8843 7.3.3). Clients that bundle
     * nothing offer such ones.
     */
    public Set<String> apart() {
        Media carrier = transport();
        if (carrier == null) {
            return Set.of();
        }
        Set<String> bundled = bundle.contains(carrier.mid()) ? new HashSet<>(bundle) : Set.of();
        return media.stream()
                .filter(section -> !section.ufrag().isEmpty() && !bundled.contains(section.mid()))
                .filter(section -> !section.ufrag().equals(carrier.ufrag())
                        || !section.password().equals(carrier.password()))
                .map(Media::mid)
                .collect(Collectors.toSet());
    }
}
