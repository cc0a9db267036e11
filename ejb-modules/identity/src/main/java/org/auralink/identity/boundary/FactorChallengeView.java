package org.auralink.identity.boundary;

import java.util.UUID;

/**
 * A factor is asked to prove itself.
 *
 * @param expiresAt seconds since 1970
 */
public record FactorChallengeView(UUID id, String type, long expiresAt) {}
