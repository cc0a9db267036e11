package org.auralink.local;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** Looks before anything starts whether every port is free, so that the answer names the setting, not a stack trace. */
final class Ports {
    private final Map<String, Option> taken = new HashMap<>();

    private Ports() {}

    /** @throws LaunchException naming the port and the setting that changes it */
    static void check(Settings settings) {
        var ports = new Ports();
        checkAddress(settings.bind());
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (ServerPlace server : settings.servers()) {
            ports.tcp(settings.bind(), server.webPort(), Option.WEB_PORT);
            ports.tcp(loopback, server.adminPort(), Option.ADMIN_PORT);
            if (settings.servers().size() > 1) {
                ports.tcp(loopback, server.gridPort(), Option.GRID_PORT);
            }
        }
        ports.tcp(loopback, settings.dbPort(), Option.DB_PORT);
        ports.tcp(loopback, settings.redisPort(), Option.REDIS_PORT);
        for (NodePlace node : settings.nodes()) {
            ports.tcp(settings.signalBind(), node.signalPort(), Option.SIGNAL_PORT);
            if (settings.tls().isPresent()) {
                ports.tcp(settings.bind(), node.signalTlsPort(), Option.SIGNAL_TLS_PORT);
            }
            ports.tcp(loopback, node.metricsPort(), Option.NODE_METRICS_PORT);
            // A node takes its own address for media, or all where a NAT is in front of it.
            ports.tcp(new InetSocketAddress(0).getAddress(), node.mediaTcpPort(), Option.MEDIA_TCP_PORT);
            for (int i = 0; i < settings.mediaLoops(); i++) {
                ports.udp(node.mediaPort() + i);
            }
        }
    }

    private static void checkAddress(InetAddress address) {
        // Port 0 is any that is free, so only the address can be at fault.
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
        } catch (IOException e) {
            throw new LaunchException(
                    "This machine cannot listen at " + address.getHostAddress() + " (" + e.getMessage()
                            + "). Choose one of its own addresses with " + Option.BIND.named() + ".",
                    e);
        }
    }

    private void tcp(InetAddress address, int port, Option option) {
        refuseHigh("TCP", port, option);
        Option other = taken.put("tcp " + port, option);
        if (other != null) {
            throw new LaunchException(other.named() + " and " + option.named() + " are both " + port + ".");
        }
        try (var socket = new ServerSocket()) {
            // A port that a closed connection still lingers on is free for a server.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw refusal("TCP port " + port + " on " + address.getHostAddress(), option, e);
        }
    }

    private void udp(int port) {
        refuseHigh("UDP", port, Option.MEDIA_PORT);
        try (var socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            throw refusal("UDP port " + port, Option.MEDIA_PORT, e);
        }
    }

    private static void refuseHigh(String protocol, int port, Option option) {
        if (port > 65535) {
            throw new LaunchException("There is no " + protocol + " port " + port + ": lower " + option.named() + ".");
        }
    }

    private static LaunchException refusal(String what, Option option, IOException cause) {
        return new LaunchException(
                what + " cannot be used (" + cause.getMessage() + "). Choose another with " + option.named() + ".",
                cause);
    }
}
