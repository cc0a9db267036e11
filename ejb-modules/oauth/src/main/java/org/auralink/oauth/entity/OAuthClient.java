package org.auralink.oauth.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Another system that lets people in with accounts of ours (RFC 6749, 2). */
@Entity
@Table(schema = "auth", name = "oauth_clients")
public class OAuthClient {
    public static final String AUTHORIZATION_CODE = "authorization_code";
    public static final String REFRESH_TOKEN = "refresh_token";

    private static final String MANUAL = "manual";
    private static final String DYNAMIC = "dynamic";

    @Id
    @Column(name = "client_id")
    private UUID clientId;

    @Column(name = "registration_type", nullable = false, updatable = false)
    private String registrationType;

    @Column(name = "token_endpoint_auth_method", nullable = false)
    private String authMethod;

    @Column(name = "secret_hash")
    private byte @Nullable [] secretHash;

    @Column(name = "client_name", nullable = false)
    private String clientName;

    @Column(name = "client_uri", nullable = false)
    private String clientUri;

    @Column(name = "logo_uri", nullable = false)
    private String logoUri;

    @Column(name = "redirect_uris", nullable = false)
    private String[] redirectUris;

    @Column(name = "grant_types", nullable = false)
    private String[] grantTypes;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected OAuthClient() {}

    /**
     * @param dynamic whether it registered itself
     * @param secret null for a public client
     */
    public OAuthClient(ClientDescription description, boolean dynamic, @Nullable Secret secret, Instant now) {
        this.clientId = UUID.randomUUID();
        this.registrationType = dynamic ? DYNAMIC : MANUAL;
        this.authMethod = description.authMethod().wireName();
        this.secretHash = secret == null ? null : secret.hash();
        this.createdAt = now;
        describe(description, now);
    }

    /** Whether it keeps a secret was decided when it was made. */
    public void change(ClientDescription description, Instant now) {
        this.authMethod = description.authMethod().wireName();
        describe(description, now);
    }

    private void describe(ClientDescription description, Instant now) {
        this.clientName = description.name();
        this.clientUri = description.uri();
        this.logoUri = description.logoUri();
        this.redirectUris = description.redirectUris().toArray(String[]::new);
        this.grantTypes = description.grantTypes().toArray(String[]::new);
        this.updatedAt = now;
    }

    public void replaceSecret(Secret secret, Instant now) {
        this.secretHash = secret.hash();
        this.updatedAt = now;
    }

    public ClientDescription description() {
        return new ClientDescription(
                clientName, clientUri, logoUri, List.of(redirectUris), List.of(grantTypes), authMethod());
    }

    /** Is it the client's secret? Compares in constant time; a public client has none. */
    public boolean hasSecret(Secret secret) {
        return secretHash != null && MessageDigest.isEqual(secretHash, secret.hash());
    }

    /** Where a request wants the code to go, if the client may. */
    public Optional<RedirectUri> redirectTo(String wanted) {
        return Arrays.stream(redirectUris).map(RedirectUri::new).anyMatch(registered -> registered.allows(wanted))
                ? Optional.of(new RedirectUri(wanted))
                : Optional.empty();
    }

    public boolean mayUse(String grantType) {
        return Arrays.asList(grantTypes).contains(grantType);
    }

    public UUID id() {
        return clientId;
    }

    public boolean isConfidential() {
        return authMethod() != AuthMethod.NONE;
    }

    public AuthMethod authMethod() {
        return AuthMethod.ofWireName(authMethod).orElseThrow();
    }

    public String name() {
        return clientName;
    }

    public String registrationType() {
        return registrationType;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
