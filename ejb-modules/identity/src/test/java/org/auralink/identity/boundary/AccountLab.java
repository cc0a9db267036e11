package org.auralink.identity.boundary;

import static org.auralink.identity.boundary.IdentityLab.LIMITS;
import static org.auralink.identity.boundary.IdentityLab.inTransaction;
import static org.auralink.identity.boundary.IdentityLab.set;

import jakarta.persistence.EntityManager;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.identity.control.AccountLimits;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.EvenTime;
import org.auralink.identity.control.FlowStates;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.MailAllowance;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.RedirectTargets;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.mail.boundary.Mails;
import org.auralink.mail.entity.QueuedMail;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.redis.OptionalRedis;

/** What goes on by mail, on the database of an {@link IdentityLab}; mails are read where they wait to be sent. */
final class AccountLab {
    static final FlowStates FLOWS = new FlowStates(LIMITS.mailed());
    static final String SITE = "https://app.example.test";
    static final AccountSettings SETTINGS = settings(true, false, false);

    /** One may not be nobody. */
    static final AccountSettings NAMED = settings(false, false, false);

    private static final OneTimeTokens TOKENS =
            new OneTimeTokens(LIMITS.mailed().link());

    private final IdentityLab lab;
    private final boolean autoconfirm;
    private final AccountSettings settings;

    AccountLab(IdentityLab lab, boolean autoconfirm) {
        this(lab, autoconfirm, SETTINGS);
    }

    AccountLab(IdentityLab lab, boolean autoconfirm, AccountSettings settings) {
        this.lab = lab;
        this.autoconfirm = autoconfirm;
        this.settings = settings;
    }

    static AccountSettings settings(boolean anonymous, boolean reauthenticate, boolean currentPassword) {
        return new AccountSettings(
                "https://auth.example.test/auth/v1",
                true,
                anonymous,
                true,
                reauthenticate,
                currentPassword,
                Set.of("*"),
                RedirectTargets.of(SITE, List.of("https://*.example.org/**")));
    }

    final Verifications verifications = new Verifications() {
        @Override
        public Verified byToken(VerificationType type, String token, boolean byBrowser, ClientAddress client) {
            return inTransaction(em -> wired(em).byToken(type, token, byBrowser, client));
        }

        @Override
        public Verified byCode(VerificationType type, EmailAddress email, String code, ClientAddress client) {
            return inTransaction(em -> wired(em).byCode(type, email, code, client));
        }

        @Override
        public SessionView exchange(String code, String verifier, ClientAddress client) {
            return inTransaction(em -> wired(em).exchange(code, verifier, client));
        }

        private Verifications wired(EntityManager em) {
            Verifications wired = new Verifications();
            set(wired, "entityManager", em);
            set(wired, "tokens", TOKENS);
            set(wired, "flows", FLOWS);
            set(wired, "sessions", lab.chain);
            set(wired, "clock", lab.clock);
            return wired;
        }
    };

    private final MailRequests requests = new MailRequests() {
        @Override
        public void recover(EmailAddress email, Landing landing) {
            inTransaction(em -> {
                wired(em).recover(email, landing);
                return true;
            });
        }

        @Override
        public void confirmAgain(EmailAddress email, Landing landing) {
            inTransaction(em -> {
                wired(em).confirmAgain(email, landing);
                return true;
            });
        }

        @Override
        public void changeAgain(EmailAddress email, Landing landing) {
            inTransaction(em -> {
                wired(em).changeAgain(email, landing);
                return true;
            });
        }

        private MailRequests wired(EntityManager em) {
            MailRequests wired = new MailRequests();
            set(wired, "entityManager", em);
            set(wired, "mails", mails(em, lab.clock));
            set(wired, "settings", settings);
            set(wired, "clock", lab.clock);
            return wired;
        }
    };

    private final AccountChanges changes = new AccountChanges() {
        @Override
        public Standing standing(String accessToken) {
            return inTransaction(em -> wired(em).standing(accessToken));
        }

        @Override
        public Changed apply(String accessToken, Weighed wish) {
            return inTransaction(em -> wired(em).apply(accessToken, wish));
        }

        @Override
        public void reauthenticate(String accessToken) {
            inTransaction(em -> {
                wired(em).reauthenticate(accessToken);
                return true;
            });
        }

        private AccountChanges wired(EntityManager em) {
            AccountChanges wired = new AccountChanges();
            set(wired, "entityManager", em);
            set(wired, "verifier", lab.verifier);
            set(wired, "mails", mails(em, lab.clock));
            set(wired, "tokens", TOKENS);
            set(wired, "settings", settings);
            set(wired, "limits", LIMITS);
            set(wired, "clock", lab.clock);
            return wired;
        }
    };

