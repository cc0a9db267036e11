package org.auralink.media.sctp.channel;

import org.auralink.media.sctp.EndReason;

/** Is told what happens on a client's data channels, while {@link DataChannels} takes packets or the time. */
public interface ChannelEvents {
    /** A channel can be used in both directions: one of ours was confirmed, or the peer opened one. */
    void onOpen(long now, DataChannel channel);

    /**
     * A message came.
     *
     * @param binary false for text, which is UTF-8 by the sender's word only
     * @param buf whoever's again on return
     */
    void onMessage(long now, DataChannel channel, boolean binary, byte[] buf, int from, int size);

    /** As little waits to be sent as was to be told of. */
    void onBufferedAmountLow(long now, DataChannel channel);

    /** A channel is gone, closed by either side or with the association. */
    void onClosed(long now, DataChannel channel);

    /** The association is over; all channels were told closed before. */
    void onEnded(long now, EndReason reason);
}
