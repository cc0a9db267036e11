package org.auralink.mail.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.auralink.mail.entity.MailKind;
import org.auralink.shared.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * A mail as its reader gets it: the subject, and the same text twice, plain and in HTML. The HTML loads nothing, so opening
 * it tells nobody anything, and holds no script.
 *
 * @param subject one line
 * @param text lines that end with {@code \n}
 * @param link of the one thing to do, null where there is none
 * @param code to be typed in, null where there is none
 */
public record MailForm(
        String subject,
        String text,
        String html,
        @Nullable String link,
        @Nullable String code) {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>%s</title></head>
            <body style="margin:0;padding:24px;background:#f4f5f7;font-family:Helvetica,Arial,sans-serif;color:#1c1e21">
            <div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border-radius:8px">
            %s<p style="margin:24px 0 0;font-size:13px;color:#5c6470">%s<br><a href="%s" style="color:#5c6470">%s</a></p>
            </div>
            </body>
            </html>
            """;
    private static final String PARAGRAPH = "<p style=\"margin:0 0 16px;font-size:16px;line-height:1.5\">%s</p>\n";
    private static final String BUTTON =
            "<p style=\"margin:24px 0\"><a href=\"%s\" style=\"display:inline-block;padding:12px 20px;border-radius:6px;"
                    + "background:#1f5eff;color:#ffffff;text-decoration:none\">%s</a></p>\n";
    private static final String CODE = "<p style=\"margin:0 0 16px;font-size:16px\">Or type in this code:</p>\n"
            + "<p style=\"margin:0 0 16px;font-size:28px;letter-spacing:4px;font-family:monospace\">%s</p>\n";

    /** Makes forms in the name of one instance. */
    public static final class Maker {
        private final MailTexts texts;
        private final String product;
        private final String publicUrl;

        public Maker(MailSettings settings) {
            this.product = settings.product();
            this.texts = new MailTexts(product);
            this.publicUrl = settings.publicUrl().toString();
        }

        /** @param words what the kind's texts are made with, by name; taken as text, whatever is in them */
        public MailForm of(MailKind kind, Map<String, String> words, Duration validity) {
            MailText text = texts.of(kind, words, validity);
            return new MailForm(line(text.subject()), plain(text), html(text), text.link(), text.code());
        }

        private String plain(MailText text) {
            StringBuilder lines = new StringBuilder();
            text.paragraphs()
                    .forEach(paragraph -> lines.append(unlinked(paragraph)).append("\n\n"));
            if (text.link() != null) {
                lines.append(text.action()).append(":\n").append(text.link()).append("\n\n");
            }
            if (text.code() != null) {
                lines.append(text.link() == null ? "Code: " : "Or type in this code: ")
                        .append(text.code())
                        .append("\n\n");
            }
            return lines.append(unlinked(text.after()))
                    .append("\n\n-- \n")
                    .append(product)
                    .append('\n')
                    .append(publicUrl)
                    .append('\n')
                    .toString();
        }

        private String html(MailText text) {
            StringBuilder parts = new StringBuilder();
            paragraphs(text.paragraphs(), parts);
            if (text.link() != null && text.action() != null) {
                parts.append(BUTTON.formatted(escaped(text.link()), escaped(text.action())));
            }
            if (text.code() != null) {
                parts.append((text.link() == null ? CODE.substring(CODE.indexOf('\n') + 1) : CODE)
                        .formatted(escaped(text.code())));
            }
            paragraphs(List.of(text.after()), parts);
            return PAGE.formatted(
                    escaped(unlinked(line(text.subject()))),
                    parts,
                    escaped(product),
                    escaped(publicUrl),
                    escaped(publicUrl));
        }

        private static void paragraphs(List<String> paragraphs, StringBuilder parts) {
            paragraphs.forEach(paragraph -> parts.append(PARAGRAPH.formatted(escaped(unlinked(paragraph)))));
        }
    }

    /** Text in HTML, also within quotation marks. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** What people call themselves and their organizations comes into headers: one line, without what turns text around. */
    private static String line(String text) {
        return PlainText.objectionToLine(text) == null
                ? text
                : text.codePoints()
                        .mapToObj(Character::toString)
                        .map(character -> PlainText.objectionToLine(character) == null ? character : " ")
                        .reduce("", String::concat);
    }

    /**
     * Mail programs make a link of whatever looks like an address, also of an organization's name: a word joiner within keeps
     * them from it, and nobody sees it. The one link of a mail is ours.
     */
    private static String unlinked(String text) {
        return line(text).replaceAll("(?<=\\S)([.:@/])(?=\\S)", "$1\u2060");
    }

    /** There is a link in it. */
    @Override
    public String toString() {
        return "MailForm[redacted]";
    }
}
