package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningSocketsTest {
    private static List<InetSocketAddress> own() {
        return ListeningSockets.of(ProcessHandle.current().pid());
    }

    @Test
    void aListeningSocketOfTheProcessIsFoundWithItsAddress() throws Exception {
        InetSocketAddress loopback;
        try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var open = new ServerSocket(0)) {
            loopback = new InetSocketAddress("127.0.0.1", server.getLocalPort());

            assertThat(own())
                    .contains(loopback)
                    .anyMatch(address ->
                            address.getAddress().isAnyLocalAddress() && address.getPort() == open.getLocalPort());
        }
        assertThat(own()).doesNotContain(loopback);
    }

    @Test
    void aConnectionIsNotListening() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(own()).noneMatch(address -> address.getPort() == client.getLocalPort());
        }
    }

    @Test
    void socketsOfOtherProcessesAreNotCounted() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Process other = new ProcessBuilder("sleep", "60").start();
            try {
                assertThat(ListeningSockets.of(other.pid()))
                        .noneMatch(address -> address.getPort() == server.getLocalPort());
            } finally {
                other.destroyForcibly();
            }
        }
    }
}
