package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.data.Packets;
import org.auralink.media.room.data.RpcFailure;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** What the application calls at participants. */
class RoomRpcTest implements RpcResult {
    private static final String RELIABLE = "_reliable";
    private static final ParticipantIdentity ADA = new ParticipantIdentity("ada");

    private final TestRoom test = new TestRoom();
    private final TestClient ada = test.connected("ada");
    private final DataPeer receiving = new DataPeer(test, ada.receiving());
    private final DataPeer sending = sendingOf(ada);
    private final List<String> results = new ArrayList<>();

    private DataPeer sendingOf(TestClient client) {
        client.offer();
        client.sending().become(test.now, TransportState.CONNECTED, null);
        var peer = new DataPeer(test, client.sending());
        peer.open(RELIABLE, ChannelOptions.RELIABLE);
        return peer;
    }

    @Override
    public void done(String payload) {
        results.add("done " + payload);
    }

    @Override
    public void failed(RpcFailure why) {
        results.add(why.code() + " " + why.message() + " " + why.data());
    }

    private boolean call(String id, int millis) {
        boolean called = test.room.performRpc(test.now, ADA, new RpcCall(id, "count", "to ten", millis), this);
        receiving.exchange();
        return called;
    }

    @Test
    void theMethodsResultIsTheCallers() {
        assertThat(call("RPC_1", 15_000)).isTrue();
        byte[] packet = receiving.messages.get(0).content();
        assertThat(Packets.rpcRequest(packet)).containsExactly("RPC_1", "count", "to ten", "15000", "1");
        assertThat(Packets.texts(packet, 5)).containsExactly("ada");
        sending.send(RELIABLE, Packets.rpcAck("RPC_1", ""));
        test.pass(14_000);
        sending.send(RELIABLE, Packets.rpcResponse("RPC_1", "1 2 3", ""));
        assertThat(results).containsExactly("done 1 2 3");
        test.pass(10_000);
        assertThat(results).hasSize(1);
    }

    @Test
    void aFailureIsTheCallersWithItsCode() {
        call("RPC_1", 15_000);
        sending.send(RELIABLE, Packets.rpcError("RPC_1", 4711, "not today", "ask tomorrow"));
        assertThat(results).containsExactly("4711 not today ask tomorrow");
    }

    @Test
    void whatNobodyAnswersEndsInItsTime() {
        call("RPC_1", 15_000);
        call("RPC_2", 15_000);
        call("RPC_3", 1_000);
        sending.send(RELIABLE, Packets.rpcAck("RPC_2", ""));
        test.pass(1_100);
        assertThat(results).containsExactly("1501 Connection timeout ");
        test.pass(6_000);
        assertThat(results).containsExactly("1501 Connection timeout ", "1501 Connection timeout ");
        test.pass(8_000);
        assertThat(results.get(2)).isEqualTo("1502 Response timeout ");
    }

    @Test
    void whoLeavesOrIsLetGoAnswersNothing() {
        call("RPC_1", 15_000);
        test.room.removeParticipant(test.now, ADA);
        assertThat(results).containsExactly("1503 Recipient disconnected ");
        assertThat(call("RPC_2", 15_000)).isFalse();

        test.connected("ada");
        call("RPC_3", 15_000);
        test.room.close(test.now, DisconnectReason.ROOM_DELETED);
        assertThat(results).hasSize(2);
    }

    @Test
    void nobodyElseAnswersForTheCallee() {
        var eve = sendingOf(test.connected("eve"));
        call("RPC_1", 15_000);
        eve.send(RELIABLE, Packets.rpcResponse("RPC_1", "forged", ""));
        assertThat(results).isEmpty();
        sending.send(RELIABLE, Packets.rpcResponse("RPC_1", "true", ""));
        assertThat(results).containsExactly("done true");
    }

    @Test
    void answersToOtherParticipantsArePassedOn() {
        var bob = new DataPeer(test, test.connected("bob").receiving());
        sending.send(RELIABLE, Packets.rpcAck("of-bob", "bob"));
        sending.send(RELIABLE, Packets.rpcResponse("of-bob", "here", "bob"));
        bob.exchange();
        assertThat(bob.messages).hasSize(2);
    }

    @Test
    void callsOfOneRoomAtATimeAreLimited() {
        for (int i = 0; i < 1_001; i++) {
            call("RPC_" + i, 15_000);
        }
        assertThat(results).containsExactly("1505 Failed to send ");
    }
}
