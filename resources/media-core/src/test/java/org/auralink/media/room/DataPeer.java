package org.auralink.media.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.auralink.media.sctp.EndReason;
import org.auralink.media.sctp.SendOutcome;
import org.auralink.media.sctp.channel.ChannelEvents;
import org.auralink.media.sctp.channel.ChannelLimits;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.sctp.channel.DataChannel;
import org.auralink.media.sctp.channel.DataChannels;
import org.jspecify.annotations.Nullable;

/** A client's side of the data channels on one association. Packets pass without delay or loss. */
final class DataPeer implements ChannelEvents {
    /** A message that came. */
    record Message(String label, byte[] content) {}

    final List<Message> messages = new ArrayList<>();
    final DataChannels channels;
    private final TestRoom test;
    private final FakeTransports.Association association;
    private final List<DataChannel> open = new ArrayList<>();

    DataPeer(TestRoom test, FakeTransports.Association association) {
        this.test = test;
        this.association = association;
        channels = new DataChannels(true, DataChannels.PORT, ChannelLimits.DEFAULT, new Random(7), this);
        channels.connect(test.now);
        exchange();
    }

    /** Opens a channel. */
    void open(String label, ChannelOptions options) {
        open.add(channels.open(test.now, label, options));
        exchange();
    }

    void send(String label, byte[] message) {
        channels.send(test.now, channel(label), true, message, 0, message.length);
        exchange();
    }

    /** Sends, but lets nothing pass yet; false when too much waits already. */
    boolean queue(String label, byte[] message) {
        return channels.send(test.now, channel(label), true, message, 0, message.length) == SendOutcome.QUEUED;
    }

    /** Does what is due at its side. */
    void advance() {
        channels.advance(test.now);
    }

    /** Takes so many packets, and answers. */
    void exchange(int packets) {
        List<byte[]> in = List.copyOf(association.data.subList(0, Math.min(packets, association.data.size())));
        association.data.subList(0, in.size()).clear();
        in.forEach(packet -> channels.receive(test.now, packet, 0, packet.length));
        channels.advance(test.now);
        channels.transmit(
                test.now,
                (buf, from, size) -> association.arriveData(test.now, Arrays.copyOfRange(buf, from, from + size)));
    }

    DataChannel channel(String label) {
        DataChannel found = find(label);
        if (found == null) {
            throw new AssertionError("no channel " + label);
        }
        return found;
    }

    @Nullable
    DataChannel find(String label) {
        return open.stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElse(null);
    }

    /** Lets packets pass until neither side has any. */
    void exchange() {
        boolean more = true;
        while (more) {
            more = false;
            List<byte[]> out = new ArrayList<>();
            channels.transmit(test.now, (buf, from, size) -> out.add(Arrays.copyOfRange(buf, from, from + size)));
            for (byte[] packet : out) {
                association.arriveData(test.now, packet);
                more = true;
            }
            List<byte[]> in = List.copyOf(association.data);
            association.data.clear();
            for (byte[] packet : in) {
                channels.receive(test.now, packet, 0, packet.length);
                more = true;
            }
        }
    }

    @Override
    public void onOpen(long now, DataChannel channel) {
        if (!open.contains(channel)) {
            open.add(channel);
        }
    }

    @Override
    public void onMessage(long now, DataChannel channel, boolean binary, byte[] buf, int from, int size) {
        messages.add(new Message(channel.label(), Arrays.copyOfRange(buf, from, from + size)));
    }

    @Override
    public void onBufferedAmountLow(long now, DataChannel channel) {}

    @Override
    public void onClosed(long now, DataChannel channel) {
        open.remove(channel);
    }

    @Override
    public void onEnded(long now, EndReason reason) {}
}
