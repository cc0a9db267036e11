package org.auralink.identity.boundary;

import java.util.Map;
import java.util.UUID;

/**
 * What the browser is given for a passkey.
 *
 * @param options WebAuthn's own JSON
 * @param expiresAt seconds since 1970
 */
public record PasskeyOptions(UUID challengeId, Map<String, Object> options, long expiresAt) {}
