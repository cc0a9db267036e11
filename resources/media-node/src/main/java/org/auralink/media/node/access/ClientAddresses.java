package org.auralink.media.node.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.auralink.media.node.config.Cidr;
import org.auralink.media.node.http.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From which address a request really comes. A proxy appends whom it serves to {@code X-Forwarded-For}, so the header is
 * read from its right end, as far as the proxies are trusted: what stands left of them was written by anybody.
 */
public final class ClientAddresses {
    private static final String HEADER = "X-Forwarded-For";
    private static final Logger LOG = LoggerFactory.getLogger(ClientAddresses.class);

    /** IPv4 with or without a port, IPv6 in brackets with or without a port, or bare. */
    private static final Pattern ELEMENT = Pattern.compile(
            "(?<four>\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?|\\[(?<six>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)](?::\\d{1,5})?"
                    + "|(?<bare>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

    /** Brackets and a port around the longest address; matching a long text would take its square. */
    private static final int LONGEST_ELEMENT = 53;

    private final List<Cidr> proxies;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** @param proxies whose header is believed */
    public ClientAddresses(List<Cidr> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /** Whether connections from there are a proxy's, so of many clients. */
    public boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }

    /** From which address a request comes: as of the budgets. */
    public InetAddress client(Exchange exchange) {
        return client(exchange.peer(), exchange.headers(HEADER));
    }

    /** The right-most hop that is no trusted proxy; the connection's own address when nobody trusted tells another. */
    ClientAddress of(Exchange exchange) {
        return ClientAddress.of(client(exchange));
    }

    /** @param forwarded the values of the header, in their order */
    InetAddress client(InetAddress peer, List<String> forwarded) {
        if (!forwarded.isEmpty() && !isProxy(peer)) {
            warn();
        }
        InetAddress client = peer;
        String[] hops = String.join(",", forwarded).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isProxy(client); i--) {
            Optional<InetAddress> hop = literal(hops[i].strip());
            if (hop.isEmpty()) {
                // "unknown", a name, or worse: whoever wrote it is the last that is known.
                return client;
            }
            client = hop.get();
        }
        return client;
    }

    private static Optional<InetAddress> literal(String element) {
        var matcher = ELEMENT.matcher(element);
        if (element.length() > LONGEST_ELEMENT || !matcher.matches()) {
            return Optional.empty();
        }
        String text = matcher.group("four") != null
                ? matcher.group("four")
                : matcher.group("six") != null ? matcher.group("six") : matcher.group("bare");
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private void warn() {
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "Requests come through a proxy that node.trusted_proxies does not name: all of its clients share the"
                            + " budgets of one address");
        }
    }
}
