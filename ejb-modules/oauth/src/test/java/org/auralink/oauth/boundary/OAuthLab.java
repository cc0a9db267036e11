package org.auralink.oauth.boundary;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.auralink.identity.boundary.AccountReads;
import org.auralink.identity.boundary.ClientAccess;
import org.auralink.identity.boundary.ClientRefreshed;
import org.auralink.identity.boundary.ClientSessions;
import org.auralink.identity.boundary.PersonClaims;
import org.auralink.identity.boundary.Refreshed;
import org.auralink.identity.boundary.Sessions;
import org.auralink.identity.boundary.UserView;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.IssuedTokens;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.RefreshTurns;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.SigningKeys;
import org.auralink.identity.control.TokenIssuer;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.MailTimes;
import org.auralink.identity.entity.RefreshToken;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.oauth.control.ClientCredentials;
import org.auralink.oauth.control.OAuthLimits;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.oauth.entity.Authorization;
import org.auralink.oauth.entity.AuthorizationWish;
import org.auralink.oauth.entity.Consent;
import org.auralink.oauth.entity.OAuthClient;
import org.auralink.oauth.entity.Secret;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.redis.Copies;
import org.auralink.shared.redis.CopyLimits;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.MovableClock;
import org.auralink.testkit.RedisProcess;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisPooled;

/**
 * The provider against a real PostgreSQL and Redis, with people who are signed in, and a clock that tests move. Each call of
 * a facade is a transaction, as in the server.
 */
final class OAuthLab {
    static final String ISSUER = "https://aura.example.test/auth/v1";
    static final String CONSENT = "https://aura.example.test/oauth/consent";
    static final String CALLBACK = "https://chat.example.test/callback?from=aura";
    static final String VERIFIER = "a-verifier-of-43-characters-or-more-0123456789";
    private static final Limits LIMITS = Limits.standard();
    private static final SessionFactory DATABASE = open();

    final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T10:00:00Z"));
    final SigningKeys keys = SigningKeys.read(keyFile(), Optional.empty());
    final TokenVerifier verifier = new TokenVerifier(keys, ISSUER, clock);
    final JedisPooled redis = new JedisPooled("127.0.0.1", RedisProcess.port());
    final EndedSessions ended = new EndedSessions(new OptionalRedis(redis, clock), LIMITS.sessions(), clock);
    private final SessionChain chain = new SessionChain(
            new TokenIssuer(keys, ISSUER, LIMITS.sessions().accessToken()),
            LIMITS.sessions().refreshReuse(),
            Optional::empty);
    private final RateLimiter limiter = new RateLimiter(new OptionalRedis(redis, clock), clock);
    private final Guards guards = Guards.standard(clock);
    private final boolean autoconfirm;
    private final OAuthSettings settings;

    final ClientAccess access = new ClientAccess();
    final ClientAdministration administration = new ClientAdministration();
    final AuthorizationRequests requests = new AuthorizationRequests();
    final TokenRequests tokens = new TokenRequests();
    final OAuthGrants grants = new OAuthGrants();
    final OAuthServer server = new OAuthServer();

    OAuthLab() {
        this(new OAuthSettings(ISSUER, true, true, CONSENT), false);
    }

    OAuthLab(OAuthSettings settings, boolean autoconfirm) {
        this.settings = settings;
        this.autoconfirm = autoconfirm;
        for (Object facade : List.of(access, administration, requests, tokens, grants, server)) {
            wire(facade);
        }
    }

