package org.auralink.calls.boundary;

/**
 * A capability that wants to know what becomes of calls. Implemented in its boundary by an {@code @ApplicationScoped} bean
 * that hands what has to be written to a stateless session bean, whose methods have the transaction attribute {@code
 * MANDATORY}; every bean of the application that implements it is found. Why not by the session bean itself:
 * docs/adr/0001-two-assemblies.md.
 */
public interface CallObserver {

    /**
     * Something took effect. Told inside the transaction in which it is written, once for each effect and in their order, on
     * connections of {@code java:app/jdbc/auralinkEvents}: what an observer writes stands or falls with it. An observer must
     * not ask anybody outside the database, and one that throws undoes the effect, which is tried again.
     */
    void happened(CallChange change);
}
