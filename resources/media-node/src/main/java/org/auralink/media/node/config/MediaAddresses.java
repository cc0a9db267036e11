package org.auralink.media.node.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The addresses that clients send media to.
 *
 * @param places the best first; one at least
 * @param askOutside {@code rtc.use_external_ip}: the first IPv4 address is not what the world sees, and servers shall be
 *     asked for that at the start; default false, so that a node that starts tells nobody
 * @param stunServers {@code rtc.stun_servers}: whom to ask, as host:port
 */
public record MediaAddresses(List<Place> places, boolean askOutside, List<InetSocketAddress> stunServers) {
    private static final Pattern SERVER = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):(\\d{1,5})");
    private static final InetAddress ALL = NodeAddress.literal("", "0.0.0.0");

    /**
     * One of them.
     *
     * @param bind where this host listens: that address, or all of IPv4 where a NAT has it
     * @param advertised what clients are told
     */
    public record Place(InetAddress bind, InetAddress advertised) {}

    static MediaAddresses read(Section rtc) {
        List<String> written = rtc.textOrTexts("node_ip", "an IP address, or a list of them");
        Predicate<Found> wanted = Filter.read(rtc);
        boolean filtered = rtc.has("interfaces") || rtc.has("ips");
        boolean ask = rtc.flag("use_external_ip", false);
        List<InetSocketAddress> servers = servers(rtc);
        if (!written.isEmpty() && (filtered || ask)) {
            rtc.refuse("node_ip", "expected either this, or interfaces, ips and use_external_ip");
        }
        if (ask && servers.isEmpty()) {
            rtc.refuse("stun_servers", "expected at least one host:port, because use_external_ip is true");
        }
        List<Place> places = written.isEmpty() ? found(rtc, wanted, filtered) : written(rtc, written);
        rtc.describeDefault("node_ip", "first IPv4 address that is not loopback");
        return new MediaAddresses(List.copyOf(places), ask, servers);
    }

    private static List<InetSocketAddress> servers(Section rtc) {
        var servers = new ArrayList<InetSocketAddress>();
        for (String text : rtc.texts("stun_servers", List.of(), "a list of host:port")) {
            var parts = SERVER.matcher(text);
            int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
            if (port < 1 || port > 65535) {
                rtc.refuse("stun_servers[" + servers.size() + "]", "expected host:port with a port from 1 to 65535");
                return List.of();
            }
            servers.add(InetSocketAddress.createUnresolved(parts.group(1).replaceAll("[\\[\\]]", ""), port));
        }
        return List.copyOf(servers);
    }

    private static List<Place> written(Section rtc, List<String> texts) {
        var places = new ArrayList<Place>();
        for (String text : texts) {
            String path = texts.size() == 1 ? "node_ip" : "node_ip[" + places.size() + "]";
            InetAddress address =
                    rtc.attempt(InetAddress.getLoopbackAddress(), () -> NodeAddress.literal(rtc.at(path), text));
            boolean own = isOfThisHost(address);
            if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
                rtc.refuse(path, "expected the address of one host, which clients send media to");
            } else if (!own && address.getAddress().length != ALL.getAddress().length) {
                rtc.refuse(path, "expected an IPv6 address of this host");
            }
            places.add(new Place(own ? address : ALL, address));
        }
        if (places.stream().map(Place::advertised).distinct().count() < places.size()) {
            rtc.refuse("node_ip", "expected each address once");
        }
        boolean all = places.stream().anyMatch(place -> place.bind.isAnyLocalAddress());
        if (all && places.stream().filter(place -> isFour(place.advertised)).count() > 1) {
            rtc.refuse("node_ip", "expected one IPv4 address only, because one is not of this host");
        }
        return places;
    }

    private static boolean isFour(InetAddress address) {
        return address.getAddress().length == ALL.getAddress().length;
    }

    private static boolean isOfThisHost(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /** An address of this host and the name of its interface. */
    private record Found(String card, InetAddress address) {}

    private static List<Place> found(Section rtc, Predicate<Found> wanted, boolean filtered) {
        List<Place> places = new ArrayList<>();
        for (Found each : ofThisHost()) {
            // Without being told which, one is enough: a host has addresses of containers and tunnels as well.
            if (filtered ? wanted.test(each) : isFour(each.address) && places.isEmpty()) {
                places.add(new Place(each.address, each.address));
            }
        }
        if (places.isEmpty() && filtered) {
            rtc.refuse(
                    "ips",
                    "expected ips and interfaces to leave an address of this host that is not loopback or link-local");
        }
        if (places.isEmpty()) {
            InetAddress loopback = NodeAddress.literal("", "127.0.0.1");
            places.add(new Place(loopback, loopback));
        }
        return places;
    }

    private static List<Found> ofThisHost() {
        List<Found> found = new ArrayList<>();
        try {
            NetworkInterface.networkInterfaces()
                    .filter(MediaAddresses::isUp)
                    .forEach(card -> card.inetAddresses()
                            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                            .forEach(address -> found.add(new Found(card.getName(), plain(address)))));
        } catch (SocketException e) {
            return List.of();
        }
        // IPv4 first: that is what most clients have in common with us.
        found.sort((one, other) -> Boolean.compare(isFour(other.address), isFour(one.address)));
        return found;
    }

    /** Without the name of its interface, which IPv6 addresses have here and nobody else can read. */
    private static InetAddress plain(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of this host has an impossible length", e);
        }
    }

    private static boolean isUp(NetworkInterface card) {
        try {
            return card.isUp();
        } catch (SocketException e) {
            return false;
        }
    }

    /** {@code rtc.interfaces} and {@code rtc.ips}: what is excluded is out; where something is included, nothing else is in. */
    private record Filter(List<String> cardsIn, List<String> cardsOut, List<Cidr> ipsIn, List<Cidr> ipsOut) {
        static Predicate<Found> read(Section rtc) {
            Section cards = rtc.section("interfaces");
            Section ips = rtc.section("ips");
            var filter = new Filter(
                    cards.texts("includes", List.of(), "a list of names of interfaces"),
                    cards.texts("excludes", List.of(), "a list of names of interfaces"),
                    ranges(ips, "includes"),
                    ranges(ips, "excludes"));
            cards.finish();
            ips.finish();
            return filter::lets;
        }

        private static List<Cidr> ranges(Section ips, String key) {
            var ranges = new ArrayList<Cidr>();
            for (String text : ips.texts(key, List.of(), "a list of ranges such as 10.0.0.0/8")) {
                String path = ips.at(key) + "[" + ranges.size() + "]";
                ranges.add(ips.attempt(Cidr.parse("", "0.0.0.0/0"), () -> Cidr.parse(path, text)));
            }
            return ranges;
        }

        private boolean lets(Found found) {
            return (cardsIn.isEmpty() || cardsIn.contains(found.card))
                    && !cardsOut.contains(found.card)
                    && (ipsIn.isEmpty() || ipsIn.stream().anyMatch(range -> range.contains(found.address)))
                    && ipsOut.stream().noneMatch(range -> range.contains(found.address));
        }
    }
}