    static AccountMails mails(EntityManager em, Clock clock) {
        Mails mails = new Mails();
        set(mails, "entityManager", em);
        set(mails, "clock", clock);
        AccountMails accountMails = new AccountMails();
        set(accountMails, "mails", mails);
        set(accountMails, "tokens", TOKENS);
        set(accountMails, "flows", FLOWS);
        set(accountMails, "settings", SETTINGS);
        set(accountMails, "limits", LIMITS);
        return accountMails;
    }

    SignUps signUps() {
        SignUps signUps = new SignUps();
        set(signUps, "accounts", lab.accounts);
        set(signUps, "hasher", IdentityLab.hasher());
        set(signUps, "policy", new PasswordPolicy(LIMITS.passwords()));
        set(signUps, "names", new ReservedNames(Set.of("acme")));
        set(signUps, "settings", identitySettings());
        set(signUps, "accountSettings", settings);
        set(signUps, "limiter", lab.limiter);
        set(signUps, "requests", IdentityLab.REQUESTS);
        set(signUps, "accountLimits", AccountLimits.standard());
        set(signUps, "mailAllowance", allowance());
        set(signUps, "limits", LIMITS);
        set(signUps, "guards", lab.guards);
        return signUps;
    }

    MailedSignIns signIns() {
        MailedSignIns signIns = new MailedSignIns();
        set(signIns, "accounts", lab.accounts);
        set(signIns, "requests", requests);
        set(signIns, "verifications", verifications);
        set(signIns, "signUps", signUps());
        set(signIns, "settings", settings);
        set(signIns, "mails", allowance());
        set(signIns, "limiter", lab.limiter);
        set(signIns, "limits", AccountLimits.standard());
        set(signIns, "reads", lab.reads(new OptionalRedis(lab.redis, lab.clock)));
        set(signIns, "time", new EvenTime());
        set(signIns, "guards", lab.guards);
        return signIns;
    }

    OwnAccount ownAccount() {
        OwnAccount own = new OwnAccount();
        set(own, "changes", changes);
        set(own, "hasher", IdentityLab.hasher());
        set(own, "policy", new PasswordPolicy(LIMITS.passwords()));
        set(own, "identitySettings", identitySettings());
        set(own, "settings", settings);
        set(own, "mails", allowance());
        set(own, "limiter", lab.limiter);
        set(own, "limits", AccountLimits.standard());
        set(own, "ended", lab.ended);
        set(own, "reads", lab.reads(new OptionalRedis(lab.redis, lab.clock)));
        set(own, "guards", lab.guards);
        return own;
    }

    private MailAllowance allowance() {
        return new MailAllowance(lab.limiter, AccountLimits.standard());
    }

    IdentitySettings identitySettings() {
        return new IdentitySettings(IdentityLab.ISSUER, Path.of("unused"), autoconfirm, LIMITS.passwords(), Set.of());
    }

    /** Mails to an address, newest first. */
    @SuppressWarnings("unchecked")
    static List<Letter> letters(String email) {
        return inTransaction(em -> {
            TenancyContext.enterAsService(em);
            // The clock stands still between two mails. Transactions are numbered in their order; a row's place on disk
            // tells it only within one, as the room of what was deleted is used again.
            return ((List<QueuedMail>) em.createNativeQuery(
                                    "select * from auth.mails where recipient = :to"
                                            + " order by created_at desc, cast(cast(xmin as text) as bigint) desc, ctid desc",
                                    QueuedMail.class)
                            .setParameter("to", email)
                            .getResultList())
                    .stream()
                            .map(mail -> new Letter(mail.kind().wireName(), mail.content()))
                            .toList();
        });
    }

    /** What stands in a mail. */
    record Letter(String kind, Map<String, String> words) {
        String code() {
            return words.get("code");
        }

        /** A parameter of the link. */
        String parameter(String name) {
            String query = words.get("link").split("\\?", 2)[1];
            for (String pair : query.split("&", -1)) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            throw new AssertionError("no " + name + " in " + words.keySet());
        }
    }
}
