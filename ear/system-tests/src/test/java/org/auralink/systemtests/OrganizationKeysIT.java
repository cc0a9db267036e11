package org.auralink.systemtests;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** LiveKit's server SDKs with the keys of organizations; see the file for what it expects. */
class OrganizationKeysIT {
    @Test
    void livekitsNodeSdkWorksForTheRoomsOfOneOrganization() {
        NodeTests.pass("organization-keys.test.mjs", Map.of());
    }
}
