package org.auralink.identity.boundary;

import static org.auralink.identity.boundary.IdentityLab.inTransaction;
import static org.auralink.identity.boundary.IdentityLab.set;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.control.ProviderLogins;
import org.auralink.identity.control.oidc.ExternalIdentity;
import org.auralink.identity.control.oidc.OidcProvider;
import org.auralink.identity.control.oidc.OidcSettings;
import org.auralink.identity.control.oidc.Providers;
import org.auralink.mail.boundary.Mails;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimit;
import org.auralink.shared.redis.OptionalRedis;

/** Sign-in at providers, on the database of an {@link IdentityLab}. */
final class ProviderLab {
    private final IdentityLab lab;
    private final AccountLab accountLab;

    /** @param autoconfirm whether addresses count as confirmed at sign-up */
    ProviderLab(IdentityLab lab, boolean autoconfirm) {
        this.lab = lab;
        this.accountLab = new AccountLab(lab, autoconfirm);
    }

    final ProviderAccounts accounts = new ProviderAccounts() {
        @Override
        public ProviderLogins.Begun begin(String provider, Landing landing, Optional<String> accessToken) {
            return inTransaction(em -> wired(em).begin(provider, landing, accessToken));
        }

        @Override
        public Optional<ProviderLogins.Pending> take(String state) {
            return inTransaction(em -> wired(em).take(state));
        }

        @Override
        public Verified arrived(
                ProviderLogins.Pending pending,
                ExternalIdentity who,
                Optional<NewAccount> account,
                ClientAddress client) {
            return inTransaction(em -> wired(em).arrived(pending, who, account, client));
        }

        @Override
        public SessionView signIn(ExternalIdentity who, Optional<NewAccount> account, ClientAddress client) {
            return inTransaction(em -> wired(em).signIn(who, account, client));
        }

        @Override
        public UserId unlink(String accessToken, UUID identityId) {
            return inTransaction(em -> wired(em).unlink(accessToken, identityId));
        }
    };

    private ProviderAccounts wired(EntityManager em) {
        Mails mails = new Mails();
        set(mails, "entityManager", em);
        set(mails, "clock", lab.clock);
        ProviderAccounts wired = new ProviderAccounts();
        set(wired, "entityManager", em);
        set(wired, "accounts", lab.wiredAccounts(em));
        set(wired, "flows", AccountLab.FLOWS);
        set(wired, "sessions", lab.chain);
        set(wired, "tokens", new OneTimeTokens(IdentityLab.LIMITS.mailed().link()));
        set(wired, "verifier", lab.verifier);
        set(wired, "mails", mails);
        set(wired, "settings", accountLab.identitySettings());
        set(wired, "clock", lab.clock);
        return wired;
    }

    ProviderSignIns signIns(boolean manualLinking, OidcProvider... providers) {
        RateLimit plenty = RateLimit.parse("limit", "1000/1m").orElseThrow();
        var settings = new OidcSettings(List.of(providers), manualLinking, plenty);
        ProviderSignIns signIns = new ProviderSignIns();
        set(signIns, "providers", new Providers(settings, lab.clock));
        set(signIns, "accounts", accounts);
        set(signIns, "signUps", accountLab.signUps());
        set(signIns, "settings", AccountLab.SETTINGS);
        set(signIns, "oidc", settings);
        set(signIns, "limiter", lab.limiter);
        set(signIns, "reads", lab.reads(new OptionalRedis(lab.redis, lab.clock)));
        set(signIns, "guards", lab.guards);
        return signIns;
    }

    SignUps signUps() {
        return accountLab.signUps();
    }

    AccountLab accountLab() {
        return accountLab;
    }
}
