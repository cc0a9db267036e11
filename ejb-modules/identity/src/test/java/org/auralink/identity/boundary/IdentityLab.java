package org.auralink.identity.boundary;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.auralink.identity.control.AccountLimits;
import org.auralink.identity.control.AccountSource;
import org.auralink.identity.control.ApiKeys;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.EvenTime;
import org.auralink.identity.control.KeySettings;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.control.PasswordHasher;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.RefreshTurns;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.SignInAttempts;
import org.auralink.identity.control.SigningKeys;
import org.auralink.identity.control.StoredPassword;
import org.auralink.identity.control.TokenIssuer;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.entity.Credential;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.FactorChallenge;
import org.auralink.identity.entity.FlowState;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.MailTimes;
import org.auralink.identity.entity.PasskeyChallenge;
import org.auralink.identity.entity.RefreshToken;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.identity.entity.WebAuthnCredential;
import org.auralink.mail.boundary.Mails;
import org.auralink.mail.entity.QueuedMail;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.redis.Copies;
import org.auralink.shared.redis.CopyLimits;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.tenancy.boundary.LeavingMembers;
import org.auralink.tenancy.boundary.Organizations;
import org.auralink.tenancy.entity.Membership;
import org.auralink.tenancy.entity.MembershipId;
import org.auralink.tenancy.entity.Organization;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.MovableClock;
import org.auralink.testkit.RedisProcess;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisPooled;

/**
 * The identity capability against a real PostgreSQL with the real roles and policies, and a clock that tests move. Each
 * call of a facade is a transaction, as in the server.
 */
final class IdentityLab {
    static final Limits LIMITS = Limits.standard();
    static final RequestLimits REQUESTS = RequestLimits.standard();
    static final String LEGACY_SECRET = "a legacy secret of more than thirty-two bytes";
    static final String ISSUER = "http://localhost:8080/auth/v1";

    /** Of what these tests are about, the time of a hash is none; what a real one costs is PasswordHasherTest's. */
    private static final PasswordHasher.Cost LITTLE = new PasswordHasher.Cost(256, 1, 1);

    private static final SessionFactory DATABASE = open();

    final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T10:00:00Z"));
    final SigningKeys keys = SigningKeys.read(keyFile(), Optional.of(LEGACY_SECRET));
    final TokenVerifier verifier = new TokenVerifier(keys, ISSUER, clock);
    final SessionChain chain = new SessionChain(
            new TokenIssuer(keys, ISSUER, LIMITS.sessions().accessToken()),
            LIMITS.sessions().refreshReuse(),
            () -> this.userAgent);

    final JedisPooled redis = new JedisPooled("127.0.0.1", RedisProcess.port());
    final RateLimiter limiter = new RateLimiter(new OptionalRedis(redis, clock), clock);
    final EndedSessions ended = new EndedSessions(new OptionalRedis(redis, clock), LIMITS.sessions(), clock);

    /** What the client calls itself that signs in next. */
    volatile Optional<String> userAgent = Optional.empty();

    /** Runs before each transaction; throws while the database is to be away. */
    volatile Runnable fault = () -> {};

    /** How often an account was read from the database. */
    final AtomicInteger loads = new AtomicInteger();

    final Guards guards = Guards.standard(clock);

    final Accounts accounts = new Accounts() {
        @Override
        public SessionView register(NewAccount account, ClientAddress client) {
            fault.run();
            return inTransaction(em -> wiredAccounts(em).register(account, client));
        }

        @Override
        public UserView registerByMail(NewAccount account, Landing landing) {
            fault.run();
            return inTransaction(em -> wiredAccounts(em).registerByMail(account, landing));
        }

        @Override
        public UserView pretended(NewAccount account) {
            return inTransaction(em -> wiredAccounts(em).pretended(account));
        }

        @Override
        public boolean signInByMail(EmailAddress email, Optional<NewAccount> account, Landing landing) {
            fault.run();
            return inTransaction(em -> wiredAccounts(em).signInByMail(email, account, landing));
        }

        @Override
        public Optional<StoredPassword> passwordOf(EmailAddress email, ClientAddress client) {
            fault.run();
            return inTransaction(em -> wiredAccounts(em).passwordOf(email, client));
        }

        @Override
        public boolean rehash(StoredPassword stored, String renewed) {
            return inTransaction(em -> wiredAccounts(em).rehash(stored, renewed));
        }
    };

