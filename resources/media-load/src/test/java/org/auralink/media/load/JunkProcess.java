package org.auralink.media.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.node.client.ClientCertificate;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.srtp.SrtpProfile;

/**
 * The attacker, in a process of its own: its garbage and its compiling must not stop the node that is measured. Told
 * what to do by lines on standard input, answers by lines on standard output; see {@link Attacker}.
 */
final class JunkProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PER_SECOND = 8000;

    private final Random random = new Random(8);
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final InetSocketAddress node;
    private final DatagramChannel nobody;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(1500);
    private int sequence;

    private JunkProcess(int port) throws IOException {
        node = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        nobody = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public static void main(String[] args) throws IOException {
        new JunkProcess(Integer.parseInt(args[0])).run();
        System.exit(0);
    }

    private void run() throws IOException {
        MediaClient member = new MediaClient(node, ClientCertificate.generate());
        System.out.println(member.fingerprint().attribute());
        System.out.println(
                member.credentials().ufrag() + " " + member.credentials().password());
        String[] words = in.readLine().split(" ");
        var theirs = new IceCredentials(words[0], words[1]);
        Fingerprint fingerprint = Fingerprint.parse(in.readLine());
        member.connect(theirs, fingerprint, PATIENCE, SrtpProfile.AEAD_AES_128_GCM);
        System.out.println("connected");
        try (DatagramChannel stranger = DatagramChannel.open().connect(node);
                DatagramChannel idle = DatagramChannel.open().connect(nobody.getLocalAddress())) {
            stranger.configureBlocking(false);
            idle.configureBlocking(false);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] told = line.split(" ");
                Junk junk = Junk.valueOf(told[0]);
                DatagramChannel attacking = junk == Junk.STRANGER ? stranger : member.channel();
                System.out.println(send(member, attacking, idle, junk, theirs.ufrag(), Integer.parseInt(told[1])));
            }
        }
    }

    /** Returns how many the node was sent. */
    private long send(
            MediaClient member, DatagramChannel attacking, DatagramChannel idle, Junk junk, String ufrag, int seconds)
            throws IOException {
        byte[] genuine = new byte[1000];
        Junk.rtp(ByteBuffer.wrap(genuine), random, Junk.STREAM, ++sequence);
        member.sendRtp(genuine, 0, genuine.length);
        long sent = 0;
        long begin = System.nanoTime();
        for (int n = 0; n < seconds * PER_SECOND; n++) {
            long due = begin + n * 1_000_000_000L / PER_SECOND;
            // Eight at a time, as nobody sleeps for an eighth of a millisecond.
            if (n % 8 == 0 && due - System.nanoTime() > 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            if (n % (2 * PER_SECOND) == 0) {
                member.check();
            }
            boolean attacks = Weather.at(System.nanoTime()) == Weather.ATTACK;
            junk.write(datagram.clear(), random, n, ufrag);
            boolean left = (attacks ? attacking : idle).write(datagram.position(0)) > 0;
            sent += attacks && left ? 1 : 0;
        }
        return sent;
    }
}
