package org.auralink.media.node.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses in the configuration, and the address that the node advertises when none is written. */
final class NodeAddress {
    /** Literals only: a host name here would put a DNS server between a call and its media. */
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** An IPv6 address with an IPv4 one in it has 45 characters; matching a long text would take its square. */
    private static final int LONGEST = 45;

    private NodeAddress() {}

    /** The address to advertise: a host's own, so neither the wildcard nor a group. */
    static String read(Section section, String key) {
        String text = section.text(key, "");
        if (text.isEmpty()) {
            return ofThisHost();
        }
        InetAddress address = section.attempt(InetAddress.getLoopbackAddress(), () -> literal(section.at(key), text));
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            section.refuse(key, "expected the address of one host, which clients send media to");
        }
        return address.getHostAddress();
    }

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

    private static String ofThisHost() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(NodeAddress::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> a.getAddress().length == 4 && !a.isLoopbackAddress() && !a.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse("127.0.0.1");
        } catch (SocketException e) {
            return "127.0.0.1";
        }
    }

    private static boolean isUp(NetworkInterface card) {
        try {
            return card.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
