package org.auralink.identity.entity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server says about a person, as Supabase has it: {@code providers}, the first of them, and what is the operator's. */
final class AppMetadata {
    private static final String PROVIDER = "provider";
    private static final String PROVIDERS = "providers";

    private AppMetadata() {}

    /** With one way more to sign in; the first is the account's {@code provider}. */
    static Map<String, Object> with(Map<String, Object> metadata, String provider) {
        List<Object> providers = providers(metadata);
        if (!providers.contains(provider)) {
            providers.add(provider);
        }
        Map<String, Object> changed = new LinkedHashMap<>(metadata);
        changed.putIfAbsent(PROVIDER, provider);
        changed.put(PROVIDERS, providers);
        return changed;
    }

    /** With one way less; the first of the others is the account's {@code provider} then. */
    static Map<String, Object> without(Map<String, Object> metadata, String provider) {
        List<Object> providers = providers(metadata);
        providers.remove(provider);
        Map<String, Object> changed = new LinkedHashMap<>(metadata);
        changed.put(PROVIDERS, providers);
        if (provider.equals(changed.get(PROVIDER)) && !providers.isEmpty()) {
            changed.put(PROVIDER, providers.get(0));
        }
        return changed;
    }

    private static List<Object> providers(Map<String, Object> metadata) {
        List<Object> providers = new ArrayList<>();
        if (metadata.get(PROVIDERS) instanceof List<?> present) {
            providers.addAll(present);
        }
        return providers;
    }

    static Map<String, Object> merged(Map<String, Object> present, Map<String, Object> changes) {
        Map<String, Object> merged = new LinkedHashMap<>(present);
        changes.forEach((name, value) -> {
            if (value == null) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        return merged;
    }
}
