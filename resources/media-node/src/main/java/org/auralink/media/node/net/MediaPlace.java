package org.auralink.media.node.net;

import java.net.InetAddress;

/**
 * Where one socket of each loop listens.
 *
 * @param bind an address of this host, or all of a family
 * @param advertised the address in candidates, which a NAT may have changed from {@code bind}
 */
public record MediaPlace(InetAddress bind, InetAddress advertised) {}
