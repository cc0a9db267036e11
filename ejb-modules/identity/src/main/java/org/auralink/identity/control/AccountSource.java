package org.auralink.identity.control;

import java.util.Optional;

/**
 * Where accounts are kept.
 *
 * @param project empty for here
 * @param url of the project, for sentences
 */
public record AccountSource(Optional<SupabaseProject> project, String url) {
    public static final AccountSource HERE = new AccountSource(Optional.empty(), "");
}
