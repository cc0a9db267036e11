package org.auralink.identity.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.auralink.shared.UserId;

/** The password of an account, as a hash in PHC string format. */
@Entity
@Table(schema = "auth", name = "credentials")
public class Credential {
    @Id
    @Column(name = "user_id")
    private UUID userId;

    @Column(name = "password_hash", nullable = false)
    private String passwordHash;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Credential() {}

    public Credential(UserId user, String passwordHash) {
        this.userId = user.value();
        this.passwordHash = passwordHash;
    }

    public UserId user() {
        return new UserId(userId);
    }

    /** @param hash of a new password, or of the same one in a newer form */
    public void become(String hash) {
        this.passwordHash = hash;
    }

    public String passwordHash() {
        return passwordHash;
    }
}