    /** What the owners of accounts got. */
    final Unlocks unlocks = new Unlocks() {
        @Override
        public boolean offer(EmailAddress address) {
            return inTransaction(em -> wiredUnlocks(em).offer(address));
        }

        @Override
        public void lift(String token, ClientAddress client) {
            inTransaction(em -> {
                wiredUnlocks(em).lift(token, client);
                return token;
            });
        }
    };

    /** Mails that are written down in the transaction of what they tell. */
    static Mails outbox(EntityManager em, Clock clock) {
        Mails mails = new Mails();
        set(mails, "entityManager", em);
        set(mails, "clock", clock);
        return mails;
    }

    private Unlocks wiredUnlocks(EntityManager em) {
        Unlocks wired = new Unlocks();
        set(wired, "entityManager", em);
        set(wired, "mails", outbox(em, clock));
        set(wired, "settings", AccountLab.SETTINGS);
        set(wired, "tokens", new OneTimeTokens(LIMITS.mailed().link()));
        set(wired, "limits", LIMITS);
        set(wired, "clock", clock);
        return wired;
    }

    final Sessions sessions = new Sessions() {
        @Override
        public SessionView open(UserId user, ClientAddress client) {
            fault.run();
            return inTransaction(em -> wiredSessions(em).open(user, client));
        }

        @Override
        public Refreshed refresh(RefreshTokenValue value) {
            fault.run();
            return inTransaction(em -> wiredSessions(em).refresh(value));
        }

        @Override
        public UserView user(String accessToken) {
            loads.incrementAndGet();
            fault.run();
            return inTransaction(em -> wiredSessions(em).user(accessToken));
        }

        @Override
        public Ended end(String accessToken, LogoutScope scope) {
            fault.run();
            return inTransaction(em -> wiredSessions(em).end(accessToken, scope));
        }
    };

    /** What one server of the application answers about accounts. */
    AccountReads reads(OptionalRedis from) {
        AccountReads reads = new AccountReads();
        set(reads, "sessions", sessions);
        set(reads, "verifier", verifier);
        set(reads, "ended", new EndedSessions(from, LIMITS.sessions(), clock));
        set(reads, "copies", new Copies(from, clock, new CopyLimits(Duration.ofSeconds(5), Duration.ofMinutes(10))));
        set(reads, "guards", guards);
        return reads;
    }

    /** What the doors ask. */
    AccessTokens accessTokens() {
        AccessTokens tokens = new AccessTokens();
        set(tokens, "verifier", verifier);
        set(tokens, "keys", keys);
        set(tokens, "source", AccountSource.HERE);
        set(tokens, "ended", ended);
        return tokens;
    }

    Devices devices() {
        DeviceSessions inTransactions = new DeviceSessions() {
            @Override
            public List<DeviceView> of(UserId user, @Nullable UUID current) {
                return inTransaction(em -> wired(em).of(user, current));
            }

            @Override
            public void end(UserId user, UUID id) {
                inTransaction(em -> {
                    wired(em).end(user, id);
                    return id;
                });
            }

            private DeviceSessions wired(EntityManager em) {
                DeviceSessions wired = new DeviceSessions();
                set(wired, "entityManager", em);
                set(wired, "clock", clock);
                return wired;
            }
        };
        Devices devices = new Devices();
        set(devices, "sessions", inTransactions);
        set(devices, "ended", ended);
        set(devices, "reads", reads(new OptionalRedis(redis, clock)));
        set(devices, "guards", guards);
        return devices;
    }

    /** Keys of programs, as far as they do not ask the database. */
    ProgramKeys programKeys(List<String> publishable, List<String> secret, boolean required) {
        KeySettings settings = new KeySettings(Optional.of(LEGACY_SECRET), publishable, secret, required);
        ProgramKeys programs = new ProgramKeys();
        set(programs, "settings", settings);
        set(programs, "keys", new ApiKeys(settings, verifier, clock));
        set(programs, "ended", ended);
        return programs;
    }

    /** For somebody at an address of their own. */
    Door signIns(boolean autoconfirm) {
        return new Door(wiredSignIns(), new AccountLab(this, autoconfirm, AccountLab.NAMED).signUps(), somewhere());
    }

    /** An address at which nobody was before. */
    static ClientAddress somewhere() {
        long network = UUID.randomUUID().getMostSignificantBits();
        return ClientAddress.parse("2001:db8:%x:%x::1".formatted(network >>> 48, network >>> 16 & 0xffff))
                .orElseThrow();
    }

    /** Sign-up, sign-in and sign-out, as one client has them. */
    record Door(SignIns signIns, SignUps signUps, ClientAddress client) {
        /** Where accounts are open at once. */
        SessionView signUp(SignUp wish) {
            return ((SignedUp.Open) signUps.signUp(wish, null, client)).session();
        }

