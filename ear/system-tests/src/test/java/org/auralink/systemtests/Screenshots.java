package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Pictures of a page at both widths and in both themes, kept as build output for people to look at. What a test can tell
 * is checked on the way: nothing reaches beyond the sides of the window, down to the 320 pixels of WCAG 1.4.10.
 */
final class Screenshots {
    static final Path DIRECTORY = Path.of(System.getProperty("auralink.screenshots", "target/screenshots"));

    private static final int NARROWEST = 320;
    private static final int PHONE = 390;
    private static final int DESKTOP = 1280;

    /** What is wider than the window; a page that clips does not scroll, so its controls are measured as well. */
    private static final String BEYOND = """
            () => {
              const beyond = [];
              if (document.documentElement.scrollWidth > innerWidth) {
                const wide = [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > innerWidth + 0.5);
                beyond.push('the page scrolls sideways: ' + wide.slice(0, 8).map((it) => it.cloneNode().outerHTML.slice(0, 80)).join(' '));
              }
              for (const element of document.querySelectorAll('a, button, input, select, h1, h2, dialog, [role=alert]')) {
                const { left, right, width } = element.getBoundingClientRect();
                if (width <= 1 || !element.checkVisibility()) continue;
                if (left < -0.5 || right > innerWidth + 0.5) beyond.push(`${element.outerHTML.slice(0, 120)} from ${left} to ${right}`);
              }
              return beyond.join('\\n');
            }
            """;

    private Screenshots() {}

    static void take(Page page, String name) {
        fits(page, name, NARROWEST);
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : new int[] {PHONE, DESKTOP}) {
                fits(page, name, width);
                String file = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(DIRECTORY.resolve(file))
                        // Colours on their way from one theme to the other are neither.
                        .setAnimations(ScreenshotAnimations.DISABLED));
            }
        }
    }

    /** What a program printed, on paper of its own. */
    static void takeText(Page blank, String text, String name) {
        blank.setContent(
                "<pre id=said style='margin: 0; padding: 16px; font: 13px/1.5 monospace; white-space: pre-wrap; "
                        + "background: #14141c; color: #e6e6ef'></pre>");
        blank.evaluate("said => { document.getElementById('said').textContent = said; }", text);
        blank.screenshot(new Page.ScreenshotOptions()
                .setPath(DIRECTORY.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static void fits(Page page, String name, int width) {
        page.setViewportSize(width, 800);
        assertThat((String) page.evaluate(BEYOND))
                .as("what of %s is beyond a window of %d pixels", name, width)
                .isEmpty();
    }
}
