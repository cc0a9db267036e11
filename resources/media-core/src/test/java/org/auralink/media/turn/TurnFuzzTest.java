package org.auralink.media.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.media.turn.RelayMeeting.MEDIA;
import static org.auralink.media.turn.RelayMeeting.OTHER_MEDIA;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.auralink.media.turn.RelayMeeting.Client;
import org.junit.jupiter.api.Test;

/** What comes to the relay, from strangers and from clients: never an exception, and never a way to anybody else. */
class TurnFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void anyMessageIsAnsweredOrDropped(byte[] message) {
        check(new RelayMeeting(), message);
    }

    @Test
    void changedMessagesOfAClientLeadNowhereElse() {
        var random = new Random(17);
        var relay = new RelayMeeting();
        Client client = relay.client(4000);
        client.allocate();
        client.permit(MEDIA);
        client.bind(0x4001, MEDIA);
        List<byte[]> good = List.of(
                Messages.request(TurnNumbers.ALLOCATE)
                        .number(TurnNumbers.REQUESTED_TRANSPORT, TurnNumbers.UDP << 24)
                        .sealed(client.credential, client.nonce),
                Messages.request(TurnNumbers.CHANNEL_BIND)
                        .number(TurnNumbers.CHANNEL_NUMBER, 0x4002 << 16)
                        .peer(OTHER_MEDIA)
                        .sealed(client.credential, client.nonce),
                Messages.indication(TurnNumbers.SEND)
                        .peer(MEDIA)
                        .bytes(TurnNumbers.DATA, new byte[20])
                        .plain(),
                Messages.channelData(0x4001, new byte[30]));
        for (int n = 0; n < 100_000; n++) {
            byte[] message = good.get(random.nextInt(good.size()));
            byte[] bad = Arrays.copyOf(
                    message, random.nextInt(10) == 0 ? random.nextInt(message.length + 8) : message.length);
            for (int i = random.nextInt(4); i > 0 && bad.length > 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            relay.now += RelayMeeting.SECOND / 50;
            check(relay, bad);
        }
    }

    private static void check(RelayMeeting relay, byte[] message) {
        Client client = relay.client(4000);
        Client stranger = relay.client(4001);
        for (Client each : List.of(client, stranger)) {
            relay.server.receive(relay.now, each, message, 0, message.length);
            assertThat(each.received).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(relay.atPorts).allMatch(List.of(MEDIA, OTHER_MEDIA)::contains);
        assertThat(relay.from).noneMatch(each -> each.client().equals(stranger));
        relay.atPorts.clear();
        relay.from.clear();
    }
}
