package org.auralink.findings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is looked at. The names are part of the API and of what the doctor prints as JSON: docs/operating/doctor.md. */
public enum Check {
    /** The launcher's stack runs. */
    STACK,
    /** Ports that a start needs are free. */
    PORTS,
    /** The application answers and is ready. */
    SERVER,
    /** There is room for what is written. */
    DISK,
    /** Browsers hand out cameras at the address where people open the web application. */
    PUBLIC_ADDRESS,
    /** Pages may connect to the address that a node gives to clients. */
    NODE_ADDRESS,
    /** The address that clients send media to is one that they can have. */
    MEDIA_ADDRESS,
    CERTIFICATE,
    /** A media node answers. */
    NODE,
    NODE_REGISTRATION,
    NODE_CLOCK,
    MEDIA_UDP,
    MEDIA_TCP,
    /** The relay (TURN) of a node answers. */
    RELAY,
    REDIS,
    REDIS_CLOCK,
    DATABASE,
    DATABASE_CLOCK,
    DATABASE_ROLES,
    DATABASE_LOGIN,
    DATABASE_SCHEMA,
    /** The policies are those of this release. */
    DATABASE_POLICIES,
    ROW_SECURITY;

    /** In snake_case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Check> of(String id) {
        return Arrays.stream(values()).filter(check -> check.id().equals(id)).findFirst();
    }
}
