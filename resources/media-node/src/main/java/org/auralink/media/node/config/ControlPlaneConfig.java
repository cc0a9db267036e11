package org.auralink.media.node.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who knows the API keys of organizations.
 *
 * @param url {@code control_plane.url}: an {@code http} or {@code https} address of the control plane, without a path; default
 *     none, and then nobody comes in with such a key
 * @param authorities {@code control_plane.ca_file}: PEM file with the authorities that are believed for {@code https} instead
 *     of Java's; default none
 */
public record ControlPlaneConfig(Optional<URI> url, Optional<Path> authorities) {
    static ControlPlaneConfig read(Section section) {
        String address = section.text("url", "", "an http:// or https:// URL without a path");
        Optional<URI> url = address.isEmpty()
                ? Optional.empty()
                : WebhookConfig.url(address)
                        .filter(found ->
                                found.getPath().isEmpty() || found.getPath().equals("/"))
                        .filter(found -> found.getQuery() == null);
        if (!address.isEmpty() && url.isEmpty()) {
            section.refuse("url", "expected an http:// or https:// URL without a path");
        }
        String file = section.text("ca_file", "", "a PEM file that can be read");
        Optional<Path> authorities = file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
        if (authorities.isPresent() && !Files.isReadable(authorities.get())) {
            section.refuse("ca_file", "expected a PEM file that can be read");
        }
        section.finish();
        return new ControlPlaneConfig(url, authorities);
    }
}
