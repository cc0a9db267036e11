package org.auralink.media.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.LongConsumer;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.UserPacket;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.sctp.EndReason;
import org.auralink.media.sctp.SendOutcome;
import org.auralink.media.sctp.channel.ChannelEvents;
import org.auralink.media.sctp.channel.ChannelLimits;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.sctp.channel.DataChannel;
import org.auralink.media.sctp.channel.DataChannels;
import org.jspecify.annotations.Nullable;

/** A participant's data channels. Messages carry the time at which they were sent. One thread. */
final class DataEnd implements ChannelEvents {
    private final MediaClient media;
    private final LongConsumer arrived;
    private final DataChannels channels;
    private final @Nullable DataChannel reliable;
    private final @Nullable DataChannel lossy;

    /** @param arrived told of each message when it was sent */
    DataEnd(long now, MediaClient media, LongConsumer arrived) {
        this.media = media;
        this.arrived = arrived;
        channels = new DataChannels(true, DataChannels.PORT, ChannelLimits.DEFAULT, new SecureRandom(), this);
        channels.connect(now);
        reliable = channels.open(now, "_reliable", ChannelOptions.RELIABLE);
        lossy = channels.open(now, "_lossy", ChannelOptions.LOSSY);
    }

    /** Sends a message of so many bytes to everybody; false when too much waits already. */
    boolean send(long now, int bytes, boolean once) {
        DataChannel channel = once ? lossy : reliable;
        if (channel == null) {
            return false;
        }
        byte[] payload = new byte[bytes];
        ByteBuffer.wrap(payload).putLong(0, now);
        byte[] packet = DataPacket.newBuilder()
                .setUser(UserPacket.newBuilder().setPayload(ByteString.copyFrom(payload)))
                .build()
                .toByteArray();
        return channels.send(now, channel, true, packet, 0, packet.length) == SendOutcome.QUEUED;
    }

    void receive(long now, byte[] packet, int size) {
        channels.receive(now, packet, 0, size);
    }

    /** Sends what is to be sent, and does what is due. */
    void flush(long now) {
        if (now >= channels.nextTimeoutNanos()) {
            channels.advance(now);
        }
        channels.transmit(now, (buf, from, size) -> {
            try {
                media.sendData(buf, from, size);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void onMessage(long now, DataChannel channel, boolean binary, byte[] buf, int from, int size) {
        try {
            ByteString payload =
                    DataPacket.parser().parseFrom(buf, from, size).getUser().getPayload();
            if (payload.size() >= Long.BYTES) {
                arrived.accept(payload.asReadOnlyByteBuffer().getLong(0));
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the server sent something that is no message of data", e);
        }
    }

    @Override
    public void onOpen(long now, DataChannel channel) {}

    @Override
    public void onBufferedAmountLow(long now, DataChannel channel) {}

    @Override
    public void onClosed(long now, DataChannel channel) {}

    @Override
    public void onEnded(long now, EndReason reason) {
        throw new IllegalStateException("a participant's data channels ended: " + reason);
    }
}
