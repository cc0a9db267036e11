package org.auralink.media.turn;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A relay in front of a node with two media ports, its clients, and a clock that is set by hand. */
final class RelayMeeting implements RelayEvents {
    static final long SECOND = 1_000_000_000L;
    static final InetSocketAddress MEDIA = Messages.address("203.0.113.7", 7882);
    static final InetSocketAddress OTHER_MEDIA = Messages.address("203.0.113.7", 7883);

    final TurnSecret secret;
    final TurnServer server;
    final List<byte[]> atNode = new ArrayList<>();
    final List<InetSocketAddress> atPorts = new ArrayList<>();
    final List<Allocation> from = new ArrayList<>();
    final List<Allocation> ended = new ArrayList<>();
    long now = 5 * SECOND;

    RelayMeeting() {
        this(TurnLimits.DEFAULT);
    }

    RelayMeeting(TurnLimits limits) {
        secret = new TurnSecret(limits);
        server = new TurnServer(limits, secret, List.of(MEDIA, OTHER_MEDIA), this::unixSeconds, this);
    }

    long unixSeconds(long at) {
        return 1_800_000_000L + at / SECOND;
    }

    TurnSecret.Credential credential(String participant) {
        return secret.issue(unixSeconds(now), participant);
    }

    @Override
    public void toNode(long at, Allocation allocation, InetSocketAddress peer, byte[] buf, int begin, int size) {
        atNode.add(Arrays.copyOfRange(buf, begin, begin + size));
        atPorts.add(peer);
        from.add(allocation);
    }

    @Override
    public void ended(long at, Allocation allocation) {
        ended.add(allocation);
    }

    Client client(int port) {
        return new Client(Messages.address("198.51.100.9", port), false);
    }

    /** Somebody who wants to be relayed. */
    final class Client implements TurnClient {
        final List<byte[]> received = new ArrayList<>();
        private final InetSocketAddress address;
        private final boolean connection;
        TurnSecret.Credential credential = RelayMeeting.this.credential("PA_ada");
        String nonce = "";

        Client(InetSocketAddress address, boolean connection) {
            this.address = address;
            this.connection = connection;
        }

        Client as(String participant) {
            credential = RelayMeeting.this.credential(participant);
            return this;
        }

        /** As an address over UDP is. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Client client && client.address.equals(address);
        }

        @Override
        public int hashCode() {
            return address.hashCode();
        }

        @Override
        public InetSocketAddress address() {
            return address;
        }

        @Override
        public boolean isConnection() {
            return connection;
        }

        @Override
        public void send(byte[] buf, int begin, int size) {
            received.add(Arrays.copyOfRange(buf, begin, begin + size));
        }

        /** Sends; returns the answer, or null. */
        byte[] send(byte[] message) {
            int before = received.size();
            server.receive(now, this, message, 0, message.length);
            return received.size() == before ? null : received.get(received.size() - 1);
        }

        int ask(Messages request) {
            return Messages.code(send(request.sealed(credential, nonce)));
        }

        void learnNonce() {
            nonce = Messages.read(send(Messages.request(TurnNumbers.ALLOCATE).plain()))
                    .text(TurnNumbers.NONCE);
        }

        int allocate() {
            learnNonce();
            return ask(Messages.request(TurnNumbers.ALLOCATE)
                    .number(TurnNumbers.REQUESTED_TRANSPORT, TurnNumbers.UDP << 24));
        }

        int permit(InetSocketAddress... peers) {
            Messages request = Messages.request(TurnNumbers.CREATE_PERMISSION);
            for (InetSocketAddress peer : peers) {
                request.peer(peer);
            }
            return ask(request);
        }

        int bind(int number, InetSocketAddress peer) {
            return ask(Messages.request(TurnNumbers.CHANNEL_BIND)
                    .number(TurnNumbers.CHANNEL_NUMBER, number << 16)
                    .peer(peer));
        }

        int refresh(int seconds) {
            return ask(Messages.request(TurnNumbers.REFRESH).number(TurnNumbers.LIFETIME, seconds));
        }

        void sendTo(InetSocketAddress peer, byte[] data) {
            send(Messages.indication(TurnNumbers.SEND)
                    .peer(peer)
                    .bytes(TurnNumbers.DATA, data)
                    .plain());
        }
    }
}
