package org.auralink.shared.health;

import java.util.List;

/**
 * A capability that knows what can be wrong. Implemented by an {@code @ApplicationScoped} bean; the operators' findings are
 * those of all of them (docs/adr/0001-two-assemblies.md).
 */
public interface FindingSource {
    /** What there is to look at now. Waits for nobody much longer than a tenth of a second. */
    List<Look> looks();
}
