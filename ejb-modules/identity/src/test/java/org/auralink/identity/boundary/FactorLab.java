package org.auralink.identity.boundary;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.auralink.identity.control.Credentials;
import org.auralink.identity.control.EncryptionKeys;
import org.auralink.identity.control.FactorSettings;
import org.auralink.identity.control.RelyingParty;
import org.auralink.identity.entity.PublicKeyCredential;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.redis.OptionalRedis;

/** Second factors on top of the identity lab. */
final class FactorLab {
    static final String DOMAIN = "example.test";
    static final String ORIGIN = "https://call.example.test";
    static final FactorSettings SETTINGS =
            new FactorSettings(Optional.empty(), URI.create(ORIGIN), DOMAIN, Set.of(ORIGIN));

    final IdentityLab lab;
    private final Credentials credentials = new Credentials(new RelyingParty(SETTINGS.rpId(), SETTINGS.origins()));
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
                String accessToken, UUID factor, UUID challenge, FactorAnswer answer, ClientAddress client) {
            return IdentityLab.inTransaction(em -> wired(em).verify(accessToken, factor, challenge, answer, client));
        }

        @Override
        public UserId remove(String accessToken, UUID factor) {
            return IdentityLab.inTransaction(em -> wired(em).remove(accessToken, factor));
        }
    };

    private final Passkeys passkeys = new Passkeys() {
        @Override
        public PasskeyOptions startRegistration(String accessToken) {
            return IdentityLab.inTransaction(em -> wiredPasskeys(em).startRegistration(accessToken));
        }

        @Override
        public PasskeyView register(String accessToken, UUID challenge, PublicKeyCredential answer) {
            return IdentityLab.inTransaction(em -> wiredPasskeys(em).register(accessToken, challenge, answer));
        }

        @Override
        public PasskeyOptions startSignIn() {
            return IdentityLab.inTransaction(em -> wiredPasskeys(em).startSignIn());
        }

        @Override
        public SessionView signIn(UUID challenge, PublicKeyCredential answer, ClientAddress client) {
            return IdentityLab.inTransaction(em -> wiredPasskeys(em).signIn(challenge, answer, client));
        }

        @Override
        public List<PasskeyView> list(String accessToken) {
            return IdentityLab.inTransaction(em -> wiredPasskeys(em).list(accessToken));
        }

        @Override
        public PasskeyView rename(String accessToken, UUID passkey, String name) {
            return IdentityLab.inTransaction(em -> wiredPasskeys(em).rename(accessToken, passkey, name));
        }

        @Override
        public void remove(String accessToken, UUID passkey) {
            IdentityLab.inTransaction(em -> {
                wiredPasskeys(em).remove(accessToken, passkey);
                return passkey;
            });
        }
    };

    FactorLab(IdentityLab lab) {
        this(lab, someKey());
    }

    FactorLab(IdentityLab lab, EncryptionKeys keys) {
        this.lab = lab;
        this.keys = keys;
    }

    private final FactorRecords records = new FactorRecords() {
        @Override
        public List<FactorView> list(UUID user) {
            return IdentityLab.inTransaction(em -> wiredRecords(em).list(user));
        }

        @Override
        public FactorView rename(UUID user, UUID factor, FactorChange change) {
            return IdentityLab.inTransaction(em -> wiredRecords(em).rename(user, factor, change));
        }

        @Override
        public FactorView remove(UUID user, UUID factor) {
            return IdentityLab.inTransaction(em -> wiredRecords(em).remove(user, factor));
        }

        @Override
        public List<PasskeyView> passkeys(UUID user) {
            return IdentityLab.inTransaction(em -> wiredRecords(em).passkeys(user));
        }

        @Override
        public void removePasskey(UUID user, UUID passkey) {
            IdentityLab.inTransaction(em -> {
                wiredRecords(em).removePasskey(user, passkey);
                return passkey;
            });
        }
    };

    private FactorRecords wiredRecords(EntityManager em) {
        FactorRecords wired = new FactorRecords();
        IdentityLab.set(wired, "entityManager", em);
        IdentityLab.set(wired, "limits", IdentityLab.LIMITS);
        IdentityLab.set(wired, "clock", lab.clock);
        return wired;
    }

    FactorAdministration administration() {
        FactorAdministration wired = new FactorAdministration();
        IdentityLab.set(wired, "records", records);
        IdentityLab.set(wired, "reads", lab.reads(new OptionalRedis(lab.redis, lab.clock)));
        IdentityLab.set(wired, "guards", lab.guards);
        return wired;
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

    PasskeySignIns passkeySignIns() {
        PasskeySignIns wired = new PasskeySignIns();
        IdentityLab.set(wired, "passkeys", passkeys);
        IdentityLab.set(wired, "verifier", lab.verifier);
        IdentityLab.set(wired, "limits", IdentityLab.LIMITS);
        IdentityLab.set(wired, "limiter", lab.limiter);
        IdentityLab.set(wired, "requests", IdentityLab.REQUESTS);
        IdentityLab.set(wired, "reads", lab.reads(new OptionalRedis(lab.redis, lab.clock)));
        IdentityLab.set(wired, "guards", lab.guards);
        return wired;
    }

    private Passkeys wiredPasskeys(EntityManager em) {
        Passkeys wired = new Passkeys();
        IdentityLab.set(wired, "entityManager", em);
        IdentityLab.set(wired, "credentials", credentials);
        IdentityLab.set(wired, "chain", lab.chain);
        IdentityLab.set(wired, "verifier", lab.verifier);
        IdentityLab.set(wired, "limits", IdentityLab.LIMITS);
        IdentityLab.set(wired, "clock", lab.clock);
        return wired;
    }

    private Factors wired(EntityManager em) {
        Factors wired = new Factors();
        IdentityLab.set(wired, "entityManager", em);
        IdentityLab.set(wired, "chain", lab.chain);
        IdentityLab.set(wired, "verifier", lab.verifier);
        IdentityLab.set(wired, "credentials", credentials);
        IdentityLab.set(wired, "keys", keys);
        IdentityLab.set(wired, "settings", SETTINGS);
        IdentityLab.set(wired, "limits", IdentityLab.LIMITS);
        IdentityLab.set(wired, "clock", lab.clock);
        return wired;
    }

    private static EncryptionKeys someKey() {
        try {
            Path file = Files.createTempFile("encryption-key", "");
            file.toFile().deleteOnExit();
            return EncryptionKeys.read(
                    Files.writeString(file, Base64.getEncoder().encodeToString(new byte[32])));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
