package org.auralink.media.node.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.node.protocol.NodeFacts;
import org.auralink.media.node.protocol.ServerMessages;
import org.auralink.media.room.signal.ServerSignal;
import org.junit.jupiter.api.Test;

class SharedMessagesTest {
    private final SharedMessages messages = new SharedMessages(
            new ServerMessages(new NodeFacts("ND_1", "", ByteString.EMPTY, (participant, tlsOnly) -> List.of())));

    @Test
    void whatManyAreToldIsSerialisedOnce() throws Exception {
        var signal = new ServerSignal.ParticipantsUpdated(List.of());
        SignalMessage first = messages.message(signal);
        SignalMessage second = messages.message(signal);

        assertThat(second.binary()).isSameAs(first.binary());
        assertThat(second.text()).isSameAs(first.text());
        assertThat(SignalResponse.parseFrom(first.binary()).hasUpdate()).isTrue();
    }

    @Test
    void anotherSignalGetsAnotherMessageThoughItLooksTheSame() {
        SignalMessage first = messages.message(new ServerSignal.ParticipantsUpdated(List.of()));
        SignalMessage second = messages.message(new ServerSignal.ParticipantsUpdated(List.of()));

        assertThat(second).isNotSameAs(first);
    }
}
