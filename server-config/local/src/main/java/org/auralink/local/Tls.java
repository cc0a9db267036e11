package org.auralink.local;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Serving over TLS, as a person wants it.
 *
 * @param own a certificate of theirs; empty for one of the local authority
 */
record Tls(Optional<ServerIdentity> own) {
    /** Empty when it is not wanted. A certificate is enough to want it. */
    static Optional<Tls> of(SettingsReader reader) {
        Optional<Path> certificate = reader.file(Option.TLS_CERTIFICATE);
        Optional<Path> key = reader.file(Option.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            reader.refuse(Option.TLS_CERTIFICATE.named() + " and " + Option.TLS_KEY.named()
                    + " are the two halves of one: name both files, or none for a certificate that is made here.");
            return Optional.empty();
        }
        if (certificate.isPresent()) {
            try {
                return Optional.of(
                        new Tls(Optional.of(ServerIdentity.of(certificate.get(), key.get(), Instant.now()))));
            } catch (LaunchException e) {
                reader.refuse(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
        return reader.flag(Option.TLS) ? Optional.of(new Tls(Optional.empty())) : Optional.empty();
    }

    /**
     * The host that people open where nobody says another: a name of the certificate, or the address at which others in the
     * network reach this machine.
     *
     * @param bind where it listens
     * @param nodeIp its own address
     */
    String host(InetAddress bind, String nodeIp) {
        String named = own.map(ServerIdentity::host).orElse("");
        if (!named.isEmpty()) {
            return named;
        }
        if (bind.isAnyLocalAddress()) {
            return Settings.inUrl(nodeIp);
        }
        return Settings.isLocalhost(bind) ? "localhost" : Settings.inUrl(bind.getHostAddress());
    }
}
