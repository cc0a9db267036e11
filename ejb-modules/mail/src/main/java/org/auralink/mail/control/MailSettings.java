package org.auralink.mail.control;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.auralink.shared.PlainText;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * What the mail capability is told by its operator.
 *
 * @param way where mail goes
 * @param sender what stands in From
 * @param product what the instance is called in mails
 * @param publicUrl where people open the web application
 */
public record MailSettings(Way way, InternetAddress sender, String product, URI publicUrl) {
    /** Where mail goes. */
    public sealed interface Way {}

    /** To a mail server, which brings it further. */
    public record ToServer(SmtpServer server) implements Way {}

    /** Nowhere: it is kept, to be read at {@code /dev/mailbox} of the machine itself. */
    public record ToMailbox() implements Way {}

    /** Nothing is said: mail waits until its links have expired. */
    public record Nowhere() implements Way {}

    /** What people usually submit mail at: RFC 6409. */
    private static final int SUBMISSION = 587;

    private static final int LAST_PORT = 65_535;

    /** RFC 5321, 4.5.3.2 allows minutes; a submission server that takes ten seconds for an answer is ill. */
    private static final int USUAL_TIMEOUT = 10_000;

    private static final int LONGEST_TIMEOUT = 20_000;

    static final Setting HOST = Setting.text(
            "auralink.mail.smtp.host", "", "name or address", "the mail server; without it mail waits and expires");
    static final Setting PORT =
            Setting.integer("auralink.mail.smtp.port", SUBMISSION, 1, LAST_PORT, "", "port of the mail server");
    static final Setting SECURITY = Setting.choice(
            "auralink.mail.smtp.security",
            List.of("starttls", "tls", "none"),
            "starttls: STARTTLS must succeed; tls: TLS from the first byte; none: in clear, for a server on the same"
                    + " machine");
    static final Setting USER = Setting.text("auralink.mail.smtp.user", "", "text", "login at the mail server");
    static final Setting PASSWORD =
            new Setting("auralink.mail.smtp.password", "", "", "text", 1, 0, true, "its password");
    static final Setting TIMEOUT = Setting.integer(
            "auralink.mail.smtp.timeout",
            USUAL_TIMEOUT,
            100,
            LONGEST_TIMEOUT,
            "ms",
            "for connecting to the mail server and for each answer");
    static final Setting FROM = Setting.text(
            "auralink.mail.from",
            "no-reply@ the host of auralink.public.url",
            "an e-mail address, or a name and an address: AuraLink <no-reply@example.org>",
            "whom mails are from");
    static final Setting PRODUCT = Setting.text(
            "auralink.mail.product", "AuraLink", "up to 50 characters", "what the instance is called in mails");
    static final Setting MAILBOX = Setting.flag(
            "auralink.mail.mailbox",
            false,
            "whether mails are kept at /dev/mailbox instead of being sent; anybody on the machine can read them, so only"
                    + " with an auralink.public.url of the machine itself");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS =
            List.of(HOST, PORT, SECURITY, USER, PASSWORD, TIMEOUT, FROM, PRODUCT, MAILBOX);

    private static final int LONGEST_PRODUCT = 50;

    /** @throws SettingException naming the setting that is wrong */
    public static MailSettings from(Settings settings) {
        URI publicUrl = settings.uri(SharedSettings.PUBLIC_URL, Set.of("http", "https"));
        return new MailSettings(way(settings, publicUrl), sender(settings, publicUrl), product(settings), publicUrl);
    }

    private static Way way(Settings settings, URI publicUrl) {
        Optional<String> host = settings.optional(HOST);
        if (settings.flag(MAILBOX)) {
            if (host.isPresent()) {
                throw new SettingException("The settings " + MAILBOX.name() + " and " + HOST.name()
                        + " exclude each other: mails are either kept or sent.");
            }
            if (!ThisMachine.isNamedBy(publicUrl.getHost())) {
                throw new SettingException("The setting " + MAILBOX.name() + " must be false where "
                        + SharedSettings.PUBLIC_URL.name() + " is not this machine itself: whoever reads the mailbox"
                        + " can take over every account.");
            }
            return new ToMailbox();
        }
        return host.<Way>map(name -> new ToServer(server(settings, name))).orElseGet(Nowhere::new);
    }

    private static SmtpServer server(Settings settings, String host) {
        if (!host.matches("[A-Za-z0-9.:_-]{1,253}")) {
            throw new SettingException("The setting " + HOST.name() + " must be a name or an address.");
        }
        SmtpServer.Security security =
                SmtpServer.Security.valueOf(settings.choice(SECURITY).toUpperCase(Locale.ROOT));
        Optional<String> user = settings.optional(USER);
        if (user.isPresent() && settings.optional(PASSWORD).isEmpty()) {
            throw new SettingException(
                    "The setting " + PASSWORD.name() + " is missing, and " + USER.name() + " is there.");
        }
        return new SmtpServer(
                host,
                settings.integer(PORT),
                security,
                user.orElse(""),
                settings.optional(PASSWORD).orElse(""),
                settings.integer(TIMEOUT));
    }

    private static InternetAddress sender(Settings settings, URI publicUrl) {
        String text = settings.optional(FROM).orElse("no-reply@" + domain(publicUrl.getHost()));
        try {
            InternetAddress[] addresses = InternetAddress.parse(text, true);
            if (addresses.length == 1 && PlainText.objectionToLine(text) == null) {
                InternetAddress address = addresses[0];
                address.validate();
                // Told as it was entered; a name in another script is encoded.
                return new InternetAddress(address.getAddress(), address.getPersonal(), "UTF-8");
            }
        } catch (AddressException | UnsupportedEncodingException e) {
            // Told below, without the text.
        }
        throw new SettingException("The setting " + FROM.name() + " must be " + FROM.allowed() + ".");
    }

    /** An address in numbers is in brackets in mail: RFC 5321, 4.1.3. */
    private static String domain(String host) {
        String bare = host.replaceAll("[\\[\\]]", "");
        if (bare.contains(":")) {
            return "[IPv6:" + bare + "]";
        }
        return bare.matches("[0-9.]+") ? "[" + bare + "]" : bare;
    }

    private static String product(Settings settings) {
        String product = settings.text(PRODUCT);
        if (product.length() > LONGEST_PRODUCT || PlainText.objectionToLine(product) != null) {
            throw new SettingException(
                    "The setting " + PRODUCT.name() + " must be " + PRODUCT.allowed() + " of one line.");
        }
        return product;
    }
}
