package org.auralink.identity.boundary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.EncryptionKeys;
import org.auralink.identity.control.FactorSettings;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.redis.OptionalRedis;

/** Second factors on top of the identity lab. */
final class FactorLab {
    final IdentityLab lab;
    final EncryptionKeys keys;

    final Factors factors = new Factors() {
        @Override
        public EnrolledFactor enroll(String accessToken, FactorWish wish) {
            return IdentityLab.inTransaction(em -> wired(em).enroll(accessToken, wish));
        }

        @Override
        public FactorChallengeView challenge(String accessToken, UUID factor, ClientAddress client) {
            return IdentityLab.inTransaction(em -> wired(em).challenge(accessToken, factor, client));
        }

        @Override
        public Raised verify(
                String accessToken, UUID factor, UUID challenge, String code, ClientAddress client) {
            return IdentityLab.inTransaction(em -> wired(em).verify(accessToken, factor, challenge, code, client));
        }

        @Override
        public UserId remove(String accessToken, UUID factor) {
            return IdentityLab.inTransaction(em -> wired(em).remove(accessToken, factor));
        }
    };

    FactorLab(IdentityLab lab) {
        this(lab, someKey());
    }

    FactorLab(IdentityLab lab, EncryptionKeys keys) {
        this.lab = lab;
        this.keys = keys;
    }

    SecondFactors secondFactors() {
        SecondFactors wired = new SecondFactors();
        IdentityLab.set(wired, "factors", factors);
        IdentityLab.set(wired, "verifier", lab.verifier);
        IdentityLab.set(wired, "keys", keys);
        IdentityLab.set(wired, "limits", IdentityLab.LIMITS);
        IdentityLab.set(wired, "limiter", lab.limiter);
        IdentityLab.set(wired, "requests", IdentityLab.REQUESTS);
        IdentityLab.set(wired, "ended", lab.ended);
        IdentityLab.set(wired, "reads", lab.reads(new OptionalRedis(lab.redis, lab.clock)));
        IdentityLab.set(wired, "guards", lab.guards);
        return wired;
    }

    private Factors wired(jakarta.persistence.EntityManager em) {
        Factors wired = new Factors();
        IdentityLab.set(wired, "entityManager", em);
        IdentityLab.set(wired, "chain", lab.chain);
        IdentityLab.set(wired, "verifier", lab.verifier);
        IdentityLab.set(wired, "keys", keys);
        IdentityLab.set(wired, "settings", new FactorSettings(Optional.empty(), "call.example.test"));
        IdentityLab.set(wired, "limits", IdentityLab.LIMITS);
        IdentityLab.set(wired, "clock", lab.clock);
        return wired;
    }

    private static EncryptionKeys someKey() {
        try {
            Path file = Files.createTempFile("encryption-key", "");
            file.toFile().deleteOnExit();
            return EncryptionKeys.read(Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32])));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