    private void wire(Object facade) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("settings", facade == access ? identitySettings() : settings);
        parts.put("limits", facade == access ? LIMITS : OAuthLimits.standard());
        parts.put("sessions", clientSessions);
        parts.put("keys", keys);
        parts.put("turns", new RefreshTurns(LIMITS.sessions()));
        parts.put("limiter", limiter);
        parts.put("requests", RequestLimits.standard());
        parts.put("ended", ended);
        parts.put("reads", reads());
        parts.put("guards", guards);
        parts.put("clock", clock);
        parts.put("access", access);
        parts.put("clients", clients);
        parts.put("authorizations", authorizations);
        parts.put("codes", codes);
        parts.put("consents", consents);
        parts.put("claims", personClaims);
        parts.forEach((name, part) -> setIfThere(facade, name, part));
    }

    private AccountReads reads() {
        AccountReads reads = new AccountReads();
        setIfThere(reads, "sessions", sessions);
        setIfThere(reads, "verifier", verifier);
        setIfThere(reads, "ended", ended);
        setIfThere(
                reads,
                "copies",
                new Copies(
                        new OptionalRedis(redis, clock),
                        clock,
                        new CopyLimits(Duration.ofSeconds(5), Duration.ofMinutes(10))));
        setIfThere(reads, "guards", guards);
        return reads;
    }

    private IdentitySettings identitySettings() {
        return new IdentitySettings(ISSUER, Path.of("unused"), autoconfirm, LIMITS.passwords(), Set.of());
    }

    /** In the transaction of the entity manager. */
    private <T> T joined(EntityManager em, T bean) {
        setIfThere(bean, "entityManager", em);
        setIfThere(bean, "clock", clock);
        setIfThere(bean, "chain", chain);
        setIfThere(bean, "verifier", verifier);
        setIfThere(bean, "access", access);
        setIfThere(bean, "limits", LIMITS);
        setIfThere(bean, "settings", identitySettings());
        if (!(bean instanceof ClientSessions)) {
            setIfThere(bean, "sessions", joinedSessions(em));
            setIfThere(bean, "people", joinedSessions(em));
        }
        if (!(bean instanceof PersonClaims) && bean instanceof CodeExchange) {
            setIfThere(bean, "claims", joined(em, new PersonClaims()));
        }
        return bean;
    }

    private ClientSessions joinedSessions(EntityManager em) {
        return joined(em, new ClientSessions());
    }

    private final ClientSessions clientSessions = new ClientSessions() {
        @Override
        public ClientRefreshed refresh(UUID client, RefreshTokenValue value) {
            return inTransaction(em -> joinedSessions(em).refresh(client, value));
        }
    };

    private final PersonClaims personClaims = new PersonClaims() {
        @Override
        public Map<String, Object> byToken(String accessToken) {
            return inTransaction(em -> joined(em, new PersonClaims()).byToken(accessToken));
        }
    };

    final Sessions sessions = new Sessions() {
        @Override
        public UserView user(String accessToken) {
            return inTransaction(em -> joined(em, new Sessions()).user(accessToken));
        }

        @Override
        public Refreshed refresh(RefreshTokenValue value) {
            return inTransaction(em -> joined(em, new Sessions()).refresh(value));
        }
    };

    private final OAuthClients clients = new OAuthClients() {
        @Override
        public ClientPage page(int page, int perPage) {
            return inTransaction(em -> joined(em, new OAuthClients()).page(page, perPage));
        }

        @Override
        public ClientView create(ClientWish wish, boolean dynamic) {
            return inTransaction(em -> joined(em, new OAuthClients()).create(wish, dynamic));
        }

        @Override
        public ClientView get(UUID id) {
            return inTransaction(em -> joined(em, new OAuthClients()).get(id));
        }

        @Override
        public ClientView change(UUID id, ClientWish wish) {
            return inTransaction(em -> joined(em, new OAuthClients()).change(id, wish));
        }

        @Override
        public List<UUID> delete(UUID id) {
            return inTransaction(em -> joined(em, new OAuthClients()).delete(id));
        }

        @Override
        public ClientView replaceSecret(UUID id) {
            return inTransaction(em -> joined(em, new OAuthClients()).replaceSecret(id));
        }

        @Override
        public OAuthClient authenticated(ClientCredentials credentials) {
            return inTransaction(em -> joined(em, new OAuthClients()).authenticated(credentials));
        }

        @Override
        public Optional<OAuthClient> find(UUID id) {
            return inTransaction(em -> joined(em, new OAuthClients()).find(id));
        }
    };

    private final Authorizations authorizations = new Authorizations() {
        @Override
        public UUID begin(OAuthClient client, AuthorizationWish wish) {
            return inTransaction(em -> joined(em, new Authorizations()).begin(client, wish));
        }

        @Override
        public AuthorizationAnswer look(String accessToken, UUID id) {
            return inTransaction(em -> joined(em, new Authorizations()).look(accessToken, id));
        }

        @Override
        public AuthorizationAnswer.Decided decide(String accessToken, UUID id, boolean approve) {
            return inTransaction(em -> joined(em, new Authorizations()).decide(accessToken, id, approve));
        }
    };

    private final CodeExchange codes = new CodeExchange() {
        @Override
        public Exchanged redeem(UUID client, Secret code, @Nullable String redirectUri, String verifier) {
            return inTransaction(em -> joined(em, new CodeExchange()).redeem(client, code, redirectUri, verifier));
        }
    };

    private final Consents consents = new Consents() {
        @Override
        public List<OAuthGrant> of(String accessToken) {
            return inTransaction(em -> joined(em, new Consents()).of(accessToken));
        }

        @Override
        public Sessions.Ended revoke(String accessToken, UUID client) {
            return inTransaction(em -> joined(em, new Consents()).revoke(accessToken, client));
        }
    };

    void forget() {
        inTransaction(em -> {
            joined(em, new ForgottenAuthorizations()).forget();
            return em;
        });
    }

    /** Somebody with an account, and their own session. */
    record Person(UUID id, String name, String email, String token) {}

    Person person(String name) {
        MigratedDatabase.Person made = MigratedDatabase.person(name);
        MigratedDatabase.execute(
                "update public.users set organization_id = ?, email_confirmed_at = now(),"
                        + " metadata = '{\"name\": \"Ada\", \"avatar_url\": \"https://example.test/ada.png\"}' where user_id = ?",
                made.organization(),
                made.user());
        return signedIn(made.user());
    }

    /** The same person, who has signed in just now. */
    Person signedIn(UUID id) {
        return inTransaction(em -> {
            TenancyContext.enterAsService(em);
            User user = em.find(User.class, id);
            IssuedTokens own = chain.open(em, user, "password", somewhere(), clock.instant());
            return new Person(id, user.username(), user.email(), own.accessToken());
        });
    }

    /** A system that keeps a secret. */
    ClientView confidential() {
        return administration.create(
                new ClientWish("Chat", "https://chat.example.test", null, List.of(CALLBACK), null, null, null, null));
    }

    /** A program on somebody's machine. */
    ClientView ofPeople(String... redirectUris) {
        return administration.create(
                new ClientWish("Program", null, null, List.of(redirectUris), null, null, null, "none"));
    }

    /** What a well-behaved client asks. */
    static Map<String, String> question(ClientView client) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", client.clientId().toString());
        parameters.put("redirect_uri", client.redirectUris().get(0));
        parameters.put("scope", "openid email profile");
        parameters.put("state", "a state & more=");
        parameters.put("nonce", "a nonce");
        parameters.put("code_challenge", challenge(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(new Secret(verifier).hash());
    }

    static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    URI begin(Map<String, String> question) {
        return requests.begin(encoded(question), somewhere());
    }

    /** The id that the page on which people decide is told. */
    String waiting(Map<String, String> question) {
        return parameters(begin(question)).get("authorization_id");
    }

    /** The person agrees, unless they did before, and the browser goes back. */
    URI agreed(Person person, Map<String, String> question) {
        String id = waiting(question);
        if (requests.look(person.token(), id) instanceof AuthorizationAnswer.Decided before) {
            return URI.create(before.redirectUrl());
        }
        return URI.create(requests.decide(person.token(), id, "approve").redirectUrl());
    }

    String code(Person person, ClientView client) {
        return parameters(agreed(person, question(client))).get("code");
    }

    TokenAnswer exchange(ClientView client, String code) {
        return exchange(client, code, VERIFIER);
    }

    TokenAnswer exchange(ClientView client, String code, String verifier) {
        return token(client, wish(client, "authorization_code", code, verifier, null));
    }

    TokenAnswer refresh(ClientView client, String refreshToken) {
        return token(client, wish(client, "refresh_token", null, null, refreshToken));
    }

    static TokenWish wish(
            ClientView client,
            String type,
            @Nullable String code,
            @Nullable String verifier,
            @Nullable String refreshToken) {
        String id = client.clientSecret() == null ? client.clientId().toString() : null;
        return new TokenWish(type, id, null, code, null, verifier, refreshToken, null);
    }

    TokenAnswer token(ClientView client, TokenWish wish) {
        return tokens.issue(basic(client), wish, somewhere());
    }

    static @Nullable String basic(ClientView client) {
        return client.clientSecret() == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((client.clientId() + ":" + client.clientSecret())
                                        .getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> parameters(URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : address.getRawQuery().split("&", -1)) {
            String[] both = pair.split("=", 2);
            parameters.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** An address at which nobody was before. */
    static ClientAddress somewhere() {
        long network = UUID.randomUUID().getMostSignificantBits();
        return ClientAddress.parse("2001:db8:%x:%x::1".formatted(network >>> 48, network >>> 16 & 0xffff))
                .orElseThrow();
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

    /** A part that the class does not have is nobody's. */
    private static void setIfThere(Object target, String name, Object value) {
        for (Class<?> type = target.getClass(); type != Object.class; type = type.getSuperclass()) {
            try {
                var field = type.getDeclaredField(name);
                if (field.getType().isInstance(value)) {
                    field.setAccessible(true);
                    field.set(target, value);
                }
            } catch (NoSuchFieldException e) {
                // Perhaps above.
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Path keyFile() {
        try {
            Path file = Files.createTempFile("signing", ".jwk");
            file.toFile().deleteOnExit();
            Files.writeString(
                    file,
                    new ECKeyGenerator(Curve.P_256).keyID("test").generate().toJSONString());
            return file;
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SessionFactory open() {
        return new Configuration()
                .addAnnotatedClass(User.class)
                .addAnnotatedClass(MailTimes.class)
                .addAnnotatedClass(Identity.class)
                .addAnnotatedClass(Session.class)
                .addAnnotatedClass(RefreshToken.class)
                .addAnnotatedClass(Factor.class)
                .addAnnotatedClass(OAuthClient.class)
                .addAnnotatedClass(Authorization.class)
                .addAnnotatedClass(Consent.class)
                .setProperty(
                        "jakarta.persistence.jdbc.url",
                        MigratedDatabase.settings().databaseUrl())
                .setProperty("jakarta.persistence.jdbc.user", "auralink_service")
                .setProperty(
                        "jakarta.persistence.jdbc.password",
                        MigratedDatabase.settings().servicePassword())
                .setProperty("hibernate.hbm2ddl.auto", "validate")
                .buildSessionFactory();
    }
}
