package org.auralink.shared.health;

import java.util.List;

/**
 * A capability that knows what this server depends on. Implemented by an {@code @ApplicationScoped} bean; the operators' view
 * finds every one of them (docs/adr/0001-two-assemblies.md).
 */
public interface DependencySource {
    /** Services as they are now, this server's own part of them first. Answers at once, whatever hangs. */
    List<ServiceView> services();

    /** Asks about everything whose last answer is old, and waits for nothing. */
    void askAgain();
}
