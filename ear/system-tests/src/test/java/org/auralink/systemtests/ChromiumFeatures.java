package org.auralink.systemtests;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Chromium brings along that no test looks at. */
public final class ChromiumFeatures {
    /**
     * Pages of the address bar's suggestions. Each window loads its own, in a process of its own that costs as much as a
     * page that holds a call: half of what an empty browser takes.
     */
    private static final List<String> SUGGESTIONS = List.of("WebUIOmniboxPopup", "WebUIOmniboxAimPopup");

    /** Of Playwright's own list, which the switch replaces: what fetches, asks or paints later by itself. */
    private static final List<String> PLAYWRIGHTS = List.of(
            "AvoidUnnecessaryBeforeUnloadCheckSync",
            "DestroyProfileOnBrowserClose",
            "DialMediaRouteProvider",
            "GlobalMediaControls",
            "HttpsUpgrades",
            "LensOverlay",
            "MediaRouter",
            "OptimizationHints",
            "PaintHolding",
            "ThirdPartyStoragePartitioning",
            "Translate");

    /** The switch that has none of it. Only the last such switch of a command line counts. */
    public static final String NONE_UNSEEN = Stream.concat(SUGGESTIONS.stream(), PLAYWRIGHTS.stream())
            .collect(Collectors.joining(",", "--disable-features=", ""));

    private ChromiumFeatures() {}
}
