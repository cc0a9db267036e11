package org.auralink.systemtests;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;

/** Pictures of a page at both widths and in both themes, kept as build output for people to look at. */
final class Screenshots {
    private static final Path DIRECTORY = Path.of(System.getProperty("auralink.screenshots", "target/screenshots"));

    private Screenshots() {}

    static void take(Page page, String name) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {390, 1280}) {
                page.setViewportSize(width, 800);
                String file = name + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png";
                page.screenshot(new Page.ScreenshotOptions().setPath(DIRECTORY.resolve(file)));
            }
        }
    }
}
