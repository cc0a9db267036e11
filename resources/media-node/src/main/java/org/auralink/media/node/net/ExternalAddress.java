package org.auralink.media.node.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.auralink.media.ice.StunQuestion;

/** Finds out which address the world sees this host at, by asking STUN servers. Blocks; for the start of a node only. */
public final class ExternalAddress {
    private static final int LARGEST = 1500;
    private static final int TIMES = 4;
    private static final int WAIT_MILLIS = 500;

    private ExternalAddress() {}

    /**
     * Asks one server after the other, each a few times.
     *
     * @param from the address of this host that media leaves from
     * @param servers to ask
     * @return empty when none of them answers within two seconds
     */
    public static Optional<InetAddress> ask(InetAddress from, List<InetSocketAddress> servers) {
        for (InetSocketAddress server : servers) {
            Optional<InetAddress> seen = ask(from, server);
            if (seen.isPresent()) {
                return seen;
            }
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> ask(InetAddress from, InetSocketAddress named) {
        var server = new InetSocketAddress(named.getHostString(), named.getPort());
        try (var socket = new DatagramSocket(0, from)) {
            if (server.isUnresolved()) {
                return Optional.empty();
            }
            // Nobody else's datagrams are delivered then.
            socket.connect(server);
            socket.setSoTimeout(WAIT_MILLIS);
            // The same question each time, so that a late answer is one too (RFC 8489 6.2.1).
            var question = new StunQuestion();
            for (int n = 0; n < TIMES; n++) {
                Optional<InetAddress> seen = askOnce(socket, question);
                if (seen.isPresent()) {
                    return seen;
                }
            }
        } catch (IOException e) {
            // The next one may answer.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> askOnce(DatagramSocket socket, StunQuestion question) {
        byte[] datagram = question.datagram();
        var answer = new DatagramPacket(new byte[LARGEST], LARGEST);
        try {
            socket.send(new DatagramPacket(datagram, datagram.length));
            socket.receive(answer);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(question.answer(answer.getData(), answer.getLength()))
                .map(InetSocketAddress::getAddress);
    }
}
