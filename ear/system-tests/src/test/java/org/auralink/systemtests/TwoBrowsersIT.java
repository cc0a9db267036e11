package org.auralink.systemtests;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another browser than the one that all other tests use, in one call with it; see two-browsers.test.mjs. */
class TwoBrowsersIT {
    @Test
    void firefoxAndChromiumSeeAndHearEachOtherThroughTheConsole() {
        NodeTests.pass(
                "two-browsers.test.mjs",
                Map.of(
                        "AURALINK_SCREENSHOTS",
                        Screenshots.DIRECTORY.toAbsolutePath().toString()));
    }
}
