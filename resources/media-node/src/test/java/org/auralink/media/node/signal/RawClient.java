package org.auralink.media.node.signal;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.node.RawSocket;

/** A client that speaks nothing but the signalling's protobuf. */
public final class RawClient implements AutoCloseable {
    private final RawSocket<SignalResponse> socket;

    private RawClient(String url, String token) {
        socket = new RawSocket<>(url, token, SignalResponse.parser());
    }

    /** Whatever state a client is in, it may ask whether the node is there. */
    public static SignalRequest ping() {
        return SignalRequest.newBuilder().setPing(1).build();
    }

    /** Opens {@code /rtc} with this query on top of the protocol number. */
    public static RawClient connect(int port, String token, String query) {
        return new RawClient("ws://127.0.0.1:" + port + "/rtc?protocol=17" + query, token);
    }

    /** Opens a path with its query. */
    public static RawClient open(int port, String path, String token) {
        return new RawClient("ws://127.0.0.1:" + port + path, token);
    }

    /** The HTTP status with which {@code /rtc} refuses this token. */
    public static int refusal(int port, String token) {
        return RawSocket.refusal(() -> connect(port, token, ""));
    }

    /** Sends unless the connection is closed; false then. */
    public boolean tryToSend(byte[] message) {
        return socket.tryToSend(message);
    }

    /** Sends the same message again and again until the node has enough of it. */
    public void tryToSend(SignalRequest request, int times) {
        byte[] bytes = request.toByteArray();
        for (int i = 0; i < times && tryToSend(bytes); i++) {
            // Until it is closed.
        }
    }

    public void send(SignalRequest request) {
        sendBytes(request.toByteArray());
    }

    public void sendBytes(byte[] bytes) {
        socket.sendBytes(bytes);
    }

    public void sendText(String text) {
        socket.sendText(text);
    }

    /** Does something with the socket again and again until the node has enough of it. */
    public void tryTo(Function<WebSocket, CompletableFuture<WebSocket>> frame, int times) {
        for (int i = 0; i < times && socket.tryTo(frame); i++) {
            // Until it is closed.
        }
    }

    /** The next message whatever it is. */
    public SignalResponse next() throws InterruptedException {
        return socket.next();
    }

    /** The next message of this kind; others before it are dropped. */
    public SignalResponse next(SignalResponse.MessageCase kind) throws InterruptedException {
        return socket.next(response -> response.getMessageCase() == kind, kind.name());
    }

    /** How many messages wait to be read. */
    int received() {
        return socket.received();
    }

    public String nextText() throws InterruptedException {
        return socket.nextText();
    }

    /** The code of the close frame, 1006 when the connection just ended. */
    public int closeCode() {
        return socket.closeCode();
    }

    /** The reason in the close frame. */
    public String closeReason() {
        return socket.closeReason();
    }

    /** Ends the connection without a close frame. */
    public void abort() {
        socket.close();
    }

    @Override
    public void close() {
        socket.close();
    }
}
