package org.auralink.media.node.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** A client's TCP connection for media, over loopback. */
final class Connection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
    }

    static byte[] framed(byte[] datagram) {
        byte[] frame = new byte[2 + datagram.length];
        frame[0] = (byte) (datagram.length >>> 8);
        frame[1] = (byte) datagram.length;
        System.arraycopy(datagram, 0, frame, 2, datagram.length);
        return frame;
    }

    void send(byte[] datagram) throws IOException {
        write(framed(datagram));
    }

    /** Bytes as they are. */
    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The next datagram; null when the other side ended the connection. */
    byte @Nullable [] receive() throws IOException {
        try {
            byte[] datagram = new byte[in.readUnsignedShort()];
            in.readFully(datagram);
            return datagram;
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
