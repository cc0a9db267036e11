package org.auralink.mail.control;

/**
 * A mail server and how it is spoken to. Does not print what lets us in.
 *
 * @param host name or address
 * @param security how the connection is protected
 * @param user empty for none
 * @param password empty for none
 * @param timeoutMillis for connecting, for each answer and for each write
 */
public record SmtpServer(String host, int port, Security security, String user, String password, int timeoutMillis) {
    /** How a connection is protected. */
    public enum Security {
        /** RFC 3207; without it nothing is said. */
        STARTTLS,
        /** RFC 8314, 3.3. */
        TLS,
        NONE
    }

    @Override
    public String toString() {
        return "SmtpServer[" + host + ":" + port + "]";
    }
}
