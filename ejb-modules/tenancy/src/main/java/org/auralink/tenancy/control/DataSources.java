package org.auralink.tenancy.control;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;

/**
 * The pools of the application, defined once for both assemblies: an EJB module is looked through for definitions
 * as part of an EAR and inside a WAR, a plain library is not. Which pool serves what: docs/adr/0003-tenancy-context.md.
 *
 * <p>Sizes are for one server of two to four cores: PostgreSQL's default of 100 connections serves two of them. What
 * media nodes tell has a pool of its own: however many people ask for something, the history goes on.
 *
 * <p>A connection is looked at when it is borrowed, so that the pools recover by themselves after PostgreSQL was away.
 * One that breaks is thrown away alone: the others may be in the middle of somebody's transaction. A request waits five seconds for one at most and is then refused with Retry-After. {@code tcpKeepAlive} and the socket
 * timeout end a wait for a host that vanished or a server that hangs; no statement here needs a tenth of it. A new
 * connection is some five questions and answers before it can be used, each of which may take the socket timeout: all of
 * them together have the login timeout, because others wait while the pool grows. The detail
 * of a server error quotes the row, which may be a person's: it stays out of the logs.
 */
@DataSourceDefinition(
        name = DataSources.CALLERS,
        className = DataSources.DRIVER,
        url = DataSources.SERVER,
        user = "${MPCONFIG=auralink.db.user}",
        password = "${MPCONFIG=auralink.db.password}",
        minPoolSize = 1,
        maxPoolSize = 16,
        properties = {
            "ApplicationName=auralink",
            DataSources.CONNECT,
            DataSources.ANSWER,
            DataSources.LOGIN,
            DataSources.KEEP_ALIVE,
            DataSources.NO_ROWS_IN_LOGS,
            DataSources.VALIDATE,
            DataSources.VALIDATE_BY,
            DataSources.VALIDATE_WITH,
            DataSources.FAIL_ALONE,
            DataSources.WAIT
        })
@DataSourceDefinition(
        name = DataSources.SERVICE,
        className = DataSources.DRIVER,
        url = DataSources.SERVER,
        user = "${MPCONFIG=auralink.db.service.user}",
        password = "${MPCONFIG=auralink.db.service.password}",
        minPoolSize = 1,
        maxPoolSize = 16,
        properties = {
            "ApplicationName=auralink-service",
            DataSources.CONNECT,
            DataSources.ANSWER,
            DataSources.LOGIN,
            DataSources.KEEP_ALIVE,
            DataSources.NO_ROWS_IN_LOGS,
            DataSources.VALIDATE,
            DataSources.VALIDATE_BY,
            DataSources.VALIDATE_WITH,
            DataSources.FAIL_ALONE,
            DataSources.WAIT
        })
@DataSourceDefinition(
        name = DataSources.EVENTS,
        className = DataSources.DRIVER,
        url = DataSources.SERVER,
        user = "${MPCONFIG=auralink.db.service.user}",
        password = "${MPCONFIG=auralink.db.service.password}",
        minPoolSize = 1,
        // Events of one node come one after the other; beside them, calls that expire or whose room is nowhere.
        maxPoolSize = 8,
        properties = {
            "ApplicationName=auralink-events",
            DataSources.CONNECT,
            DataSources.ANSWER,
            DataSources.LOGIN,
            DataSources.KEEP_ALIVE,
            DataSources.NO_ROWS_IN_LOGS,
            DataSources.VALIDATE,
            DataSources.VALIDATE_BY,
            DataSources.VALIDATE_WITH,
            DataSources.FAIL_ALONE,
            DataSources.WAIT
        })
@Singleton
public class DataSources {
    static final String DRIVER = "org.postgresql.xa.PGXADataSource";
    static final String SERVER = "${MPCONFIG=auralink.db.url}";

    // What every pool has, for the reasons above. An annotation takes no array from elsewhere, so each lists them.
    static final String CONNECT = "connectTimeout=3";
    static final String ANSWER = "socketTimeout=5";
    static final String LOGIN = "loginTimeout=5";
    static final String KEEP_ALIVE = "tcpKeepAlive=true";
    static final String NO_ROWS_IN_LOGS = "logServerErrorDetail=false";
    static final String VALIDATE = "fish.payara.is-connection-validation-required=true";
    static final String VALIDATE_BY = "fish.payara.connection-validation-method=custom-validation";
    static final String VALIDATE_WITH =
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation";
    static final String FAIL_ALONE = "fish.payara.fail-all-connections=false";
    static final String WAIT = "fish.payara.max-wait-time-in-millis=5000";

    /** People's requests: may become {@code anon} and {@code authenticated}. */
    public static final String CALLERS = "java:app/jdbc/auralink";

    /** Sign-up and sign-in: may become {@code service_role}. */
    public static final String SERVICE = "java:app/jdbc/auralinkService";

    /** What media nodes tell: may become {@code service_role} too. */
    public static final String EVENTS = "java:app/jdbc/auralinkEvents";
}
