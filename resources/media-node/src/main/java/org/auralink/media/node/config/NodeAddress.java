package org.auralink.media.node.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses in the configuration. */
final class NodeAddress {
    /** Literals only: a host name here would put a DNS server between a call and its media. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** An IPv6 address with an IPv4 one in it has 45 characters; matching a long text would take its square. */
    private static final int LONGEST = 45;

    private NodeAddress() {}

    /** Whether the text is an IP address, so that nobody is asked for a name. */
    static boolean isLiteral(String text) {
        return text.length() <= LONGEST && LITERAL.matcher(text).matches();
    }

    static InetAddress literal(String path, String text) {
        try {
            if (isLiteral(text)) {
                return InetAddress.getByName(text);
            }
        } catch (UnknownHostException e) {
            throw new ConfigException(path, "expected an IP address");
        }
        throw new ConfigException(path, "expected an IP address");
    }
}
