package org.auralink.media.node.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.transport.Carrier;
import org.auralink.media.transport.DatagramSink;
import org.auralink.media.transport.DropCounters;
import org.auralink.media.transport.DropReason;
import org.auralink.media.transport.FanOut;
import org.auralink.media.transport.FrameBuffer;
import org.auralink.media.transport.LoopBatch;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.PeerAddress;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.ReadBatch;
import org.auralink.media.transport.TransportFactory;
import org.auralink.media.transport.TransportListener;
import org.auralink.media.transport.TransportRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with a UDP socket for each of the node's addresses, and the rooms and transports that live on it. Datagrams are read in batches; what is
 * sent because of a batch leaves together.
 */
public final class DatagramLoop implements DatagramSink, TransportFactory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramLoop.class);
    /** Time for goodbyes and the thread's end; together with the other parts well under five seconds. */
    private static final long CLOSE_SECONDS = 2;

    private final TransportOpener opener;
    private final Fingerprint fingerprint;
    private final DropCounters drops = new DropCounters();
    private final TrafficCounters traffic = new TrafficCounters();
    private final Dispatch dispatch;
    private final EventLoopGroup group;
    private final EventLoop thread;
    private final LoopSocket[] sockets;
    private final SocketOut[] outs;
    private final byte[] received;
    private final int largest;
    private final Runnable flush = this::flush;
    private final Egress egress;
    private final LoopFanOut helpers;
    private final double helpedFrom;

    private volatile List<IceCandidate> candidates;
    private volatile boolean relayed;
    private final ForwardingTimes forwarding = new ForwardingTimes();
    private final LoopBatch batch = new LoopBatch();
    private boolean flushPlanned;
    private volatile int transports;
    private volatile long ticked = now();

    /**
     * Opens the socket and starts the thread.
     *
     * @param name of the thread
     * @param places where its sockets listen, the best first
     * @param port of all of them; 0 for free ones
     * @param index learns which associations are here
     * @throws UncheckedIOException naming the port, when it is in use or the address is not ours
     */
    DatagramLoop(
            String name,
            List<MediaPlace> places,
            int port,
            Fingerprint fingerprint,
            TransportOpener opener,
            UfragIndex index,
            NetLimits limits) {
        this.opener = opener;
        this.fingerprint = fingerprint;
        dispatch = new Dispatch(places.size(), drops, limits, index.of(this), this::send);
        largest = limits.maxDatagram();
        helpedFrom = limits.helpedFrom();
        received = new byte[largest];
        int segments = Sockets.canSegment() ? limits.segments() : 1;
        group = Sockets.group(name);
        sockets = new LoopSocket[places.size()];
        outs = new SocketOut[sockets.length];
        egress = new Egress(outs, traffic, false);
        helpers = new LoopFanOut(flush, helper -> Egress.shared(helper, sockets, segments, limits, traffic));
        for (int i = 0; i < sockets.length; i++) {
            MediaPlace place = places.get(i);
            Channel channel = Sockets.bind(group, new InetSocketAddress(place.bind(), port), limits, new Receiver(i));
            sockets[i] = new LoopSocket(i, channel, place.advertised());
            outs[i] = new SocketOut(channel, segments, limits);
        }
        thread = sockets[0].channel().eventLoop();
        candidates = Arrays.stream(sockets).map(LoopSocket::candidate).toList();
        long tick = limits.tick().toNanos();
        thread.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.NANOSECONDS);
    }

    /** Nanoseconds of the clock that every {@code now} on this loop is read from. */
    public long now() {
        return System.nanoTime();
    }

    /** The bound UDP port, of the first address. */
    public int port() {
        return sockets[0].port();
    }

    /** Whether the caller is on this loop's thread. */
    public boolean inLoop() {
        return thread.inEventLoop();
    }

    /** Runs a task on the loop's thread, from any thread; false when the loop has ended. */
    public boolean execute(LoopTask task) {
        try {
            thread.execute(() -> run(task));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Runs a task on the loop's thread once {@code delayNanos} have passed; cancel by the result. */
    public Future<?> schedule(long delayNanos, LoopTask task) {
        return thread.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Where transports register what they are reached by; on the loop's thread. */
    public TransportRoutes routes() {
        return dispatch;
    }

    /** What was dropped on this socket and by its transports; readable from any thread. */
    public DropCounters drops() {
        return drops;
    }

    /** What went through this socket; readable from any thread. */
    public TrafficCounters traffic() {
        return traffic;
    }

    /** How long forwarding takes here; readable from any thread. */
    public ForwardingTimes forwarding() {
        return forwarding;
    }

    /** When this thread last came round to its timers, by the clock of {@link #now}; readable from any thread. */
    public long lastTickNanos() {
        return ticked;
    }

    /** Transports that are not over, as of the last tick; readable from any thread. */
    public int transports() {
        return transports;
    }

    @Override
    public PeerTransport open(long now, TransportListener listener, MediaSink media) {
        return open(now, this, listener, media);
    }

    /** Opens a transport for {@code room}, which the transports of a room name by the same object. */
    PeerTransport open(long now, Object room, TransportListener listener, MediaSink media) {
        return opener.open(now, this, room, listener, media);
    }

    /** Makes the transports of {@code room}, an object that stands for it. */
    public TransportFactory transportsOf(Object room) {
        return new RoomTransports(this, room);
    }

    @Override
    public ReadBatch batch() {
        return batch;
    }

    @Override
    public List<IceCandidate> candidates() {
        return candidates;
    }

    /** The UDP ports among the candidates. */
    List<InetSocketAddress> advertisedPorts() {
        return candidates.stream()
                .filter(candidate -> candidate.transport() == IceCandidate.Transport.UDP)
                .map(candidate -> new InetSocketAddress(candidate.address(), candidate.port()))
                .toList();
    }

    /** Names these candidates as well, after the present ones; before there are rooms. */
    public void advertise(List<IceCandidate> more) {
        var all = new ArrayList<>(candidates);
        all.addAll(more);
        candidates = List.copyOf(all);
    }

    @Override
    public boolean offersRelay() {
        return relayed;
    }

    /** Clients can be sent through a relay over TLS; before there are rooms. */
    public void offerRelay() {
        relayed = true;
    }

    @Override
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    @Override
    public void send(byte[] buf, int from, int size, PeerAddress to) {
        if (size > largest) {
            drops.add(DropReason.SEND_MALFORMED);
            return;
        }
        boolean own = thread.inEventLoop();
        if (!(own ? egress : helpers.egress()).send(buf, from, size, to)) {
            drops.add(DropReason.SEND_QUEUE_FULL);
        } else if (own && !batch.isOpen() && !flushPlanned) {
            flushPlanned = true;
            thread.execute(flush);
        }
    }

    /** The carrier has something to let go with the next flush. */
    void filled(FramedCarrier carrier) {
        (thread.inEventLoop() ? egress : helpers.egress()).filled(carrier);
    }

    private void flush() {
        flushPlanned = false;
        egress.flush();
    }

    @Override
    public FanOut fanOut() {
        return helpers;
    }

    LoopFanOut helpers() {
        return helpers;
    }

    /** A channel of this loop for the socket of another, to send through. */
    Channel share(Channel channel, ChannelHandler handler) {
        return Sockets.share(group, channel, handler);
    }

    /** What came over a carrier, one after the other and each with its length before it; on the loop's thread. */
    void receive(byte[] frames, PeerAddress source) {
        batch.begin();
        forwarding.begin(now(), traffic.packetsOut());
        try {
            for (int at = 0; at < frames.length; ) {
                int size = RtpBytes.readShort(frames, at);
                System.arraycopy(frames, at + FrameBuffer.LENGTH, received, 0, size);
                traffic.received(size);
                dispatch.receive(now(), received, size, source);
                at += FrameBuffer.LENGTH + size;
            }
        } catch (RuntimeException e) {
            LOG.error("a datagram broke its transport or room", e);
        } finally {
            endBatch();
        }
    }

    private void endBatch() {
        run(batch::end);
        flush();
        forwarding.end(now(), traffic.packetsOut());
    }

    /** Whether an association is reached over the carrier; on the loop's thread. */
    boolean knows(Carrier carrier) {
        return dispatch.knows(carrier);
    }

    /** The carrier of this address has ended; on the loop's thread. */
    void lost(PeerAddress address) {
        dispatch.lost(address);
    }

    private void run(LoopTask task) {
        try {
            task.run(now());
        } catch (RuntimeException e) {
            LOG.error("a task on a media loop failed", e);
        }
    }

    private void tick() {
        long now = now();
        ticked = now;
        transports = dispatch.size();
        helpers.setStrained(forwarding.takeBusy(now) >= helpedFrom);
        for (PeerTransport transport : dispatch.transports()) {
            if (transport.nextTimeoutNanos() <= now) {
                run(transport::handleTimeout);
            }
        }
    }

    /** Says goodbye on every transport, then ends socket and thread. From any thread but the loop's own. */
    @Override
    public void close() {
        CountDownLatch saidGoodbye = new CountDownLatch(1);
        if (execute(now -> sayGoodbye(saidGoodbye))) {
            // The group closes its sockets before it runs what is queued, so it must not be told before this is done.
            await(saidGoodbye);
        }
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private void sayGoodbye(CountDownLatch done) {
        try {
            for (PeerTransport transport : dispatch.transports()) {
                run(transport::close);
            }
            flush();
        } finally {
            for (LoopSocket socket : sockets) {
                socket.channel().close();
            }
            egress.close();
            done.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a media loop is busy and ends without goodbye");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes what Netty read. */
    private final class Receiver extends ChannelInboundHandlerAdapter {
        private final int local;

        Receiver(int local) {
            this.local = local;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            long read = now();
            if (!batch.isOpen()) {
                batch.begin();
                forwarding.begin(read, traffic.packetsOut());
            }
            DatagramPacket datagram = (DatagramPacket) message;
            try {
                int size = Math.min(received.length, datagram.content().readableBytes());
                datagram.content().readBytes(received, 0, size);
                traffic.received(size);
                dispatch.receive(read, received, size, datagram.sender(), local);
            } catch (RuntimeException e) {
                LOG.error("a datagram broke its transport or room", e);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            endBatch();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            outs[local].failed(cause);
        }
    }
}
