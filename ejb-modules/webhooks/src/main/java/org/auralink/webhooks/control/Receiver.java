package org.auralink.webhooks.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.auralink.webhooks.entity.Answer;
import org.auralink.webhooks.entity.Limits;

/**
 * Sends one request to where people of an organization want it, and reads no more of the answer than its status. The name
 * is looked up once and the connection goes to an address that was looked at, so a name that leads elsewhere the next time
 * leads nowhere; redirects are not followed. Java's own HTTP client looks names up by itself, hence this one.
 */
public final class Receiver {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final AddressRules rules;
    private final Names names;
    private final SSLSocketFactory tls;
    private final ScheduledExecutorService clock;
    private final Duration patience;

    /**
     * @param tls makes connections that check certificates
     * @param clock cuts off whoever does not answer in time, however they spend it
     */
    public Receiver(AddressRules rules, Names names, SSLSocketFactory tls, ScheduledExecutorService clock) {
        this(rules, names, tls, clock, Limits.ANSWER);
    }

    /** @param patience for an exchange */
    Receiver(AddressRules rules, Names names, SSLSocketFactory tls, ScheduledExecutorService clock, Duration patience) {
        this.rules = rules;
        this.names = names;
        this.tls = tls;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Posts a body, within {@link Limits#ANSWER}.
     *
     * @param authorization the signature
     * @param event the event's id and name, as headers for those who do not look into bodies
     */
    public Answer post(URI url, byte[] body, String authorization, EventHeaders event) {
        long began = System.nanoTime();
        try (var exchange = new Exchange()) {
            ScheduledFuture<?> cut = clock.schedule(exchange::cut, patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return Answer.of(exchange.status(url, body, authorization, event), since(began));
            } catch (IOException e) {
                return Answer.none(exchange.wasCut() ? tooSlow() : problem(e), since(began));
            } finally {
                cut.cancel(false);
            }
        }
    }

    /** What a receiver is told beside the body. */
    public record EventHeaders(String id, String type) {}

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String tooSlow() {
        return "The receiver did not answer within " + Limits.ANSWER.toSeconds() + " seconds.";
    }

    /** No text of the exception: it may have addresses in it. */
    private static String problem(IOException e) {
        if (e instanceof NoAnswerException none) {
            return none.sentence();
        } else if (e instanceof UnknownHostException) {
            return "The receiver's name leads to no address.";
        } else if (e instanceof SocketTimeoutException) {
            return "The receiver took no connection within " + Limits.CONNECT.toSeconds() + " seconds.";
        } else if (e instanceof SSLException) {
            return "No secure connection could be made: the receiver's certificate or protocol was not accepted.";
        }
        return "The receiver took no connection, or ended it before its answer.";
    }

    /** One request on a connection of its own. */
    private final class Exchange implements AutoCloseable {
        private final AtomicBoolean cut = new AtomicBoolean();
        private volatile Socket socket = new Socket();

        int status(URI url, byte[] body, String authorization, EventHeaders event) throws IOException {
            boolean secure = "https".equalsIgnoreCase(url.getScheme());
            int port = url.getPort() > 0 ? url.getPort() : secure ? HTTPS : HTTP;
            String host = bare(url.getHost());
            Socket connected = connect(permitted(host, secure), port);
            if (secure) {
                connected = secured(connected, host, port);
            }
            connected.getOutputStream().write(Http1.request(url, body, authorization, event));
            return Http1.status(connected.getInputStream());
        }

        private List<InetAddress> permitted(String host, boolean secure) throws IOException {
            List<InetAddress> found = names.resolve(host);
            List<InetAddress> permitted = found.stream()
                    .filter(address -> secure ? rules.permit(address) : rules.isAllowed(address))
                    .limit(Limits.ADDRESSES)
                    .toList();
            if (permitted.isEmpty()) {
                boolean plain = !secure && found.stream().anyMatch(rules::permit);
                throw new NoAnswerException(
                        plain
                                ? "Requests go over the public internet by https only."
                                : "The receiver's address is none of the public internet, and the operator has not"
                                        + " allowed it.");
            }
            return permitted;
        }

        private Socket connect(List<InetAddress> addresses, int port) throws IOException {
            IOException failure = new IOException("no address");
            for (InetAddress address : addresses) {
                try {
                    Socket fresh = use(new Socket());
                    fresh.connect(new InetSocketAddress(address, port), (int) Limits.CONNECT.toMillis());
                    return fresh;
                } catch (IOException e) {
                    failure = e;
                }
            }
            throw failure;
        }

        private Socket secured(Socket plain, String host, int port) throws IOException {
            var secure = (SSLSocket) tls.createSocket(plain, host, port, true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (!Http1.isLiteral(host)) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        }

        /**
         * From now on this is what is cut; what was cut before is not begun again. Always the connection itself and never
         * what is secured over it, whose end would wait for a receiver that reads nothing.
         */
        private Socket use(Socket next) throws IOException {
            socket = next;
            if (cut.get()) {
                next.close();
                throw new IOException("cut");
            }
            return next;
        }

        private static String bare(String host) {
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        }

        void cut() {
            cut.set(true);
            close();
        }

        boolean wasCut() {
            return cut.get();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // Nothing was left to be said on it.
            }
        }
    }
}
