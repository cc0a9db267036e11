package org.auralink.systemtests.sfu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network of its own (a namespace of the kernel) that is joined to this one by a cable, which may carry little, or no UDP over
 * IPv4. Needs the rights of root.
 */
final class NarrowNetwork implements AutoCloseable {
    /** Bytes that pass at once: two packets, as the kernel's timer needs something to work with. */
    private static final int BURST = 3_100;

    private static final int MIN_QUEUE = 6_000;

    private final String name;
    private final String cable;
    private final String near;
    private final String six;

    private NarrowNetwork(int number) {
        name = "narrow" + number;
        cable = "nw" + number;
        near = "10.231." + number % 250;
        six = "fd5a:" + Integer.toHexString(number % 65_536) + "::";
    }

    /** Whether this machine lets us make one. */
    static boolean isPossible() {
        String probe = "narrow-probe" + ProcessHandle.current().pid();
        try {
            if (run(List.of("ip", "netns", "add", probe)) != 0) {
                return false;
            }
            run(List.of("ip", "netns", "del", probe));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** One that lets no UDP over IPv4 through. */
    static NarrowNetwork withoutUdp() throws IOException {
        NarrowNetwork network = open();
        try {
            must("ip -n " + network.name + " rule add pref 0 ipproto udp prohibit");
            return network;
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    /** One that lets everything through. */
    static NarrowNetwork open() throws IOException {
        var network = new NarrowNetwork((int) (ProcessHandle.current().pid() % 100_000));
        try {
            network.build();
            return network;
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    private void build() throws IOException {
        must("ip netns add " + name);
        must("ip link add " + cable + "a type veth peer name " + cable + "b");
        must("ip link set " + cable + "b netns " + name);
        must("ip addr add " + address() + "/30 dev " + cable + "a");
        must("ip link set " + cable + "a up");
        must("ip -n " + name + " addr add " + near + ".2/30 dev " + cable + "b");
        must("ip -n " + name + " link set " + cable + "b up");
        must("ip -n " + name + " link set lo up");
        must("ip -6 addr add " + address6() + "/64 nodad dev " + cable + "a");
        must("ip -n " + name + " -6 addr add " + six + "2/64 nodad dev " + cable + "b");
    }

    private static void must(String command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        if (run(words) != 0) {
            throw new IOException("failed: " + command);
        }
    }

    private static int run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IOException(command + " does not end: " + said);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /**
     * How much passes from this machine into it from now on, by the kernel's token bucket ({@code tbf}).
     *
     * @param kilobits a second
     * @param queueMillis for how long packets wait until there is no room for more
     */
    void carries(int kilobits, int queueMillis) throws IOException {
        must("tc qdisc replace dev " + cable + "a root tbf rate " + kilobits + "kbit burst " + BURST + " limit "
                + Math.max(MIN_QUEUE, kilobits * queueMillis / 8));
    }

    /** The address that this machine has there. */
    String address() {
        return near + ".1";
    }

    /** The IPv6 address that this machine has there. Over IPv6 all passes. */
    String address6() {
        return six + "1";
    }

    /** A program that runs another one in that network. */
    Path running(Path program) throws IOException {
        Path script = Files.createTempFile(
                name, ".sh", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(script, "#!/bin/sh\nexec ip netns exec " + name + " " + program + " \"$@\"\n");
        return script;
    }

    @Override
    public void close() throws IOException {
        run(List.of("ip", "netns", "del", name));
        run(List.of("ip", "link", "del", cable + "a"));
    }
}
