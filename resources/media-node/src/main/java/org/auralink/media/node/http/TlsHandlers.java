package org.auralink.media.node.http;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What encrypts a connection to this node, whatever is spoken over it. */
public final class TlsHandlers {
    static {
        // A handshake costs us a thousand times what it costs a client, and TLS 1.2 lets it begin another at any time.
        // The JDK has no other switch, and reads it at the first handshake of a server; all of ours begin here.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private TlsHandlers() {}

    /**
     * The first handler of an accepted connection.
     *
     * @param certificate asked once
     * @param patience with a handshake, from the connection on
     */
    public static SslHandler of(Channel accepted, Supplier<SslContext> certificate, Duration patience) {
        SslHandler handler = certificate.get().newHandler(accepted.alloc());
        handler.setHandshakeTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        return handler;
    }
}
