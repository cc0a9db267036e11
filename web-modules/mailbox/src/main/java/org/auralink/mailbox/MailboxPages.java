package org.auralink.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.auralink.mail.boundary.KeptMail;

/** The pages of the mailbox, without any script. */
final class MailboxPages {
    private static final String STYLE = """
            body{margin:0;padding:24px;font-family:system-ui,sans-serif;color:#1c1e21;background:#f4f5f7}
            main{max-width:900px;margin:0 auto;padding:24px;background:#fff;border-radius:8px}
            table{width:100%;border-collapse:collapse}
            th,td{padding:8px;text-align:left;border-bottom:1px solid #dfe2e8;vertical-align:top}
            a{color:#1648c8}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:16px;background:#f4f5f7;border-radius:6px}
            .do{display:inline-block;padding:12px 20px;border-radius:6px;background:#1f5eff;color:#fff;text-decoration:none}
            .code{font-family:monospace;font-size:24px;letter-spacing:4px}
            """;

    /** Of the pages: nothing but their own style. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Of a mail's HTML, which has its styles in attributes, as mail programs want them. */
    static final String POLICY_OF_MAILS = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'; sandbox allow-popups";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title>
            <style>%s</style></head>
            <body><main>
            %s</main></body>
            </html>
            """;

    private static final String ROW = """
            <tr><td>%s</td><td>%s</td><td><a href="/dev/mailbox/%s">%s</a></td></tr>
            """;

    private MailboxPages() {}

    static String list(List<KeptMail> mails) {
        StringBuilder body = new StringBuilder("<h1>Mailbox</h1>\n"
                + "<p>Mails that this local installation did not send. The newest first; reload for more.</p>\n");
        if (mails.isEmpty()) {
            body.append("<p>There are none yet.</p>\n");
        } else {
            body.append("<table>\n<tr><th>Time (UTC)</th><th>To</th><th>Subject</th></tr>\n");
            mails.forEach(mail -> body.append(
                    ROW.formatted(text(time(mail)), text(mail.to()), text(mail.id()), text(mail.subject()))));
            body.append("</table>\n");
        }
        return PAGE.formatted("Mailbox", STYLE, body);
    }

    static String mail(KeptMail mail) {
        StringBuilder body = new StringBuilder("<p><a href=\"/dev/mailbox\">All mails</a></p>\n");
        body.append("<h1>%s</h1>\n<p>To %s, %s UTC</p>\n"
                .formatted(text(mail.subject()), text(mail.to()), text(time(mail))));
        if (mail.link() != null) {
            body.append("<p><a class=\"do\" id=\"link\" href=\"%s\">Follow the link</a></p>\n"
                    .formatted(text(mail.link())));
        }
        if (mail.code() != null) {
            body.append("<p>Code: <span class=\"code\" id=\"code\">%s</span></p>\n".formatted(text(mail.code())));
        }
        body.append("<pre>%s</pre>\n".formatted(text(mail.text())));
        body.append("<p><a href=\"/dev/mailbox/%s/html\">As HTML</a></p>\n".formatted(text(mail.id())));
        return PAGE.formatted(text(mail.subject()), STYLE, body);
    }

    private static String time(KeptMail mail) {
        String instant = mail.createdAt().toString();
        return instant.substring(0, "2026-03-01T10:00:00".length()).replace('T', ' ');
    }

    private static String text(String text) {
        return KeptMail.escaped(text);
    }

    private static String digest(String style) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
