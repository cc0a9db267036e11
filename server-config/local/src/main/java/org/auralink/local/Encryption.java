package org.auralink.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files by which the web port and the media nodes serve TLS, in the state directory: of a person's own certificate, which
 * is copied at each start, or of one that the {@link LocalAuthority} signs.
 */
final class Encryption {
    static final String DIRECTORY = "tls";

    /** The name in {@link #store}. */
    static final String ALIAS = "auralink";

    /** Of a store that nobody else can read: a password beside it would protect nothing. The server's own default. */
    static final String STORE_PASSWORD = "changeit";

    private static final String CHAIN = "server.pem";
    private static final String KEY = "server.key";
    private static final String STORE = "server.p12";

    /** So that who starts it every month never sees it end. */
    private static final Duration RENEWED_BEFORE = Duration.ofDays(60);

    /** More addresses than a machine has, but for those of containers. */
    private static final int MOST_ADDRESSES = 50;

    private final StateDirectory state;
    private final Optional<LocalAuthority> authority;

    private Encryption(StateDirectory state, Optional<LocalAuthority> authority) {
        this.state = state;
        this.authority = authority;
    }

    /** Where the chain of certificates is, PEM. */
    static Path chain(Path stateDirectory) {
        return stateDirectory.resolve(DIRECTORY).resolve(CHAIN);
    }

    /** Where its key is, PEM. */
    static Path key(Path stateDirectory) {
        return stateDirectory.resolve(DIRECTORY).resolve(KEY);
    }

    /** Where both are, PKCS #12. */
    static Path store(Path stateDirectory) {
        return stateDirectory.resolve(DIRECTORY).resolve(STORE);
    }

    /** Where the certificate of the local authority is, PEM. */
    static Path authority(Path stateDirectory) {
        return stateDirectory.resolve(DIRECTORY).resolve(LocalAuthority.CERTIFICATE);
    }

    /**
     * Lays down what is needed. A certificate of the local authority is kept while it is good and for the same names.
     *
     * @param own a person's own certificate, where there is one
     */
    static Encryption prepare(StateDirectory state, Optional<ServerIdentity> own, Set<String> names, Instant now) {
        state.directory(DIRECTORY);
        if (own.isPresent()) {
            var encryption = new Encryption(state, Optional.empty());
            encryption.write(own.get());
            return encryption;
        }
        LocalAuthority authority = LocalAuthority.of(state, DIRECTORY, now);
        var encryption = new Encryption(state, Optional.of(authority));
        encryption.write(encryption
                .kept()
                .filter(kept -> kept.names().equals(names)
                        && kept.until().isAfter(now.plus(RENEWED_BEFORE))
                        && authority.signed(kept.chain().get(0)))
                .orElseGet(() -> authority.issue(names, now)));
        return encryption;
    }

    private Optional<ServerIdentity> kept() {
        Path chain = state.path(DIRECTORY, CHAIN);
        Path key = state.path(DIRECTORY, KEY);
        if (!Files.exists(chain) || !Files.exists(key)) {
            return Optional.empty();
        }
        try {
            state.keepPrivate(key);
            var kept = new ServerIdentity(Pem.certificates(chain), Pem.key(key));
            return kept.chain().isEmpty() || !kept.belongTogether() ? Optional.empty() : Optional.of(kept);
        } catch (IOException | GeneralSecurityException e) {
            // Not from us, or half written: another is made.
            return Optional.empty();
        }
    }

    private void write(ServerIdentity identity) {
        try {
            var store = new ByteArrayOutputStream();
            char[] password = STORE_PASSWORD.toCharArray();
            Pem.store(ALIAS, identity, password).store(store, password);
            state.writePrivate(DIRECTORY + "/" + CHAIN, Pem.text(identity.chain()));
            state.writePrivate(DIRECTORY + "/" + KEY, Pem.text(identity.key()));
            state.writePrivate(DIRECTORY + "/" + STORE, store.toByteArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new LaunchException(
                    "The certificate cannot be written to " + state.path(DIRECTORY) + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * What a local certificate is for: this machine by all its names and addresses, and what people are told to open.
     *
     * @param told addresses of the web application and of the nodes
     */
    static Set<String> names(List<URI> told) {
        Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"));
        try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
            interfaces
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                    .limit(MOST_ADDRESSES)
                    .map(Encryption::text)
                    .forEach(names::add);
            String host = InetAddress.getLocalHost().getHostName();
            if (host.matches("[A-Za-z0-9-]{1,63}")) {
                names.add(host);
                // Multicast DNS (RFC 6762), by which phones find machines in their network.
                names.add(host + ".local");
            }
        } catch (SocketException | UnknownHostException e) {
            // A machine without a network, or without a name, serves itself.
        }
        for (URI url : told) {
            names.add(literal(url.getHost()));
        }
        return names;
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    /** An IPv6 address as a certificate has it, or the host itself. */
    private static String literal(String host) {
        if (!host.startsWith("[")) {
            return host;
        }
        try {
            return text(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return host.substring(1, host.length() - 1);
        }
    }

    /** For people who are to trust the authority: where it is, and how they know that it is the right one. */
    List<String> lines(URI publicUrl) {
        return authority
                .map(known -> List.of(
                        "Trust      " + publicUrl + "/authority.crt on each device, or its browser warns;"
                                + " docs/operating/tls.md says how",
                        "           its SHA-256 is " + known.fingerprint()))
                .orElse(List.of());
    }
}
