package org.auralink.webhooks.control;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where a host's name leads now. */
@FunctionalInterface
public interface Names {
    /** Asks the system's resolver. */
    Names SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * All addresses of a host, in the order in which they are to be tried; a literal address is itself.
     *
     * @throws UnknownHostException when there is none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
