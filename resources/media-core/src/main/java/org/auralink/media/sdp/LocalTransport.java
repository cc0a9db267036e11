package org.auralink.media.sdp;

import java.util.List;

/**
 * What our side of a connection says about itself in every section.
 *
 * @param ufrag ICE user fragment
 * @param password ICE password
 * @param fingerprint of our certificate, {@code sha-256 AB:…}
 * @param candidates RFC 8839 syntax, with {@code candidate:}
 */
public record LocalTransport(String ufrag, String password, String fingerprint, List<String> candidates) {}
