package org.auralink.identity.control.oidc;

import java.net.InetAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The providers at which people may sign in. */
public final class Providers {
    private final Map<String, ProviderClient> clients = new LinkedHashMap<>();
    private final boolean manualLinking;

    public Providers(OidcSettings settings, Clock clock) {
        this(settings, clock, InetAddress::getAllByName);
    }

    Providers(OidcSettings settings, Clock clock, ProviderConfiguration.Resolver resolver) {
        var http = new ProviderHttp(System::nanoTime);
        settings.providers()
                .forEach(provider -> clients.put(provider.name(), new ProviderClient(provider, http, resolver, clock)));
        this.manualLinking = settings.manualLinking();
    }

    /** Their names, in the operator's order. */
    public Set<String> names() {
        return clients.keySet();
    }

    /** @param name null for none */
    public Optional<ProviderClient> find(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(clients.get(name));
    }

    /** Whether somebody who is signed in may add one to their account, and take one away. */
    public boolean mayBeLinked() {
        return manualLinking;
    }
}
