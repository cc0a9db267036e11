package org.auralink.webhooks.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A secret of an endpoint. The newest is used, and until {@link #previousUntil} the one before as well. Written once: who
 * makes one needs no right to read any.
 */
@Entity
@Table(schema = "auth", name = "webhook_secrets")
public class EndpointSecret {
    @Id
    @Column(name = "secret_id", updatable = false)
    private UUID secretId;

    @Column(name = "endpoint_id", nullable = false, updatable = false)
    private UUID endpointId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(nullable = false, updatable = false)
    private String secret;

    /** The database counts: two may be made at the same time by every clock. */
    @Column(nullable = false, insertable = false, updatable = false)
    private long ordinal;

    @Column(name = "previous_until", updatable = false)
    private @Nullable Instant previousUntil;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected EndpointSecret() {}

    /** @param previousUntil how long the secret before goes on being used, {@code null} when it ends now */
    public EndpointSecret(
            WebhookEndpoint endpoint, SigningSecret secret, @Nullable Instant previousUntil, Instant now) {
        this.secretId = UUID.randomUUID();
        this.endpointId = endpoint.id();
        this.organizationId = endpoint.organization();
        this.secret = secret.value();
        this.previousUntil = previousUntil;
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    public SigningSecret secret() {
        return new SigningSecret(secret);
    }

    /** Greater than that of every secret of the endpoint that was made before. */
    public long ordinal() {
        return ordinal;
    }

    public @Nullable Instant previousUntil() {
        return previousUntil;
    }
}
