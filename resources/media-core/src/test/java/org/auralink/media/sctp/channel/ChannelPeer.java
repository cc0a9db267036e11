package org.auralink.media.sctp.channel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.auralink.media.netem.Node;
import org.auralink.media.sctp.EndReason;
import org.auralink.media.sctp.SendOutcome;

/** One side's data channels under test, and all it was told, in words. */
final class ChannelPeer implements ChannelEvents, Node {
    final DataChannels channels;
    final List<String> told = new ArrayList<>();
    final List<DataChannel> opened = new ArrayList<>();

    ChannelPeer(boolean dtlsClient, ChannelLimits limits) {
        channels = new DataChannels(dtlsClient, DataChannels.PORT, limits, new Random(dtlsClient ? 1 : 2), this);
    }

    SendOutcome text(long now, DataChannel channel, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return channels.send(now, channel, false, bytes, 0, bytes.length);
    }

    DataChannel opened(String label) {
        return opened.stream()
                .filter(channel -> channel.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void onOpen(long now, DataChannel channel) {
        told.add("open " + channel.label());
        opened.add(channel);
    }

    @Override
    public void onMessage(long now, DataChannel channel, boolean binary, byte[] buf, int from, int size) {
        String kind = binary ? " binary " : " text ";
        told.add(channel.label() + kind + new String(buf, from, size, StandardCharsets.UTF_8));
    }

    @Override
    public void onBufferedAmountLow(long now, DataChannel channel) {
        told.add("low " + channel.label());
    }

    @Override
    public void onClosed(long now, DataChannel channel) {
        told.add("closed " + channel.label());
    }

    @Override
    public void onEnded(long now, EndReason reason) {
        told.add("ended " + reason);
    }

    @Override
    public void receive(long now, byte[] packet) {
        channels.receive(now, packet, 0, packet.length);
    }

    @Override
    public void advance(long now) {
        channels.advance(now);
    }

    @Override
    public long nextTimeout() {
        return channels.nextTimeoutNanos();
    }

    @Override
    public void transmit(long now, Output output) {
        channels.transmit(now, output::send);
    }
}
