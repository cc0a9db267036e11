package org.auralink.media.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;
import org.auralink.media.ice.StunIntegrity;
import org.auralink.media.ice.StunWriter;
import org.auralink.media.rtp.RtpBytes;

/** Writes and reads what a client of a relay does. */
final class Messages {
    private static final Random RANDOM = new Random(3);

    private final StunWriter out;

    private Messages(int type) {
        out = new StunWriter(type, 2048);
        byte[] transaction = new byte[12];
        RANDOM.nextBytes(transaction);
        System.arraycopy(transaction, 0, out.buf(), 8, 12);
    }

    static Messages request(int method) {
        return new Messages(method);
    }

    static Messages indication(int method) {
        return new Messages(method | TurnNumbers.INDICATION);
    }

    Messages number(int type, int value) {
        RtpBytes.writeInt(out.buf(), out.begin(type, 4), value);
        return this;
    }

    Messages text(int type, String text) {
        return bytes(type, text.getBytes(StandardCharsets.UTF_8));
    }

    Messages bytes(int type, byte[] bytes) {
        System.arraycopy(bytes, 0, out.buf(), out.begin(type, bytes.length), bytes.length);
        return this;
    }

    Messages peer(InetSocketAddress peer) {
        out.addAddress(TurnNumbers.XOR_PEER_ADDRESS, peer);
        return this;
    }

    byte[] plain() {
        return out.finish();
    }

    byte[] sealed(TurnSecret.Credential credential, String nonce) {
        return sealed(credential, nonce, TurnSecret.REALM);
    }

    byte[] sealed(TurnSecret.Credential credential, String nonce, String realm) {
        text(TurnNumbers.USERNAME, credential.username());
        text(TurnNumbers.REALM, realm);
        text(TurnNumbers.NONCE, nonce);
        return out.finish(key(credential));
    }

    static StunIntegrity key(TurnSecret.Credential credential) {
        try {
            String plain = credential.username() + ":" + TurnSecret.REALM + ":" + credential.password();
            return new StunIntegrity(MessageDigest.getInstance("MD5").digest(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static TurnMessage read(byte[] message) {
        return TurnMessage.parse(message, 0, message.length);
    }

    /** The code of an error; 0 for a success. */
    static int code(byte[] answer) {
        TurnMessage message = read(answer);
        if (message.messageClass() == TurnNumbers.SUCCESS) {
            return 0;
        }
        int value = (int) message.number(TurnNumbers.ERROR_CODE);
        return 100 * (value >>> 8) + (value & 0xff);
    }

    static byte[] channelData(int number, byte[] data) {
        byte[] message = new byte[4 + data.length];
        RtpBytes.writeShort(message, 0, number);
        RtpBytes.writeShort(message, 2, data.length);
        System.arraycopy(data, 0, message, 4, data.length);
        return message;
    }

    static InetSocketAddress address(String ip, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(ip), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