        SessionView signIn(Grant grant) {
            return signIns.signIn(grant, client);
        }

        void signOut(String accessToken, LogoutScope scope) {
            signIns.signOut(accessToken, scope);
        }

        /** The same for somebody else. */
        Door from(ClientAddress other) {
            return new Door(signIns, signUps, other);
        }
    }

    SignIns wiredSignIns() {
        SignIns signIns = new SignIns();
        set(signIns, "accounts", accounts);
        set(signIns, "sessions", sessions);
        set(signIns, "verifications", new AccountLab(this, false).verifications);
        set(signIns, "accountLimits", AccountLimits.standard());
        set(signIns, "unlocks", unlocks);
        set(signIns, "policy", new PasswordPolicy(LIMITS.passwords()));
        set(signIns, "hasher", hasher());
        set(signIns, "guards", guards);
        set(signIns, "time", new EvenTime());
        set(signIns, "reads", reads(new OptionalRedis(redis, clock)));
        set(signIns, "turns", new RefreshTurns(LIMITS.sessions()));
        set(signIns, "ended", ended);
        set(signIns, "limiter", limiter);
        set(signIns, "requests", REQUESTS);
        set(signIns, "attempts", new SignInAttempts(limiter, REQUESTS));
        return signIns;
    }

    static <T> T inTransaction(Function<EntityManager, T> work) {
        try (EntityManager em = DATABASE.createEntityManager()) {
            em.getTransaction().begin();
            try {
                T result = work.apply(em);
                em.getTransaction().commit();
                return result;
            } catch (RuntimeException e) {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
                throw e;
            }
        }
    }

    static LeavingMembers leavingMembers(EntityManager em, Clock clock) {
        LeavingMembers wired = new LeavingMembers();
        set(wired, "entityManager", em);
        set(wired, "clock", clock);
        return wired;
    }

    Accounts wiredAccounts(EntityManager em) {
        Organizations organizations = new Organizations();
        set(organizations, "entityManager", em);
        set(organizations, "clock", clock);
        Accounts wired = new Accounts();
        set(wired, "entityManager", em);
        set(wired, "organizations", organizations);
        set(wired, "sessions", chain);
        set(wired, "mails", AccountLab.mails(em, clock));
        set(wired, "clock", clock);
        return wired;
    }

    private Sessions wiredSessions(EntityManager em) {
        Sessions wired = new Sessions();
        set(wired, "entityManager", em);
        set(wired, "chain", chain);
        set(wired, "verifier", verifier);
        set(wired, "limits", LIMITS);
        set(wired, "clock", clock);
        return wired;
    }

    static void set(Object target, String name, Object value) {
        try {
            var field = target.getClass().getDeclaredField(name);
            field.setAccessible(true);
            field.set(target, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SessionFactory open() {
        return new Configuration()
                .addAnnotatedClass(User.class)
                .addAnnotatedClass(Credential.class)
                .addAnnotatedClass(Identity.class)
                .addAnnotatedClass(Session.class)
                .addAnnotatedClass(RefreshToken.class)
                .addAnnotatedClass(MailTimes.class)
                .addAnnotatedClass(FlowState.class)
                .addAnnotatedClass(Factor.class)
                .addAnnotatedClass(FactorChallenge.class)
                .addAnnotatedClass(WebAuthnCredential.class)
                .addAnnotatedClass(PasskeyChallenge.class)
                .addAnnotatedClass(QueuedMail.class)
                .addAnnotatedClass(Organization.class)
                .addAnnotatedClass(Membership.class)
                .addAnnotatedClass(MembershipId.class)
                .setProperty(
                        "jakarta.persistence.jdbc.url",
                        MigratedDatabase.settings().databaseUrl())
                .setProperty("jakarta.persistence.jdbc.user", "auralink_service")
                .setProperty(
                        "jakarta.persistence.jdbc.password",
                        MigratedDatabase.settings().servicePassword())
                .setProperty("hibernate.hbm2ddl.auto", "validate")
                .setProperty("hibernate.connection.pool_size", "20")
                .buildSessionFactory();
    }

    private static Path keyFile() {
        try {
            Path file = Files.createTempFile("signing-key", ".json");
            file.toFile().deleteOnExit();
            Files.writeString(
                    file,
                    new ECKeyGenerator(Curve.P_256).keyID("test").generate().toJSONString());
            return file;
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static PasswordHasher hasher() {
        return new PasswordHasher(LIMITS.hashing(), LITTLE);
    }
}
