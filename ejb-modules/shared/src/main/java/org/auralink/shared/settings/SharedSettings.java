package org.auralink.shared.settings;

import java.util.List;

/** The settings that belong to no capability: addresses, stores, the server itself. */
public final class SharedSettings {
    public static final Setting PUBLIC_URL = Setting.required(
            "auralink.public.url",
            "an http or https URL",
            "where people open the web application; links to calls begin with it");

    /** A year, as lists of sites that are https only want it. */
    public static final Setting HSTS_AGE = Setting.integer(
            "auralink.hsts.age",
            31_536_000,
            0,
            63_072_000,
            "s",
            "for which browsers are told to come by https alone (HSTS), where auralink.public.url is https; 0: not at all");

    /** Read by the console. */
    public static final Setting TLS_AUTHORITY_FILE = Setting.text(
            "auralink.tls.authority.file",
            "",
            "a file that can be read",
            "certificate of an authority of one's own, in PEM, which /authority.crt hands out to devices");

    public static final Setting DB_URL = Setting.required(
            "auralink.db.url", "a JDBC URL that begins with jdbc:postgresql://", "the database, PostgreSQL");
    public static final Setting DB_USER = Setting.required(
            "auralink.db.user", "name of a role", "login of people's requests, auralink_authenticator");
    public static final Setting DB_PASSWORD = Setting.secret("auralink.db.password", "text", "its password");
    public static final Setting DB_SERVICE_USER = Setting.required(
            "auralink.db.service.user",
            "name of a role",
            "login of sign-ups, sign-ins and media events, auralink_service");
    public static final Setting DB_SERVICE_PASSWORD =
            Setting.secret("auralink.db.service.password", "text", "its password");

    public static final Setting REDIS_URL = Setting.secret(
            "auralink.redis.url", "a redis or rediss URL", "Redis, with user and password: redis://user:password@host");

    /**
     * As many as there are threads that may ask at once: the server's 200, those of 100 requests with bodies, and some of
     * its own. Sixteen would do for the commands, which are short, but not on a machine that is too busy to give the sixteen
     * their turn: whoever waited for one of them in vain would count no more with other servers.
     */
    public static final Setting REDIS_CONNECTIONS = Setting.integer(
            "auralink.redis.connections", 320, 1, 1_000, "connections", "of one server to Redis at most");

    /** For a connection, for each answer, and for a free place in the pool. Redis answers in less than a millisecond. */
    public static final Setting REDIS_TIMEOUT = Setting.integer(
            "auralink.redis.timeout",
            1_000,
            1,
            60_000,
            "ms",
            "for connecting to Redis, for each answer and for a free connection");

    public static final Setting COPIES_FRESH =
            Setting.integer("auralink.copies.fresh", 5, 0, 30, "s", "for how long a copy of what was read is answered");
    public static final Setting COPIES_KEPT = Setting.integer(
            "auralink.copies.kept", 600, 1, 86_400, "s", "for how long it is kept for when PostgreSQL is away");

    public static final Setting OPERATORS = Setting.text(
            "auralink.operator.accounts",
            "",
            "e-mail addresses or ids of accounts, separated by commas",
            "who operates the server: they see the media nodes, drain them, and read which service reaches what");
    public static final Setting ADMIN_PORT = Setting.optionalInteger(
            "auralink.admin.port",
            1,
            65_535,
            "",
            "port of the listener for health with its parts and /metrics; without it nobody gets them");

    /** Load balancers ask every few seconds, and need two or three bad answers. */
    public static final Setting STOP_NOTICE = Setting.integer(
            "auralink.stop.notice",
            10,
            0,
            600,
            "s",
            "between the order to stop and the stop: /health/ready says no, and everything is served");

    public static final Setting LOG_JSON = Setting.flag(
            "auralink.log.json", false, "whether what this server logs goes to standard output as lines of JSON");
    public static final Setting TRACES_ENDPOINT = Setting.text(
            "auralink.traces.endpoint",
            "",
            "an http or https URL",
            "where spans go: a collector that takes OTLP over HTTP with protobuf, with the path; none without it");
    public static final Setting TRACES_SAMPLING = Setting.integer(
            "auralink.traces.sampling", 100, 0, 100, "%", "which part of the traces that begin here is recorded");
    public static final Setting TRUSTED_PROXIES = Setting.text(
            "auralink.trusted.proxies",
            "",
            "addresses and networks, separated by commas",
            "your own proxies, whose X-Forwarded-For is believed");

    public static final Setting AUDIT_KEPT = Setting.integer(
            "auralink.audit.kept",
            400,
            1,
            36_500,
            "d",
            "for how long it is kept who did what; what is older is forgotten every day");

    /** Read by the console, which knows nothing of the other modules. */
    public static final Setting MEDIA_PUBLIC_URLS = Setting.required(
            "auralink.media.public.urls",
            "ws or wss URLs, separated by commas",
            "where browsers reach the media nodes: the console's pages may connect there and nowhere else");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> ALL = List.of(
            PUBLIC_URL,
            HSTS_AGE,
            TLS_AUTHORITY_FILE,
            DB_URL,
            DB_USER,
            DB_PASSWORD,
            DB_SERVICE_USER,
            DB_SERVICE_PASSWORD,
            REDIS_URL,
            REDIS_CONNECTIONS,
            REDIS_TIMEOUT,
            COPIES_FRESH,
            COPIES_KEPT,
            OPERATORS,
            ADMIN_PORT,
            STOP_NOTICE,
            LOG_JSON,
            TRACES_ENDPOINT,
            TRACES_SAMPLING,
            TRUSTED_PROXIES,
            AUDIT_KEPT,
            MEDIA_PUBLIC_URLS);

    private SharedSettings() {}
}
