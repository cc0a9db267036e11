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
 * timeout end a wait for a host that vanished or a server that hangs; no statement here needs a tenth of it. The detail
 * of a server error quotes the row, which may be a person's: it stays out of the logs.
 */
@DataSourceDefinition(
        name = DataSources.CALLERS,
        className = "org.postgresql.xa.PGXADataSource",
        url = "${MPCONFIG=auralink.db.url}",
        user = "${MPCONFIG=auralink.db.user}",
        password = "${MPCONFIG=auralink.db.password}",
        minPoolSize = 1,
        maxPoolSize = 16,
        properties = {
            "ApplicationName=auralink",
            "connectTimeout=3",
            "socketTimeout=5",
            "tcpKeepAlive=true",
            "logServerErrorDetail=false",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.fail-all-connections=false",
            "fish.payara.max-wait-time-in-millis=5000"
        })
@DataSourceDefinition(
        name = DataSources.SERVICE,
        className = "org.postgresql.xa.PGXADataSource",
        url = "${MPCONFIG=auralink.db.url}",
        user = "${MPCONFIG=auralink.db.service.user}",
        password = "${MPCONFIG=auralink.db.service.password}",
        minPoolSize = 1,
        maxPoolSize = 16,
        properties = {
            "ApplicationName=auralink-service",
            "connectTimeout=3",
            "socketTimeout=5",
            "tcpKeepAlive=true",
            "logServerErrorDetail=false",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.fail-all-connections=false",
            "fish.payara.max-wait-time-in-millis=5000"
        })
@DataSourceDefinition(
        name = DataSources.EVENTS,
        className = "org.postgresql.xa.PGXADataSource",
        url = "${MPCONFIG=auralink.db.url}",
        user = "${MPCONFIG=auralink.db.service.user}",
        password = "${MPCONFIG=auralink.db.service.password}",
        minPoolSize = 1,
        // Events of one node come one after the other; beside them, calls that expire or whose room is nowhere.
        maxPoolSize = 8,
        properties = {
            "ApplicationName=auralink-events",
            "connectTimeout=3",
            "socketTimeout=5",
            "tcpKeepAlive=true",
            "logServerErrorDetail=false",
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.fail-all-connections=false",
            "fish.payara.max-wait-time-in-millis=5000"
        })
@Singleton
public class DataSources {
    /** People's requests: may become {@code anon} and {@code authenticated}. */
    public static final String CALLERS = "java:app/jdbc/auralink";

    /** Sign-up and sign-in: may become {@code service_role}. */
    public static final String SERVICE = "java:app/jdbc/auralinkService";

    /** What media nodes tell: may become {@code service_role} too. */
    public static final String EVENTS = "java:app/jdbc/auralinkEvents";
}
