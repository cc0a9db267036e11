package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.auralink.media.ice.StunIntegrity;
import org.auralink.media.ice.StunWriter;
import org.auralink.media.turn.TurnSecret;
import org.jspecify.annotations.Nullable;

/** A client of the relay. */
final class RelayClient {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Way way;
    private final TurnSecret.Credential credential;
    private String nonce = "";

    /** @param secret the relay's */
    RelayClient(Way way, TurnSecret secret) {
        this.way = way;
        credential = secret.issue(System.currentTimeMillis() / 1000, "PA_x");
    }

    private void ask(Message message) throws Exception {
        byte[] key = MessageDigest.getInstance("MD5")
                .digest((credential.username() + ":media:" + credential.password()).getBytes(StandardCharsets.UTF_8));
        way.send(message.with(0x0006, credential.username())
                .with(0x0014, "media")
                .with(0x0015, nonce)
                .out
                .finish(new StunIntegrity(key)));
        assertThat(way.receive())
                .isNotNull()
                .satisfies(answer -> assertThat(answer[0]).as("success").isEqualTo((byte) 1));
    }

    void allocate() throws Exception {
        way.send(new Message(0x0003).plain());
        ByteBuffer refusal = ByteBuffer.wrap(way.receive());
        for (int at = 20; at < refusal.limit(); at += 4 + (refusal.getShort(at + 2) + 3) / 4 * 4) {
            if (refusal.getShort(at) == 0x0015) {
                nonce = new String(refusal.array(), at + 4, refusal.getShort(at + 2), StandardCharsets.UTF_8);
            }
        }
        ask(new Message(0x0003).with(0x0019, new byte[] {17, 0, 0, 0}));
    }

    void bind(int channel, int port) throws Exception {
        var message = new Message(0x0009);
        message.out.addAddress(0x0012, new InetSocketAddress(LOOPBACK, port));
        ask(message.with(0x000C, new byte[] {(byte) (channel >>> 8), (byte) channel, 0, 0}));
    }

    void giveBack() throws Exception {
        ask(new Message(0x0004).with(0x000D, new byte[4]));
    }

    void sendOver(int channel, byte[] data) throws IOException {
        way.send(ByteBuffer.allocate(4 + data.length)
                .putShort((short) channel)
                .putShort((short) data.length)
                .put(data)
                .array());
    }

    byte @Nullable [] receiveOver(int channel) throws IOException {
        byte[] message = way.receive();
        if (message == null) {
            return null;
        }
        assertThat(ByteBuffer.wrap(message).getShort(0)).isEqualTo((short) channel);
        return Arrays.copyOfRange(message, 4, message.length);
    }

    /** How messages get to the relay. */
    interface Way extends AutoCloseable {
        void send(byte[] message) throws IOException;

        /** The next one; null when none comes. */
        byte @Nullable [] receive() throws IOException;
    }

    static final class OverUdp implements Way {
        final DatagramSocket socket = new DatagramSocket(0, LOOPBACK);

        OverUdp(int port) throws IOException {
            socket.connect(LOOPBACK, port);
            socket.setSoTimeout(5_000);
        }

        @Override
        public void send(byte[] message) throws IOException {
            socket.send(new DatagramPacket(message, message.length));
        }

        @Override
        public byte @Nullable [] receive() throws IOException {
            var packet = new DatagramPacket(new byte[2000], 2000);
            try {
                socket.receive(packet);
                return Arrays.copyOf(packet.getData(), packet.getLength());
            } catch (java.net.SocketTimeoutException e) {
                return null;
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    static final class OverConnection implements Way {
        private final Socket socket;
        private final OutputStream out;
        private final DataInputStream in;

        OverConnection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(5_000);
            out = socket.getOutputStream();
            in = new DataInputStream(socket.getInputStream());
        }

        @Override
        public void send(byte[] message) throws IOException {
            out.write(Arrays.copyOf(message, (message.length + 3) / 4 * 4));
            out.flush();
        }

        @Override
        public byte @Nullable [] receive() throws IOException {
            try {
                byte[] head = new byte[4];
                in.readFully(head);
                int length = ByteBuffer.wrap(head).getShort(2);
                boolean channel = (head[0] & 0xC0) == 0x40;
                byte[] message = new byte[channel ? 4 + length : 20 + length];
                System.arraycopy(head, 0, message, 0, 4);
                in.readFully(message, 4, message.length - 4);
                in.readFully(new byte[(4 - message.length % 4) % 4]);
                return message;
            } catch (EOFException | java.net.SocketException e) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A STUN message. */
    static final class Message {
        private final StunWriter out;

        Message(int type) {
            out = new StunWriter(type, 512);
        }

        Message with(int type, byte[] value) {
            System.arraycopy(value, 0, out.buf(), out.begin(type, value.length), value.length);
            return this;
        }

        Message with(int type, String value) {
            return with(type, value.getBytes(StandardCharsets.UTF_8));
        }

        byte[] plain() {
            return out.finish();
        }
    }
}
